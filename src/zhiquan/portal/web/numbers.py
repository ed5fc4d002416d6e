"""Numbers that come in with an address or a form."""

from __future__ import annotations

LARGEST = 2**63 - 1
"""The largest number that a row, a version or an amount of pieces can have: what a database keeps in 64 bits."""
_DIGITS = 18


def whole(text: str, otherwise: int = 0) -> int:
    """Return a whole number written in plain digits; for anything else ``otherwise``, which is nobody's.

    Eighteen digits at most: longer ones fit no row, and reading them is work that a stranger could ask for.
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else otherwise
