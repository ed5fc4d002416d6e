"""Text of unknown encoding: told safely wherever the first letter stands and wherever a block of bytes ends."""

from __future__ import annotations

import io
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.records.corpus.reading import text
from zhiquan.records.corpus.reading.text import Recoded, decode, lines
from zhiquan.rules.refusal import Refusal

CHINESE = st.text(st.sampled_from("电池隔膜专利申请人一种装置a1 ,；（）㐀𠀀"), min_size=1, max_size=40)


class Dripping(io.RawIOBase):
    """A stream that gives a few bytes at a time and cannot go back."""

    def __init__(self, data: bytes, drop: int) -> None:
        super().__init__()
        self._left = data
        self._drop = drop

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data, self._left = self._left[: min(self._drop, len(buffer))], self._left[min(self._drop, len(buffer)) :]
        buffer[: len(data)] = data
        return len(data)


def _stream(data: bytes) -> BinaryIO:
    return io.BytesIO(data)


@given(CHINESE, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]), st.integers(1, 9))
def test_every_encoding_reads_as_it_was_written(written: str, encoding: str, drop: int) -> None:
    data = f"申请{written}人".encode(encoding)
    assert decode(Dripping(data, drop)).read() == f"申请{written}人"  # type: ignore[arg-type]


@given(st.integers(0, 30), st.sampled_from(["utf-8", "gb18030"]))
def test_a_letter_cut_where_the_probe_ends_does_not_change_the_encoding(shift: int, encoding: str) -> None:
    small = 16
    written = "a" * shift + "电池隔膜" * 20
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "_PROBE", small)
        patch.setattr(text, "CHUNK", small)
        assert decode(_stream(written.encode(encoding))).read() == written


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"abc", "ascii"),
        (b"", "ascii"),
        ("电".encode(), "utf-8"),
        ("电池".encode("gb18030"), "gb18030"),
        (b"\xef\xbb\xbfabc", "utf-8"),
        ("电".encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + "电".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_the_encoding_is_told_by_the_bytes(data: bytes, encoding: str) -> None:
    recoded = Recoded(_stream(data))
    read = recoded.read()
    assert (recoded.encoding or "ascii") == encoding
    assert read == data.decode(encoding).removeprefix("\ufeff").encode()


def test_western_files_are_read_only_where_they_are_asked_for() -> None:
    data = "Société Générale – Müller\n".encode("cp1252")
    assert list(lines(_stream(data), legacy="cp1252")) == ["Société Générale – Müller"]
    assert list(lines(_stream("电池".encode("gb18030")), legacy="cp1252")) == ["电池"]
    with pytest.raises(Refusal) as refusal:
        decode(_stream(data)).read()
    assert refusal.value.code == "import.encoding"
    assert "第 4 字节" in refusal.value.text.zh


def test_traditional_text_in_the_chinese_encoding_is_no_western_file() -> None:
    """Half of its letters have a second byte that is ASCII."""
    written = "發明專利公報：鋰離子電池隔膜之製備方法"
    assert decode(_stream(written.encode("gb18030"))).read() == written


def test_all_line_ends_are_one() -> None:
    assert list(lines(_stream(b"a\rb\r\nc\nd"))) == ["a", "b", "c", "d"]
    assert list(lines(_stream(b"\n\n"))) == ["", ""]


def test_a_line_may_be_as_long_as_said_and_no_longer() -> None:
    assert list(lines(_stream(b"abc\nd"), longest=4)) == ["abc", "d"]
    with pytest.raises(Refusal, match="第 2 行过长"):
        list(lines(_stream(b"abc\ndefgh\n"), longest=4))


def test_a_refusal_names_the_file_and_the_place(tmp_path: object) -> None:
    stream = _stream(b"a" * 300_000 + b"\xff")
    stream.name = "/somewhere/清单.csv"  # type: ignore[misc]
    with pytest.raises(Refusal) as refusal:
        decode(stream).read()
    assert refusal.value.text.zh.startswith("清单.csv 第 300,000 字节处")
