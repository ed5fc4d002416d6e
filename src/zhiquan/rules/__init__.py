"""Pure rules: no I/O and no clock reads; the date is always an argument."""
