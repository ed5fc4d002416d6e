"""What is indexed of a record, and how."""

from __future__ import annotations

from pathlib import Path

import tantivy

from zhiquan.records.search.language.tree import NAMES, TEXTS, TextField

VERSION = 6
"""Raised whenever ``schema``, the fold or the description of records changes."""

WHOLE = {TextField.APPLICANT: "name", TextField.INVENTOR: "inventor_name", TextField.AGENCY: "agency_name"}
"""Field of names → the raw field of whole names."""
NUMBERS = {"application": "application_number", "publication": "publication_number"}
TITLE_WORDS, TEXT_WORDS = "title_words", "text_words"
JOINT = {"ipc": "ipc_sections", "cpc": "cpc_sections"}
"""Scheme → the field of all its sections that a record has, as one value: there are few such sets, and one value a
record is counted several times as fast as several."""
FACETS = ("what", "kind", "section", *JOINT.values(), "subclass", "name", "office", "status", "division")
_BLANKS = "blanks"


def schema() -> tantivy.Schema:
    """Return the schema: token streams for terms, words for ranking, raw fields for codes, names and numbers, whole
    numbers for days, the record itself."""
    builder = tantivy.SchemaBuilder()
    for field in (*TEXTS, *NAMES):
        builder.add_text_field(field.value, stored=False, tokenizer_name=_BLANKS, index_option="position")
    for name in (TITLE_WORDS, TEXT_WORDS):
        builder.add_text_field(name, stored=False, tokenizer_name=_BLANKS, index_option="freq")
    for name in ("key", "class", "inventor_name", "agency_name", *NUMBERS.values()):
        builder.add_text_field(name, stored=False, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        builder.add_text_field(name, stored=False, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("filed", "published", "granted", "dated", "year", "rank"):
        builder.add_unsigned_field(name, stored=False, indexed=False, fast=True)
    builder.add_bytes_field("record", stored=True, indexed=False, fast=False)
    return builder.build()


def open_folder(folder: Path) -> tantivy.Index:
    """Open or make the index of a folder, with its tokenizer registered (tokenizers are not saved)."""
    index = tantivy.Index(schema(), path=str(folder))
    index.config_reader("manual")  # a generation never changes once it is read: nothing is watched
    index.register_tokenizer(_BLANKS, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index
