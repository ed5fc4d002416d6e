"""Old Excel workbooks (.xls), read by a process of their own.

The library holds a sheet as one block from its first to its last cell, so two made-up cells can ask for more memory
than there is: the child has a limit, and its death is a refusal.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from zhiquan.records.corpus.reading.limits import CHUNK, LARGEST_OLD_BOOK, LONGEST_LINE, MIB
from zhiquan.records.corpus.reading.refusing import damaged, name_of, refusing, shown, too_large

OLD_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of the container in which old Office files are."""
_CHILD = "zhiquan.records.corpus.reading.xls_child"


def xls_rows(source: Path | BinaryIO) -> Iterator[tuple[str, int, list[str]]]:
    """Yield sheet, row number (from 1) and cells of every row that holds anything, as ``xlsx_rows`` does."""
    name = shown(source.name) if isinstance(source, Path) else name_of(source)
    with refusing(name), _copied(source, name) as file:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", _CHILD], stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        try:
            if child.stdout:
                yield from _rows(child.stdout)
            if child.wait():
                raise damaged(name)
        finally:
            child.kill()
            child.communicate()


def _rows(stream: IO[bytes]) -> Iterator[tuple[str, int, list[str]]]:
    while line := stream.readline(LONGEST_LINE):
        sheet, number, cells = json.loads(line)
        yield sheet, number, cells


@contextmanager
def _copied(source: Path | BinaryIO, name: str) -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as copy:
        stream = source.open("rb") if isinstance(source, Path) else source
        with stream:
            while data := stream.read(CHUNK):
                copy.write(data)
                if copy.tell() > LARGEST_OLD_BOOK:
                    most = LARGEST_OLD_BOOK // MIB
                    raise too_large(name, f"超过 {most} MiB", f"is larger than {most} MiB")
        copy.flush()
        copy.seek(0)
        yield copy
