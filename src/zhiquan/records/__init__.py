"""The IP data: corpus and search. No Django."""
