"""Is this a table of rules over class symbols, and which one? The headings decide, not the file's name."""

from __future__ import annotations

from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.members import head

NEEDED = frozenset({"code", "ipc_include", "ipc_exclude"})
KINDS = (("field", "digital"), ("coverage", "green"), ("keywords_exclude", "new-three"), ("rule_no", "sei"))
"""Heading that only one table has → the table; without any it is the branches of ``sei`` rolled up."""


def table_of(heading: list[str]) -> str:
    """Return the table's name by its headings."""
    return next((table for own, table in KINDS if own in heading), "sei-branches")


def look(path: Path) -> Look:
    """Say whether the first line has the headings of a rule table."""
    first = head(path).removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n").partition(b"\n")[0]
    return Look(fits=set(first.decode("utf-8", "replace").split("\t")) >= NEEDED)
