"""The division that a row tells by its code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from zhiquan.records.corpus.gates.common import text
from zhiquan.records.corpus.loaders import Value
from zhiquan.rules.identifiers import Broken, parse_division_code

UNREADABLE = "division.unreadable"
_LONGEST = 20


def told_division(fields: Mapping[str, Value]) -> tuple[str, tuple[str, ...]]:
    """Return the code of the row's own column, and the doubt where something stands there that is no code."""
    given = text(fields, "division")
    if not given:
        return "", ()
    code = _code(given) if len(given) <= _LONGEST else ""
    return code, () if code else (UNREADABLE,)


@lru_cache(maxsize=4_096)
def _code(written: str) -> str:
    code = parse_division_code(written)
    return "" if isinstance(code, Broken) else code.canonical
