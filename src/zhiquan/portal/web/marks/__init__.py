"""Similar marks."""
