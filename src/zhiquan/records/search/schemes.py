"""The hierarchies that records are classed by: patents, designs, goods, figures, and administrative divisions."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from zhiquan.rules.identifiers import (
    Broken,
    parse_cpc_symbol,
    parse_ipc_symbol,
    parse_locarno_symbol,
    parse_nice_symbol,
    parse_vienna_symbol,
)
from zhiquan.rules.text import Text

SCHEMES = {
    "ipc": parse_ipc_symbol,
    "cpc": parse_cpc_symbol,
    "locarno": parse_locarno_symbol,
    "nice": parse_nice_symbol,
    "vienna": parse_vienna_symbol,
}
"""Scheme → how its symbols are read."""
DIVISION = "division"
"""Scheme under which divisions stand in the hierarchy beside the classes."""


class What(StrEnum):
    """Which right a record is of."""

    PATENT = "patent"
    MARK = "mark"
    INDICATION = "indication"

    @property
    def label(self) -> Text:
        """The right's name for people."""
        return _LABELS[self]


_LABELS = {
    What.PATENT: Text("专利", "Patent"),
    What.MARK: Text("商标", "Trade mark"),
    What.INDICATION: Text("地理标志", "Geographical indication"),
}


@lru_cache(maxsize=65_536)
def path(symbol: str) -> tuple[str, ...]:
    """Return a symbol with its scheme, the widest class above it first; what its scheme cannot read stands alone."""
    scheme, _, body = symbol.partition(":")
    if scheme == DIVISION:
        return tuple(f"{DIVISION}:{body[:length]}" for length in range(2, len(body) + 1, 2))
    read = SCHEMES.get(scheme)
    found = read(body) if read else None
    if found is None or isinstance(found, Broken):
        return (symbol,)
    return tuple(f"{scheme}:{step}" for step in found.path)


@lru_cache(maxsize=65_536)
def canonical(symbol: str) -> str:
    """Return a symbol with its scheme in its canonical form, unchanged where its scheme cannot read it."""
    return path(symbol)[-1]


def division_step(code: str) -> str:
    """Return a division's place in the hierarchy: ``370900`` → ``3709``."""
    while len(code) > 2 and len(code) % 2 == 0 and code.endswith("00"):  # noqa: PLR2004 - two digits for each level
        code = code[:-2]
    return code
