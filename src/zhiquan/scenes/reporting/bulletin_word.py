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
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from zhiquan.hall.letters.rendering.word_parts import (
    TITLE,
    add_row,
    centred,
    fix_widths,
    line,
    page_number,
    ruled,
    run,
    said,
)
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.bulletin_charts import bars

HEADING = "黑体"
_SUBTITLE, _NOTES = Text("（{text}）", "({text})"), Text("指标口径", "How the figures are counted")
Link = Callable[[Mapping[str, Any]], str]
"""The address that a figure opens at."""


def render_docx(content: Mapping[str, Any], link: Link, made_at: datetime, office: str) -> bytes:
    """Return the docx of a bulletin's content."""
    document = docx.Document()
    _page(document)
    centred(document, content["title"], size=22, font=TITLE)
    language = content.get("language", "zh")
    centred(document, _SUBTITLE.format(text=content["subtitle"]).say(language), font="楷体")
    centred(document, office)
    centred(document, "")
    for section in content["sections"]:
        line(document, section["label"], font=HEADING, indent=32)
        for paragraph in section["paragraphs"]:
            _sentence(line(document, "", indent=32), paragraph, link)
        if section["table"]:
            _chart(document, section["table"])
            _table(document, section["table"], link)
    line(document, _NOTES.say(language), font=HEADING, indent=32)
    for note in content["notes"]:
        line(document, note, size=12, indent=24)
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
    page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.CENTER)


def _sentence(paragraph: Paragraph, parts: list[Any], link: Link, size: float = 16) -> None:
    for part in parts:
        if isinstance(part, str):
            run(paragraph, part, size=size)
        else:
            _linked(paragraph, part["text"], link(part), size)


def _linked(paragraph: Paragraph, text: str, address: str, size: float) -> None:
    """Add a hyperlink: a relationship of the document, around a run."""
    part: Any = paragraph.part
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    shown = run(paragraph, text, size=size)
    shown.underline = True
    hyperlink.append(shown._element)  # noqa: SLF001 - python-docx has no words for links
    paragraph._element.append(hyperlink)  # noqa: SLF001


def _chart(document: Document, held: Mapping[str, Any]) -> None:
    """Add the picture of a table's bars; what it shows is said beside it for those who do not see it."""
    picture = bars(held["caption"], [(row["place"], row["figure"]["value"]) for row in held["rows"]])
    if picture is None:
        return
    paragraph = centred(document, "")
    paragraph.paragraph_format.line_spacing = 1.0  # a line of fixed height would cut the picture
    shape = paragraph.add_run().add_picture(io.BytesIO(picture.png), width=Mm(140))
    told: Any = shape._inline.docPr  # noqa: SLF001 - python-docx has no words for the alternative text
    told.set("descr", picture.alternative)


def _table(document: Document, held: Mapping[str, Any], link: Link) -> None:
    centred(document, held["caption"], size=12, font=HEADING)
    table = ruled(document, 3)
    for at, row in enumerate(held["rows"], start=1):
        number, place, figure = add_row(table)
        said(number, str(at), centre=True)
        said(place, row["place"])
        said(figure, "")
        figure.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _sentence(figure.paragraphs[0], [row["figure"]], link, 12)
    if rest := held.get("rest"):  # a bulletin issued before this was told has none
        _, place, figure = add_row(table)
        said(place, rest["place"])
        said(figure, rest["text"])
        figure.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    fix_widths(table, (20, 68, 68))
    line(document, "", size=8)
