"""A party's cases, and progress by number and secret."""
