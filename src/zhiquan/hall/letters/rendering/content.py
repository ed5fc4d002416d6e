"""What a letter says, free of any look: the one source of the PDF and of the docx."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

LETTER, RECORD, FORM = "letter", "record", "approval"
"""Which sheet a document is set on: the official letter, a record 笔录, or a ruled form 审批表."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first row is the head, every row has as many cells as the head."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of label and value: the heading of a record, the rows of a form."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Turns:
    """Who said what, in order 问答."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who was there, in which capacity, and how they signed or why they did not."""

    rows: tuple[tuple[str, str, str], ...]


Block: TypeAlias = str | Table | Facts | Turns | Signatures
_KINDS: dict[str, type[Table | Facts | Turns | Signatures]] = {
    "table": Table,
    "facts": Facts,
    "turns": Turns,
    "signatures": Signatures,
}


@dataclass(frozen=True, slots=True)
class Opinion:
    """One link of the chain of an approval: the post, what was said, by whom, on which day (empty: not yet)."""

    label: str
    text: str = ""
    name: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class LetterContent:
    """One letter, filled; ``number``, ``code`` and ``verify_url`` are empty while it is a draft.

    ``recipient`` is 主送机关, ``office`` 发文机关署名, ``number`` 发文字号 (of letters alone), ``dated`` 成文日期 and
    ``basis`` the case number the letter belongs to; an empty string leaves the element out. ``kind`` is the sheet;
    ``final`` a sheet that nobody signs (a receipt, a page of the dossier), which is never a draft.
    """

    title: str
    recipient: str
    number: str
    body: tuple[Block, ...]
    office: str
    dated: date
    code: str = ""
    verify_url: str = ""
    basis: str = ""
    kind: str = LETTER
    opinions: tuple[Opinion, ...] = ()
    final: bool = False

    @property
    def issued(self) -> bool:
        """Whether it was signed; only an issued letter shows seal and verification code."""
        return bool(self.number or self.code or self.final)

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
            if isinstance(block, str):
                yield name, block
            else:
                yield from ((name, cell) for row in block.rows for cell in row)
        for opinion in self.opinions:
            yield from ((opinion.label, text) for text in (opinion.text, opinion.name))

    def to_json(self) -> dict[str, Any]:
        """Return the letter as JSON values; ``from_json`` is the way back."""
        plain = {name: getattr(self, name) for name in ("title", "recipient", "number", "office", *_TRAILER)}
        told = {**plain, "body": [block_json(block) for block in self.body], "dated": self.dated.isoformat()}
        if self.kind != LETTER:
            told["kind"] = self.kind
        if self.opinions:
            told["opinions"] = [
                {"label": o.label, "text": o.text, "name": o.name, "on": o.on.isoformat() if o.on else None}
                for o in self.opinions
            ]
        return told

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> LetterContent:
        """Rebuild a letter from ``to_json``."""
        body = tuple(block_from(block) for block in data["body"])
        opinions = tuple(
            Opinion(**{**o, "on": date.fromisoformat(o["on"]) if o["on"] else None}) for o in data.get("opinions", ())
        )
        return cls(**{**data, "body": body, "opinions": opinions, "dated": date.fromisoformat(data["dated"])})


def block_json(block: Block) -> Any:
    """Return a block as JSON: a text, or {kind: rows}."""
    if isinstance(block, str):
        return block
    kind = next(name for name, made in _KINDS.items() if isinstance(block, made))
    return {kind: [list(row) for row in block.rows]}


def block_from(told: Any) -> Block:
    """Rebuild a block from ``block_json``."""
    if isinstance(told, str):
        return told
    ((kind, rows),) = told.items()
    return _KINDS[kind](tuple(tuple(row) for row in rows))


_TRAILER = ("code", "verify_url", "basis")
