"""An organisation's file, its own list of rights, and bringing that list in."""
