"""Nearness: ``a 3W b`` — b after a with at most three characters between; ``a 3D b`` — in either order; ``a S b``,
``a P b`` — in one sentence, in one paragraph."""

from __future__ import annotations

from typing import Literal

from zhiquan.records.search.language.faults import Fault
from zhiquan.records.search.language.tree import Mode, Near, Node, Or, Term, TextField, Wild
from zhiquan.rules.text import Text

_NO_TERMS = Text(
    "邻近两侧只能是检索词，或用 OR 连起来的检索词",
    "on both sides of a nearness stand terms, or terms joined by OR",
)
_NO_MIXING = Text(
    "S、P 之后不能再接别的邻近；几个词同句请连写 a S b S c",
    "after S or P stands no other nearness; for several terms in one sentence write a S b S c",
)
_INSIDE: dict[str, Literal["", "sentence", "paragraph"]] = {"S": "sentence", "P": "paragraph"}
_NO_FIELD = Text("邻近两侧的词要在同一字段中检索", "both sides of a nearness are looked for in one field")


def read_near(left: Node, sign: str, right: Node, at: int) -> Near:
    """Read two sides and the sign between them, at its offset in the query."""
    there = _fields(right, at)
    fields = tuple(field for field in _fields(left, at) if field in there)
    if not fields:
        raise Fault(at, _NO_FIELD)
    inside = _INSIDE.get(sign, "")
    if _kept(left) - {inside} or _kept(right):
        raise Fault(at, _NO_MIXING)
    if inside:
        return Near(fields, left, right, None, ordered=False, inside=inside)
    return Near(fields, left, right, int(sign[:-1]), ordered=sign[-1] in "Ww")


def _kept(side: Node) -> set[str]:
    """Return in what the nearnesses of a side must stand."""
    match side:
        case Near(left=left, right=right, inside=inside):
            return {inside} - {""} | _kept(left) | _kept(right)
        case Or(parts):
            return {kept for part in parts for kept in _kept(part)}
    return set()


def _fields(side: Node, at: int) -> tuple[TextField, ...]:
    match side:
        case Term(fields, _, Mode.CONTAINS) | Wild(fields, _):
            return fields
        case Near():
            return side.fields
        case Or(parts):
            return tuple(dict.fromkeys(field for part in parts for field in _fields(part, at)))
    raise Fault(at, _NO_TERMS)
