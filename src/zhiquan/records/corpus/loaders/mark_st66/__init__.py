"""Trademark records in WIPO Standard ST.66 (XML), as the United States and German offices give them."""
