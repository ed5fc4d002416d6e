"""Streams the rows that a dump inserts; one is in memory at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from zhiquan.records.corpus.loaders import ASIDE, RawRow, Value
from zhiquan.records.corpus.loaders.heading_table import values
from zhiquan.records.corpus.loaders.heading_table.body import Plan, body
from zhiquan.records.corpus.loaders.mysql_dump.columns import Beside, Figures, beside, division, office, plan
from zhiquan.records.corpus.loaders.mysql_dump.statements import Inserted, inserted
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.text import decode
from zhiquan.rules.text import Text

_HEAD = 4096
_MADE = re.compile(r"^ ?Date: ([0-3][0-9])/([01][0-9])/(20[0-9]{2}) [0-9:]{8}\s*$", re.MULTILINE)
LABEL = Text("MySQL 导出文件（.sql）", "dump of MySQL (.sql)")


def expected(path: Path) -> int | None:  # noqa: ARG001 - the dumps do not say
    """Return ``None``: dumps do not say how many rows they hold."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield what the rows of every table tell; a table that tells of nothing known is one row set aside.

    A row whose values do not agree with the columns declared says nothing and is for the gates to refuse.
    """
    for member in members(path):
        plans: dict[tuple[str, int], tuple[Plan | Figures | None, Beside]] = {}
        with member.open() as stream, decode(stream) as source:
            dump = Dump(source)
            for row in inserted(dump, member.name):
                which = (row.table, len(row.columns))
                if which not in plans:
                    plans[which] = (plan(row.table, row.columns, path), beside(row.columns))
                    if row.columns and plans[which][0] is None:
                        yield RawRow(row.table, {"rule": "sheet.unknown"}, _raw(row), ASIDE)
                yield from _told(row, *plans[which], dump.day)


class Dump:
    """The text of a dump, which remembers the day that its head tells (Navicat's ``Date: 02/07/2025``)."""

    def __init__(self, source: TextIO) -> None:
        self._source = source
        self.day = ""
        self._begun = False

    def read(self, size: int = -1) -> str:
        """Read on."""
        text = self._source.read(size)
        if not self._begun:
            found = _MADE.search(text[:_HEAD])
            self.day = "-".join(reversed(found.groups())) if found else ""
            self._begun = True
        return text


def _told(row: Inserted, how: Plan | Figures | None, more: Beside, day: str) -> Iterator[RawRow]:
    place = f"{row.table}!{row.number}"
    if not row.columns:
        yield RawRow(place, {}, {str(at): value for at, value in enumerate(row.values)})
    elif isinstance(how, Figures):
        yield RawRow(place, _figure(row, how, day), _raw(row), "statistics")
    elif how:
        found = list(body([(row.number, row.values)], how))
        yield from (_placed(one, row, more) for one in found)
        if found and found[0].table == "patents":
            yield from _more(found[0], row, more)


def _placed(told: RawRow, row: Inserted, more: Beside) -> RawRow:
    """Return a row as the table wrote it, with the province and the office that columns of their own name."""
    if told.table != "patents":
        return RawRow(told.place, told.fields, _raw(row), told.table)
    beside = {
        "division": division(row.values[more.province]) if more.province is not None else "",
        "office": office(row.values[more.office]) if more.office is not None else "",
    }
    fields = {**{name: value for name, value in beside.items() if value}, **told.fields}
    return RawRow(told.place, fields, _raw(row))


def _more(patent: RawRow, row: Inserted, more: Beside) -> Iterator[RawRow]:
    right: dict[str, Value] = {
        name: patent.fields[name] for name in ("office", "application", "publication") if name in patent.fields
    }
    for at, event in more.events.items():
        for on in filter(None, values.days(values.tidy(row.values[at]))):
            yield RawRow(patent.place, {**right, "event": event, "on": on}, {row.columns[at].name: on}, "events")
    for at in more.literature:
        if text := values.tidy(row.values[at]):
            yield RawRow(patent.place, {**right, "text": text}, {row.columns[at].name: text}, "citations")


def _figure(row: Inserted, how: Figures, day: str) -> dict[str, Value]:
    """Return a figure; a total without a year stands as of the month in which the dump says it was made."""
    told = {
        "dataset": row.table,
        "measure": how.measure,
        "place": row.values[how.place] if how.place is not None else "",
        "period": row.values[how.year] if how.year is not None else day[:7],
        "value": row.values[how.value],
    }
    return {name: value for name, value in told.items() if value}


def _raw(row: Inserted) -> dict[str, Value]:
    return {column.name: value for column, value in zip(row.columns, row.values, strict=True) if value}
