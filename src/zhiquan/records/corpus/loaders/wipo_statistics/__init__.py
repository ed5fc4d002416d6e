"""WIPO's statistics of patents by technology: the file as downloaded, and its long form: CSV."""
