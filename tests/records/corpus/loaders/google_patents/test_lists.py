"""Google Patents result lists: the search on the first line, ids with hyphens, names parted at commas."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhiquan.records.corpus.loaders.google_patents import read, sniff

HEAD = "search URL:,https://example.org/?q=sample\n"
HEADINGS = (
    "id,title,assignee,inventor/author,priority date,filing/creation date,publication date,grant date,result link,"
    "representative figure link\n"
)


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "gp.csv"
    path.write_text(text)
    return path


def test_a_row_is_read(tmp_path: Path) -> None:
    row = (
        'CN-104000001-B,一种示例装置,"示例（北京）有限公司, Sample Co., Ltd., Example, Inc.","张三, 李四",'
        "2014-01-02,2014-01-02,2016-08-24,2016-08-24,https://example.org/CN104000001B/zh,\n"
    )
    path = table(tmp_path, HEAD + HEADINGS + row)
    assert sniff.look(path).fits
    (only,) = read.rows(path)
    assert only.fields == {
        "office": "CN",
        "publication": "104000001",
        "kind_code": "B",
        "title": "一种示例装置",
        "applicants": ("示例（北京）有限公司", "Sample Co., Ltd.", "Example, Inc."),
        "inventors": ("张三", "李四"),
        "filing_date": "2014-01-02",
        "publication_date": "2016-08-24",
        "grant_date": "2016-08-24",
    }


@pytest.mark.parametrize(
    ("given", "parts"),
    [
        ("US-2015000001-A1", ("US", "2015000001", "A1")),
        ("US-D700001-S1", ("US", "D700001", "S1")),
        ("EP3000001B1", ("EP", "3000001", "B1")),
        ("JP-H1000001-A", ("JP", "H1000001", "A")),
        ("WO-2015000001-A1", ("WO", "2015000001", "A1")),
    ],
)
def test_an_id_is_parted_into_office_number_and_kind_code(
    tmp_path: Path, given: str, parts: tuple[str, str, str]
) -> None:
    (row,) = read.rows(table(tmp_path, HEAD + HEADINGS + f"{given},t,,,,,,,,\n"))
    assert (row.fields["office"], row.fields["publication"], row.fields["kind_code"]) == parts


def test_an_id_of_another_form_is_kept_for_the_gates_to_refuse(tmp_path: Path) -> None:
    (row,) = read.rows(table(tmp_path, HEAD + HEADINGS + "??,t,,,,,,,,\n"))
    assert row.fields == {"publication": "??", "title": "t"}


def test_other_tables_are_no_such_list(tmp_path: Path) -> None:
    assert not sniff.look(table(tmp_path, "id,title,assignee\n1,a,b\n")).fits
