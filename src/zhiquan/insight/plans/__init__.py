"""A plan of the year 年度工作要点: its targets and tasks, where they stand, and where they are heading."""
