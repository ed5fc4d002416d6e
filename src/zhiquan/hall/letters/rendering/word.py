"""The docx of a letter: the same content for people who must edit or file it; only the sealed PDF is authentic."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

import docx
import segno
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from zhiquan.hall.letters.rendering.content import LETTER, LetterContent, Table
from zhiquan.hall.letters.rendering.fonts import LetterFonts, letter_fonts
from zhiquan.hall.letters.rendering.pdf import NOTICE, cn_date, verification_lines
from zhiquan.hall.letters.rendering.word_forms import inner_form
from zhiquan.hall.letters.rendering.word_parts import (
    BODY,
    PITCH,
    TITLE,
    centred,
    fix_widths,
    line,
    name_fonts,
    page_number,
    run,
    table,
)

RED = RGBColor(0xD7, 0x00, 0x0F)


def render_docx(content: LetterContent, fonts: LetterFonts | None = None) -> bytes:
    """Build the docx; the check of characters is the same as the PDF's."""
    (fonts or letter_fonts()).require(content)
    document = docx.Document()
    _page(document)
    if content.kind == LETTER:
        _letter(document, content)
    else:
        inner_form(document, content)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = content.title, content.office, ""
    properties.created = properties.modified = datetime.combine(content.dated, time())
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _letter(document: Document, content: LetterContent) -> None:
    _head(document, content)
    for at, block in enumerate(content.body, start=1):
        if isinstance(block, str):
            paragraph = line(document, block, indent=32)
            # the seal never stands on a page without text: the last paragraph goes with the signature
            paragraph.paragraph_format.keep_with_next = at == len(content.body)
        elif isinstance(block, Table):
            table(document, block)
        else:  # the heading of a letter that tells its facts line by line
            for row in block.rows:
                line(document, "：".join(row), indent=32)
    _signature(document, content)
    if content.issued:
        _verification(document, content)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(24)
    style = document.styles["Normal"]
    style.font.size = Pt(16)
    properties = style.element.get_or_add_rPr()
    name_fonts(properties.get_or_add_rFonts())
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
    document.settings.odd_and_even_pages_header_footer = True
    page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _head(document: Document, content: LetterContent) -> None:
    office = centred(document, content.office, size=min(40.0, 425 / max(len(content.office), 1)), font=TITLE)
    office.paragraph_format.space_before = Mm(35)
    office.runs[0].font.color.rgb = RED
    office.runs[0].bold = True
    centred(document, "")
    number = centred(document, content.number or "（草稿，未编文号）")
    number.paragraph_format.space_before = Pt(PITCH)
    _rule(number)
    for text, size, font in (("", 16, BODY), ("", 16, BODY), (content.title, 22, TITLE), ("", 16, BODY)):
        centred(document, text, size=size, font=font).runs[0].bold = font == TITLE
    if content.recipient:
        line(document, content.recipient + "：")


def _rule(paragraph: Paragraph) -> None:
    """Draw the red rule 4 mm below the document number."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "11"), ("color", str(RED))):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties: Any = paragraph._element.get_or_add_pPr()  # noqa: SLF001 - python-docx has no words for borders
    properties.insert_element_before(borders, "w:shd", "w:spacing", "w:ind", "w:jc")


def _signature(document: Document, content: LetterContent) -> None:
    line(document, "").paragraph_format.keep_with_next = True
    for text in (content.office, cn_date(content)):
        # both lines are centred on one axis that ends four characters from the right
        paragraph = centred(document, text)
        width = 16.0 * max(len(content.office), 11)
        paragraph.paragraph_format.left_indent = Pt(156 / 25.4 * 72 - width - 64)
        paragraph.paragraph_format.right_indent = Pt(64)
        paragraph.paragraph_format.keep_with_next = text == content.office


def _verification(document: Document, content: LetterContent) -> None:
    line(document, "")
    grid = document.add_table(rows=1, cols=2)
    fix_widths(grid, (30, 126))
    left, right = grid.rows[0].cells
    drawn = io.BytesIO()
    segno.make(content.verify_url, error="m", micro=False).save(drawn, kind="png", scale=8, border=1)
    drawn.seek(0)
    left.paragraphs[0].add_run().add_picture(drawn, width=Mm(24))
    lines = [f"{label}：{value}" for label, value in verification_lines(content)]
    for at, text in enumerate([*lines, NOTICE]):
        paragraph = right.paragraphs[0] if at == 0 else right.add_paragraph()
        run(paragraph, text, size=11 if at < len(lines) else 9)
