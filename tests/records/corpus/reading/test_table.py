"""Separated values: the delimiter guessed, rows with the line they begin on."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.records.corpus.reading import table
from zhiquan.records.corpus.reading.table import csv_rows, delimiter_of
from zhiquan.rules.refusal import Refusal

CELL = st.text(st.sampled_from('电池a1 ,;\t|"\n'), max_size=6)
ROWS = st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=6)


def _rows(text: str, **options: str | bool | None) -> list[tuple[int, list[str]]]:
    return list(csv_rows(io.BytesIO(text.encode()), **options))  # type: ignore[arg-type]


@given(ROWS, st.sampled_from(",;\t|"))
def test_what_a_table_writer_wrote_is_read(rows: list[list[str]], delimiter: str) -> None:
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    assert [cells for _, cells in _rows(held.getvalue(), delimiter=delimiter)] == rows


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b;c\n1,5;2;3\n", ";"),
        ("a\tb\n1,2\t3\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ('"a;b;c",d\n"1;2;3",4\n', ","),
        ("title\nonly, one\n", ","),
        ("", ","),
    ],
)
def test_the_delimiter_is_the_one_that_all_lines_have(text: str, delimiter: str) -> None:
    assert delimiter_of(text) == delimiter


def test_rows_know_the_line_on_which_they_begin() -> None:
    assert _rows('a,b\n"1\n2",3\n\n4,5\n') == [(1, ["a", "b"]), (2, ["1\n2", "3"]), (5, ["4", "5"])]


def test_quotation_marks_are_letters_where_they_mean_nothing() -> None:
    assert _rows('a\t5" screen\n"x\ty\n', delimiter="\t", quoted=False) == [(1, ["a", '5" screen']), (2, ['"x', "y"])]
    with pytest.raises(Refusal, match="引号"):
        _rows('a\tb\n"x"y\t1\n')


def test_a_western_table_is_read_where_it_is_asked_for() -> None:
    data = io.BytesIO("Société,Müller\n".encode("cp1252"))
    assert list(csv_rows(data, legacy="cp1252")) == [(1, ["Société", "Müller"])]


def test_rows_and_fields_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "LONGEST_LINE", 20)
    monkeypatch.setattr(table, "WIDEST", 3)
    assert len(_rows("a,b,c\n" * 9)) == 9
    with pytest.raises(Refusal, match="超过 3 列"):
        _rows("a,b,c,d\n")
    with pytest.raises(Refusal, match="行处有超过"):
        _rows('"a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk"\n')
