"""Personal data: what is held of whom and why, a copy of it for the person, and lawful erasure of an account."""
