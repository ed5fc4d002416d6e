"""XML as bytes before any parser sees it: UTF-8, without declarations, DOCTYPE and named entities.

Patent offices glue thousands of documents into one file, each with its DOCTYPE and with entities that only their DTD
knows. Here the stream is cut into documents, a DOCTYPE is looked through and left out, and the entities of HTML and
ISO 8879 become the characters they mean; others stay as text. So the parser meets neither a DTD nor an entity, and
there is nothing left that could be expanded or fetched.
"""

from __future__ import annotations

import html.entities
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from zhiquan.records.corpus.reading.limits import CHUNK, LONGEST_PROLOG, LONGEST_TAG
from zhiquan.records.corpus.reading.refusing import damaged, hostile, name_of
from zhiquan.records.corpus.reading.streams import Readable, joined, read_fully
from zhiquan.records.corpus.reading.text import Recoded
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS = {
    "utf-8": "",
    "utf8": "",
    "us-ascii": "",
    "ascii": "",
    "utf-16": "",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
}
"""Declared encodings that are read; empty where the bytes themselves tell."""
_MARK = re.compile(rb"<!\[CDATA\[|<!--|<\?xml(?=[\s?])|<!DOCTYPE(?=\s)|<!ENTITY|&[A-Za-z][A-Za-z0-9._-]{0,60};")
_LONGEST_MARK = 64
_ENDS = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
_KEPT = frozenset((b"&lt;", b"&gt;", b"&amp;", b"&quot;", b"&apos;"))
_ENTITY = re.compile(rb"<!ENTITY\s+(%\s+)?[^\s>]+\s+(?:SYSTEM\s+|PUBLIC\s+(?:\"[^\"]*\"|'[^']*')\s+)?")
_UNPARSED = re.compile(
    rb"""<!ENTITY\s+[^\s%>]+\s+(?:SYSTEM|PUBLIC\s+["'][^"'<]*["'])\s+["'][^"'<]*["']\s+NDATA\s[^>]*>"""
)
_LONGEST_DECLARATION = 1024

START = None
"""What stands between the pieces of two documents."""


