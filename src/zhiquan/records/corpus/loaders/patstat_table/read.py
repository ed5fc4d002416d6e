"""Streams the publications of a table and the families they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow, Value, headed
from zhiquan.records.corpus.loaders.patstat_table.sniff import CITED, CITING
from zhiquan.rules.text import Text

LABEL = Text("PATSTAT 摘录表（公开、引用）", "table drawn from PATSTAT (publications, citations)")

_KIND = re.compile(r"(.*?)\([0-9]\)")
"""``patent for invention(1)``."""
_INTERNATIONAL = "W"
_PCT = re.compile(r"[12][0-9]{3}[0-9]{6}")


def expected(path: Path) -> int | None:  # noqa: ARG001 - the tables do not say
    """Return ``None``: tables do not say how many rows they hold."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every publication, then its membership in a DOCDB family.

    A table of citations names what is cited by its own running numbers only, so its rows tell of the citing
    publications and of no citation. There is no title in either table, and no kind code of the publication.
    """
    citing = not headed.look(path, CITED).fits
    for row in headed.rows(path, CITING if citing else CITED):
        fields = _fields(row, citing=citing)
        yield RawRow(row.place, fields, row.raw)
        if family := fields.get("family"):
            told: dict[str, Value] = {"family": family, "scheme": "docdb"}
            told |= {name: fields[name] for name in ("office", "application", "publication") if name in fields}
            yield RawRow(row.place, told, {"family": family}, "families")


def _fields(row: headed.Row, *, citing: bool) -> dict[str, Value]:
    patent, application = ("epocitingpatent", "epocitingapplication") if citing else ("epo", "epoapplication")
    of_application = "epocitingpatentapplication" if citing else application
    office, number = right(
        row.get(f"{of_application}country").upper(), row.get(f"{application}number"), row.get(f"{of_application}kind")
    )
    kind = row.get(f"{of_application}typetypedigit")
    named = _KIND.fullmatch(kind)
    told: dict[str, Value] = {
        "office": office,
        "publication": row.get(f"{patent}publicationnumber"),
        "application": number,
        "kind": named[1] if named else kind,
        "publication_date": row.get(f"{patent}publicationdate"),
        "filing_date": row.get(f"{patent}filingdate"),
        "family": row.get(f"{application}docdbfamilyid"),
        "priorities": row.get("epocitingprioritynumber" if citing else "epoprioritynumber"),
    }
    return {name: value for name, value in told.items() if value}


def right(office: str, number: str, kind: str) -> tuple[str, str]:
    """Return the office and number of an application; those of kind ``W`` are international ones, filed with the
    office (``CN``, ``2010000001`` is ``PCT/CN2010/000001``) and published by the International Bureau."""
    if kind != _INTERNATIONAL or not _PCT.fullmatch(number):
        return office, number
    return "WO", f"PCT/{office}{number[:4]}/{number[4:]}"
