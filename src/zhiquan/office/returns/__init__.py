"""Returns 填报: what counties and outlets report upward, declared as files, filled, reviewed, urged, locked, signed."""
