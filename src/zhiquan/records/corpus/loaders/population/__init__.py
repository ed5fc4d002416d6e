"""Resident population by province and year, one column a year, with English names: CSV."""
