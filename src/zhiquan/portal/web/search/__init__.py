"""Search over rights."""
