"""One import: the file, what all its rows share, and the name of the batch that follows from both."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from zhiquan.definitions.divisions import divisions
from zhiquan.records.corpus.gates import Origin
from zhiquan.records.corpus.gates.addresses import Addresses
from zhiquan.records.corpus.importing.pace import Progress
from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.report import ImportReport
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text


class Reader(Protocol):
    """What reads a file: one of ``corpus.loaders``, or a user's own table with its mapping."""

    @property
    def key(self) -> str:
        """Return the format's name."""
        ...

    def rows(self, path: Path) -> Iterator[RawRow]:
        """Stream the rows of the file, in the same order every time."""
        ...

    def expected(self, path: Path) -> int | None:
        """Return about how many rows there are, when the file says so."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be imported, and how."""

    path: Path
    reader: Reader
    origin: Origin
    sha256: str
    progress: Progress
    accept_share: float
    state: tuple[int, int]
    """What ``state_of`` said of the file before it was read."""

    @property
    def batch(self) -> str:
        """Return the name of the batch."""
        return self.origin.batch

    def stamp(self, report: ImportReport) -> dict[str, Any]:
        """Return what the lake's manifest keeps of the batch."""
        return {
            "batch": self.batch,
            "file": self.path.name,
            "format": self.reader.key,
            "sha256": self.sha256,
            "source": self.origin.source,
            "vintage": self.origin.vintage.isoformat(),
            "division": self.origin.division,
            "read": report.read,
            "accepted": report.accepted,
            "refused": report.refused,
            "by_standing": dict(report.by_standing),
            "tables": {table.table: table.accepted for table in report.tables},
        }


def origin_of(  # noqa: PLR0913 - what a batch is named by
    sha256: str, path: Path, reader: Reader, *, source: str | None, vintage: date, division: str, region: Path | None
) -> Origin:
    """Return what the rows of a file share. The same file with the same source, vintage, division and reading is the
    same batch."""
    name = source or f"{reader.key}:{path.stem}"
    parts = (sha256, name, vintage.isoformat(), division, str(getattr(reader, "mapping_digest", "")))
    batch = hashlib.sha256("\x00".join(part for part in parts if part or part is not parts[-1]).encode()).hexdigest()
    return Origin(name, batch[:16], division, vintage, Addresses(divisions(region), vintage))


def state_of(path: Path) -> tuple[int, int]:
    """Return size and time of the last change of a file; ``NotFound`` where there is none."""
    try:
        found = path.stat()
    except OSError as error:
        raise NotFound("import.no-file", Text(f"没有文件 {path}。", f"There is no file {path}.")) from error
    return found.st_size, found.st_mtime_ns


def still_the_same(job: Job) -> None:
    """``Refusal`` ``import.changed`` when the file was written to while it was being read."""
    if state_of(job.path) != job.state:
        text = Text(
            "{name} 在导入过程中被改动，请待其写完后重新导入。",
            "{name} was changed while it was being imported; import it again when it is finished.",
        )
        raise Refusal("import.changed", text.format(name=job.path.name))


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
