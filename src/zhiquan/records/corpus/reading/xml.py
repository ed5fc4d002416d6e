"""XML, streamed: elements one by one, out of files that may hold one document or thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TypeAlias, cast

from lxml import etree

from zhiquan.records.corpus.reading.limits import CHUNK, LARGEST_ITEM, MIB, MOST_TAGS
from zhiquan.records.corpus.reading.markup import pieces
from zhiquan.records.corpus.reading.refusing import damaged, name_of, too_large
from zhiquan.records.corpus.reading.streams import guarded
from zhiquan.rules.refusal import Refusal

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml names the type of its elements so
"""An element of lxml: ``get``, ``find``, ``findtext``, ``iterfind``, ``text``."""

_LEFT_OUT = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s[^<>\[]*(?:\[[^\]]*\]\s*)?>", re.DOTALL)
_DECLARED = re.compile(r"<!DOCTYPE\s+([^\s<>\[]+)")
_OPENING = re.compile(r"<([A-Za-z_][^\s<>/]*)[\s<>/]")


def items(stream: BinaryIO, *tags: str) -> Iterator[Element]:
    """Yield every element called one of ``tags`` (``{namespace}name``, ``{*}name``), complete, in order of their ends.

    An element is emptied when the next one is asked for, with everything before it: take what you need at once, and
    name no tag that stands inside another. Comments and processing instructions are left out.
    """
    reader: _Reader | None = None
    name = name_of(stream)
    for piece in pieces(stream):
        if piece is None:
            if reader:
                yield from reader.end()
            reader = _Reader(tags, name)
        elif reader:
            yield from reader.feed(piece)
    if reader:
        yield from reader.end()


def documents(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Yield every document of a file of several, as UTF-8 without DOCTYPE; each is to be read before the next."""
    source = pieces(stream)
    more = next(source, b"") is None
    while more:
        document = _Document(source)
        yield guarded(document, name_of(stream))
        while document.read(CHUNK):
            pass
        more = document.followed


def root(head: bytes) -> str:
    """Return the name of the root element as written in the first bytes of a file, empty when they are no XML."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if wide else "utf-8", errors="replace").lstrip("\ufeff")
    at, declared = 0, ""
    while left_out := _LEFT_OUT.match(text, at):
        doctype = _DECLARED.match(text, at)
        declared = doctype[1] if doctype else declared
        at = left_out.end()
    opening = _OPENING.match(text, at) or _DECLARED.match(text, at)
    return opening[1] if opening else declared


def text_of(element: Element | None, *without: str) -> str:
    """Return all text inside an element with blanks run together, leaving out elements called one of ``without``."""
    if element is None:
        return ""
    return " ".join("".join(_texts(element, frozenset(without))).split())


def _texts(element: Element, without: frozenset[str]) -> Iterable[str]:
    if not without:
        yield from cast("Iterable[str]", element.itertext())
        return
    yield element.text or ""
    for child in element:
        if etree.QName(child).localname not in without:
            yield from _texts(child, without)
        yield child.tail or ""


class _Document:
    """The pieces up to the next document."""

    def __init__(self, source: Iterator[bytes | None]) -> None:
        self._source = source
        self._left = b""
        self._ended = False
        self.followed = False

    def read(self, size: int = -1, /) -> bytes:
        """Return up to ``size`` bytes of this document."""
        while not self._left and not self._ended:
            piece = next(self._source, b"")
            self.followed = piece is None
            self._ended = not piece
            self._left = piece or b""
        end = len(self._left) if size < 0 else size
        data, self._left = self._left[:end], self._left[end:]
        return data


class _Reader:
    """One document: bytes in, elements out."""

    def __init__(self, tags: tuple[str, ...], name: str) -> None:
        self._parser = etree.XMLPullParser(
            events=("end",),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            encoding="utf-8",
        )
        self._name = name
        self._held = 0
        self._tags = 0
        self._fed = False

    def feed(self, data: bytes) -> Iterator[Element]:
        """Take the next bytes; yield what they complete."""
        self._fed = True
        self._held += len(data)
        self._tags += data.count(b"<")
        if self._held > LARGEST_ITEM or self._tags > MOST_TAGS:
            most = LARGEST_ITEM // MIB
            zh = f"有超过 {most} MiB 或 {MOST_TAGS // 2:,} 个标签的单个元素"
            raise too_large(self._name, zh, f"has an element beyond {most} MiB or {MOST_TAGS // 2:,} tags")
        try:
            self._parser.feed(data)
        except (etree.LxmlError, ValueError) as error:
            raise _broken(self._name, error) from error
        yield from self._ready()

    def end(self) -> Iterator[Element]:
        """Close the document."""
        if not self._fed:
            return
        try:
            self._parser.close()
        except (etree.LxmlError, ValueError) as error:
            raise _broken(self._name, error) from error
        yield from self._ready()

    def _ready(self) -> Iterator[Element]:
        for _, found in self._parser.read_events():
            element = cast("Element", found)
            yield element
            _empty(element)
            self._held = self._tags = 0


def _empty(element: Element) -> None:
    element.clear()
    above: Element | None = element
    while above is not None:
        parent = above.getparent()
        if parent is not None:
            while above.getprevious() is not None:
                del parent[0]
        above = parent


def _broken(name: str, error: Exception) -> Refusal:
    line = getattr(error, "lineno", None)
    return damaged(name, f"XML 第 {line} 行" if line else "XML", f"XML line {line}" if line else "XML")
