"""Class symbols of a row: each canonical with its scheme; what cannot be read is told and the rest kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from zhiquan.records.corpus.gates.common import texts
from zhiquan.records.corpus.loaders import Value
from zhiquan.rules.identifiers import (
    Broken,
    ClassSymbol,
    parse_class_symbol,
    parse_cpc_symbol,
    parse_ipc_symbol,
    parse_locarno_symbol,
    parse_nice_symbol,
    parse_vienna_symbol,
)

BETWEEN = re.compile(r"[;；,，、|\r\n\t]+")
_READERS: Mapping[str, Callable[[str], ClassSymbol | Broken]] = {
    "ipc": parse_ipc_symbol,
    "cpc": parse_cpc_symbol,
    "locarno": parse_locarno_symbol,
    "nice": parse_nice_symbol,
    "vienna": parse_vienna_symbol,
    "": parse_class_symbol,
}


class Symbols:
    """The classes of one row: ``found`` are keys (``ipc:H01M10/0525``) in order, ``unread`` what could not be read."""

    __slots__ = ("found", "unread")

    def __init__(self) -> None:
        self.found: dict[str, None] = {}
        self.unread: list[str] = []

    def add(self, scheme: str, value: Value) -> None:
        """Take the symbols of one field; without ``scheme`` each is IPC or Locarno by its form."""
        for symbol in texts(value, BETWEEN):
            key = symbol_key(scheme, symbol)
            if key:
                self.found[key] = None
            else:
                self.unread.append(symbol)

    @property
    def main(self) -> tuple[str, str]:
        """Return scheme and symbol of the first class, both empty without one."""
        for key in self.found:
            scheme, _, symbol = key.partition(":")
            return scheme, symbol
        return "", ""


def read_symbols(fields: Mapping[str, Value]) -> Symbols:
    """Read the classes of a patent: the main one first, then IPC, Locarno, CPC as the source orders them."""
    symbols = Symbols()
    for field, scheme in (("main_class", ""), ("ipc", "ipc"), ("locarno", "locarno"), ("cpc", "cpc")):
        if value := fields.get(field):
            symbols.add(scheme, value)
    return symbols


_LONGEST = 60
"""So many characters a symbol with edition and level may have."""


def symbol_key(scheme: str, symbol: str) -> str:
    """Return the key of a symbol (``ipc:H01M10/0525``), empty where it cannot be read or the scheme is not known."""
    return _key(scheme, symbol) if len(symbol) <= _LONGEST else ""


@lru_cache(maxsize=65_536)
def _key(scheme: str, symbol: str) -> str:
    if scheme not in _READERS:
        return ""
    read = _READERS[scheme](symbol)
    return "" if isinstance(read, Broken) else f"{read.scheme}:{read.canonical}"