def pieces(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the bytes of every document in the stream, each document after one ``START``."""
    name = name_of(stream)
    return _Cutter(Recoded(*_declared(stream, name)), name).run()


def _declared(stream: Readable, name: str) -> tuple[BinaryIO, str | None, str]:
    first = read_fully(stream, 512)
    found = _DECLARED.match(first)
    declared = found[1].decode().lower() if found else "utf-8"
    if declared not in _ENCODINGS:
        text = Text(
            f"{name or '文件'} 声明的编码 {declared} 不支持，请转为 UTF-8。",
            f"{name or 'The file'} declares the encoding {declared}; convert it to UTF-8.",
        )
        raise Refusal("import.encoding", text)
    return joined(first, stream), None, _ENCODINGS[declared]


class _Cutter:
    """Goes through a stream of UTF-8 once, from one mark to the next."""

    def __init__(self, stream: io.RawIOBase, name: str) -> None:
        self._stream = stream
        self._name = name
        self._data = b""
        self._ended = False
        self._open_tag = 0  # bytes of a tag that has not ended yet
        self._inside = False  # something of the present document has been given out

    def run(self) -> Iterator[bytes | None]:
        """Yield pieces and starts."""
        yield START
        while self._data or self._more():
            found = _MARK.search(self._data)
            if found:
                mark = found[0]
                yield from self._markup(self._data[: found.start()])
                self._data = self._data[found.start() :]
                yield from self._at(mark)
            else:
                held = self._held()
                yield from self._markup(self._data[: len(self._data) - held])
                self._data = self._data[len(self._data) - held :]
                if held and not self._more():
                    yield from self._give(self._data)
                    self._data = b""

    def _more(self) -> bool:
        data = b"" if self._ended else self._stream.read(CHUNK) or b""
        self._ended = not data
        self._data += data
        return bool(data)

    def _held(self) -> int:
        """Return how many bytes at the end may be the beginning of a mark."""
        tail = self._data[-_LONGEST_MARK:]
        begin = max(tail.rfind(b"<"), tail.rfind(b"&"))
        return 0 if begin < 0 else len(tail) - begin

    def _give(self, data: bytes) -> Iterator[bytes]:
        if not self._inside:
            data = data.lstrip()
        if data:
            self._inside = True
            yield data

    def _markup(self, data: bytes) -> Iterator[bytes]:
        """Give out what is neither comment nor CDATA section; refuse a tag that floods the parser."""
        opened, ended = data.rfind(b"<"), data.rfind(b">")
        if opened > ended:
            self._open_tag = len(data) - opened
        else:
            self._open_tag = self._open_tag + len(data) if self._open_tag and ended < 0 else 0
        if self._open_tag > LONGEST_TAG:
            raise hostile(self._name, "有异常长的 XML 标签", "has an XML tag of a length beyond any real one")
        yield from self._give(data)

    def _at(self, mark: bytes) -> Iterator[bytes | None]:
        if mark in _ENDS:
            yield from self._through(_ENDS[mark])
        elif mark == b"<?xml":
            self._take(b"?>", _LONGEST_DECLARATION)
            yield from self._next_document()
        elif mark == b"<!DOCTYPE":
            yield from self._next_document()
            self._doctype()
        elif mark == b"<!ENTITY":
            raise hostile(self._name, "在正文中声明实体", "declares entities in its text")
        else:
            self._data = self._data[len(mark) :]
            yield from self._give(_character(mark))

    def _next_document(self) -> Iterator[None]:
        if self._inside:
            self._inside = False
            yield START

    def _through(self, end: bytes) -> Iterator[bytes]:
        """Give out everything up to and with ``end``, as it is."""
        while end not in self._data:
            keep = len(end) - 1
            yield from self._give(self._data[:-keep])
            self._data = self._data[-keep:]
            if not self._more():
                raise damaged(self._name)
        stop = self._data.index(end) + len(end)
        yield from self._give(self._data[:stop])
        self._data = self._data[stop:]

    def _take(self, end: bytes, most: int) -> bytes:
        """Take everything up to and with ``end``, which is no further than ``most`` bytes."""
        while end not in self._data[:most]:
            if len(self._data) >= most or not self._more():
                raise damaged(self._name)
        stop = self._data.index(end) + len(end)
        taken, self._data = self._data[:stop], self._data[stop:]
        return taken

    def _doctype(self) -> None:
        head = b""
        while not head.endswith(b">"):
            head += self._take_any((b"[", b">"))
            if head.endswith(b"["):
                subset = self._take_subset()
                _refuse_entities(subset, self._name)
                self._take(b">", _LONGEST_DECLARATION)
                return

    def _take_any(self, ends: tuple[bytes, ...]) -> bytes:
        while not (places := [place for end in ends if (place := self._data.find(end)) >= 0]):
            if len(self._data) > LONGEST_PROLOG or not self._more():
                raise damaged(self._name)
        stop = min(places) + 1
        taken, self._data = self._data[:stop], self._data[stop:]
        return taken

    def _take_subset(self) -> bytes:
        parts = [self._take(b"]", LONGEST_PROLOG)]
        # a bracket inside a quoted name does not end the subset
        while not self._data.lstrip().startswith(b">"):
            if self._data.strip() or not self._more():
                parts.append(self._take(b"]", LONGEST_PROLOG))
            if sum(map(len, parts)) > LONGEST_PROLOG:
                raise damaged(self._name)
        return b"".join(parts)


def _refuse_entities(subset: bytes, name: str) -> None:
    """Refuse every entity but unparsed ones, by which patent documents name their drawings."""
    left = _UNPARSED.sub(b"", subset)
    if b"<!ENTITY" in left or b"%" in left:
        raise hostile(name, "自带实体定义（XML 炸弹或外部读取的手法）", "defines entities of its own, as XML bombs do")


def _character(mark: bytes) -> bytes:
    if mark in _KEPT:
        return mark
    meant = html.entities.html5.get(mark[1:].decode())
    if meant is None:
        return b"&amp;" + mark[1:]
    return meant.replace("&", "&amp;").replace("<", "&lt;").encode()
