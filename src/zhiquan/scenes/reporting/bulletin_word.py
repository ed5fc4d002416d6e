"""A bulletin as docx: GB/T 9704 type area and fonts, every figure a link to what it counts."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from zhiquan.hall.letters.rendering.word_parts import BODY, LATIN, TITLE

Link = Callable[[Mapping[str, Any]], str]
"""The address that a figure opens at."""


def render_docx(content: Mapping[str, Any], link: Link, made_at: datetime, office: str) -> bytes:
    """Return the docx of a bulletin's content."""
    document = docx.Document()
    _page(document)
    _centred(document, content["title"], 22, TITLE)
    _centred(document, f"（{content['subtitle']}）", 16, "楷体")
    _centred(document, office, 16, BODY)
    for section in content["sections"]:
        _line(document, section["label"], font="黑体", indent=0)
        for paragraph in section["paragraphs"]:
            _sentence(_line(document, ""), paragraph, link)
        if section["table"]:
            _table(document, section["table"], link)
    _line(document, "指标口径", font="黑体", indent=0)
    for note in content["notes"]:
        _line(document, note, size=12)
    document.core_properties.title, document.core_properties.author = content["title"], office
    document.core_properties.created = document.core_properties.modified = made_at.replace(tzinfo=None)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def _line(document: Document, text: str, *, size: float = 16, font: str = BODY, indent: float = 32) -> Paragraph:
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_after, form.line_spacing = Pt(indent * size / 16), Pt(0), Pt(size * 1.75)
    if text:
        _dress(paragraph.add_run(text), size, font)
    return paragraph


def _centred(document: Document, text: str, size: float, font: str) -> None:
    paragraph = _line(document, text, size=size, font=font, indent=0)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _dress(run: Run, size: float, font: str = BODY) -> None:
    run.font.size = Pt(size)
    fonts: Any = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - python-docx has no word for it
    for attribute, name in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", font)):
        fonts.set(qn(f"w:{attribute}"), name)


def _sentence(paragraph: Paragraph, parts: list[Any], link: Link, size: float = 16) -> None:
    for part in parts:
        if isinstance(part, str):
            _dress(paragraph.add_run(part), size)
        else:
            _linked(paragraph, part["text"], link(part), size)


def _linked(paragraph: Paragraph, text: str, address: str, size: float) -> None:
    """Add a hyperlink: a relationship of the document, around a run."""
    part: Any = paragraph.part
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    _dress(run, size)
    run.underline = True
    hyperlink.append(run._element)  # noqa: SLF001
    paragraph._element.append(hyperlink)  # noqa: SLF001


def _table(document: Document, held: Mapping[str, Any], link: Link) -> None:
    _centred(document, held["caption"], 12, "黑体")
    table = document.add_table(rows=0, cols=3, style="Table Grid")
    for at, row in enumerate(held["rows"], start=1):
        cells = table.add_row().cells
        for cell, text in zip(cells, (str(at), row["place"], ""), strict=True):
            _dress(cell.paragraphs[0].add_run(text), 12)
        cells[2].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _sentence(cells[2].paragraphs[0], [row["figure"]], link, 12)
