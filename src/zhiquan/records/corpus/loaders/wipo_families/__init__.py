"""Tables of a WIPO patent landscape report: one publication for each family, its members in a cell."""
