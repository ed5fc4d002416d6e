"""The registry of data sets: what each source in the lake holds, how far it reaches, how good it is.

Computed where data comes in (``refresh``) and kept beside the lake, so that a page only reads a file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from zhiquan.records.corpus.report import read_summary
from zhiquan.records.corpus.report.outcome import Reason
from zhiquan.records.corpus.store import Kind, Lake, Manifest
from zhiquan.records.corpus.store.survey import Cover, survey
from zhiquan.records.durable import durable
from zhiquan.rules.text import Text

_FILE = "datasets.json"
_FORM = 1
"""Form of the file; one of another form is computed anew."""

TABLE_NAMES: Mapping[str, Text] = {
    "patents": Text("专利", "Patents"),
    "marks": Text("商标", "Trademarks"),
    "indications": Text("地理标志", "Geographical indications"),
    "events": Text("法律事件", "Legal events"),
    "citations": Text("引证", "Citations"),
    "families": Text("同族", "Families"),
    "organisations": Text("机构", "Organisations"),
    "classes": Text("分类表", "Classifications"),
    "concordances": Text("对照表", "Concordances"),
    "divisions": Text("行政区划", "Divisions"),
    "statistics": Text("统计数据", "Statistics"),
}
"""Names of the tables for people."""
SHARE_NAMES: Mapping[str, Text] = {
    "abstract": Text("有摘要", "With abstract"),
    "class": Text("有分类", "With class"),
    "applicant": Text("有申请人或权利人", "With applicant or owner"),
    "division": Text("有区划", "With division"),
    "status": Text("有法律状态", "With status"),
    "text": Text("有文字", "With words"),
    "area": Text("有产地范围", "With area"),
    "product": Text("有产品类别", "With product"),
    "parties": Text("有当事人", "With parties"),
    "code": Text("有信用代码", "With credit code"),
}
"""What a share of rows has, for people."""
YEAR_NAMES: Mapping[str, Text] = {
    "filed": Text("申请", "Filed"),
    "published": Text("公布", "Published"),
    "registered": Text("注册", "Registered"),
    "on": Text("发生", "Happened"),
}
"""What happened in a span of years, for people."""


@dataclass(frozen=True, slots=True)
class Quality:
    """What the imports of a source came to: rows read, accepted and refused, why, and what doubts are kept."""

    read: int
    accepted: int
    refused: int
    reasons: tuple[Reason, ...]
    doubts: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """One import of a data set."""

    batch: str
    file: str
    format: str
    vintage: str
    version: int
    accepted: int
    refused: int


@dataclass(frozen=True, slots=True)
class DataSet:
    """One source: from when to when its files speak (ISO dates), what it covers, how good it is, its imports."""

    source: str
    first_vintage: str
    vintage: str
    tables: tuple[Cover, ...]
    quality: Quality
    batches: tuple[Batch, ...]

    @property
    def rows(self) -> int:
        """Return the rows of all tables."""
        return sum(cover.rows for cover in self.tables)


@dataclass(frozen=True, slots=True)
class Registry:
    """The data sets as of a version of the lake; ``behind`` when the lake has moved on since."""

    version: int
    behind: bool
    sets: tuple[DataSet, ...]

    @property
    def rows(self) -> Mapping[str, int]:
        """Return the rows of each table over all sources."""
        counts: Counter[str] = Counter()
        for one in self.sets:
            for cover in one.tables:
                counts[cover.table] += cover.rows
        return dict(counts)


def registry(lake: Lake) -> Registry | None:
    """Return the registry as it was last computed, ``None`` where it never was; reads one small file."""
    newest = lake.version()
    held = _read(lake.root / _FILE)
    if held is None or newest is None:
        return None
    version, sets = held
    return Registry(version, version != newest, sets)


def refresh(lake: Lake) -> Registry:
    """Bring the registry up to the newest version of the lake; only sources imported since are read again."""
    newest = lake.version()
    if newest is None:
        return Registry(0, behind=False, sets=())
    held = _read(lake.root / _FILE)
    known = {one.source: one for one in held[1]} if held else {}
    stale = _changed(lake, held[0]) if held else None
    by_source: dict[str, list[Manifest]] = {}
    for row in lake.batches():
        by_source.setdefault(row.source, []).append(row)
    sets = tuple(
        known[source]
        if source in known and stale is not None and source not in stale
        else _set(lake, source, by_source[source])
        for source in sorted(by_source)
    )
    _write(lake.root / _FILE, newest, sets)
    return Registry(newest, behind=False, sets=sets)


def _changed(lake: Lake, since: int) -> set[str] | None:
    """Return the sources written since a version, ``None`` for perhaps all of them."""
    rows = [row for row in lake.history() if row.number > since]
    if any(row.kind is Kind.ROLLBACK for row in rows):
        return None
    return {row.source for row in rows}


def _set(lake: Lake, source: str, rows: Sequence[Manifest]) -> DataSet:
    """Look at one source; ``rows`` are its batches, newest first."""
    vintages = sorted(str(row.stamp.get("vintage", "")) for row in rows)
    return DataSet(
        source=source,
        first_vintage=vintages[0],
        vintage=vintages[-1],
        tables=tuple(survey(lake, source)),
        quality=_quality(lake, rows),
        batches=tuple(_batch(row) for row in rows),
    )


def _batch(row: Manifest) -> Batch:
    said = row.stamp
    return Batch(
        batch=row.batch,
        file=str(said.get("file", "")),
        format=str(said.get("format", "")),
        vintage=str(said.get("vintage", "")),
        version=row.number,
        accepted=int(said.get("accepted", 0)),
        refused=int(said.get("refused", 0)),
    )


def _quality(lake: Lake, rows: Sequence[Manifest]) -> Quality:
    reports = [report for row in rows if (report := read_summary(lake.reports / f"{row.batch}.json"))]
    counts = {name: sum(int(row.stamp.get(name, 0)) for row in rows) for name in ("read", "accepted", "refused")}
    return Quality(
        **counts,
        reasons=_together(reason for report in reports for reason in report.by_reason),
        doubts=_together(reason for report in reports for reason in report.doubts),
    )


def _together(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    found: dict[str, Reason] = {}
    for one in reasons:
        before = found.get(one.rule)
        found[one.rule] = Reason(one.rule, one.text, one.count + (before.count if before else 0), ())
    return tuple(sorted(found.values(), key=lambda reason: (-reason.count, reason.rule)))


def _write(path: Path, version: int, sets: Sequence[DataSet]) -> None:
    told = {"form": _FORM, "version": version, "sets": [asdict(one) for one in sets]}
    durable(path, json.dumps(told, ensure_ascii=False, indent=1))


def _read(path: Path) -> tuple[int, tuple[DataSet, ...]] | None:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None  # computed anew: the file is nothing but a copy of what lake and reports say
    if told.get("form") != _FORM:
        return None
    return int(told["version"]), tuple(_data_set(one) for one in told["sets"])


def _data_set(told: Mapping[str, Any]) -> DataSet:
    quality = told["quality"]
    return DataSet(
        source=told["source"],
        first_vintage=told["first_vintage"],
        vintage=told["vintage"],
        tables=tuple(_cover(one) for one in told["tables"]),
        quality=Quality(**{**quality, **{name: _reasons(quality[name]) for name in ("reasons", "doubts")}}),
        batches=tuple(Batch(**one) for one in told["batches"]),
    )


def _cover(told: Mapping[str, Any]) -> Cover:
    years = {name: (first, last) for name, (first, last) in told["years"].items()}
    return Cover(**{**told, "offices": tuple((name, count) for name, count in told["offices"]), "years": years})


def _reasons(told: Sequence[Mapping[str, Any]]) -> tuple[Reason, ...]:
    return tuple(Reason(one["rule"], Text(**one["text"]), one["count"], ()) for one in told)
