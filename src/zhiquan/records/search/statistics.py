"""Statistics of a set of hits: trend by year, leading applicants and classes, and the matrix of the two.

Every number is a count of the engine over all hits, none is estimated; each opens as a query that narrows the set.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhiquan.records.search.engine import Reader
from zhiquan.records.search.facets import said
from zhiquan.records.search.language.tree import And, Below, Mode, Node, Term, TextField
from zhiquan.records.search.results import Bucket
from zhiquan.rules.text import Text

YEARS, LEADING, ROWS, COLUMNS = 80, 15, 10, 10
"""Years of the trend, names and classes of the rankings, rows and columns of the matrices."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts by row and column; ``most`` is the largest of them."""

    title: Text
    columns: tuple[Bucket, ...]
    rows: tuple[tuple[Bucket, tuple[Bucket, ...]], ...]

    @property
    def most(self) -> int:
        """The largest count."""
        return max((cell.count for _, cells in self.rows for cell in cells), default=0)


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a set of hits looks like; ``trend`` holds every year from the first to the last, also those with none."""

    total: int
    trend: tuple[Bucket, ...]
    kinds: tuple[Bucket, ...]
    applicants: tuple[Bucket, ...]
    classes: tuple[Bucket, ...]
    by_year: Matrix
    by_applicant: Matrix


def statistics(reader: Reader, node: Node, query: str) -> Statistics:
    """Return the statistics of a query's hits; ``query`` is what the counts narrow: as written, or ``*``."""
    found = reader.buckets(node, {"year": YEARS, "kind": LEADING, "name": LEADING, "subclass": LEADING})
    make = _Making(reader, query)
    years = {int(year): count for year, count in found["year"]}
    span = range(min(years), max(years) + 1) if years else ()
    applicants = tuple(make.bucket("name", *pair) for pair in found["name"])
    classes = tuple(make.bucket("subclass", *pair) for pair in found["subclass"])
    return Statistics(
        total=reader.count(node),
        trend=tuple(make.bucket("year", str(year), years.get(year, 0)) for year in span),
        kinds=tuple(make.bucket("kind", *pair) for pair in found["kind"]),
        applicants=applicants,
        classes=classes,
        by_year=_by_year(make, node, classes[:ROWS], [str(year) for year in span][-COLUMNS:]),
        by_applicant=_by_applicant(make, node, classes[:ROWS], applicants[:COLUMNS]),
    )


@dataclass(frozen=True, slots=True)
class _Making:
    reader: Reader
    query: str

    def bucket(self, of: str, value: str, count: int) -> Bucket:
        label, clause = said(self.reader, "section" if of == "subclass" else of, value)  # type: ignore[arg-type]
        return Bucket(value, label, count, self.narrowed(clause))

    def narrowed(self, clause: str) -> str:
        return clause if self.query == "*" else f"({self.query}) AND {clause}"


def _by_year(make: _Making, node: Node, classes: tuple[Bucket, ...], years: list[str]) -> Matrix:
    rows = []
    for row in classes:
        counts = dict(make.reader.buckets(And((node, _below(row.value))), {"year": YEARS})["year"])
        rows.append((row, tuple(_in_year(row, year, counts.get(year, 0)) for year in years)))
    columns = tuple(make.bucket("year", year, 0) for year in years)
    return Matrix(Text("分类与年份", "Classes by year"), columns, tuple(rows))


def _in_year(row: Bucket, year: str, count: int) -> Bucket:
    return Bucket(year, Text(year, year), count, f"{row.query} AND DT={year}")


def _by_applicant(make: _Making, node: Node, classes: tuple[Bucket, ...], applicants: tuple[Bucket, ...]) -> Matrix:
    rows = []
    for row in classes:
        within = And((node, _below(row.value)))
        cells = []
        for name in applicants:
            count = make.reader.count(And((within, Term((TextField.APPLICANT,), name.value, Mode.EXACT))))
            cells.append(Bucket(name.value, name.label, count, f"({name.query}) AND {_clause(row)}"))
        rows.append((row, tuple(cells)))
    return Matrix(Text("分类与申请人", "Classes by applicant"), applicants, tuple(rows))


def _below(value: str) -> Below:
    scheme, _, symbol = value.partition(":")
    return Below(scheme, symbol)


def _clause(row: Bucket) -> str:
    return row.query.rpartition(" AND ")[2]
