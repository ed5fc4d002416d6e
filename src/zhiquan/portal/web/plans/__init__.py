"""Pages of the plans of the year."""
