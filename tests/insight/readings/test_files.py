"""Files: text of any usual encoding, Word with tables; anything else is refused in one sentence."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.insight.readings.test_styles import word

from zhiquan.insight.readings.files import LONGEST, checked, text_of
from zhiquan.rules.refusal import Refusal


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_reads_the_same_in_every_encoding(encoding: str) -> None:
    assert text_of("全市专利授权量\r\n100件".encode(encoding), "a.txt") == "全市专利授权量\n100件"


def test_a_word_document_keeps_its_order_and_its_tables_become_lines_of_cells() -> None:
    text = "表1\n指标\t2024年\n授权量（件）\t3,412\n结语"
    assert [line for line in text_of(word(text), "a.docx").split("\n") if line] == text.split("\n")


def packed(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0",
        b"PK\x03\x04broken",
        packed("xl/workbook.xml", b"<x/>"),
        packed("word/document.xml", b"<x"),
    ],
)
def test_what_is_neither_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal) as refusal:
        text_of(content, "a.pdf")
    assert refusal.value.code == "readings.kind"


def test_an_entity_in_a_document_is_not_opened() -> None:
    body = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>100&e;</w:t></w:r></w:p></w:body></w:document>'
    assert "root" not in text_of(packed("word/document.xml", body), "a.docx")


def test_nothing_and_too_much_are_refused() -> None:
    with pytest.raises(Refusal, match="没有可读"):
        checked(" \n ")
    with pytest.raises(Refusal, match="最多读"):
        checked("字" * (LONGEST + 1))
