"""Marks of pages: opaque, signed, and good only for the question they were given for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from django.core import signing

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

LONGEST = 1_000
"""Characters of a cursor."""
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page of a list is asked for: of which operation and question, from which cursor on, how many rows."""

    operation: str
    question: dict[str, Any]
    cursor: str | None
    size: int

    def cut(self, rows: Iterable[Row], mark: Callable[[Row], str]) -> tuple[list[Row], str | None]:
        """Return the rows of the page and the cursor of the next; ``rows`` stand in the order of their marks."""
        after = opened(self.operation, self.question, self.cursor) or ""
        found = list(islice((row for row in rows if mark(row) > after), self.size + 1))
        following = mark(found[self.size - 1]) if len(found) > self.size else None
        return found[: self.size], sealed(self.operation, self.question, following)


def sealed(operation: str, question: dict[str, Any], mark: str | None) -> str | None:
    """Return the cursor that continues a list after ``mark``; ``None`` at its end."""
    return _signer(operation).sign_object([_told(question), mark], compress=True) if mark else None


def opened(operation: str, question: dict[str, Any], cursor: str | None) -> str | None:
    """Return the mark of a cursor; refused (``api.cursor``) when it is none, or another question's."""
    if not cursor:
        return None
    try:
        told, mark = _signer(operation).unsign_object(cursor)
    except (signing.BadSignature, ValueError):
        raise Refusal("api.cursor", _CURSOR) from None
    if told != _told(question):
        raise Refusal("api.cursor", _CURSOR)
    return str(mark)


def _signer(operation: str) -> signing.Signer:
    return signing.Signer(salt=f"zhiquan.api.cursor.{operation}")


def _told(question: dict[str, Any]) -> str:
    plain = json.dumps(question, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


_CURSOR = Text(
    "翻页标识不对，或与查询条件不符，请从第一页开始。",
    "The cursor is wrong, or belongs to another question; begin at the first page.",
)
