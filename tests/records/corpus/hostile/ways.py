"""Readers by name, and the process that runs them one file after the other with little memory and time.

Run as a module it reads a list of ``[key, way, path]`` from its standard input and answers each with one JSON line.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FrameType

from zhiquan.records.corpus.loaders import loader_for, loaders
from zhiquan.records.corpus.reading import json as json_reading
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.table import csv_rows, xls_rows, xlsx_rows
from zhiquan.records.corpus.reading.text import lines
from zhiquan.records.corpus.reading.xml import items, text_of
from zhiquan.rules.refusal import Refusal

MEMORY = 1024**3
"""Bytes of address space that the readers may take beyond what the program itself has."""
SECONDS = 20
"""Seconds after which a reader is stopped."""
CHUNK = 2**16


def _members(path: Path) -> Iterator[str]:
    for member in members(path):
        with member.open() as stream:
            while stream.read(CHUNK):
                pass
        yield member.name


def _last(path: Path) -> Iterator[str]:
    *_, last = lines(path.open("rb"))
    yield last


def _titles(path: Path) -> Iterator[str]:
    for item in items(path.open("rb"), "invention-title"):
        yield text_of(item)


def _rows(rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    for row in rows:
        cells = row[-1]
        assert isinstance(cells, list)
        yield ",".join(cells).strip(",")


def _import(path: Path) -> Iterator[str]:
    for row in loader_for(path).rows(path):
        yield row.place


WAYS: dict[str, Callable[[Path], Iterable[str]]] = {
    "members": _members,
    "text": lambda path: lines(path.open("rb")),
    "last": _last,
    "csv": lambda path: _rows(csv_rows(path.open("rb"))),
    "xml": _titles,
    "json": lambda path: map(str, [json_reading.load(path.open("rb"))]),
    "each": lambda path: map(str, json_reading.each(path.open("rb"))),
    "xlsx": lambda path: _rows(xlsx_rows(path)),
    "xls": lambda path: _rows(xls_rows(path)),
    "import": _import,
}


def answer(way: str, path: Path) -> dict[str, object]:
    """Read a file one way and say how it ended, in how many seconds and with how much memory at most."""
    begun = time.monotonic()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = _status("VmRSS")
    ended: dict[str, object]
    signal.alarm(SECONDS)
    try:
        read = [text[:100] for text, _ in zip(WAYS[way](path), range(10**9), strict=False)][:10]
        ended = {"ends": "|".join(map(str, read))}
    except Refusal as refusal:
        ended = {"ends": refusal.code, "zh": refusal.text.zh, "en": refusal.text.en}
    except (Exception, _TooLong) as error:  # noqa: BLE001 - whatever it is, it is the answer
        ended = {"ends": f"{type(error).__name__}: {error}"[:300]}
    signal.alarm(0)
    return {**ended, "seconds": time.monotonic() - begun, "grown": _status("VmHWM") - before}


def _status(name: str) -> int:
    """Return a figure of this process's memory in bytes."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise KeyError(name)


class _TooLong(BaseException):
    """A reader took longer than any file may; not an ``Exception``, so that no reader takes it for damage."""


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise _TooLong("too long")


def main() -> None:
    """Answer every file of the list, under limits."""
    signal.signal(signal.SIGALRM, _stop)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    list(loaders())  # the program itself is loaded before its memory is measured
    resource.setrlimit(resource.RLIMIT_AS, (_status("VmSize") + MEMORY, most))
    for key, way, path in json.load(sys.stdin):
        print(json.dumps({"key": key, **answer(way, Path(path))}), flush=True)  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
