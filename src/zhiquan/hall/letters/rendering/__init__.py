"""Pure rendering: one template, filled once, becomes the PDF and the docx of the same letter."""

from zhiquan.hall.letters.rendering.content import LetterContent, Table
from zhiquan.hall.letters.rendering.fonts import LetterFonts, letter_fonts
from zhiquan.hall.letters.rendering.pdf import render_pdf
from zhiquan.hall.letters.rendering.template import LetterTemplate, Parts, fill, parse_template, variables
from zhiquan.hall.letters.rendering.word import render_docx

__all__ = [
    "LetterContent",
    "LetterFonts",
    "LetterTemplate",
    "Parts",
    "Table",
    "fill",
    "letter_fonts",
    "parse_template",
    "render_docx",
    "render_pdf",
    "variables",
]
