"""Exports of The Lens: separated values, several values in a cell parted by ``;;``."""
