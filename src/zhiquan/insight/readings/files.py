"""The text of a file: plain text of any usual encoding, or a Word document with its tables.

A table becomes lines of cells with tabs between, which the reading of tables understands; so a table pasted from a
spreadsheet is read the same way.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from zhiquan.records.corpus.reading.text import decode
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

LARGEST = 8 << 20
"""Bytes of a file, and of the document inside a Word file once unpacked eight times that."""
LONGEST = 2_000_000
"""Characters of a text: some 1 500 pages."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_HAN, _WORD = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]{3,}")
_FOREIGN = 20
"""So many words without one Chinese character are a text in another language, whose figures nothing here can place."""
_LANGUAGE = Text(
    "这段文字里没有中文；本工具只读中文文字，请给出中文原文。",
    "This text has no Chinese in it, and Chinese is all that is read here; give the Chinese original.",
)


def text_of(content: bytes, name: str) -> str:
    """Return the text of a file; told by its content, not by its name. Anything else is refused."""
    if len(content) > LARGEST:
        raise Refusal("readings.large", _LARGE.format(name=name, mb=LARGEST >> 20))
    text = _word(content, name) if content.startswith(b"PK\x03\x04") else _plain(content, name)
    return checked(text)


def checked(text: str) -> str:
    """Return a text that has something to read and is not too long, else refuse."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Refusal("readings.empty", _EMPTY)
    if len(text) > LONGEST:
        raise Refusal("readings.long", _LONG.format(n=f"{len(text):,}", most=f"{LONGEST:,}"))
    if not _HAN.search(text) and len(_WORD.findall(text)) >= _FOREIGN:
        raise Refusal("readings.language", _LANGUAGE)
    return text


def _plain(content: bytes, name: str) -> str:
    if content[:4] in {b"%PDF", b"\xd0\xcf\x11\xe0"} or b"\x00\x00\x00" in content[:4096]:
        raise Refusal("readings.kind", _KIND.format(name=name))
    return decode(io.BytesIO(content)).read()


def _word(content: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if packed.getinfo(_BODY).file_size > LARGEST * 8:
                raise Refusal("readings.large", _LARGE.format(name=name, mb=LARGEST >> 20))
            body = packed.read(_BODY)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(body, parser)
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError, RuntimeError) as fault:
        raise Refusal("readings.kind", _KIND.format(name=name)) from fault
    return "\n".join(_blocks(root.find(f"{_W}body")))


def _blocks(parent: etree._Element | None) -> Iterator[str]:
    for block in parent if parent is not None else ():
        if block.tag == f"{_W}p":
            yield _words(block)
        elif block.tag == f"{_W}tbl":
            yield ""
            yield from ("\t".join(_cells(row)) for row in block.iter(f"{_W}tr"))
            yield ""
        elif block.tag in {f"{_W}sdt", f"{_W}sdtContent"}:
            yield from _blocks(block)


def _cells(row: etree._Element) -> Iterator[str]:
    """Yield the cells of a row, a cell over several columns followed by empty ones."""
    for cell in row.findall(f"{_W}tc"):
        yield " ".join(filter(None, (_words(one).strip() for one in cell.iter(f"{_W}p"))))
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        yield from [""] * (int(span.get(f"{_W}val", "1")) - 1 if span is not None else 0)


def _words(paragraph: etree._Element) -> str:
    parts = {f"{_W}t": None, f"{_W}tab": " ", f"{_W}br": " "}
    return "".join((parts[one.tag] or one.text or "") for one in paragraph.iter() if one.tag in parts)


_LARGE = Text("{name} 超过 {mb} MB，请拆开后再查。", "{name} is larger than {mb} MB; please split it.")
_EMPTY = Text(
    "没有可读的文字，请粘贴文本或换一个文件。", "There is no text to read; paste some or choose another file."
)
_LONG = Text(
    "文本有 {n} 字，最多读 {most} 字，请拆开后再查。",
    "The text has {n} characters, {most} at most are read; please split it.",
)
_KIND = Text(
    "{name} 不是文本或 Word 文档（.docx），请另存为其中一种。",
    "{name} is neither text nor a Word document (.docx); save it as one of them.",
)
