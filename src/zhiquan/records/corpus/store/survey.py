"""What a source's rows cover: how many, which offices, which years, what share has what; one pass over each table."""

# ruff: noqa: S608 - the statements are made of our own names and of values through literal()

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhiquan.records.corpus.store.engine import Engine
from zhiquan.records.corpus.store.files import scan
from zhiquan.records.corpus.store.lake import Lake
from zhiquan.records.corpus.store.schema import SCHEMAS

OFFICES = 8
"""Offices named, the most frequent first; the others are counted together."""

SHARES: Mapping[str, Mapping[str, str]] = {
    "patents": {
        "abstract": "abstract <> '' OR abstract_en <> ''",
        "class": "len(classes) > 0",
        "applicant": "len(list_filter(parties, lambda p: p.role IN ('applicant', 'owner'))) > 0",
        "division": "division <> ''",
        "status": "status <> ''",
    },
    "marks": {
        "text": "text <> ''",
        "class": "len(classes) > 0",
        "applicant": "len(list_filter(parties, lambda p: p.role IN ('applicant', 'owner'))) > 0",
        "division": "division <> ''",
        "status": "status <> ''",
    },
    "indications": {
        "area": "area <> ''",
        "product": "product <> ''",
        "applicant": "len(parties) > 0",
        "division": "division <> ''",
    },
    "events": {"parties": "len(parties) > 0", "division": "division <> ''"},
    "organisations": {"code": "code <> ''", "division": "division <> ''"},
    "statistics": {"division": "division <> ''"},
}
"""Table → what a row may have → SQL that says whether it has it."""
YEARS: Mapping[str, Mapping[str, str]] = {
    "patents": {"filed": "filing_date", "published": "publication_date"},
    "marks": {"filed": "filing_date", "registered": "registration_date"},
    "indications": {"registered": "registration_date"},
    "events": {"on": '"on"'},
    "citations": {"on": '"on"'},
}
"""Table → what happened in a year → its column."""
_OFFICE = {"patents": "office", "marks": "office", "indications": "register"}


@dataclass(frozen=True, slots=True)
class Cover:
    """What one source's rows of one table cover.

    ``offices`` are ST.3 codes (or registers) with rows each, ``more_offices`` the number of others; ``years`` are first
    and last year by what happened in them; ``shares`` are the parts (0 to 1) of the rows that have something, by what
    it is; ``things`` the number of different keys.
    """

    table: str
    rows: int
    things: int
    doubtful: int
    offices: tuple[tuple[str, int], ...] = ()
    more_offices: int = 0
    years: Mapping[str, tuple[int, int]] | None = None
    shares: Mapping[str, float] | None = None


def survey(lake: Lake, source: str, version: int | None = None) -> Iterator[Cover]:
    """Yield what a source covers, table by table; tables it has no rows of are left out."""
    for table in lake.manifests.at(version).tables:
        if table != "overlays":
            with Engine(lake.reading) as engine:
                if found := _one(engine, lake, table, source, version):
                    yield found


def _one(engine: Engine, lake: Lake, table: str, source: str, version: int | None) -> Cover | None:
    shares, years, office = SHARES.get(table, {}), YEARS.get(table, {}), _OFFICE.get(table)
    opened = lake.opened(table, version)

    def asked(sql: str, *columns: str) -> list[tuple[Any, ...]]:
        """Ask the source's rows, read anew: nothing but the answer is kept."""
        return engine.run(sql, held=scan(opened, list(columns), source=source))

    counted = [f"count(*) FILTER ({sql})" for sql in shares.values()]
    spans = [f"{least}(year({column}))" for column in years.values() for least in ("min", "max")]
    sql = ", ".join(["count(*)", "count(*) FILTER (len(doubts) > 0)", *counted, *spans])
    wanted = _columns(table, (*shares.values(), *years.values()))
    ((rows, doubtful, *rest),) = asked(f"SELECT {sql} FROM held", *wanted)
    if not rows:
        return None
    ((things,),) = asked("SELECT count(*) FROM (SELECT DISTINCT key FROM held)", "key")
    ends = rest[len(counted) :]
    places = asked(f"SELECT {office}, count(*) FROM held GROUP BY 1 ORDER BY 2 DESC, 1", office) if office else []
    return Cover(
        table=table,
        rows=rows,
        things=things,
        doubtful=doubtful,
        offices=tuple((str(name), int(count)) for name, count in places[:OFFICES]),
        more_offices=max(0, len(places) - OFFICES),
        years={
            name: (int(ends[2 * at]), int(ends[2 * at + 1]))
            for at, name in enumerate(years)
            if ends[2 * at] is not None
        },
        shares={name: count / rows for name, count in zip(shares, rest[: len(counted)], strict=True)},
    )


def _columns(table: str, statements: tuple[str, ...]) -> list[str]:
    """Return the columns that some statements name, and those that every survey needs."""
    words = " ".join(statements).replace("(", " ").replace(")", " ").replace(",", " ").replace('"', " ").split()
    return [name for name in SCHEMAS[table].names if name in words or name == "doubts"]
