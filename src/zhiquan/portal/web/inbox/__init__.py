"""What a person was told, and how that person wants to be told."""
