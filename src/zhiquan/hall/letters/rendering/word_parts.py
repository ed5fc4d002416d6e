"""Parts of a docx: fonts, runs, lines on the grid, page numbers, tables."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from zhiquan.hall.letters.rendering.content import Table
from zhiquan.hall.letters.rendering.pdf import column_widths

BODY, TITLE, LATIN = "仿宋", "方正小标宋简体", "Times New Roman"
"""Fonts by the names the recipients' machines know them by."""
PITCH = 225 / 25.4 * 72 / 22
"""Line pitch in points: 22 lines to the type area."""


def page_number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """Number the pages at the outer side, one character in."""
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    run(paragraph, "— ", size=14)
    number = run(paragraph, "1", size=14)._element  # noqa: SLF001 - python-docx has no words for fields
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._element.replace(number, field)  # noqa: SLF001
    field.append(number)
    run(paragraph, " —", size=14)


def name_fonts(fonts: object, chinese: str = BODY) -> None:
    """Name the fonts of a run's or a style's properties."""
    for attribute, name in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{attribute}"), name)  # type: ignore[attr-defined]


def run(paragraph: Paragraph, text: str, *, size: float = 16, font: str = BODY, bold: bool = False) -> Run:
    """Add a run in points ``size``."""
    made = paragraph.add_run(text)
    made.font.size, made.bold = Pt(size), bold
    name_fonts(made._element.get_or_add_rPr().get_or_add_rFonts(), font)  # noqa: SLF001
    return made


def line(document: Document, text: str, *, indent: float = 0, size: float = 16, font: str = BODY) -> Paragraph:
    """Add one paragraph on the grid; ``indent`` in points, first line only."""
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(max(PITCH, size * 1.3))
    form.space_after = form.space_before = Pt(0)
    form.first_line_indent = Pt(indent)
    form.widow_control = False
    run(paragraph, text, size=size, font=font)
    return paragraph


def centred(document: Document, text: str, *, size: float = 16, font: str = BODY) -> Paragraph:
    """Add one centred paragraph."""
    paragraph = line(document, text, size=size, font=font)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def table(document: Document, block: Table) -> None:
    """Add a table; its head is repeated on every page, and no row is torn."""
    made = ruled(document, len(widths := column_widths(block)))
    for at, row in enumerate(block.rows):
        cells = add_row(made, head=at == 0)
        for cell, text in zip(cells, row, strict=True):
            said(cell, text, bold=at == 0, centre=True)
    fix_widths(made, [156 * width / sum(widths) for width in widths])


def ruled(document: Document, columns: int) -> WordTable:
    """Add an empty table with ruled cells."""
    made: WordTable = document.add_table(rows=0, cols=columns, style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    return made


def add_row(table: WordTable, *, head: bool = False) -> Sequence[Cell]:
    """Add a row that stays on one page; a ``head`` is printed again on each."""
    row = table.add_row()  # type: ignore[no-untyped-call]
    for name in ("w:cantSplit", "w:tblHeader")[: 1 + head]:
        row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no words for it
    return list(row.cells)


def said(cell: Cell, text: str, *, bold: bool = False, centre: bool = False) -> None:
    """Write a cell, a paragraph for each line."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for at, one in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.LEFT
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(4)
        run(paragraph, one, size=12, bold=bold)


def fix_widths(table: WordTable, millimetres: Sequence[float]) -> None:
    """Give the columns their widths."""
    table.autofit = False
    for column, width in zip(table.columns, millimetres, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
