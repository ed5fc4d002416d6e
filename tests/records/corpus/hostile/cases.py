"""The table of hostile files: what each is, how it is made, how it is read, and how that must end.

``way`` names the reader (``tests.records.corpus.hostile.ways``); ``ends`` is the code of the refusal, or, where a file
is merely odd, what is read of it. Nothing of this is stored: each test run makes them.
"""

# ruff: noqa: E501 - a table: one line for each file
from __future__ import annotations

import gzip
import tarfile
import zipfile
from dataclasses import dataclass

from tests.records.corpus.hostile import archives, books, texts
from tests.records.corpus.hostile.archives import CSV, MIB, Make, gzip_of, zip_of
from tests.records.corpus.hostile.texts import encoded, grant, table

HOSTILE = "import.hostile"
DAMAGED = "import.unreadable"
LARGE = "import.too-large"
ENCODING = "import.encoding"
PACKING = "import.unknown-packing"
UNKNOWN = "import.unknown-format"


@dataclass(frozen=True)
class Case:
    key: str
    what: str
    make: Make
    way: str
    ends: str


def case(key: str, what: str, make: Make | bytes, way: str, ends: str) -> Case:
    return Case(key, what, make if callable(make) else (lambda: make), way, ends)


_ZIP = [
    case("zip-slip", "a member that climbs out with ..", archives.zip_entry("../../etc/cron.d/a"), "members", HOSTILE),
    case("zip-absolute", "a member with an absolute path", archives.zip_entry("/etc/passwd"), "members", HOSTILE),
    case("zip-backslash", "a member that climbs out with backslashes", archives.zip_entry("a\\..\\..\\b"), "members", HOSTILE),
    case("zip-drive", "a member on a drive", archives.zip_entry("C:\\windows\\a.csv"), "members", HOSTILE),
    case("zip-nul", "a name that goes on behind a NUL", archives.zip_entry("a.csv\0.exe"), "members", HOSTILE),
    case("zip-turning", "a name that turns the direction of writing", archives.zip_entry("专利\u202etxt.exe"), "members", HOSTILE),
    case("zip-endless-name", "a name of 3,000 characters", archives.zip_entry("a" * 3_000), "members", HOSTILE),
    case("zip-dots", "a name of nothing but dots", archives.zip_entry("..."), "members", HOSTILE),
    case("zip-symlink", "a symbolic link", archives.zip_entry("a.csv", b"/etc/passwd", mode=0o120777), "members", HOSTILE),
    case("zip-device", "a character device", archives.zip_entry("a.csv", mode=0o020666), "members", HOSTILE),
    case("zip-twins", "two members of one name", archives.zip_entry("a.csv", times=2), "members", HOSTILE),
    case("zip-encrypted", "encrypted", archives.encrypted, "members", "import.encrypted"),
    case("zip-cut", "the end is missing", lambda: zip_of({"a.csv": CSV})[:-30], "members", DAMAGED),
    case("zip-no-directory", "the list of contents is overwritten", archives.zip_patched(b"PK\x01\x02", b"PK\x01\x09"), "members", DAMAGED),
    case("zip-wrong-sum", "the check sum is wrong", archives.wrong_sum, "members", DAMAGED),
    case("zip-method", "an unknown way of packing", archives.with_method(99), "members", DAMAGED),
    case("zip-bzip2", "packed with bzip2, which packs zeros a million times", lambda: zip_of({"a.csv": CSV}, zipfile.ZIP_BZIP2), "members", DAMAGED),
    case("zip-claims-less", "a member longer than its header says", archives.claiming(10), "members", DAMAGED),
    case("zip-claims-more", "a member that claims 4 GB", archives.claiming(0xFFFFFFF0), "members", HOSTILE),
    case("zip-long-directory", "a list of contents of 4 GB", archives.long_directory, "members", DAMAGED),
    case("zip-empty", "no members", lambda: zip_of({}), "import", UNKNOWN),
    case("zip-bomb", "256 MiB of zeros", archives.zeros_in_zip, "members", HOSTILE),
    case("zip-overlap", "10,000 members in the same bytes", archives.overlapping, "members", HOSTILE),
    case("zip-42", "five levels of archives, sixteen in each, zeros at the bottom", archives.nested(4, 16, 64 * MIB), "members", HOSTILE),
    case("zip-deep", "ten levels of archives", archives.nested(10, 1, 10), "members", HOSTILE),
]  # fmt: skip

