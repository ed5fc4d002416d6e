"""What is indexed of a record, and how."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Any

import tantivy

from zhiquan.records.corpus.model import PatentRecord
from zhiquan.records.search.text import fold, indexed
from zhiquan.rules.identifiers import Broken, parse_class_symbol

VERSION = 1
"""Raised whenever ``schema`` or the fold changes: an index of another version must be built again."""

_BLANKS = "blanks"


def schema() -> tantivy.Schema:
    """Return the schema: token streams for terms, raw fields for codes and names, numbers for dates, the record
    itself."""
    builder = tantivy.SchemaBuilder()
    for name in ("title", "abstract", "applicant"):
        builder.add_text_field(name, stored=False, tokenizer_name=_BLANKS, index_option="position")
    for name in ("key", "class"):
        builder.add_text_field(name, stored=False, tokenizer_name="raw", index_option="basic")
    for name in ("name", "kind", "section"):
        builder.add_text_field(name, stored=False, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("filed", "year", "rank"):
        builder.add_unsigned_field(name, stored=False, indexed=True, fast=True)
    builder.add_bytes_field("record", stored=True, indexed=False, fast=False)
    return builder.build()


def open_folder(folder: Path) -> tantivy.Index:
    """Open or make the index of a folder, with its tokenizer registered (tokenizers are not saved)."""
    index = tantivy.Index(schema(), path=str(folder))
    index.register_tokenizer(_BLANKS, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def day(record: PatentRecord) -> int:
    """Return the filing date, where none is known that of publication, as ``yyyymmdd``; 0 where there is neither."""
    known = record.filing_date or record.publication_date
    return known.year * 10_000 + known.month * 100 + known.day if known else 0


def rank(record: PatentRecord) -> int:
    """Return the place of a record in order of filing date, then number: unique, and known from the record alone."""
    digits = record.key[2:].partition(".")[0]
    if len(digits) == 12 and digits.isdecimal():  # the form since October 2003: year, kind, seven digits of serial
        year, serial = int(digits[:4]), int(digits[4:])
    elif digits.isdecimal():
        year, serial = int(digits[:2]), int(digits[2:])
    else:
        year, serial = 0, int.from_bytes(blake2b(record.key.encode(), digest_size=4).digest()) >> 5
    return (day(record) << 38) | ((year % 2048) << 27) | serial


def class_path(record: PatentRecord) -> list[str]:
    """Return the class and everything above it, each prefixed by its scheme (``ipc:H``, ``ipc:H01`` …)."""
    symbol = parse_class_symbol(record.main_class) if record.main_class else None
    if symbol is None or isinstance(symbol, Broken):
        return []
    return [f"{record.class_scheme}:{step}" for step in symbol.path]


def document(record: PatentRecord) -> Any:
    """Turn a record into a document; typed adders, because a mapping would guess types."""
    made = tantivy.Document()
    made.add_text("key", record.key)
    made.add_text("title", indexed(record.title))
    made.add_text("abstract", indexed(record.abstract))
    made.add_text("applicant", indexed(*record.applicants))
    for name in dict.fromkeys(map(fold, record.applicants)):
        made.add_text("name", name)
    made.add_text("kind", record.kind)
    path = class_path(record)
    for step in path:
        made.add_text("class", step)
    if path:
        made.add_text("section", path[0])
    if record.filing_date:
        made.add_unsigned("filed", int(record.filing_date.strftime("%Y%m%d")))
        made.add_unsigned("year", record.filing_date.year)
    made.add_unsigned("rank", rank(record))
    made.add_bytes("record", record.to_json())
    return made
