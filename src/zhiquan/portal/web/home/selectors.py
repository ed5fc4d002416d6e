"""What the front page counts."""

from __future__ import annotations

from dataclasses import dataclass

from zhiquan.portal.web.search.source import holdings
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Tile:
    """One number of the front page; ``link`` opens what it counts."""

    label: Text
    value: int
    unit: Text
    note: Text
    link: str


def tiles() -> tuple[Tile, ...]:
    """Return the numbers that exist: what has never been computed is not shown as zero."""
    held = holdings()
    if held is None:
        return ()
    return (
        Tile(
            Text("可检索专利", "Patents to search"),
            held.total,
            Text("件", ""),
            Text(f"数据第 {held.version} 版", f"data version {held.version}"),
            "/search/",
        ),
    )
