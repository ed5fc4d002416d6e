"""A set of hits leaves as CSV, workbook, JSON Lines or RIS: every record there, nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from zhiquan.records.corpus.model import (
    FamilyRecord,
    IndicationRecord,
    MarkClass,
    MarkRecord,
    Party,
    PatentRecord,
    applicants,
)
from zhiquan.records.search.export import LONGEST_CELL, MOST_ROWS, Form, check_size, export
from zhiquan.records.search.line import COLUMNS, line
from zhiquan.rules.refusal import Refusal

DAY = date(2026, 1, 2)


def patent(title: str = "一种电池", **changes: object) -> PatentRecord:
    values: dict[str, object] = {
        "record": "r", "key": "CN201420789305.0", "source": "s", "batch": "b", "vintage": DAY, "raw_hash": "",
        "number": "2014", "standing": "valid", "title": title,
    }  # fmt: skip
    return PatentRecord(**(values | changes))  # type: ignore[arg-type]


WHOLE = patent(
    application="CN201420789305.0", publication="CN204120338U", kind="utility_model", abstract="摘要",
    parties=(*applicants("示例甲", "示例乙"), *(Party(role="inventor", name=name) for name in ("张示例", "李例"))),
    filing_date=date(2014, 12, 15), publication_date=date(2015, 1, 28), main_class="A43B7/04",
    classes=("ipc:A43B7/04", "ipc:A43B13/18"),
)  # fmt: skip
MARK = MarkRecord(
    record="m", key="tm.CN.1", source="s", batch="b", vintage=DAY, raw_hash="", number="1", standing="unchecked",
    text="示例山", classes=(MarkClass(nice_class=5, goods=("药", "膏")), MarkClass(nice_class=30)),
    parties=(Party(role="owner", name="示例丙"), Party(role="agency", name="某代理")),
)  # fmt: skip
INDICATION = IndicationRecord(
    record="g", key="gi.CN.9", source="s", batch="b", vintage=DAY, raw_hash="", register="CN", number="9",
    regime="product", name="示例茶", names=("示例茶", "Shili Tea"), product="茶叶", area="示例县",
)  # fmt: skip


def table(*records: PatentRecord | MarkRecord | IndicationRecord) -> list[dict[str, str]]:
    content = b"".join(export(Form.CSV, records)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_patents_marks_and_indications_stand_in_the_same_columns() -> None:
    one, two, three = table(WHOLE, MARK, INDICATION)
    assert list(one) == [label.zh for label in COLUMNS.values()]
    assert (one["权利类型"], one["申请人"], one["发明（设计）人"]) == ("实用新型", "示例甲; 示例乙", "张示例; 李例")
    assert (one["公开（公告）号"], one["公开（公告）日"], one["分类号"]) == (
        "CN204120338U",
        "2015-01-28",
        "A43B7/04; A43B13/18",
    )
    assert (two["权利类型"], two["分类号"], two["摘要／商品服务"], two["代理机构"]) == (
        "商标",
        "5; 30",
        "药; 膏",
        "某代理",
    )
    assert (three["权利类型"], three["名称"], three["摘要／商品服务"]) == (
        "地理标志",
        "示例茶; Shili Tea",
        "茶叶; 示例县",
    )
    english = b"".join(export(Form.CSV, [patent()], "en")).decode("utf-8-sig")
    assert english.startswith("Key,Right,Name")
    assert ",Patent," in english


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_title_that_looks_like_a_formula_stays_text(title: str) -> None:
    assert table(patent(title))[0]["名称"] == f"'{title}"
    sheet = load_workbook(io.BytesIO(b"".join(export(Form.XLSX, [patent(title)])))).active
    assert sheet is not None
    cell = sheet.cell(2, 3)
    assert cell.data_type == "s", "a formula would be of the type f"


def test_a_workbook_holds_every_record_and_cuts_what_no_cell_can_hold() -> None:
    long = patent("字" * (LONGEST_CELL + 5))
    book = load_workbook(io.BytesIO(b"".join(export(Form.XLSX, [WHOLE, long, MARK]))), read_only=True)
    rows = list(book.active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert len(rows) == 4
    assert rows[1][0] == "CN201420789305.0"
    assert len(str(rows[2][2])) == LONGEST_CELL
    assert str(rows[2][2]).endswith("…")
    with pytest.raises(Refusal, match="请改用 CSV"):
        check_size(Form.XLSX, MOST_ROWS + 1)
    check_size(Form.CSV, MOST_ROWS + 1)
    check_size(Form.XLSX, MOST_ROWS)


def test_json_lines_hold_the_whole_record() -> None:
    lines = b"".join(export(Form.JSONL, [WHOLE, MARK])).decode().splitlines()
    assert PatentRecord.from_json(lines[0]) == WHOLE
    assert MarkRecord.from_json(lines[1]) == MARK


def test_ris_names_inventors_applicant_numbers_and_day() -> None:
    told = b"".join(export(Form.RIS, [WHOLE])).decode().split("\r\n")
    assert told[0] == "TY  - PAT"
    assert told[-3:] == ["ER  - ", "", ""]
    for expected in (
        "TI  - 一种电池", "AU  - 张示例", "AU  - 李例", "A2  - 示例甲", "PY  - 2015", "DA  - 2015/01/28",
        "M1  - CN204120338U", "M2  - CN201420789305.0", "KW  - A43B7/04", "AB  - 摘要", "ID  - CN201420789305.0",
    ):  # fmt: skip
        assert expected in told
    assert b"TY  - GEN" in b"".join(export(Form.RIS, [MARK]))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_text_survives_csv_and_never_breaks_a_reference(titles: list[str]) -> None:
    records = [patent(title) for title in titles]
    clean = [title.encode("utf-8", "replace").decode() for title in titles]
    back = [row["名称"].removeprefix("'") for row in table(*records)]
    assert [one.replace("\r\n", "\n").replace("\r", "\n") for one in back] == [
        one.removeprefix("'").replace("\r\n", "\n").replace("\r", "\n") for one in clean
    ]
    references = b"".join(export(Form.RIS, records)).decode()
    assert references.count("\r\nER  - ") == len(records)
    assert b"".join(export(Form.XLSX, records)).startswith(b"PK")


def test_an_export_is_made_while_it_is_sent_and_large_ones_come_in_pieces() -> None:
    asked: list[int] = []

    def records(count: int) -> object:
        for at in range(count):
            asked.append(at)
            yield patent("字" * 500)

    pieces = export(Form.CSV, records(1_000))  # type: ignore[arg-type]
    next(pieces), next(pieces)
    assert len(asked) < 500, "the first piece left before the last record was read"
    assert sum(1 for _ in pieces) > 5


def test_what_is_no_right_has_no_line() -> None:
    family = FamilyRecord(record="f", key="k", source="s", batch="b", vintage=DAY, raw_hash="", family="1")
    with pytest.raises(TypeError):
        line(family)
