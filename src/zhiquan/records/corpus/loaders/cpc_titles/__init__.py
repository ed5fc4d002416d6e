"""The CPC as its title list: one text file for each section, symbol, dots and English title."""