_STREAMS = [
    case("gzip-bomb", "512 MiB of zeros in eight parts", archives.zeros_in_gzip, "members", HOSTILE),
    case("gzip-cut", "ends within the packed data", lambda: gzip_of(CSV * 99)[:-20], "members", DAMAGED),
    case("gzip-wrong-sum", "the check sum is wrong", lambda: gzip_of(CSV)[:-8] + b"\0" * 8, "members", DAMAGED),
    case("gzip-tail", "something else behind the packed data", lambda: gzip_of(CSV) + b"tail", "members", DAMAGED),
    case("gzip-head-only", "two bytes", b"\x1f\x8b", "members", DAMAGED),
    case("gzip-deep", "packed ten times", lambda: gzip_of(CSV, 10), "members", HOSTILE),
    case("zstd-bomb", "512 MiB of zeros", archives.zeros_in_zstd, "members", HOSTILE),
    case("zstd-cut", "ends within the packed data", lambda: archives.zstandard.compress(CSV * 999)[:-9], "members", DAMAGED),
    case("zstd-window", "asks for a gigabyte of memory", archives.wide_window, "members", DAMAGED),
    case("zstd-noise", "noise behind the mark", b"\x28\xb5\x2f\xfd" + b"\xff" * 99, "members", DAMAGED),
    case("tar-slip", "a member that climbs out with ..", archives.tar_entry("a/../../b"), "members", HOSTILE),
    case("tar-absolute", "a member with an absolute path", archives.tar_entry("/etc/passwd"), "members", HOSTILE),
    case("tar-symlink", "a symbolic link", archives.tar_entry(kind=tarfile.SYMTYPE), "members", HOSTILE),
    case("tar-hardlink", "a hard link", archives.tar_entry(kind=tarfile.LNKTYPE), "members", HOSTILE),
    case("tar-device", "a device", archives.tar_entry(kind=tarfile.CHRTYPE), "members", HOSTILE),
    case("tar-pipe", "a named pipe", archives.tar_entry(kind=tarfile.FIFOTYPE), "members", HOSTILE),
    case("tar-twins", "two members of one name", archives.tar_entry(times=2), "members", HOSTILE),
    case("tar-cut", "ends within a member", lambda: archives.tar_entry(data=CSV * 99)()[:2_000], "members", DAMAGED),
    case("tar-long-header", "an extended header of 512 MiB", archives.long_header, "members", HOSTILE),
    case("tar-header-chain", "headers about headers, 5,000 deep", archives.header_chain, "members", DAMAGED),
    case("tar-sparse", "a sparse file of 8 TiB", archives.sparse, "members", HOSTILE),
    case("tar-pax-sparse", "a sparse file of 8 TiB, told in an extended header", archives.pax_sparse, "members", HOSTILE),
    case("seven-zip", "a packing that is not read", b"7z\xbc\xaf\x27\x1c" + b"\0" * 99, "members", PACKING),
    case("rar", "a packing that is not read", b"Rar!\x1a\x07\x01\x00" + b"\0" * 99, "members", PACKING),
    case("xz", "a packing that is not read", b"\xfd7zXZ\x00" + b"\0" * 99, "members", PACKING),
    case("bzip2", "a packing that is not read", b"BZh91AY&SY" + b"\0" * 99, "members", PACKING),
]  # fmt: skip

