"""A text read critically: paste it or hand in a file."""
