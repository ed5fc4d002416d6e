"""From the marks of the lake to the register that is searched for similar ones."""

from __future__ import annotations

from pathlib import Path

from zhiquan.records.corpus.merged import merged
from zhiquan.records.corpus.model import MarkRecord
from zhiquan.records.corpus.store import Lake
from zhiquan.records.marks.model import Mark
from zhiquan.records.marks.register import MarksBuilt, Progress, write_register
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text


def build_register(lake: Path, root: Path, *, progress: Progress | None = None) -> MarksBuilt:
    """Build the register from the newest version of the lake and make it current.

    ``NotFound`` ``lake.empty`` when nothing was imported, ``Conflict`` ``records.busy`` while another build runs.
    """
    store = Lake(lake)
    version = store.version()
    if version is None:
        raise NotFound(
            "lake.empty",
            Text(
                "还没有导入数据，请先运行 zhiquan import <文件>。",
                "Nothing has been imported yet; run zhiquan import <file> first.",
            ),
        )
    marks = (as_mark(one.record) for one in merged(store, "marks", version) if isinstance(one.record, MarkRecord))
    return write_register(marks, root, version, progress=progress)


def as_mark(record: MarkRecord) -> Mark:
    """Return a record of the lake as a mark to compare."""
    groups = frozenset(group for one in record.classes for group in one.groups)
    classes = frozenset(one.nice_class for one in record.classes)
    return Mark(record.text, classes, groups, record.registration or record.number, record.status, record.key)
