"""The pictures of a bulletin: bars of places, typeset, safe in print and for whoever does not tell colours apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from zhiquan.hall.letters.rendering.fonts import letter_fonts
from zhiquan.hall.letters.rendering.pdf import compiler

_SHEET = Path(__file__).parent / "bars.typ"
_MOST, _PPI = 20, 200
"""Bars that one picture holds, and its dots to the inch."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as PNG, and what it shows in words."""

    png: bytes
    alternative: str


def bars(caption: str, rows: Sequence[tuple[str, str]]) -> Picture | None:
    """Return the bars of ``rows`` (place, value as printed), the largest twenty; nothing where all are zero."""
    held = sorted(((place, Decimal(value)) for place, value in rows), key=lambda row: -row[1])[:_MOST]
    most = max((value for _, value in held), default=Decimal(0))
    if most <= 0:
        return None
    drawn = [
        {"place": place, "share": float(max(value, Decimal(0)) * 100 / most), "shown": f"{value:,}"}
        for place, value in held
    ]
    made = compiler(_SHEET, _SHEET.parent, {"chart": {"bars": drawn}}, letter_fonts())
    png = made.compile(format="png", ppi=_PPI)
    if not isinstance(png, bytes):
        raise TypeError("a picture of one page is one file")
    return Picture(png, f"{caption}：" + "，".join(f"{one['place']} {one['shown']}" for one in drawn))
