"""What a file is, told by its content."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from enum import StrEnum

from zhiquan.office.exchange.envelopes import is_envelope


class Kind(StrEnum):
    """The kinds of file that an office takes in or issues; the value is the file name's extension."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PNG = "png"
    JPG = "jpg"
    ZIP = "zip"
    P7M = "p7m"

    @property
    def media_type(self) -> str:
        """The media type to serve it as."""
        return _MEDIA_TYPES[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Kind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Kind.PNG: "image/png",
    Kind.JPG: "image/jpeg",
    Kind.ZIP: "application/zip",
    Kind.P7M: "application/pkcs7-mime",
}
PACKS = frozenset({Kind.ZIP, Kind.P7M})
"""Packs, plain and encrypted; they come from other offices only."""
PAPERS = frozenset(Kind) - PACKS
"""What people may hand in."""
_MAGIC = ((b"%PDF-", Kind.PDF), (b"\x89PNG\r\n\x1a\n", Kind.PNG), (b"\xff\xd8\xff", Kind.JPG))
_MEMBERS = (("word/document.xml", Kind.DOCX), ("xl/workbook.xml", Kind.XLSX))
UNPACKED_LIMIT = 400 << 20
"""Bytes that a packed file may grow to; beyond it is a bomb and not a document."""


def kind_of(content: bytes) -> Kind | None:
    """Tell the kind by magic numbers, of packed documents by their members.

    None: unknown, damaged, with macros, packed beyond reason, or to more than it says of itself.
    """
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    if is_envelope(content):
        return Kind.P7M
    return _packed_kind(content) if content.startswith(b"PK\x03\x04") else None


def _packed_kind(content: bytes) -> Kind | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
            if sum(member.file_size for member in members) > UNPACKED_LIMIT or not _honest(packed, members):
                return None
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError, OSError):
        return None
    names = {member.filename for member in members}
    if any(name.endswith("vbaProject.bin") for name in names):
        return None
    if "[Content_Types].xml" not in names:
        return Kind.ZIP
    return next((kind for member, kind in _MEMBERS if member in names), None)


def _honest(packed: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo]) -> bool:
    """Whether every member unpacks to as many bytes as it claims: readers trust the claim and unpack the whole at once.

    A byte more than claimed is asked for; an honest member has none. Nothing but a block is ever in memory.
    """
    for member in members:
        if member.compress_type not in _PACKINGS:
            return False
        claimed = member.file_size
        member.file_size += 1
        with packed.open(member) as stream:
            if sum(len(block) for block in iter(lambda: stream.read(_BLOCK), b"")) != claimed:
                return False
        member.file_size = claimed
    return True


_BLOCK = 1 << 20
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
