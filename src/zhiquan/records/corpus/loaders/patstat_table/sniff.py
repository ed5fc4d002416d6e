"""Is this a table drawn from PATSTAT?"""

from __future__ import annotations

from pathlib import Path

from zhiquan.records.corpus.loaders import Look, headed

CITED = ("epopatentid", "epopublicationnumber", "epoapplicationnumber", "epoapplicationdocdbfamilyid")
CITING = ("epocitingpatentid", "epocitingpatentpublicationnumber", "epocitingapplicationnumber")
"""Headings of a table of publications, and of one of publications that cite others."""


def look(path: Path) -> Look:
    """Say whether the headings are those of either table."""
    found = headed.look(path, CITED)
    return found if found.fits or found.nearly else headed.look(path, CITING)
