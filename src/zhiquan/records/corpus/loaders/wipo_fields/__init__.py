"""WIPO's concordance of 35 fields of technology as SQL patterns of IPC symbols."""
