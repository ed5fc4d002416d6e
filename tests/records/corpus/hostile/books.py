"""Hostile workbooks: parts that no program writes, in a zip that any program reads."""

from __future__ import annotations

import struct

from tests.records.corpus.hostile.archives import MIB, Make, zip_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def parts(sheet: str, strings: str = "<si><t>名称</t></si>", target: str = "worksheets/sheet1.xml") -> dict[str, bytes]:
    sheets = '<sheets><sheet name="一" sheetId="1" r:id="r1"/></sheets>'
    workbook = f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{sheets}</workbook>'
    links = (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{LINKS}/worksheet" Target="{target}"/>'
        f'<Relationship Id="r2" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    texts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": links,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    return {name: text.encode() for name, text in texts.items()}


def book(sheet: str, **changes: str) -> Make:
    return lambda: zip_of(parts(sheet, **changes))


def without(name: str) -> Make:
    def make() -> bytes:
        held = parts("<row r='1'><c r='A1' t='s'><v>0</v></c></row>")
        del held[name]
        return zip_of(held)

    return make


def with_doctype() -> bytes:
    held = parts("<row r='1'><c r='A1' t='inlineStr'><is><t>&a;</t></is></c></row>")
    name = "xl/worksheets/sheet1.xml"
    held[name] = b'<!DOCTYPE worksheet [<!ENTITY a "b">]>' + held[name]
    return zip_of(held)


def many_strings() -> bytes:
    return zip_of(parts("<row r='1'><c r='A1' t='s'><v>0</v></c></row>", "<si><t>a</t></si>" * (16 * MIB)))


def broken_rows() -> bytes:
    data = zip_of(parts("".join(f"<row r='{at}'><c t='n'><v>{at * at}</v></c></row>" for at in range(1, 20_000))))
    return data[: len(data) // 2]


def old_book(records: bytes) -> bytes:
    """An old workbook of one stream, in the container of old Office files (MS-CFB), written by hand."""
    stream = records.ljust(max(4096, -(-len(records) // 512) * 512), b"\0")
    count = len(stream) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + count), 0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (128 - len(fat))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return head + struct.pack("<128I", *fat) + _entries(stream) + stream


def _entries(stream: bytes) -> bytes:
    root = _entry("Root Entry", 5, child=1, start=0xFFFFFFFE, size=0)
    book_ = _entry("Workbook", 2, child=0xFFFFFFFF, start=2, size=len(stream))
    return root + book_ + (b"\0" * 64 + b"\0\0\0\0" + b"\xff" * 12 + b"\0" * 48) * 2


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    held = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return held + b"\0" * 36 + struct.pack("<IQ", start, size)


def _record(code: int, data: bytes) -> bytes:
    return struct.pack("<HH", code, len(data)) + data


def corners(last_row: int, last_column: int) -> Make:
    """Two cells, the first and the last there can be: a block of four thousand million cells between them."""

    def make() -> bytes:
        begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
        sheet_begin = struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)
        name = b"a"

        def number(row: int, column: int) -> bytes:
            return _record(0x0203, struct.pack("<HHHd", row, column, 0, 1.5))

        opening = _record(0x0809, begin)
        listed = len(opening) + 4 + 8 + len(name) + 4
        opening += _record(0x0085, struct.pack("<IBBBB", listed, 0, 0, len(name), 0) + name) + _record(0x000A, b"")
        assert len(opening) == listed
        sheet = _record(0x0809, sheet_begin) + number(0, 0) + number(last_row, last_column) + _record(0x000A, b"")
        return old_book(opening + sheet)

    return make