_TEXTS = [
    case("text-nul", "NUL bytes between letters", b"a,b\0c\n", "text", ENCODING),
    case("text-utf16-unmarked", "UTF-16 without its mark", encoded("number,title", "utf-16-le"), "text", ENCODING),
    case("text-utf32", "UTF-32", encoded("号,名", "utf-32"), "text", ENCODING),
    case("text-latin", "Western letters of one byte", encoded("Société Générale, Müller", "latin-1"), "text", ENCODING),
    case("text-latin-as-chinese", "Western letters that would read as rare Chinese ones", encoded("Générale Müller", "latin-1"), "text", ENCODING),
    case("text-turncoat", "UTF-8 that goes on as GB18030", lambda: "电池".encode() * 99_999 + "电池".encode("gb18030"), "text", ENCODING),
    case("text-false-mark", "the mark of UTF-8 before GB18030", lambda: b"\xef\xbb\xbf" + "电池".encode("gb18030"), "text", ENCODING),
    case("text-cut", "ends within a letter", lambda: "一种电池".encode()[:-1], "text", ENCODING),
    case("text-cut-gb", "GB18030 that ends within a letter", lambda: "一种电池".encode("gb18030")[:-1], "text", ENCODING),
    case("text-half-pair", "half a surrogate pair in UTF-16", b"\xff\xfe\x3d\xd8\x41\x00", "text", ENCODING),
    case("text-long-line", "one line of 20 MiB", texts.long_line, "text", DAMAGED),
    case("text-noise", "noise", bytes(range(256)) * 64, "text", ENCODING),
    case("odd-cr", "lines that end in CR alone", b"a\rb\r", "text", "a|b"),
    case("odd-mixed-ends", "lines that end in all three ways", b"a\nb\r\nc\rd", "text", "a|b|c|d"),
    case("odd-utf16", "UTF-16 with its mark", lambda: b"\xff\xfe" + "电池\n".encode("utf-16-le"), "text", "电池"),
    case("odd-gb18030", "GB18030 with a letter of four bytes", encoded("电池㐀\n", "gb18030"), "text", "电池㐀"),
    case("odd-late", "the first Chinese letter after a megabyte", lambda: b"a\n" * (MIB // 2) + "电".encode("gb18030"), "last", "电"),
    case("csv-open-quote", "a quotation mark that never ends, before 20 MiB", texts.open_quote, "csv", DAMAGED),
    case("csv-quote-at-end", "a quotation mark opened in the last row", lambda: table('CN1,"灯'), "csv", DAMAGED),
    case("csv-long-field", "a field of 6 MiB", texts.long_field, "csv", DAMAGED),
    case("csv-wide", "100,000 columns", texts.wide, "csv", LARGE),
    case("csv-long-row", "a row of 20 MiB", texts.long_line, "csv", DAMAGED),
    case("csv-quotes", "nothing but quotation marks", b'"' * 10_001, "csv", DAMAGED),
    case("odd-csv-formula", "cells that a workbook would run", b'a,b\n"=cmd|calc",@x\n', "csv", "a,b|=cmd|calc,@x"),
    case("sql-cut", "a dump that ends within a value", lambda: texts.dump("(1,'CN201410000001.0','一种"), "import", DAMAGED),
    case("sql-long", "a dump with a value of 20 MiB that never ends", texts.long_dump, "import", LARGE),
]  # fmt: skip

_XML = [
    case("xml-laughs", "entities within entities: three hundred thousand million times", texts.laughs, "xml", HOSTILE),
    case("xml-blow-up", "one entity of a megabyte, ten thousand times", texts.blow_up, "xml", HOSTILE),
    case("xml-external", "an entity that reads a file", lambda: texts.doctype('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"), "xml", HOSTILE),
    case("xml-fetch", "an entity that asks another server", lambda: texts.doctype('<!ENTITY a PUBLIC "x" "http://192.0.2.1/a">', "&a;"), "xml", HOSTILE),
    case("xml-parameter", "a parameter entity", lambda: texts.doctype('<!ENTITY % a SYSTEM "http://192.0.2.1/a"> %a;'), "xml", HOSTILE),
    case("xml-entity-inside", "an entity declared in the text", lambda: grant('<!ENTITY a "b">'), "xml", HOSTILE),
    case("xml-doctype-endless", "a DOCTYPE of 8 MiB without end", texts.doctype_without_end, "xml", DAMAGED),
    case("xml-deep", "100,000 elements within each other", texts.deep, "xml", DAMAGED),
    case("xml-attributes", "a million attributes", texts.attributes, "xml", HOSTILE),
    case("xml-namespaces", "200,000 namespaces, none closed", texts.namespaces, "xml", DAMAGED),
    case("xml-long-text", "a title of 12 MiB", texts.long_text, "xml", DAMAGED),
    case("xml-crowd", "three million empty elements", texts.crowd, "xml", LARGE),
    case("xml-comment", "a comment of 20 MiB without end", texts.long_comment, "xml", DAMAGED),
    case("xml-cdata", "a CDATA section without end", lambda: grant("<![CDATA[ a"), "xml", DAMAGED),
    case("xml-cut", "ends within a document", lambda: grant()[:-40], "xml", DAMAGED),
    case("xml-cut-tag", "ends within a tag", lambda: grant()[:60], "xml", DAMAGED),
    case("xml-second-broken", "a good document and a broken one in one file", lambda: grant() + b'<?xml version="1.0"?>' + grant()[9:], "xml", DAMAGED),
    case("xml-ebcdic", "an encoding in which tags cannot be seen", lambda: b'<?xml version="1.0" encoding="cp037"?>' + grant(), "xml", ENCODING),
    case("xml-utf7", "an encoding in which tags can hide", lambda: b'<?xml version="1.0" encoding="UTF-7"?>' + grant(), "xml", ENCODING),
    case("xml-nul", "a NUL byte", lambda: grant("La\0mp"), "xml", ENCODING),
    case("xml-nul-reference", "a reference to NUL", lambda: grant("La&#0;mp"), "xml", DAMAGED),
    case("xml-twice", "an attribute told twice", lambda: grant('<b a="1" a="2"/>'), "xml", DAMAGED),
    case("odd-xml-entity", "an entity of a DTD that is not there", lambda: grant("L&mdash;p &foo;"), "xml", "L—p &foo;"),
    case("odd-xml-dtd", "a DTD on another server, which is not asked", lambda: grant("Lamp", '<!DOCTYPE us-patent-grant SYSTEM "http://192.0.2.1/a.dtd">'), "xml", "Lamp"),
    case("odd-xml-include", "an inclusion, which is not followed", lambda: grant('a<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>b'), "xml", "ab"),
    case("odd-xml-declared-wrong", "declared as UTF-8, written in GB18030", lambda: b'<?xml version="1.0" encoding="UTF-8"?>' + texts.GB, "xml", "电池"),
    case("odd-xml-glued", "two documents in one file", lambda: grant("a") + b'<?xml version="1.0"?>' + grant("b"), "xml", "a|b"),
]  # fmt: skip

_JSON = [
    case("json-deep", "a million brackets", b"[" * MIB, "json", DAMAGED),
    case("json-cut", "ends within a text", b'{"patents": ["a', "json", DAMAGED),
    case("json-nan", "a number that is none", b'{"patents": [NaN]}', "json", DAMAGED),
    case("json-digits", "a number of a million digits", texts.digits, "json", DAMAGED),
    case("json-tail", "something behind the document", b'{"patents": []} {', "json", DAMAGED),
    case("json-large", "a text of 65 MiB", texts.large_json, "json", LARGE),
    case("json-crowd", "ten million empty lists", texts.crowd_of_values, "json", LARGE),
    case("json-each-cut", "an array that ends after a comma", b'[{"a": 1},', "each", DAMAGED),
    case("json-each-deep", "an array of a million brackets", b"[" * MIB, "each", DAMAGED),
    case("json-each-long", "an array with a text of 40 MiB", lambda: b'["' + b"a" * (40 * MIB) + b'"]', "each", LARGE),
    case("json-each-no-comma", "an array without commas", b"[1 2]", "each", DAMAGED),
]  # fmt: skip

_BOOKS = [
    case("xlsx-bomb", "16 million shared strings in a small part", books.many_strings, "xlsx", HOSTILE),
    case("xlsx-doctype", "a sheet with entities of its own", books.with_doctype, "xlsx", HOSTILE),
    case("xlsx-row", "a row number of twelve digits", books.book("<row r='999999999999'><c><v>1</v></c></row>"), "xlsx", HOSTILE),
    case("xlsx-row-beyond", "a row below the last there can be", books.book("<row r='1048577'><c><v>1</v></c></row>"), "xlsx", HOSTILE),
    case("xlsx-column", "a cell in the last column of all", books.book("<row r='1'><c r='XFD1'><v>1</v></c></row>"), "xlsx", LARGE),
    case("xlsx-index", "a shared string that is not there", books.book("<row r='1'><c t='s'><v>7</v></c></row>"), "xlsx", DAMAGED),
    case("xlsx-index-negative", "a shared string before the first", books.book("<row r='1'><c t='s'><v>-1</v></c></row>"), "xlsx", DAMAGED),
    case("xlsx-number", "a number that is none", books.book("<row r='1'><c s='x'><v>1</v></c></row>"), "xlsx", DAMAGED),
    case("xlsx-long-cell", "a cell of 6 MiB", books.book(f"<row r='1'><c t='str'><v>{'ab' * (3 * MIB)}</v></c></row>"), "xlsx", HOSTILE),
    case("xlsx-no-links", "the part that names the sheets is missing", books.without("xl/_rels/workbook.xml.rels"), "xlsx", DAMAGED),
    case("xlsx-cut", "half a workbook", books.broken_rows, "xlsx", DAMAGED),
    case("xlsx-open-sheet", "a sheet that ends within a row", books.book("<row r='1'><c><v>1</v>"), "xlsx", DAMAGED),
    case("odd-xlsx-outside", "a sheet that points outside the book, which is not there", books.book("", target="../../../etc/passwd"), "xlsx", ""),
    case("odd-xlsx-backwards", "rows that are numbered backwards", books.book("<row r='5'><c><v>1</v></c></row><row r='2'><c><v>2</v></c></row>"), "xlsx", "1|2"),
    case("xls-corners", "two cells with four thousand million between them", books.corners(65_535, 65_535), "xls", DAMAGED),
    case("xls-noise", "the mark of old workbooks before noise", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5_000, "xls", DAMAGED),
    case("xls-cut", "half an old workbook", lambda: books.corners(3, 4)()[:2_500], "xls", DAMAGED),
    case("odd-xls-far", "two cells with all rows between them", books.corners(65_535, 50), "xls", "1.5|1.5"),
]  # fmt: skip

_FILES = [
    case("empty", "no bytes", b"", "import", UNKNOWN),
    case("blank", "nothing but blanks", b" \n\t\r\n" * 99, "import", UNKNOWN),
    case("program", "a program under the name of a table", b"\x7fELF\x02\x01\x01" + b"\0" * 4_000, "import", UNKNOWN),
    case("picture", "a picture", b"\x89PNG\r\n\x1a\n" + bytes(4_000), "import", UNKNOWN),
    case("pdf", "a document", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"1 0 obj\n" * 400, "import", UNKNOWN),
    case("html", "the page of a failed download", b"<!DOCTYPE html><html><body>502 Bad Gateway</body></html>", "import", UNKNOWN),
    case("zip-of-noise", "a good archive of noise", lambda: zip_of({"a.csv": bytes(range(256)) * 9}), "import", UNKNOWN),
    case("noise-gz", "noise, packed", lambda: gzip.compress(bytes(range(256)) * 9), "import", UNKNOWN),
]  # fmt: skip

CASES = [*_ZIP, *_STREAMS, *_TEXTS, *_XML, *_JSON, *_BOOKS, *_FILES]
