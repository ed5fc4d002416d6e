"""What people touch: pages, the command line, the one-right file. No rules here."""
