"""Cells of a table that leaves for a spreadsheet."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
"""Signs at which some spreadsheet begins to reckon; the full-width ones count where Chinese or Japanese is typed."""


def harmless(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula: one that looks like it is led by an apostrophe.

    For texts alone: a number stays a number, also a negative one. (OWASP ASVS 5.0.0, 1.2.10.)
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
