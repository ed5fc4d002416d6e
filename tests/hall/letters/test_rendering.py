"""The sheet after GB/T 9704-2012, as PDF and as docx."""

from __future__ import annotations

import io
import json
import subprocess
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
import typst
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader
from tests.hall.letters.samples import DRAFT, LETTER, with_body

from zhiquan.definitions import files, read_yaml
from zhiquan.hall.letters.rendering import (
    FORM,
    RECORD,
    Facts,
    LetterContent,
    Opinion,
    Signatures,
    Table,
    Turns,
    fill,
    letter_fonts,
    parse_template,
    render_docx,
    render_pdf,
    variables,
)
from zhiquan.hall.letters.rendering.fonts import choose_fonts, system_fonts
from zhiquan.hall.letters.rendering.pdf import column_widths, sheet
from zhiquan.hall.matters.letter_values import Rows
from zhiquan.rules.refusal import Refusal


def pages(pdf: bytes) -> int:
    return int(PdfFileReader(io.BytesIO(pdf)).root["/Pages"]["/Count"])


def words(content: LetterContent) -> str:
    """Everything that a docx prints, in order of its parts."""
    document = docx.Document(io.BytesIO(render_docx(content)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_the_pdf_is_an_archival_a4_file_with_the_letters_title() -> None:
    pdf = render_pdf(LETTER)
    reader = PdfFileReader(io.BytesIO(pdf))
    box = [float(side) for side in reader.root["/Pages"]["/Kids"][0]["/MediaBox"]]
    assert [round(side / 72 * 25.4) for side in box] == [0, 0, 210, 297]
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in pdf
    assert reader.trailer["/Info"]["/Title"] == LETTER.title


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert render_pdf(LETTER) == render_pdf(LETTER)


def test_a_page_holds_22_lines_of_28_characters() -> None:
    first, second = (bisect_left(range(3000), count, key=pages_of) for count in (3, 4))
    assert second - first == 22 * 28


@cache
@pytest.mark.parametrize("paragraphs", range(1, 9))
def test_the_seal_never_stands_on_a_page_without_text(paragraphs: int) -> None:
    body = tuple(f"第{n}段：{'申请人提交的材料已经核对。' * 3}" for n in range(paragraphs))
    found = shown(replace(LETTER, body=body))
    places = dict(mark.split("@") for mark in found if "@" in mark)
    assert places["text"] == places["signature"]


def pages_of(characters: int) -> int:
    return pages(render_pdf(with_body("知" * characters)))


def test_a_draft_shows_neither_number_nor_seal_nor_code() -> None:
    assert "草稿" in words(DRAFT)
    assert LETTER.number not in words(DRAFT)
    assert "验证码" not in words(DRAFT)
    assert "验证码：7K2M-WQ9T-XA4C" in words(LETTER)
    assert {"imprint", "verification"}.isdisjoint(shown(DRAFT))
    assert {"imprint", "verification"} <= shown(LETTER)


def test_both_forms_say_the_same() -> None:
    said = words(LETTER)
    for _, text in LETTER.texts():
        assert text in said or text == LETTER.code


def test_the_docx_has_the_page_of_the_standard() -> None:
    section = docx.Document(io.BytesIO(render_docx(LETTER))).sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert all(abs(found - wanted) < Mm(0.1) for found, wanted in zip(sides, map(Mm, (210, 297, 37, 28)), strict=True))
    assert round((section.page_width - section.left_margin - section.right_margin) / Mm(1)) == 156
    assert round((section.page_height - section.top_margin - section.bottom_margin) / Mm(1)) == 225


def long_table(rows: int) -> Table:
    return Table((("序号", "店铺名称"), *((str(n), f"示例店铺{n}号") for n in range(1, rows + 1))))


def said_by(pdf: bytes, *how: str) -> str:
    """What a PDF says to the program that people read with."""
    return subprocess.run(["pdftotext", *how, "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def test_a_table_of_sixty_rows_runs_over_pages_with_its_head_on_each_and_no_row_torn() -> None:
    letter = replace(LETTER, body=("涉及下列店铺：", long_table(60)))
    on_pages = said_by(render_pdf(letter), "-layout").split("\f")
    with_rows = [page for page in on_pages if "示例店铺" in page]
    assert len(with_rows) >= 3
    assert all("店铺名称" in page for page in with_rows)
    word_table = docx.Document(io.BytesIO(render_docx(letter))).tables[0]
    marks = [{child.tag.rpartition("}")[2] for child in row._tr.trPr} for row in word_table.rows]
    assert len(marks) == 61
    assert marks[0] == {"cantSplit", "tblHeader"}
    assert all(mark == {"cantSplit"} for mark in marks[1:])


RECORD_OF = replace(
    DRAFT,
    kind=RECORD,
    code="7K2MWQ9TXA4C",
    title="口头审理笔录",
    recipient="",
    body=(
        Facts((("时间", "2026年5月20日"),)),
        Turns((("问", "请陈述。"), ("答（请求人）", "请求停止侵权。"))),
        Signatures((("请求人代理人", "王五", "已核对并签名"), ("被请求人", "赵六", "拒绝签名：记录不全"))),
    ),
)
APPROVAL_OF = replace(
    DRAFT,
    kind=FORM,
    title="立案审批表",
    recipient="",
    body=(Facts((("请求人", "东湖示例科技有限公司"),)), long_table(3)),
    opinions=(Opinion("承办人意见", "拟立案。", "甲某", date(2026, 2, 13)), Opinion("审核意见")),
)


@pytest.mark.parametrize("content", [RECORD_OF, APPROVAL_OF])
def test_records_and_approvals_say_the_same_in_both_forms_and_bear_no_imprint(content: LetterContent) -> None:
    in_word, in_print = words(content), "".join(said_by(render_pdf(content), "-raw").split())
    for place, text in content.texts():
        if place not in {"发文机关", "验证网址"}:
            assert text in in_word, text
            assert "".join(text.split()) in in_print, text
    assert "imprint" not in shown(content)
    assert LetterContent.from_json(content.to_json()) == content


def test_a_number_in_a_table_is_given_the_width_it_needs() -> None:
    widths = column_widths(Table((("序号", "专利号", "名称"), ("1", "CN201420789305.0", "一种" * 30))))
    assert widths[1] > 16 * 0.6
    assert widths[2] > widths[1] > widths[0]


@pytest.mark.parametrize("rare", ["𠮷", "㙓", "龘"])
def test_rare_characters_of_names_are_printed(rare: str) -> None:
    assert render_pdf(with_body(f"申请人：{rare}某")).startswith(b"%PDF")


@pytest.mark.parametrize(("character", "told"), [("\U0001f600", "😀"), ("\u0007", "U+0007"), ("\u202e", "U+202E")])
@pytest.mark.parametrize("render", [render_pdf, render_docx])
def test_a_character_no_font_holds_refuses_the_letter_and_is_named(character: str, told: str, render: object) -> None:
    assert callable(render)
    with pytest.raises(Refusal) as refused:
        render(with_body(f"申请人：{character}某"))
    assert refused.value.code == "letters.character"
    assert told in refused.value.text.zh
    assert "正文第1段" in refused.value.text.zh


def test_every_place_of_the_letter_is_checked() -> None:
    for field in ("title", "recipient", "number", "office", "basis"):
        with pytest.raises(Refusal):
            letter_fonts().require(replace(LETTER, **{field: "\U0001f600"}))
    with pytest.raises(Refusal):
        letter_fonts().require(replace(LETTER, body=(Table((("专利号",), ("\U0001f600",))),)))


def test_without_a_chinese_font_no_letter_is_issued_and_the_package_is_named() -> None:
    none = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    with pytest.raises(Refusal, match="fonts-noto-cjk"):
        choose_fonts(none)


def test_only_characters_held_in_regular_and_bold_count() -> None:
    assert choose_fonts(system_fonts()).characters == letter_fonts().characters
    assert ord("知") in letter_fonts().characters


HOSTILE = [
    '#include "/etc/passwd"',
    "*粗* _斜_ $x^2$",
    "#set page(width: 1cm)",
    "</script>",
    "\\u{41} ~ -- @x <y>",
    "${{7*7}}",
]


@pytest.mark.parametrize("written", HOSTILE)
def test_what_a_party_wrote_is_printed_and_never_read_as_markup(written: str) -> None:
    assert printed(written) == written


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="#*_$`\\<>@[]{}()/-~\"'=+:;.,&%^|!?aZ09知", min_size=1, max_size=40))
def test_any_string_of_signs_is_printed_as_it_stands(written: str) -> None:
    assert printed(written) == written


def printed(written: str) -> str:
    """What the sheet prints for a paragraph: the text elements of the paragraph between recipient and signature."""
    paragraphs = json.loads(sheet(with_body(written), letter_fonts()).query("par", field="body"))
    return "".join(texts(paragraphs[-1]))


def texts(element: dict[str, Any]) -> Iterator[str]:
    for child in element.get("children", [element]):
        yield " " if child["func"] == "space" else child["text"]


def shown(content: LetterContent) -> set[str]:
    """The labelled parts that are on the sheet."""
    found = json.loads(sheet(content, letter_fonts()).query("metadata", field="value"))
    return set(found)


def example(names: frozenset[str]) -> dict[str, Any]:
    """A value for each name: a text, or one row where columns of it are read."""
    rows = {name.partition("[].")[0] for name in names if "[]." in name}
    columns = {row: {n.partition("[].")[2]: "示例" for n in names if n.startswith(f"{row}[].")} for row in rows}
    return {name: Rows((columns.get(name, "示例"),), "示例") for name in names if "[]." not in name}


SHIPPED = sorted(files("matters", "*/letters/*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=[f"{path.parent.parent.name}-{path.stem}" for path in SHIPPED])
def test_every_shipped_template_becomes_a_letter(path: Path) -> None:
    template = parse_template(read_yaml(path))
    parts = fill(template, example(variables(template)))
    inner = any(isinstance(block, Turns | Signatures) for block in parts.body)
    kind = FORM if template.opinion else RECORD if inner else LETTER.kind
    content = replace(LETTER, title=parts.title, recipient=parts.recipient, body=parts.body, kind=kind)
    assert render_pdf(content).startswith(b"%PDF")
    assert parts.title in words(content)
