"""Numbers and periods in a folded text, before anybody knows what they are about."""
