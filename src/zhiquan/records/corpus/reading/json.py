"""JSON, bounded: a document read whole, or the elements of a long array or of JSON lines one by one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, TextIO

from zhiquan.records.corpus.reading.limits import CHUNK, LARGEST_JSON, LONGEST_LINE, MIB, MOST_TAGS
from zhiquan.records.corpus.reading.refusing import damaged, name_of, too_large
from zhiquan.records.corpus.reading.text import decode
from zhiquan.rules.refusal import Refusal

_SOLID = re.compile(r"[^ \t\r\n]")
_NEAR = 16
"""Characters before the end of a window where a word or an escape may be cut."""


def load(stream: BinaryIO, limit: int = LARGEST_JSON) -> Any:
    """Return the document; ``Refusal`` beyond ``limit`` characters and on whatever is no JSON."""
    name = name_of(stream)
    text = decode(stream).read(limit + 1)
    if len(text) > limit:
        raise too_large(name, f"超过 {limit // MIB} MiB", f"is larger than {limit // MIB} MiB")
    return _parsed(text, name)


def each(stream: BinaryIO) -> Iterator[Any]:
    """Yield the elements of the array that the file is, or its documents one after the other (JSON lines)."""
    yield from _Elements(decode(stream), name_of(stream)).run()


def _parsed(text: str, name: str) -> Any:
    _refuse_crowds(text, name)
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise _broken(name, error) from error


def _refuse_crowds(text: str, name: str) -> None:
    if text.count(",") + text.count("[") + text.count("{") > MOST_TAGS:
        raise too_large(name, f"内含超过 {MOST_TAGS:,} 个值", f"holds more than {MOST_TAGS:,} values in one piece")


def _no_number(word: str) -> Any:
    raise ValueError(word)


def _broken(name: str, error: Exception) -> Refusal:
    if isinstance(error, json.JSONDecodeError):
        return damaged(name, f"JSON 第 {error.lineno} 行", f"JSON line {error.lineno}")
    if isinstance(error, RecursionError):
        return damaged(name, "JSON 嵌套过深", "JSON nested too deep")
    return damaged(name, "JSON 数值无效", "JSON with an invalid number")


class _Elements:
    """A window over the text that grows until an element is whole."""

    def __init__(self, text: TextIO, name: str) -> None:
        self._text = text
        self._name = name
        self._window = ""
        self._at = 0
        self._ended = False
        self._decoder = json.JSONDecoder(parse_constant=_no_number)

    def run(self) -> Iterator[Any]:
        """Yield the elements."""
        array = self._sign() == "["
        self._at += array
        count = 0
        while self._begins(array, count):
            count += 1
            yield self._element()
        if self._sign():
            raise damaged(self._name, "JSON 末尾有多余内容", "JSON followed by something else")

    def _begins(self, array: bool, count: int) -> bool:  # noqa: FBT001
        """Go to the next element; false where there is none."""
        sign = self._sign()
        if not array:
            return bool(sign)
        if sign == "]":
            self._at += 1
            return False
        if count:
            if sign != ",":
                raise damaged(self._name, f"JSON 第 {count} 项之后", f"JSON after element {count}")
            self._at += 1
            sign = self._sign()
        if not sign:
            raise damaged(self._name, "JSON 中断", "JSON ends too early")
        return True

    def _sign(self) -> str:
        """Return the next character that is no blank, empty at the end."""
        while True:
            found = _SOLID.search(self._window, self._at)
            if found:
                self._at = found.start()
                return found[0]
            self._at = len(self._window)
            if not self._grow():
                return ""

    def _element(self) -> Any:
        while True:
            try:
                value, end = self._decoder.raw_decode(self._window, self._at)
            except json.JSONDecodeError as error:
                if not self._may_be_cut(error) or not self._grow():
                    raise _broken(self._name, error) from error
                continue
            except (ValueError, RecursionError) as error:
                raise _broken(self._name, error) from error
            # a number that ends with the window may go on behind it
            if end == len(self._window) and self._grow():
                continue
            self._at = end
            return value

    def _may_be_cut(self, error: json.JSONDecodeError) -> bool:
        return error.msg.startswith("Unterminated string") or error.pos >= len(self._window) - _NEAR

    def _grow(self) -> bool:
        """Let go of what is done and read as much again as is left, so that long elements are not read too often."""
        left = self._window[self._at :]
        if len(left) > LONGEST_LINE:
            most = LONGEST_LINE // MIB
            raise too_large(self._name, f"有超过 {most} MiB 的单个值", f"has a value beyond {most} MiB")
        more = self._text.read(max(CHUNK, len(left)))
        self._window, self._at = left + more, 0
        return bool(more)
