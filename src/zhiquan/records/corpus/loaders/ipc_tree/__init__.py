"""The IPC in Chinese as a tree of small text files, one for each main group, with notes."""
