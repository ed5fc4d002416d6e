"""Nearness: ``a 3W b`` — b after a with at most three characters between; ``a 3D b`` — in either order."""

from __future__ import annotations

from zhiquan.records.search.language.faults import Fault
from zhiquan.records.search.language.tree import Mode, Near, Node, Or, Term, TextField, Wild
from zhiquan.rules.text import Text

_NO_TERMS = Text(
    "邻近两侧只能是检索词，或用 OR 连起来的检索词",
    "on both sides of a nearness stand terms, or terms joined by OR",
)
_NO_FIELD = Text("邻近两侧的词要在同一字段中检索", "both sides of a nearness are looked for in one field")


def read_near(left: Node, sign: str, right: Node, at: int) -> Near:
    """Read two sides and the sign between them, at its offset in the query."""
    there = _fields(right, at)
    fields = tuple(field for field in _fields(left, at) if field in there)
    if not fields:
        raise Fault(at, _NO_FIELD)
    return Near(fields, left, right, int(sign[:-1]), ordered=sign[-1] in "Ww")


def _fields(side: Node, at: int) -> tuple[TextField, ...]:
    match side:
        case Term(fields, _, Mode.CONTAINS) | Wild(fields, _) | Near(fields, _, _, _, _):
            return fields
        case Or(parts):
            return tuple(dict.fromkeys(field for part in parts for field in _fields(part, at)))
    raise Fault(at, _NO_TERMS)
