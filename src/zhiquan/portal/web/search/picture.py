"""Statistics of a set as the drawings need them: bars and cells whose links open what they count."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from zhiquan.portal.web.templatetags.drawings import Bar
from zhiquan.records.search.results import Bucket
from zhiquan.records.search.statistics import Matrix, Statistics
from zhiquan.rules.text import Text

SHADES, YEARS = 5, 20
"""Shades of a matrix, and years of the trend that are drawn."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A count of a matrix, its shade from 0 (none) to ``SHADES``, and where it opens."""

    count: int
    shade: int
    link: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix ready to draw."""

    title: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything of a page of statistics; ``earlier`` are the hits of years before those drawn."""

    trend: tuple[Bar, ...]
    earlier: int
    kinds: tuple[Bar, ...]
    applicants: tuple[Bar, ...]
    classes: tuple[Bar, ...]
    grids: tuple[Grid, ...]


def picture(told: Statistics, request: HttpRequest) -> Picture:
    """Return statistics with links into the search that was asked."""
    link = _Linking(request)
    return Picture(
        trend=tuple(link.bar(bucket) for bucket in told.trend[-YEARS:]),
        earlier=sum(bucket.count for bucket in told.trend[:-YEARS]),
        kinds=tuple(link.bar(bucket) for bucket in told.kinds),
        applicants=tuple(link.bar(bucket) for bucket in told.applicants),
        classes=tuple(link.bar(bucket) for bucket in told.classes),
        grids=tuple(link.grid(matrix) for matrix in (told.by_year, told.by_applicant) if matrix.rows),
    )


@dataclass(frozen=True, slots=True)
class _Linking:
    request: HttpRequest

    def to(self, bucket: Bucket) -> str:
        """Return the search for a bucket: its query, or, where words were ranked, the words within it."""
        given = self.request.GET.copy()
        given["within" if given.get("mode") == "smart" else "q"] = bucket.query
        given.pop("after", None)
        return f"{reverse('search')}?{given.urlencode()}"

    def bar(self, bucket: Bucket) -> Bar:
        return Bar(bucket.label, bucket.count, f"{bucket.count:,}", self.to(bucket) if bucket.count else "")

    def grid(self, matrix: Matrix) -> Grid:
        most = matrix.most
        rows = tuple(
            (row.label, self.to(row), tuple(Cell(c.count, _shade(c.count, most), self.to(c)) for c in cells))
            for row, cells in matrix.rows
        )
        return Grid(matrix.title, tuple(column.label for column in matrix.columns), rows)


def _shade(count: int, most: int) -> int:
    return -(-count * SHADES // most) if most else 0
