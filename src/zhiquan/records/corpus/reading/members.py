"""Files and archives alike: what stands in a path, one member after the other, told by content and never by name.

A plain file is one member; gzip, zstandard, zip and tar are opened, also inside each other. Nothing is ever unpacked
under a name from the archive: members are read as streams.
"""

from __future__ import annotations

import gzip
import os
import shutil
import tempfile
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, BinaryIO, cast

from zhiquan.records.corpus.reading import tars, zips
from zhiquan.records.corpus.reading.limits import CHUNK, HEAD, LIMITS, MIB, Limits
from zhiquan.records.corpus.reading.refusing import hostile, refusing, shown, too_large
from zhiquan.records.corpus.reading.streams import Budget, Once, Zstd, guarded, read_fully
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

_SUFFIXES = {"gzip": (".gz", ".tgz"), "zstd": (".zst", ".tzst")}
_OTHERS = {b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "rar", b"\xfd7zXZ\x00": "xz", b"BZh": "bzip2"}


@dataclass(frozen=True, slots=True)
class Member:
    """One file to read: ``name`` as the archive writes it, ``size`` in bytes where told beforehand.

    ``first`` are its first bytes, up to ``HEAD``, by which its format can be told. ``open`` returns a stream of all
    bytes: a member of an archive is to be read before the next one is asked for, and a member of a tar archive or of
    an archive inside an archive can be opened once only.
    """

    name: str
    size: int | None
    open: Callable[[], BinaryIO]
    first: bytes


@dataclass(frozen=True, slots=True)
class _Source:
    """Something that may be an archive; ``file`` where it can be read at any place."""

    name: str
    size: int | None
    open: Callable[[], BinaryIO]
    file: Callable[[], IO[bytes]] | None = None


def members(path: Path, limits: Limits = LIMITS) -> Generator[Member, None, None]:
    """Yield every file that stands in ``path``; ``Refusal`` on damage, bombs, path tricks and unknown packings."""
    size = _size(path)
    budget = Budget(shown(path.name), size, limits)
    opener = partial(_open, path)
    yield from _unfold(_Source(path.name, size, cast("Callable[[], BinaryIO]", opener), opener), budget, 0)


def head(path: Path, size: int = HEAD) -> bytes:
    """Return the first bytes of the first member, by which its format can be told; nothing where there is none."""
    with closing(members(path)) as found:
        for member in found:
            if size <= HEAD:
                return member.first[:size]
            with member.open() as stream:
                return read_fully(stream, size)
    return b""


def _size(path: Path) -> int:
    if not path.exists():
        raise NotFound("import.no-file", Text(f"没有文件 {path}。", f"There is no file {path}."))
    if not path.is_file():
        text = Text(f"{path.name} 不是普通文件。", f"{path.name} is no ordinary file.")
        raise Refusal("import.unreadable", text)
    return path.stat().st_size


def _open(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        text = Text(f"无法读取 {path.name}：{error.strerror}。", f"{path.name} cannot be read: {error.strerror}.")
        raise Refusal("import.unreadable", text) from error


def _kind(first: bytes) -> str:
    if first.startswith(b"\x1f\x8b"):
        return "gzip"
    if first.startswith(b"\x28\xb5\x2f\xfd"):
        return "zstd"
    if first.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    if tars.is_tar(first):
        return "tar"
    return "plain"


def _unfold(source: _Source, budget: Budget, depth: int) -> Generator[Member, None, None]:
    if depth > budget.limits.depth:
        zh = f"的压缩包层层嵌套超过 {budget.limits.depth} 层"
        raise hostile(budget.name, zh, f"holds archives within archives, more than {budget.limits.depth} deep")
    if source.file:
        with source.open() as stream:
            first = read_fully(stream, HEAD)
    else:
        once = Once(source.open, HEAD)
        first = once.head()
        source = _Source(source.name, source.size, once.open)
    kind = _kind(first)
    if kind in _SUFFIXES:
        yield from _unfold(_unpacked(source, kind, budget), budget, depth + 1)
    elif kind == "zip":
        yield from _zip(source, first, budget, depth)
    elif kind == "tar":
        yield from _tar(source, budget, depth)
    else:
        _refuse_others(first, source.name)
        budget.enter()
        yield Member(source.name, source.size, source.open, first)


def _unpacked(source: _Source, kind: str, budget: Budget) -> _Source:
    short = next((source.name[: -len(end)] for end in _SUFFIXES[kind] if source.name.lower().endswith(end)), "")
    name = short or source.name

    def opened() -> BinaryIO:
        packed = source.open()
        if kind == "zstd":
            return guarded(Zstd(packed, budget.name), shown(name), budget)
        return guarded(gzip.GzipFile(fileobj=packed, mode="rb"), shown(name), budget)

    return _Source(name, None, opened)


def _zip(source: _Source, first: bytes, budget: Budget, depth: int) -> Generator[Member, None, None]:
    with closing(source.file() if source.file else _on_disk(source, budget)) as file:
        with refusing(budget.name):
            archive, entries = zips.opened(file, budget)
        if zips.is_document(archive):
            file.seek(0)
            size = file.seek(0, os.SEEK_END)
            budget.enter()
            opener = source.open if source.file else partial(_again, file)
            yield Member(source.name, size, opener, first)
            return
        budget.enter(len(entries))
        for entry in entries:
            inner = _Source(entry.name, entry.size, partial(zips.member, archive, entry, budget))
            budget.members -= 1
            yield from _unfold(inner, budget, depth + 1)


def _tar(source: _Source, budget: Budget, depth: int) -> Generator[Member, None, None]:
    with source.open() as stream:
        for name, size, opened in tars.entries(stream, budget):
            yield from _unfold(_Source(name, size, opened), budget, depth + 1)


def _on_disk(source: _Source, budget: Budget) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the caller
    with source.open() as stream:
        while data := stream.read(CHUNK):
            file.write(data)
            if file.tell() > budget.limits.inner:
                most = budget.limits.inner // MIB
                file.close()
                raise too_large(budget.name, f"内层压缩包超过 {most:,} MiB", f"holds an archive beyond {most:,} MiB")
    file.seek(0)
    return file


def _again(file: IO[bytes]) -> BinaryIO:
    copy = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - the reader closes it
    file.seek(0)
    shutil.copyfileobj(file, copy)
    copy.seek(0)
    return copy


def _refuse_others(first: bytes, name: str) -> None:
    for magic, called in _OTHERS.items():
        if first.startswith(magic):
            text = Text(
                f"{shown(name)} 是 {called} 压缩文件，请先解压，或改用 zip、gz、zst、tar。",
                f"{shown(name)} is packed with {called}; unpack it, or pack it with zip, gzip, zstd or tar.",
            )
            raise Refusal("import.unknown-packing", text)
