"""A user's own table, read by a mapping that was guessed, confirmed and saved."""
