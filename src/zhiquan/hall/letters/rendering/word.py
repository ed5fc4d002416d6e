"""The docx of a letter: the same content for people who must edit or file it; only the sealed PDF is authentic."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

import docx
import segno
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from zhiquan.hall.letters.rendering.content import LetterContent, Table
from zhiquan.hall.letters.rendering.fonts import LetterFonts, letter_fonts
from zhiquan.hall.letters.rendering.pdf import NOTICE, cn_date, column_widths, verification_lines

BODY, TITLE, LATIN = "仿宋", "方正小标宋简体", "Times New Roman"
"""Fonts by the names the recipients' machines know them by."""
RED = RGBColor(0xD7, 0x00, 0x0F)
PITCH = 225 / 25.4 * 72 / 22
"""Line pitch in points: 22 lines to the type area."""


def render_docx(content: LetterContent, fonts: LetterFonts | None = None) -> bytes:
    """Build the docx; the check of characters is the same as the PDF's."""
    (fonts or letter_fonts()).require(content)
    document = docx.Document()
    _page(document)
    _head(document, content)
    for at, block in enumerate(content.body, start=1):
        if isinstance(block, Table):
            _table(document, block)
        else:
            paragraph = _line(document, block, indent=32)
            # the seal never stands on a page without text: the last paragraph goes with the signature
            paragraph.paragraph_format.keep_with_next = at == len(content.body)
    _signature(document, content)
    if content.issued:
        _verification(document, content)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = content.title, content.office, ""
    properties.created = properties.modified = datetime.combine(content.dated, time())
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(24)
    style = document.styles["Normal"]
    style.font.size = Pt(16)
    properties = style.element.get_or_add_rPr()
    _name(properties.get_or_add_rFonts())
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _page_number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """Number the pages at the outer side, one character in."""
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    _run(paragraph, "— ", size=14)
    run = _run(paragraph, "1", size=14)._element  # noqa: SLF001 - python-docx has no words for fields
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._element.replace(run, field)  # noqa: SLF001
    field.append(run)
    _run(paragraph, " —", size=14)


def _name(fonts: object, chinese: str = BODY) -> None:
    for attribute, name in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{attribute}"), name)  # type: ignore[attr-defined]


def _run(paragraph: Paragraph, text: str, *, size: float = 16, font: str = BODY, bold: bool = False) -> Run:
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold
    _name(run._element.get_or_add_rPr().get_or_add_rFonts(), font)  # noqa: SLF001
    return run


def _line(document: Document, text: str, *, indent: float = 0, size: float = 16, font: str = BODY) -> Paragraph:
    """Add one paragraph on the grid; ``indent`` in points, first line only."""
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(max(PITCH, size * 1.3))
    form.space_after = form.space_before = Pt(0)
    form.first_line_indent = Pt(indent)
    form.widow_control = False
    _run(paragraph, text, size=size, font=font)
    return paragraph


def _centred(document: Document, text: str, *, size: float = 16, font: str = BODY) -> Paragraph:
    paragraph = _line(document, text, size=size, font=font)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _head(document: Document, content: LetterContent) -> None:
    office = _centred(document, content.office, size=min(40.0, 425 / max(len(content.office), 1)), font=TITLE)
    office.paragraph_format.space_before = Mm(35)
    office.runs[0].font.color.rgb = RED
    office.runs[0].bold = True
    _centred(document, "")
    number = _centred(document, content.number or "（草稿，未编文号）")
    number.paragraph_format.space_before = Pt(PITCH)
    _rule(number)
    for text, size, font in (("", 16, BODY), ("", 16, BODY), (content.title, 22, TITLE), ("", 16, BODY)):
        _centred(document, text, size=size, font=font).runs[0].bold = font == TITLE
    if content.recipient:
        _line(document, content.recipient + "：")


def _rule(paragraph: Paragraph) -> None:
    """Draw the red rule 4 mm below the document number."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "11"), ("color", str(RED))):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties: Any = paragraph._element.get_or_add_pPr()  # noqa: SLF001 - python-docx has no words for borders
    properties.insert_element_before(borders, "w:shd", "w:spacing", "w:ind", "w:jc")


def _table(document: Document, block: Table) -> None:
    widths = column_widths(block)
    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for at, row in enumerate(block.rows):
        line = table.add_row()
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no word for it
        for cell, text in zip(line.cells, row, strict=True):
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            paragraph = cell.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(4)
            _run(paragraph, text, size=12, bold=at == 0)
    _fix_widths(table, [156 * width / sum(widths) for width in widths])


def _fix_widths(table: WordTable, millimetres: Sequence[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, millimetres, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _signature(document: Document, content: LetterContent) -> None:
    _line(document, "").paragraph_format.keep_with_next = True
    for text in (content.office, cn_date(content)):
        # both lines are centred on one axis that ends four characters from the right
        paragraph = _centred(document, text)
        width = 16.0 * max(len(content.office), 11)
        paragraph.paragraph_format.left_indent = Pt(156 / 25.4 * 72 - width - 64)
        paragraph.paragraph_format.right_indent = Pt(64)
        paragraph.paragraph_format.keep_with_next = text == content.office


def _verification(document: Document, content: LetterContent) -> None:
    _line(document, "")
    table = document.add_table(rows=1, cols=2)
    _fix_widths(table, (30, 126))
    left, right = table.rows[0].cells
    drawn = io.BytesIO()
    segno.make(content.verify_url, error="m", micro=False).save(drawn, kind="png", scale=8, border=1)
    drawn.seek(0)
    left.paragraphs[0].add_run().add_picture(drawn, width=Mm(24))
    lines = [f"{label}：{value}" for label, value in verification_lines(content)]
    for at, text in enumerate([*lines, NOTICE]):
        paragraph = right.paragraphs[0] if at == 0 else right.add_paragraph()
        _run(paragraph, text, size=11 if at < len(lines) else 9)
