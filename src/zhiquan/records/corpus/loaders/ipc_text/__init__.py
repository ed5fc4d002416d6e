"""The IPC as lines of fixed-length symbol (WIPO ST.8), tab and English title."""
