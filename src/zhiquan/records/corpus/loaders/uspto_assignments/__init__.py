"""Answers of the patent assignment search of the United States office (XML)."""
