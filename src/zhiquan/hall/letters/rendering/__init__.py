"""Pure rendering: one template, filled once, becomes the PDF and the docx of the same letter."""

from zhiquan.hall.letters.rendering.content import (
    FORM,
    RECORD,
    Block,
    Facts,
    LetterContent,
    Opinion,
    Signatures,
    Table,
    Turns,
)
from zhiquan.hall.letters.rendering.fonts import LetterFonts, letter_fonts
from zhiquan.hall.letters.rendering.pdf import render_pdf
from zhiquan.hall.letters.rendering.template import Parts, fill
from zhiquan.hall.letters.rendering.word import render_docx
from zhiquan.hall.matters.letter_file import LetterFile as LetterTemplate
from zhiquan.hall.matters.letter_file import parse_template, variables

__all__ = [
    "FORM",
    "RECORD",
    "Block",
    "Facts",
    "LetterContent",
    "LetterFonts",
    "LetterTemplate",
    "Opinion",
    "Parts",
    "Signatures",
    "Table",
    "Turns",
    "fill",
    "letter_fonts",
    "parse_template",
    "render_docx",
    "render_pdf",
    "variables",
]
