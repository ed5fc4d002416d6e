"""One's saved searches and their private feeds."""
