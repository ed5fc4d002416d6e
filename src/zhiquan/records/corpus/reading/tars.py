"""Tar archives, read forwards as a stream."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, Self

from zhiquan.records.corpus.reading.limits import LONGEST_HEADER
from zhiquan.records.corpus.reading.names import checked, is_clutter
from zhiquan.records.corpus.reading.refusing import damaged, hostile, refusing, shown
from zhiquan.records.corpus.reading.streams import Budget, guarded

BLOCK = 512
_HEADERS = (
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)


def is_tar(first: bytes) -> bool:
    """Say whether a block is the header of a tar member, by its mark and its checksum."""
    if len(first) < BLOCK or first[257:262] != b"ustar":
        return False
    try:
        tarfile.TarInfo.frombuf(first[:BLOCK], "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


class _Info(tarfile.TarInfo):
    """A header that is not believed: extended headers are short, sparse files are not read."""

    def _proc_member(self, archive: tarfile.TarFile) -> Self:
        if self.type in _HEADERS and self.size > LONGEST_HEADER:
            raise hostile(str(archive.name or ""), "的 tar 头异常庞大", "has a tar header beyond any real one")
        if self.type == tarfile.GNUTYPE_SPARSE:
            raise _sparse(archive)
        found: Self = super()._proc_member(archive)  # type: ignore[misc]
        return found

    def _proc_gnusparse_00(self, _next: object, _headers: object, _buffer: object) -> None:
        raise _sparse(None)

    def _proc_gnusparse_01(self, _next: object, _headers: object) -> None:
        raise _sparse(None)

    def _proc_gnusparse_10(self, _next: object, _headers: object, archive: tarfile.TarFile) -> None:
        raise _sparse(archive)


def _sparse(archive: tarfile.TarFile | None) -> Exception:
    name = str(archive.name or "") if archive else ""
    return hostile(name, "内有稀疏文件", "holds a sparse file")


def entries(stream: BinaryIO, budget: Budget) -> Iterator[tuple[str, int, Callable[[], BinaryIO]]]:
    """Yield name, size and opener of every file; ``Refusal`` on links, devices, tricks, repeats and damage."""
    with refusing(budget.name):
        archive = tarfile.TarFile.open(
            budget.name, mode="r|", fileobj=stream, tarinfo=_Info, encoding="utf-8", errors="surrogateescape"
        )
    seen: set[str] = set()
    ended = False
    while not ended:
        with refusing(budget.name):
            info = archive.next()
        ended = info is None
        if info is None:
            continue
        archive.members.clear()  # type: ignore[attr-defined]
        budget.enter()
        name = checked(_name(info.name), budget.name)
        if info.isdir():
            continue
        if not info.isreg():
            raise hostile(budget.name, f"内有链接或设备 {shown(name)}", f"holds a link or device called {shown(name)}")
        if name in seen:
            raise hostile(budget.name, f"内有两个同名文件 {shown(name)}", f"holds two files called {shown(name)}")
        seen.add(name)
        if not is_clutter(name):
            yield name, info.size, partial(_opened, archive, info, budget)


def _name(name: str) -> str:
    raw = name.encode("utf-8", "surrogateescape")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeError:
            continue
    return raw.decode("latin-1")


def _opened(archive: tarfile.TarFile, info: tarfile.TarInfo, budget: Budget) -> BinaryIO:
    with refusing(budget.name):
        inner = archive.extractfile(info)
    if inner is None:
        raise damaged(budget.name)
    return guarded(inner, shown(info.name), budget)
