"""Several files, or folders of them: each file is a batch of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from zhiquan.records.corpus.report import BatchRefused, ImportReport
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

_OWN = "import."
"""Refusals of this kind concern one file; any other (the lake is being written, is damaged) ends everything."""
_NO_FORMAT = frozenset({"import.unknown-format", "import.not-usable"})


class Fate(StrEnum):
    """What became of one file."""

    IMPORTED = "imported"
    CHECKED = "checked"
    ALREADY = "already"
    REFUSED = "refused"
    """Read, but too many of its rows were refused."""
    UNREADABLE = "unreadable"
    PASSED_OVER = "passed-over"
    """Of no known format."""

    @property
    def label(self) -> Text:
        """Return the fate in words."""
        return _LABELS[self]


_LABELS = {
    Fate.IMPORTED: Text("已导入", "imported"),
    Fate.CHECKED: Text("已检查", "checked"),
    Fate.ALREADY: Text("早已导入", "there already"),
    Fate.REFUSED: Text("整批被拒", "batch refused"),
    Fate.UNREADABLE: Text("无法读取", "unreadable"),
    Fate.PASSED_OVER: Text("格式不可导入", "no known format"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file: its report where rows were read, its refusal where something was wrong."""

    path: Path
    fate: Fate
    report: ImportReport | None = None
    refusal: Refusal | None = None


def files_of(paths: Iterable[Path]) -> list[Path]:
    """Return the files named, and every file below the folders named, in order of their names.

    Hidden files and links inside folders are left out. ``NotFound`` for a path that is not there.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(_below(path)))
        elif path.exists():
            found[path] = None
        else:
            raise NotFound("import.no-file", Text(f"没有文件 {path}。", f"There is no file {path}."))
    if not found:
        raise NotFound("import.no-file", Text("文件夹里没有文件。", "There is no file in the folder."))
    return list(found)


def import_each(files: Iterable[Path], take: Callable[[Path], ImportReport]) -> Iterator[Outcome]:
    """Import one file after the other with ``take`` and tell what became of each."""
    for path in files:
        try:
            report = take(path)
        except BatchRefused as refusal:
            yield Outcome(path, Fate.REFUSED, refusal.report, refusal)
        except Refusal as refusal:
            if not refusal.code.startswith(_OWN):
                raise
            fate = Fate.PASSED_OVER if refusal.code in _NO_FORMAT else Fate.UNREADABLE
            yield Outcome(path, fate, None, refusal)
        else:
            written = Fate.CHECKED if report.version is None else Fate.IMPORTED
            yield Outcome(path, Fate.ALREADY if report.already else written, report)


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if not name.startswith(".") and path.is_file() and not path.is_symlink():
                yield path
