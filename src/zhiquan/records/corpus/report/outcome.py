"""The outcome of one import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that refused rows, or a doubt that some carry: how many, and the first places with what stands there."""

    rule: str
    text: Text
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableReport:
    """What became of the rows of one table: ``refused`` are all that stayed outside, ``repeated`` those of them that
    were there twice word for word."""

    table: str
    read: int
    accepted: int
    refused: int
    repeated: int
    by_standing: Mapping[str, int]
    by_reason: tuple[Reason, ...]
    doubts: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome of one import, as a whole and by table.

    ``version`` is the lake's (none for a dry run or a refused batch), ``already`` says it was there before,
    ``continued`` how many rows an earlier run of the same batch, cut short, had read.
    """

    batch: str
    file: str
    source: str
    read: int
    accepted: int
    refused: int
    by_standing: Mapping[str, int]
    by_reason: tuple[Reason, ...]
    doubts: tuple[Reason, ...]
    tables: tuple[TableReport, ...]
    version: int | None
    already: bool
    seconds: float
    continued: int = 0


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
