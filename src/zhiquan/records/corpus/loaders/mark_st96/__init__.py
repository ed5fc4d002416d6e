"""Trademark records in WIPO Standard ST.96 (XML), as the status service of the United States office gives them."""
