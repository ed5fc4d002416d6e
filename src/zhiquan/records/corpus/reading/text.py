"""Text of unknown encoding: byte order mark, UTF-8, else GB18030, else what the caller says old files are in.

The choice is made on what follows the first byte that is not ASCII, however late it comes, and every byte is checked:
a file that changes its encoding on the way is refused with the place.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, TextIO, cast

from zhiquan.records.corpus.reading.limits import CHUNK, KIB, LONGEST_LINE
from zhiquan.records.corpus.reading.refusing import damaged, name_of
from zhiquan.records.corpus.reading.streams import Readable, read_fully
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_PROBE = 64 * KIB
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LONGEST_MARK = 4
_LONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_HIGH = re.compile(rb"[\x80-\xff]")


def decode(stream: BinaryIO, legacy: str | None = None) -> TextIO:
    r"""Return the stream as text; CR, LF and CRLF all read as ``\n``, a byte order mark is dropped."""
    return _as_text(io.BufferedReader(Recoded(stream, legacy), CHUNK))


def lines(stream: BinaryIO, legacy: str | None = None, longest: int = LONGEST_LINE) -> Iterator[str]:
    """Yield the lines without their ends; a line beyond ``longest`` characters is refused."""
    text = decode(stream, legacy)
    number = 0
    while line := text.readline(longest + 1):
        number += 1
        if len(line) > longest:
            zh, en = f"第 {number} 行过长", f"line {number} is too long"
            raise damaged(name_of(stream), zh, en)
        yield line.removesuffix("\n")


def _as_text(recoded: io.BufferedReader) -> TextIO:
    return cast("TextIO", io.TextIOWrapper(recoded, encoding="utf-8", newline=None))


class Recoded(io.RawIOBase):
    """A stream of text in any of the encodings, given as UTF-8 without byte order mark."""

    def __init__(self, stream: Readable, legacy: str | None = None, encoding: str = "") -> None:
        super().__init__()
        self._stream = stream
        self._legacy = legacy
        self._name = name_of(stream)
        self._at = 0
        self._ready = b""
        self._ended = False
        self._decoder: codecs.IncrementalDecoder | None = None
        self.encoding = ""
        if encoding:
            self._choose(encoding)
        self._begun = False

    @property
    def name(self) -> str:
        """Return the name of the stream below."""
        return self._name

    def readable(self) -> bool:
        """Return true: it reads."""
        return True

    def readinto(self, buffer: memoryview | bytearray) -> int:  # type: ignore[override]
        """Fill the buffer with UTF-8."""
        while not self._ready and not self._ended:
            self._ready = self._next()
        data, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)

    def _next(self) -> bytes:
        data = self._stream.read(CHUNK)
        if not self._begun:
            self._begun = True
            data = self._without_mark(data + read_fully(self._stream, _LONGEST_MARK))
        if self._decoder:
            return self._recode(data, self._decoder)
        if data.isascii():
            self._ended = not data
            return self._checked(data)
        data += read_fully(self._stream, _PROBE)
        return self._recode(data, self._choose(_guess(data, self._legacy, self._name, self._at)))

    def _without_mark(self, data: bytes) -> bytes:
        for mark, encoding in _MARKS:
            if data.startswith(mark):
                self._choose(encoding)
                self._at = len(mark)
                return data[len(mark) :]
        return data

    def _choose(self, encoding: str) -> codecs.IncrementalDecoder:
        self.encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)("strict")
        return self._decoder

    def _recode(self, data: bytes, decoder: codecs.IncrementalDecoder) -> bytes:
        self._ended = not data
        try:
            text = decoder.decode(data, final=not data)
        except UnicodeError as error:
            raise _not_text(self._name, self._at + getattr(error, "start", 0)) from error
        try:
            return self._checked(text.encode(), len(data))
        except UnicodeError as error:
            raise _not_text(self._name, self._at) from error

    def _checked(self, data: bytes, consumed: int | None = None) -> bytes:
        if b"\0" in data:
            raise _not_text(self._name, self._at + data.index(b"\0"))
        self._at += len(data) if consumed is None else consumed
        return data


def _guess(data: bytes, legacy: str | None, name: str, at: int) -> str:
    """Return the encoding in which the bytes from place ``at`` on read; a character cut at the end does not count."""
    first = _HIGH.search(data)
    probe = data[first.start() if first else 0 :]
    if _reads(probe, "utf-8"):
        return "utf-8"
    # in Chinese text bytes above ASCII stand in pairs, in Western text mostly alone
    lone = len(_LONE.findall(probe)) * 2 > len(_HIGH.findall(probe))
    if not lone and _reads(probe, "gb18030"):
        return "gb18030"
    if legacy and _reads(probe, legacy):
        return legacy
    raise _not_text(name, at + (first.start() if first else 0))


def _reads(data: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(data, final=False)
    except UnicodeError:
        return False
    return True


def _not_text(name: str, at: int) -> Refusal:
    return Refusal(
        "import.encoding",
        Text(
            f"{name or '文件'} 第 {at:,} 字节处不是 UTF-8 或 GB18030 文本，请另存为 UTF-8 后再导入。",
            f"{name or 'The file'} is neither UTF-8 nor GB18030 text at byte {at:,}; save it as UTF-8.",
        ),
    )
