"""What every loader there is, and every one that is still to come, must do with files that are not what they seem."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from zhiquan.records.corpus.loaders import Loader, RawRow, loader_for, loaders
from zhiquan.rules.refusal import Refusal

LOADERS = [loader.key for loader in loaders()]
NOISE = random.Random(7).randbytes(40_000)
"""The same noise in every run."""
MOST_ROWS = 500
_LARGEST = 4 * 1024**2


def _loader(key: str) -> Loader:
    return next(loader for loader in loaders() if loader.key == key)


@pytest.mark.parametrize("key", LOADERS)
@pytest.mark.parametrize(
    "content",
    [b"", b"\n" * 9_999, NOISE, gzip.compress(NOISE), b"\0" * 9_999, b"<" * 9_999, b"[" * 9_999, b'"' * 9_999],
)
def test_a_file_of_nothing_is_no_file_of_any_format(tmp_path: Path, key: str, content: bytes) -> None:
    path = tmp_path / "名.bin"
    path.write_bytes(content)
    try:
        assert not _loader(key).look(path).fits
    except Refusal as refusal:
        _is_one_sentence(refusal)


@pytest.mark.parametrize("key", LOADERS)
def test_a_reader_that_is_given_noise_refuses_it_or_finds_nothing(tmp_path: Path, key: str) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(NOISE)
    try:
        assert len(list(_some(_loader(key).rows(path)))) == 0
    except Refusal as refusal:
        _is_one_sentence(refusal)


@pytest.mark.parametrize("content", [b"", NOISE, gzip.compress(NOISE)])
def test_what_no_loader_knows_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refusal) as refusal:
        loader_for(path)
    _is_one_sentence(refusal.value)


@pytest.mark.realdata
def test_a_cut_file_is_refused_or_read_as_far_as_it_goes(shared_data: Path, tmp_path: Path) -> None:
    """A cut archive, workbook or markup is refused; of lines, all but the last are what they were."""
    files = _one_file_of_each(shared_data)
    assert len(files) > len(LOADERS) // 2
    for key, whole in files.items():
        expected = [row.fields for row in _some(_loader(key).rows(whole), MOST_ROWS * 2)]
        for share in (0.97, 0.4):
            path = tmp_path / whole.name
            path.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
            for row in _read_until_refused(path)[: MOST_ROWS // 2][:-1]:
                assert row.fields in expected, (key, share)


def _read_until_refused(path: Path) -> list[RawRow]:
    read: list[RawRow] = []
    try:
        for row in _some(loader_for(path).rows(path)):
            read.append(row)  # noqa: PERF402 - what was read before a refusal is wanted too
    except Refusal as refusal:
        _is_one_sentence(refusal)
    return read


def _one_file_of_each(folder: Path) -> dict[str, Path]:
    """Return the first file of every format, as long as it is small."""
    found: dict[str, Path] = {}
    for path in _files(folder):
        if path.stat().st_size < _LARGEST:
            try:
                found.setdefault(loader_for(path).key, path)
            except Refusal:
                continue
    return found


def _files(folder: Path) -> Iterator[Path]:
    """Yield the first files of every folder, which hold the same format mostly."""
    for inside in sorted(path for path in folder.rglob("*") if path.is_dir()):
        files = sorted(path for path in inside.iterdir() if path.is_file() and path.suffix not in (".md", ".parquet"))
        yield from files[:3]


def _some(rows: Iterator[RawRow], most: int = MOST_ROWS) -> Iterator[RawRow]:
    for _, row in zip(range(most), rows, strict=False):
        yield row


def _is_one_sentence(refusal: Refusal) -> None:
    assert refusal.text.zh.endswith("。")
    # of an unknown format it is also told what to do about it, in a second one
    assert refusal.text.zh.count("。") <= 1 + (refusal.code == "import.unknown-format")
    assert refusal.text.en.endswith(".")
    assert "Traceback" not in refusal.text.en
