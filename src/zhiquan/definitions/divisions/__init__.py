"""Administrative divisions 行政区划: names by six-digit code (GB/T 2260), who lies in whom, and what is valid when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from zhiquan.definitions.divisions.table import Division, read_tables
from zhiquan.rules.identifiers.division import Level, level_by_digits, parent_by_digits
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

__all__ = ["Division", "Divisions", "Level", "divisions", "level_of", "parent_of"]

_CODE = re.compile(r"[1-9][0-9]{5}")


def level_of(code: str) -> Level:
    """Return the level of a code by its 2+2+2 digits; a code of another form is refused."""
    if not _CODE.fullmatch(code):
        text = Text("行政区划代码应为六位数字：“{code}”。", "A division code has six digits: “{code}”.")
        raise Refusal("divisions.code", text.format(code=code))
    return level_by_digits(code)


class Divisions(Mapping[str, Text]):
    """The divisions of a region in the order of their file: code → name, the tree above each code, and its dates.

    Codes that are no longer valid stay in the table: old records carry them. ``at`` gives the table of one day.
    """

    def __init__(self, names: Mapping[str, Text | Division], parents: Mapping[str, str]) -> None:
        for code in (*names, *parents, *parents.values()):
            level_of(code)
        self._listed = {
            code: one if isinstance(one, Division) else Division(zh=one.zh, en=one.en) for code, one in names.items()
        }
        self._parents = dict(parents)
        for code, one in self._listed.items():
            for after in one.successors:
                if after not in self._listed:
                    text = Text(
                        "“{code}”的后继代码 {after} 未列入表中。", "Successor {after} of “{code}” is not listed."
                    )
                    raise Refusal("divisions.successor", text.format(code=code, after=after))

    def __getitem__(self, code: str) -> Text:
        return self._listed[code].name()

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)

    def name(self, code: str, on: date | None = None) -> Text:
        """Return the name (on a day: the one of that day), or the code itself for a division not listed."""
        return self._listed[code].name(on) if code in self._listed else Text(code, code)

    def in_force(self, code: str, on: date) -> bool:
        """Tell whether the table lists the code as valid on a day, first and last day included."""
        return code in self._listed and self._listed[code].in_force(on)

    def at(self, on: date) -> Divisions:
        """Return the table of one day: the codes valid then, under their names of then, without successors."""
        then = {code: one.name(on) for code, one in self._listed.items() if one.in_force(on)}
        return Divisions(then, self._parents)

    def successors_of(self, code: str, on: date) -> tuple[str, ...]:
        """Return the codes that stand for ``code`` on a day: itself while valid, else what its successors became.

        Empty where the code is not listed, not valid yet, or ended without successor. Several codes mean that it was
        divided; which of them a record belongs to is nobody's guess.
        """
        return self._successors(code, on, ())

    def _successors(self, code: str, on: date, passed: tuple[str, ...]) -> tuple[str, ...]:
        if code in passed:
            text = Text("行政区划“{code}”的后继代码成环。", "The successors of division “{code}” run in a circle.")
            raise Refusal("divisions.circle", text.format(code=code))
        if self.in_force(code, on):
            return (code,)
        one = self._listed.get(code)
        if one is None or one.valid_to is None or on <= one.valid_to:
            return ()
        found = (end for after in one.successors for end in self._successors(after, on, (*passed, code)))
        return tuple(dict.fromkeys(found))

    def parent_of(self, code: str) -> str | None:
        """Return the division directly above, or ``None`` for a province; unlisted codes follow the rule too."""
        level_of(code)
        return self._parents.get(code) or parent_by_digits(code)

    def lineage(self, code: str) -> tuple[str, ...]:
        """Return the code and everything above it, lowest first; one entry per level at most."""
        line = [code]
        while (above := self.parent_of(line[-1])) is not None:
            if above in line:
                text = Text("行政区划“{code}”的上级成环。", "The parents of division “{code}” run in a circle.")
                raise Refusal("divisions.circle", text.format(code=code))
            line.append(above)
        return tuple(line)


def divisions(region: Path | None = None) -> Divisions:
    """Read the region's own table(s), YAML or CSV, or the shipped demonstration when the region has none."""
    listed: dict[str, Text | Division] = {}
    parents: dict[str, str] = {}
    for table in read_tables(region):
        if twice := listed.keys() & table.divisions.keys():
            text = Text("行政区划“{code}”列入了两张表。", "Division “{code}” is listed in two tables.")
            raise Refusal("divisions.twice", text.format(code=min(twice)))
        listed.update(table.divisions)
        parents.update(table.parents)
    return Divisions(listed, parents)


def parent_of(code: str, region: Path | None = None) -> str | None:
    """Return the division directly above a code; see ``Divisions.parent_of``."""
    return divisions(region).parent_of(code)
