"""An address → its division, where the names at its beginning leave no choice."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from zhiquan.definitions.divisions import Divisions
from zhiquan.rules.text import Text

_BEFORE = re.compile(r"(?:\(?[0-9]{6}\)?|中华人民共和国|中国|CN|[\s,，:：、])+", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,，、]+")
_LONGEST = 40
"""Only the beginning of an address names divisions."""


class Addresses:
    """Reads addresses by a table of divisions; without a table every address stays without division.

    The division is the deepest of province, prefecture and county whose full names follow each other at the beginning
    (after post code and country). A prefecture may be left out where its county's name occurs once in the province. A
    name that several codes carry (a code that ended and its successor) counts as the one in force on ``on``.
    """

    def __init__(self, table: Divisions | None = None, on: date | None = None) -> None:
        self._below: dict[str, dict[str, list[str]]] = {}
        for code, name in (table or {}).items():
            for above in table.lineage(code)[1:] if table else ():
                self._add(above, name, code)
            if table and table.parent_of(code) is None:
                self._add("", name, code)
        self._table, self._on = table, on
        self._known = lru_cache(maxsize=16_384)(self._division)

    def _add(self, above: str, name: Text, code: str) -> None:
        self._below.setdefault(above, {}).setdefault(name.zh, []).append(code)

    def division(self, address: str) -> str:
        """Return the code of the division that an address certainly lies in, or nothing."""
        return self._known(address[:_LONGEST])

    def _division(self, beginning: str) -> str:
        rest = _BETWEEN.sub("", _BEFORE.sub("", beginning, count=1))
        found = ""
        while (deeper := self._next(found, rest)) is not None:
            found, rest = deeper
        return found

    def _next(self, above: str, rest: str) -> tuple[str, str] | None:
        names = self._below.get(above, {})
        for length in range(min(len(rest), _LONGEST), 1, -1):
            if codes := names.get(rest[:length]):
                code = self._one(codes)
                return (code, rest[length:]) if code else None
        return None

    def _one(self, codes: list[str]) -> str | None:
        if len(codes) > 1 and self._table and self._on:
            day, table = self._on, self._table
            codes = [code for code in codes if table.in_force(code, day)]
        return codes[0] if len(codes) == 1 else None
