"""Pages on which the office brings its own tables in."""
