"""Dated official lists: each entry with validity, basis and the division it counts for."""
