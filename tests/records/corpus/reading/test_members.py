"""Files and archives alike: members by content, never by name, each a stream."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard
from openpyxl import Workbook

from zhiquan.records.corpus.reading.limits import HEAD, Limits
from zhiquan.records.corpus.reading.members import head, members
from zhiquan.records.corpus.reading.table import xlsx_rows
from zhiquan.rules.refusal import NotFound, Refusal

TEXT = "申请号,名称\n".encode()


def _tar(**files: bytes) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return held.getvalue()


def _zip(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def _book() -> bytes:
    book, held = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(["名称", "灯"])
    book.save(held)
    return held.getvalue()


def _file(folder: Path, data: bytes, name: str = "a.bin") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _read(path: Path, limits: Limits | None = None) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for member in members(path, limits) if limits else members(path):
        with member.open() as stream:
            found[member.name] = stream.read()
    return found


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (TEXT, "a.csv", {"a.csv": TEXT}),
        (b"", "a.csv", {"a.csv": b""}),
        (gzip.compress(TEXT), "a.csv.gz", {"a.csv": TEXT}),
        (gzip.compress(TEXT) * 2, "a.CSV.GZ", {"a.CSV": TEXT * 2}),
        (gzip.compress(TEXT), "名.bin", {"名.bin": TEXT}),
        (zstandard.compress(TEXT), "a.csv.zst", {"a.csv": TEXT}),
        (zstandard.compress(TEXT) * 2, "a.zst", {"a": TEXT * 2}),
        (_zip(a=TEXT, b=b"x"), "z.zip", {"a": TEXT, "b": b"x"}),
        (_tar(a=TEXT, b=b"x"), "t", {"a": TEXT, "b": b"x"}),
        (gzip.compress(_tar(a=TEXT)), "t.tgz", {"a": TEXT}),
        (zstandard.compress(_tar(a=TEXT, b=b"")), "t.tar.zst", {"a": TEXT, "b": b""}),
        (_tar(z=_zip(a=TEXT, b=gzip.compress(b"x"))), "t.tar", {"a": TEXT, "b": b"x"}),
        (_zip(z=_tar(a=TEXT)), "z.zip", {"a": TEXT}),
        (_zip(), "z.zip", {}),
    ],
)
def test_files_are_told_by_content(tmp_path: Path, data: bytes, name: str, expected: dict[str, bytes]) -> None:
    assert _read(_file(tmp_path, data, name)) == expected


@pytest.mark.parametrize("wrap", [lambda data: data, lambda data: _zip(b=data), lambda data: _tar(b=data)])
def test_a_workbook_is_a_file_and_no_archive(tmp_path: Path, wrap: object) -> None:
    assert callable(wrap)
    path = _file(tmp_path, wrap(_book()))
    (member,) = members(path)
    assert member.first.startswith(b"PK")
    read = [cells for one in members(path) for _, _, cells in xlsx_rows(one.open())]
    assert read == [["名称", "灯"]]


def test_the_first_bytes_are_there_before_a_member_is_opened(tmp_path: Path) -> None:
    long = TEXT * 1_000
    path = _file(tmp_path, gzip.compress(_tar(a=long, b=b"x")))
    assert [member.first for member in members(path)] == [long[:HEAD], b"x"]
    assert head(path) == long[:HEAD]
    assert head(path, 9) == long[:9]
    assert head(path, 9_000) == long[:9_000]
    assert head(_file(tmp_path, _zip())) == b""


def test_members_of_a_zip_can_be_read_more_than_once(tmp_path: Path) -> None:
    for member in members(_file(tmp_path, _zip(a=TEXT))):
        assert member.size == len(TEXT)
        for _ in range(2):
            with member.open() as stream:
                assert stream.read(3) + stream.read() == TEXT


def test_names_that_chinese_programs_wrote_are_read(tmp_path: Path) -> None:
    raw = "专利.csv".encode("gb18030")
    unflagged = _zip(**{"x" * len(raw): TEXT})
    path = _file(tmp_path, unflagged.replace(b"x" * len(raw), raw))
    assert list(_read(path)) == ["专利.csv"]
    tar = bytearray(_tar(**{"x" * len(raw): TEXT}))
    tar[: len(raw)] = raw
    tar[148:156] = b" " * 8
    tar[148:156] = b"%06o\0 " % sum(tar[:512])
    assert list(_read(_file(tmp_path, bytes(tar)))) == ["专利.csv"]


def test_what_desktops_leave_behind_is_no_content(tmp_path: Path) -> None:
    files = {"__MACOSX/._a": b"x", "a/.DS_Store": b"x", "Thumbs.db": b"x", "a": TEXT}
    assert _read(_file(tmp_path, _zip(**files))) == _read(_file(tmp_path, _tar(**files))) == {"a": TEXT}


def test_folders_in_archives_are_no_files(tmp_path: Path) -> None:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        folder = tarfile.TarInfo("a")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
    assert _read(_file(tmp_path, held.getvalue())) == {}
    assert _read(_file(tmp_path, _zip(**{"a/": b"", "a/b": TEXT}))) == {"a/b": TEXT}


@pytest.mark.parametrize(
    ("limits", "data", "code"),
    [
        (Limits(count=2), _zip(a=b"1", b=b"2", c=b"3"), "import.too-large"),
        (Limits(count=2), _tar(a=b"1", b=b"2", c=b"3"), "import.too-large"),
        (Limits(total=50, free=0), gzip.compress(os.urandom(60)), "import.too-large"),
        (Limits(total=50, free=0), _zip(a=os.urandom(60)), "import.too-large"),
        (Limits(ratio=10, free=100), gzip.compress(b"0" * 9_999), "import.hostile"),
        (Limits(ratio=10, free=100), zstandard.compress(b"0" * 9_999), "import.hostile"),
        (Limits(ratio=10, free=100), _zip(a=b"0" * 9_999), "import.hostile"),
        (Limits(depth=1), gzip.compress(gzip.compress(TEXT)), "import.hostile"),
        (Limits(inner=100), _tar(a=_zip(a=os.urandom(500))), "import.too-large"),
    ],
)
def test_each_limit_holds(tmp_path: Path, limits: Limits, data: bytes, code: str) -> None:
    path = _file(tmp_path, data)
    with pytest.raises(Refusal) as refusal:
        _read(path, limits)
    assert refusal.value.code == code
    assert _read(path)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, kind in ((tmp_path, Refusal), (tmp_path / "pipe", Refusal), (tmp_path / "none", NotFound)):
        with pytest.raises(kind):
            list(members(path))


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _file(tmp_path, TEXT)

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(Refusal, match="无法读取"):
        list(members(path))
