"""Pages of returns: rounds, sheets, the rows behind a figure."""
