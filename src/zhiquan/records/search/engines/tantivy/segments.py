"""The segments of one folder: written by one process, joined with those that others wrote beside it.

A segment is complete in itself: its files carry its name, nothing in them points out of it, and which segments an index
has stands in ``meta.json`` alone. So the segments of several folders of one schema become one index by moving their
files together and listing them, which is what saves a large index from being written by one process.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import tantivy

from zhiquan.records.durable import durable
from zhiquan.records.search.engines.tantivy.preparing import Prepared, prepare
from zhiquan.records.search.engines.tantivy.schema import open_folder
from zhiquan.records.search.entry import Item

_COMMIT_EVERY = 200_000
_META, _MANAGED = "meta.json", ".managed.json"


class Writing:
    """Adds records to the index of a folder; complete after ``close``. ``heap``: bytes held before a flush."""

    def __init__(self, folder: Path, heap: int) -> None:
        self._writer: Any = open_folder(folder).writer(heap_size=heap, num_threads=1)
        self._since = 0

    def drop(self, keys: Iterable[str]) -> None:
        """Take records away."""
        for key in keys:
            self._writer.delete_documents_by_term("key", key)

    def add(self, records: Sequence[Item]) -> None:
        """Add records."""
        for one in prepare(records):
            self._writer.add_document(document(one))
        self._since += len(records)
        if self._since >= _COMMIT_EVERY:
            self._writer.commit()
            self._since = 0

    def close(self) -> None:
        """Bring everything to the disk and wait for the merges."""
        self._writer.commit()
        self._writer.wait_merging_threads()


def document(one: Prepared) -> Any:
    """Turn a prepared record into a document; typed adders, because a mapping would guess types."""
    made = tantivy.Document()
    for field, value in one.texts:
        made.add_text(field, value)
    for field, number in one.numbers:
        made.add_unsigned(field, number)
    made.add_bytes("record", one.stored)
    return made


def start_from(base: Path, folder: Path) -> None:
    """Give a new folder the segments of another: segments are never written again, so a second name is enough; what
    the engine rewrites is copied."""
    for path in base.iterdir():
        if path.name in (_META, _MANAGED):
            shutil.copyfile(path, folder / path.name)
        elif path.is_file() and _is_segment(path.name):
            _second_name(path, folder / path.name)


def join(folder: Path, parts: Iterable[Path]) -> int:
    """Move the segments of closed parts into a closed folder and return how many records it then holds.

    ``ValueError`` when a part has another schema, or when records are missing afterwards.
    """
    meta, managed = _read(folder / _META), set(_read(folder / _MANAGED))
    expected = _held(folder)
    for part in parts:
        theirs = _read(part / _META)
        if (theirs["schema"], theirs["index_settings"]) != (meta["schema"], meta["index_settings"]):
            raise ValueError(f"{part.name} is of another schema")
        expected += _held(part)
        for path in part.iterdir():
            if _is_segment(path.name):
                path.rename(folder / path.name)
        meta["segments"] += theirs["segments"]
        meta["opstamp"] = max(meta["opstamp"], theirs["opstamp"])
        managed |= set(_read(part / _MANAGED))
        shutil.rmtree(part)
    durable(folder / _MANAGED, json.dumps(sorted(managed)))
    durable(folder / _META, json.dumps(meta))
    if (found := _held(folder)) != expected:
        raise ValueError(f"{found} of {expected} records after joining")
    return expected


def _held(folder: Path) -> int:
    return int(open_folder(folder).searcher().num_docs)


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _is_segment(name: str) -> bool:
    head = name.partition(".")[0]
    return len(head) == 32 and all(char in "0123456789abcdef" for char in head)  # noqa: PLR2004 - a segment's identity


def _second_name(path: Path, new: Path) -> None:
    """Give a file a second name, or where the file system has none of those, a copy."""
    try:
        os.link(path, new)
    except OSError:
        shutil.copyfile(path, new)
