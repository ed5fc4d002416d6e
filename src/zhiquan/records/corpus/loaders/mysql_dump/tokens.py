"""SQL text as tokens, read in pieces: a statement may be as long as the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from zhiquan.records.corpus.reading.limits import LONGEST_FIELD, LONGEST_LINE
from zhiquan.records.corpus.reading.refusing import damaged, too_large

PIECE = 64 * 1024
"""Characters read at a time."""


class Source(Protocol):
    """Whatever gives text."""

    def read(self, size: int = -1, /) -> str:
        """Return up to ``size`` characters, none at the end."""


class Kind(Enum):
    """What a token is."""

    WORD = "word"
    NAME = "name"
    """A quoted name: between backticks."""
    TEXT = "text"
    NUMBER = "number"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """One token; texts and names without their quotes and escapes."""

    kind: Kind
    text: str

    def says(self, *words: str) -> bool:
        """Tell whether it is one of some words (given in capitals)."""
        return self.kind is Kind.WORD and self.text.upper() in words

    @property
    def is_hexadecimal(self) -> bool:
        """Tell whether it is a text written in hexadecimal digits (``0x41``)."""
        return self.kind is Kind.WORD and self.text[:2] == "0x"

    def is_sign(self, sign: str) -> bool:
        """Tell whether it is a sign."""
        return self.kind is Kind.SIGN and self.text == sign


_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"[-+]?(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:[eE][-+]?[0-9]++)?+(?![\w$])")
_WORD = re.compile(r"[\w$@]+")
_QUOTED = {
    "'": re.compile(r"'((?:[^'\\]++|\\.|'')*+)'", re.DOTALL),
    '"': re.compile(r'"((?:[^"\\]++|\\.|"")*+)"', re.DOTALL),
    "`": re.compile(r"`((?:[^`]++|``)*+)`", re.DOTALL),
}
_ESCAPE = re.compile(r"\\(.)|(['\"])\2", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "0": "", "b": "", "Z": "", "%": "\\%", "_": "\\_"}
_DASHES = re.compile(r"--(?=\s|$)")


class Tokens:
    """The tokens of a dump, comments left out (those for certain versions of the server, ``/*!40101 … */``, too)."""

    def __init__(self, source: Source, name: str) -> None:
        self._source = source
        self._name = name
        self._text = ""
        self._at = 0
        self._ended = False
        self._held = 0

    def begin(self) -> None:
        """Begin something whose tokens are held together: a row, or a table's declaration."""
        self._held = 0

    def hold(self, token: Token) -> None:
        """Count what is held; ``Refusal`` beyond the longest row."""
        self._held += len(token.text)
        if self._held > LONGEST_LINE:
            most = LONGEST_LINE // 1024**2
            raise too_large(self._name, f"内有超过 {most} MiB 的一行", f"holds a row beyond {most} MiB")

    def __iter__(self) -> Iterator[Token]:
        while token := self.next():
            yield token

    def next(self) -> Token | None:
        """Return the next token, or ``None`` at the end."""
        while self._skip_blanks():
            sign = self._text[self._at]
            if sign in _QUOTED:
                return self._quoted(sign)
            if self._comment(sign):
                continue
            for kind, pattern in ((Kind.NUMBER, _NUMBER), (Kind.WORD, _WORD)):
                if found := self._match(pattern):
                    return Token(kind, found[0])
            self._at += 1
            return Token(Kind.SIGN, sign)
        return None

    def line(self) -> str | None:
        """Return the rest of the line as it stands, or ``None`` at the end."""
        if self._at >= len(self._text) and not self._more():
            return None
        return self._until("\n", 1)

    def _skip_blanks(self) -> bool:
        """Go to the next character that is no blank; false at the end."""
        while True:
            if found := _SPACE.match(self._text, self._at):
                self._at = found.end()
            if self._at < len(self._text):
                return True
            if not self._more():
                return False

    def _comment(self, sign: str) -> bool:
        if sign not in "#-/":
            return False
        while len(self._text) - self._at < 3 and self._more():  # noqa: PLR2004 - the longest beginning of a comment
            pass
        if sign == "#" or _DASHES.match(self._text, self._at):
            self._until("\n", 1)
            return True
        if self._text.startswith("/*", self._at):
            self._at += 2
            self._until("*/", 2)
            return True
        return False

    def _until(self, end: str, length: int) -> str:
        """Go behind ``end`` (or to the end of the file) and return what stands before it, as far as it is short."""
        before = ""
        while (place := self._text.find(end, self._at)) < 0:
            keep = max(self._at, len(self._text) - length + 1)
            before = (before + self._text[self._at : keep])[:PIECE]
            self._at = keep
            if not self._more():
                before += self._text[self._at :]
                self._at = len(self._text)
                return before
        before += self._text[self._at : place]
        self._at = place + length
        return before

    def _quoted(self, sign: str) -> Token:
        found = self._match(_QUOTED[sign])
        if not found:
            raise damaged(self._name, "引号未结束", "a quotation without end")
        inside = found[1]
        if sign == "`":
            return Token(Kind.NAME, inside.replace("``", "`"))
        return Token(Kind.TEXT, _ESCAPE.sub(_plain, inside) if "\\" in inside or sign in inside else inside)

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match here; what ends with the text in hand, or is not ended by it, may go on in the next piece."""
        while True:
            found = pattern.match(self._text, self._at)
            going_on = found.end() == len(self._text) if found else self._text[self._at] in _QUOTED
            if not going_on or not self._more():
                break
        if found:
            self._at = found.end()
        return found

    def _more(self) -> bool:
        """Read on; as much as is in hand, so that a long text is not matched again and again."""
        if self._ended:
            return False
        left = self._text[self._at :]
        if len(left) > 2 * LONGEST_FIELD:
            most = LONGEST_FIELD // 1024**2
            raise too_large(self._name, f"内有超过 {most} MiB 的值", f"holds a value beyond {most} MiB")
        piece = self._source.read(max(PIECE, len(left)))
        self._ended = not piece
        self._text, self._at = left + piece, 0
        return not self._ended


def _plain(found: re.Match[str]) -> str:
    return _ESCAPED.get(found[1], found[1]) if found[1] else found[2]
