"""The operations, room by room; each calls what its page calls."""
