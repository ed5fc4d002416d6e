"""Making pages of everything: what cannot be printed is stood in for by a sheet, and never stops the dossier."""

from __future__ import annotations

import io
from dataclasses import replace

import docx

from zhiquan.hall.cases.models import Case
from zhiquan.hall.files.kinds import Kind
from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.files.selectors import open_file
from zhiquan.hall.letters.dossier.sheets import stand_in
from zhiquan.hall.letters.rendering import Block, LetterContent, letter_fonts, render_pdf
from zhiquan.hall.letters.rendering.content import block_from, block_json
from zhiquan.rules.refusal import Refusal

GETA = "〓"
"""Printed where no font has the character 缺字."""
MOST_TEXT = 400
"""Paragraphs of a word file that are printed on its sheet."""
IMAGES = (Kind.PNG, Kind.JPG)


def pdf_of_sheet(content: LetterContent) -> bytes:
    """Typeset a sheet of the dossier; a character that no font holds is printed as 〓."""
    held = letter_fonts().characters
    return render_pdf(_without(content, held))


def _without(content: LetterContent, held: frozenset[int]) -> LetterContent:
    body = tuple(_block(block, held) for block in content.body)
    title, office = _said(content.title, held), _said(content.office, held)
    return replace(content, body=body, title=title, office=office)


def _block(block: Block, held: frozenset[int]) -> Block:
    if isinstance(block, str):
        return _said(block, held)
    ((kind, rows),) = block_json(block).items()
    return block_from({kind: [[_said(cell, held) for cell in row] for row in rows]})


def _said(text: str, held: frozenset[int]) -> str:
    return "".join(sign if sign == "\n" or ord(sign) in held else GETA for sign in text)


def bytes_of(file: StoredFile) -> bytes | None:
    """Return the bytes of a stored file, nothing where they are missing or damaged."""
    try:
        with open_file(file) as stream:
            return stream.read()
    except Refusal:
        return None


def sheet_for(case: Case, file: StoredFile, content: bytes | None, office: str) -> bytes:
    """Return the sheet for a file that has no pages of its own, with the text of a word file."""
    text = _words(content) if content and file.kind == Kind.DOCX else []
    return pdf_of_sheet(stand_in(case, file, office, text))


def _words(content: bytes) -> list[str]:
    """Return the text of a word file; nothing of one that cannot be read."""
    try:
        document = docx.Document(io.BytesIO(content))
        cells = [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
        texts = [text for text in (*(p.text for p in document.paragraphs), *cells) if text.strip()]
    except Exception:  # noqa: BLE001 - a hostile file can break the reader anywhere; it is told by its digest then
        return []
    return [" ".join(text.split()) for text in texts[:MOST_TEXT]]
