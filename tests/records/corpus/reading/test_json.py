"""JSON, whole and element by element, bounded."""

from __future__ import annotations

import io
import json as standard

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.records.corpus.reading import json
from zhiquan.rules.refusal import Refusal

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def _stream(text: str) -> io.BytesIO:
    return io.BytesIO(text.encode())


@given(VALUES)
def test_a_document_is_read_whole(value: object) -> None:
    assert json.load(_stream(standard.dumps(value, ensure_ascii=False))) == value


@given(st.lists(VALUES, max_size=5), st.integers(1, 30), st.booleans())
def test_elements_are_read_one_by_one_wherever_the_window_ends(values: list[object], size: int, lines: bool) -> None:
    values = [value for value in values if not (lines and isinstance(value, list))]
    text = "\n".join(map(standard.dumps, values)) if lines else standard.dumps(values, indent=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json, "CHUNK", size)
        assert list(json.each(_stream(text))) == values


def test_a_mark_at_the_beginning_and_chinese_encoding_do_not_matter() -> None:
    assert json.load(io.BytesIO(b"\xef\xbb\xbf[1]")) == [1]
    assert json.load(io.BytesIO('{"名":"灯"}'.encode("gb18030"))) == {"名": "灯"}


def test_a_document_beyond_the_limit_is_refused() -> None:
    with pytest.raises(Refusal, match="请拆分"):
        json.load(_stream("[1, 2, 3]"), limit=8)
    assert json.load(_stream("[1, 2, 3]"), limit=9) == [1, 2, 3]


@pytest.mark.parametrize(
    "text", ["[1", "[1,", "[,]", "[1 2]", '["a', '[{"a": 1}', "[tru]", "[1] 2", "nul", "[NaN]", "[1,]"]
)
def test_damage_is_refused(text: str) -> None:
    for read in (lambda: json.load(_stream(text)), lambda: list(json.each(_stream(text)))):
        with pytest.raises(Refusal) as refusal:
            read()
        assert refusal.value.code == "import.unreadable"
