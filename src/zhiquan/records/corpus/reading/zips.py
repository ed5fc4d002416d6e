"""Zip archives: the list of contents checked before anything is read."""

from __future__ import annotations

import stat
import zipfile
from dataclasses import dataclass
from typing import IO, BinaryIO

from zhiquan.records.corpus.reading.limits import LARGEST_DIRECTORY
from zhiquan.records.corpus.reading.names import checked, is_clutter
from zhiquan.records.corpus.reading.refusing import damaged, hostile, refusing, shown
from zhiquan.records.corpus.reading.streams import Budget, Careful, guarded
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_ENCRYPTED = 0x1
_UTF8 = 0x800
_DOCUMENTS = ("[Content_Types].xml", "mimetype", "xl/workbook.xml")
"""A zip that holds one of these is a document (.xlsx, .docx, .ods), to be read as one file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a zip archive, its name fit for reading."""

    name: str
    size: int
    info: zipfile.ZipInfo


def careful(file: IO[bytes], name: str) -> zipfile.ZipFile:
    """Open an archive without believing how long its list of contents is."""
    return zipfile.ZipFile(Careful(file, name, LARGEST_DIRECTORY))


def opened(file: IO[bytes], budget: Budget) -> tuple[zipfile.ZipFile, list[Entry]]:
    """Open an archive and return its files; ``Refusal`` on tricks, encryption and bombs."""
    archive = careful(file, budget.name)
    entries = [_entry(info, budget) for info in archive.infolist() if not info.is_dir() and not is_clutter(_name(info))]
    seen: set[str] = set()
    for entry in entries:
        if entry.name in seen:
            name = shown(entry.name)
            raise hostile(budget.name, f"内有两个同名文件 {name}", f"holds two files called {name}")
        seen.add(entry.name)
    budget.claim(sum(entry.size for entry in entries), budget.packed)
    return archive, entries


def is_document(archive: zipfile.ZipFile) -> bool:
    """Say whether the archive is a document in itself, such as a workbook."""
    names = set(archive.namelist())
    return any(name in names for name in _DOCUMENTS)


def member(archive: zipfile.ZipFile, entry: Entry, budget: Budget) -> BinaryIO:
    """Open one file of the archive."""
    with refusing(budget.name):
        return guarded(archive.open(entry.info), shown(entry.name), budget)


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name; names that older Chinese programs wrote without saying the encoding are GB18030."""
    name = info.orig_filename
    if info.flag_bits & _UTF8 or name.isascii():
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name


def _entry(info: zipfile.ZipInfo, budget: Budget) -> Entry:
    name = checked(_name(info), budget.name)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind and kind != stat.S_IFREG:
        raise hostile(budget.name, f"内有链接或设备 {shown(name)}", f"holds a link or device called {shown(name)}")
    if info.flag_bits & _ENCRYPTED:
        text = Text(
            f"{budget.name} 已加密，请解密后再导入。",
            f"{budget.name} is encrypted; decrypt it and import it again.",
        )
        raise Refusal("import.encrypted", text)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        what = str(info.compress_type)
        raise damaged(budget.name, f"压缩方式 {what} 不支持，请用普通 zip", f"packing method {what}; use plain zip")
    budget.claim(info.file_size, info.compress_size)
    return Entry(name, info.file_size, info)
