"""What a letter says, free of any look: the one source of the PDF and of the docx."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first row is the head, every row has as many cells as the head."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class LetterContent:
    """One letter, filled; ``number``, ``code`` and ``verify_url`` are empty while it is a draft.

    ``recipient`` is 主送机关, ``office`` 发文机关署名, ``number`` 发文字号, ``dated`` 成文日期,
    ``basis`` the case number the letter belongs to; an empty string leaves the element out.
    """

    title: str
    recipient: str
    number: str
    body: tuple[str | Table, ...]
    office: str
    dated: date
    code: str = ""
    verify_url: str = ""
    basis: str = ""

    @property
    def issued(self) -> bool:
        """Whether the letter has its number; only an issued letter shows seal and verification code."""
        return bool(self.number)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield (name of the element, text) for everything that gets printed."""
        yield from (("标题", self.title), ("主送机关", self.recipient), ("发文字号", self.number))
        yield from (
            ("发文机关", self.office),
            ("验证码", self.code),
            ("验证网址", self.verify_url),
            ("办件编号", self.basis),
        )
        for place, block in enumerate(self.body, start=1):
            name = f"正文第{place}段"
            if isinstance(block, Table):
                yield from ((name, cell) for row in block.rows for cell in row)
            else:
                yield name, block

    def to_json(self) -> dict[str, Any]:
        """Return the letter as JSON values; ``from_json`` is the way back."""
        blocks = [{"table": [list(row) for row in b.rows]} if isinstance(b, Table) else b for b in self.body]
        plain = {name: getattr(self, name) for name in ("title", "recipient", "number", "office", *_TRAILER)}
        return {**plain, "body": blocks, "dated": self.dated.isoformat()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> LetterContent:
        """Rebuild a letter from ``to_json``."""
        body = tuple(b if isinstance(b, str) else Table(tuple(tuple(r) for r in b["table"])) for b in data["body"])
        return cls(**{**data, "body": body, "dated": date.fromisoformat(data["dated"])})


_TRAILER = ("code", "verify_url", "basis")
