"""What a file is, told by its content."""

from __future__ import annotations

import io
import zipfile
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

    None: unknown, damaged, with macros, or packed beyond reason.
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
            sizes = {member.filename: member.file_size for member in packed.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if sum(sizes.values()) > UNPACKED_LIMIT or any(name.endswith("vbaProject.bin") for name in sizes):
        return None
    if "[Content_Types].xml" not in sizes:
        return Kind.ZIP
    return next((kind for member, kind in _MEMBERS if member in sizes), None)
