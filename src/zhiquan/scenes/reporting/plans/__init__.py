"""Plans of the year 年度工作要点: published from a file, reported on, supervised 督办, and measured by the figures."""
