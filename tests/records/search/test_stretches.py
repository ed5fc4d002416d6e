"""Sentences and paragraphs of texts as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.records.search.stretches import stretches


@pytest.mark.parametrize(
    ("written", "sentences"),
    [
        ("电池。隔膜！", ["电池。", "隔膜！"]),
        ("厚3.5mm的膜。", ["厚3.5mm的膜。"]),
        ("A lamp. It has LEDs.", ["A lamp.", " It has LEDs."]),
        ("一；二，三", ["一；二，三"]),
        ("一\n二", ["一\n", "二"]),
        ("为何？！因为", ["为何？！", "因为"]),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(written: str, sentences: list[str]) -> None:
    assert [text for _, text in stretches(written, "sentence")] == sentences


def test_a_paragraph_is_a_line() -> None:
    assert [text for _, text in stretches("一。二\r\n三", "paragraph")] == ["一。二\r\n", "三"]


@given(st.text(alphabet="电池。. \n！a", max_size=20))
def test_stretches_are_the_text_again_each_in_its_place(written: str) -> None:
    for of in ("", "sentence", "paragraph"):
        found = list(stretches(written, of))  # type: ignore[arg-type]
        assert "".join(text for _, text in found) == written
        assert all(written[start : start + len(text)] == text for start, text in found)
