"""One right, one file 一件一档."""
