"""Patents of the United States office of 1976 to 2001 in the Green Book's text (Automated Patent System)."""
