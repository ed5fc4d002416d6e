"""Which publications are of one right, by number alone.

A Chinese publication number of nine digits is given to one application only: since 2010-04-07 an invention keeps it
from application to grant (``CN104282860A``, ``CN104282860B``), and the digit of the kind tells inventions, utility
models and designs apart (ZC 0007). Lists that give no kind code (``CN104282860``) mean the same right. Older, shorter
numbers were given twice, once in each series; those of other offices are not known to be unique: they join only letter
for letter.
"""

from __future__ import annotations

import re
from collections.abc import Collection

PUBLICATION = "pub."
"""Prefix of the key of a right of which only a publication is known."""
MACRO = r"CREATE MACRO joint(x) AS regexp_replace(x, '^(CN[0-9]{9})[A-Z][0-9]?$', '\1')"
"""SQL that defines ``joint`` for an engine."""
_NINE = re.compile(r"(CN[0-9]{9})(?:[A-Z][0-9]?)?")
_CODES = ("", *"ABCSUY", *(f"{letter}{digit}" for letter in "ABSU" for digit in (8, 9)))
_CODES_OF_PARTS = tuple(f"{letter}{digit}" for letter in "CSY" for digit in range(1, 8))


def joint(publication: str) -> str:
    """Return what publications of one right have in common."""
    found = _NINE.fullmatch(publication)
    return found[1] if found else publication


def variants(joints: Collection[str]) -> set[str]:
    """Return every publication number that some joint numbers may stand for: with each kind code there is."""
    found = set(joints)
    for one in joints:
        if _NINE.fullmatch(one):
            found.update(one + code for code in (*_CODES, *_CODES_OF_PARTS))
    return found
