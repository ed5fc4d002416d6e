"""Dumps of MySQL (mysqldump, Navicat, phpMyAdmin): tables of patents or of figures inside SQL statements."""
