"""What an import did, for people (``zhiquan import``) and for the record (``lake/reports``)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from zhiquan.records.corpus.gates import DOUBTS, REPEATED, Refused
from zhiquan.records.corpus.model import Record
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that refused rows, or a doubt that some carry: how many, and the first places with what stands there."""

    rule: str
    text: Text
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome of one import; ``version`` is the lake's (none for a dry run), ``already`` says it was there
    before."""

    batch: str
    file: str
    source: str
    read: int
    accepted: int
    refused: int
    by_standing: Mapping[str, int]
    by_reason: tuple[Reason, ...]
    doubts: tuple[Reason, ...]
    version: int | None
    already: bool
    seconds: float


class BatchRefused(Refusal):
    """Too many rows were refused; nothing entered the lake. Carries the report."""

    def __init__(self, report: ImportReport, share: float, allowed: float) -> None:
        said = Text(
            "{refused} 行被拒绝，占 {share}，超过允许的 {allowed}，整批未导入；请检查文件，或用 --accept-share 放宽。",
            "{refused} rows were refused, {share}, more than the {allowed} allowed, so nothing was imported;"
            " check the file, or allow more with --accept-share.",
        )
        super().__init__(
            "import.too-many-refused",
            said.format(refused=report.refused, share=f"{share:.1%}", allowed=f"{allowed:.1%}"),
        )
        self.report = report


@dataclass
class Tally:
    """Counts while rows pass."""

    read: int = 0
    refused: int = 0
    repeated: int = 0
    standings: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, tuple[Text, int, tuple[str, ...]]] = field(default_factory=dict)
    doubts: dict[str, tuple[Text, int, tuple[str, ...]]] = field(default_factory=dict)

    def accept(self, record: Record) -> None:
        """Count a record and its doubts."""
        self.read += 1
        if standing := getattr(record, "standing", ""):
            self.standings[standing] += 1
        for key in record.doubts:
            _add(self.doubts, key, DOUBTS[key], record.record)

    def refuse(self, refused: Refused) -> None:
        """Count a refused row."""
        self.read += 1
        self.refused += 1
        self.repeated += refused.rule == REPEATED
        values = refused.row.fields
        _add(self.reasons, refused.rule, refused.text, f"{refused.row.place} {values.get('application', '')}".strip())

    def by_reason(self) -> tuple[Reason, ...]:
        """Return the refusals, the most frequent first."""
        return _reasons(self.reasons)

    def by_doubt(self) -> tuple[Reason, ...]:
        """Return the doubts, the most frequent first."""
        return _reasons(self.doubts)


class RefusedRows:
    """Writes refused rows as JSON lines, with the reason and the raw row; renamed into place only when complete."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        if self._path:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.with_suffix(".part").open("w", encoding="utf-8")
        return self

    def add(self, refused: Refused) -> None:
        """Write one row."""
        if self._file:
            line = {
                "place": refused.row.place,
                "rule": refused.rule,
                "zh": refused.text.zh,
                "en": refused.text.en,
                "raw": dict(refused.row.raw),
            }
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file and self._path:
            self._file.close()
            part = self._path.with_suffix(".part")
            if kind is None:
                part.replace(self._path)
            else:
                part.unlink(missing_ok=True)


def write_summary(path: Path, report: ImportReport) -> None:
    """Write the report as JSON, atomically."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".json.part")
    part.write_text(json.dumps(asdict(report), ensure_ascii=False, indent=1), encoding="utf-8")
    part.replace(path)


def read_summary(path: Path) -> ImportReport | None:
    """Read what ``write_summary`` wrote, ``None`` when it is not there."""
    if not path.is_file():
        return None
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    for name in ("by_reason", "doubts"):
        data[name] = tuple(
            Reason(item["rule"], Text(**item["text"]), item["count"], tuple(item["examples"])) for item in data[name]
        )
    return ImportReport(**data)


def _add(table: dict[str, tuple[Text, int, tuple[str, ...]]], key: str, text: Text, example: str) -> None:
    said, count, examples = table.get(key, (text, 0, ()))
    table[key] = (said, count + 1, (*examples, example) if count < EXAMPLES else examples)


def _reasons(table: Mapping[str, tuple[Text, int, tuple[str, ...]]]) -> tuple[Reason, ...]:
    found = (Reason(key, text, count, examples) for key, (text, count, examples) in table.items())
    return tuple(sorted(found, key=lambda reason: (-reason.count, reason.rule)))
