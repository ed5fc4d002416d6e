"""Writes a whole index into an empty folder, from nothing or from the generation before."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from zhiquan.records.search.engines.tantivy.feeding import prepared
from zhiquan.records.search.engines.tantivy.preparing import Prepared
from zhiquan.records.search.engines.tantivy.schema import open_folder
from zhiquan.records.search.entry import Item

_COMMIT_EVERY = 200_000
_HEAP = 512_000_000
"""Bytes the writer may hold before it flushes a segment; 1 GB builds larger corpora a little faster."""
_SMALL = frozenset({"meta.json", ".managed.json"})


def write(folder: Path, records: Iterable[Item], *, base: Path | None = None, dropped: Iterable[str] = ()) -> int:
    """Index the records and return how many the index then holds. The folder is complete on return.

    With ``base`` the folder starts as that generation, without the keys ``dropped``.
    """
    if base is not None:
        _start_from(base, folder)
    writer = open_folder(folder).writer(heap_size=_HEAP, num_threads=1)
    for key in dropped:
        writer.delete_documents_by_term("key", key)
    for count, one in enumerate(prepared(records), start=1):
        writer.add_document(document(one))
        if count % _COMMIT_EVERY == 0:
            writer.commit()
    writer.commit()
    writer.wait_merging_threads()
    return int(open_folder(folder).searcher().num_docs)


def document(one: Prepared) -> Any:
    """Turn a prepared record into a document; typed adders, because a mapping would guess types."""
    made = tantivy.Document()
    for field, value in one.texts:
        made.add_text(field, value)
    for field, number in one.numbers:
        made.add_unsigned(field, number)
    made.add_bytes("record", one.stored)
    return made


def _start_from(base: Path, folder: Path) -> None:
    """Give a new folder the segments of another: segments are never written again, so a second name is enough; what
    the engine rewrites is copied."""
    for path in base.iterdir():
        if path.name in _SMALL:
            shutil.copyfile(path, folder / path.name)
        elif path.is_file() and _is_segment(path.name):
            _second_name(path, folder / path.name)


def _is_segment(name: str) -> bool:
    head = name.partition(".")[0]
    return len(head) == 32 and all(char in "0123456789abcdef" for char in head)  # noqa: PLR2004 - a segment's identity


def _second_name(path: Path, new: Path) -> None:
    """Give a file a second name, or where the file system has none of those, a copy."""
    try:
        os.link(path, new)
    except OSError:
        shutil.copyfile(path, new)
