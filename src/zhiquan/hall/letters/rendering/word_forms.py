"""The docx of records 笔录 and ruled forms 审批表: the same words in the same order as on their sheets."""

from __future__ import annotations

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import Table as WordTable

from zhiquan.hall.letters.rendering.content import (
    RECORD,
    Block,
    Facts,
    LetterContent,
    Opinion,
    Signatures,
    Table,
    Turns,
)
from zhiquan.hall.letters.rendering.pdf import cn_day
from zhiquan.hall.letters.rendering.word_parts import TITLE, add_row, centred, fix_widths, line, ruled, run, said, table

SIGNED = ("身份", "姓名", "签名、日期或者未签名的情况")
"""Head of the table of signatures."""


def inner_form(document: Document, content: LetterContent) -> None:
    """Write a record or a form under its title."""
    centred(document, content.title, size=22, font=TITLE).runs[0].bold = True
    if not content.issued:
        centred(document, "（草稿）", size=14)
    told = "　".join(filter(None, (content.office, f"案号：{content.basis}" if content.basis else "", content.number)))
    centred(document, told, size=12)
    if content.kind == RECORD:
        for block in content.body:
            _record(document, block)
    else:
        _form(document, content)
    if content.code:
        mark = line(document, f"验证码 {content.code}　{content.verify_url}", size=9)
        mark.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _record(document: Document, block: Block) -> None:
    match block:
        case str():
            line(document, block, indent=28, size=14)
        case Facts():
            for label, value in block.rows:
                paragraph = line(document, f"{label}：", size=14)
                run(paragraph, value.replace("\n", "　"), size=14).underline = True
        case Turns():
            for who, what in block.rows:
                paragraph = line(document, f"{who}：" if who else "", size=14)
                paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Pt(28), Pt(-28)
                run(paragraph, what, size=14)
        case Signatures():
            table(document, Table((SIGNED, *block.rows)))
        case Table():
            table(document, block)


def _form(document: Document, content: LetterContent) -> None:
    form: WordTable | None = None
    for block in content.body:
        if isinstance(block, Table):
            table(document, block)
            form = None
            continue
        form = form or ruled(document, 2)
        rows = [("", block)] if isinstance(block, str) else [(row[0], row[-1]) for row in block.rows]
        for label, value in rows:
            left, right = add_row(form)
            if not label:
                left = right = left.merge(right)
            else:
                said(left, label, centre=True)
            said(right, value)
        fix_widths(form, (34, 122))
    if content.opinions:
        _opinions(form or ruled(document, 2), content.opinions)


def _opinions(form: WordTable, opinions: tuple[Opinion, ...]) -> None:
    for opinion in opinions:
        left, right = add_row(form)
        said(left, opinion.label, centre=True)
        said(right, opinion.text)
        signed = right.add_paragraph()
        signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run(signed, f"签名：{opinion.name or '＿＿＿＿＿＿'}　{cn_day(opinion.on)}", size=12)
    fix_widths(form, (34, 122))
