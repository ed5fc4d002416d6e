"""All figures of the two large views, by the engine and by Django's ORM on PostgreSQL at a size that both can do.

python -m benchmarks.figures.run make FOLDER [PATENTS CASES]     facts, once
python -m benchmarks.figures.run engine FOLDER                   14 cities × 24 months, time and peak memory
python -m benchmarks.figures.run open FOLDER                     one figure opened and proved from its rows
python -m benchmarks.figures.run orm FOLDER ROWS                 one PostgreSQL, started with tools/with-postgres
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.figures.facts import CITIES, write

from zhiquan.definitions.divisions import Divisions
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.definition import Counted
from zhiquan.insight.figures.derive import Denominators, Held, Published, derived
from zhiquan.insight.figures.engine import compute
from zhiquan.insight.figures.engine.backends import duckdb
from zhiquan.insight.figures.model import FigureCell, Period, months_between
from zhiquan.insight.figures.rows import Asked, FactRows
from zhiquan.rules.text import Text

SINCE, THROUGH = date(2024, 11, 1), date(2026, 10, 31)
PROVINCE = "990000"


def table() -> Divisions:
    """Return the province and its fourteen cities."""
    return Divisions({code: Text(code, code) for code in (PROVINCE, *CITIES)}, {})


def files(folder: Path, view: str) -> list[str]:
    """Return a view's files."""
    return sorted(str(path) for path in folder.glob(f"{view}-*.parquet"))


def engine(folder: Path) -> None:
    """Compute every indicator of both views and all that is made of them."""
    read, places = catalogue(), table()
    began, busy = time.perf_counter(), time.process_time()
    cells: list[FigureCell] = []
    for view in ("patents", "cases"):
        at, used = time.perf_counter(), time.process_time()
        ones = read.over(view)
        found = compute(read.views[view], ones, files(folder, view), places, SINCE, THROUGH, backend=duckdb("3GB"))
        cells += found
        print(f"{view}: {len(ones)} indicators, {len(found):,} figures, {_spent(at, used)}")
    at = time.perf_counter()
    made = list(_derived(cells, places))
    print(f"derived: {len(made):,} figures, {time.perf_counter() - at:.2f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"all: {len(cells) + len(made):,} figures, {_spent(began, busy)}, peak {peak:.2f} GB")


def _spent(at: float, used: float) -> str:
    """Return time by the clock and time of the processors, which a busy machine does not lengthen."""
    return f"{time.perf_counter() - at:.2f} s ({time.process_time() - used:.2f} s of processors)"


def _derived(cells: list[FigureCell], places: Divisions) -> Iterator[FigureCell]:
    read = catalogue()
    values = {(cell.indicator, cell.division, cell.period): cell.value for cell in cells}
    zero = frozenset(one.code for one in read if isinstance(one.source, Counted))
    months = list(months_between(SINCE, THROUGH))
    periods = [Period(one.year, one.month, to_date) for to_date in (False, True) for one in months]
    people = [Published(code, year, 5_000_000, date(year + 1, 3, 31)) for code in places for year in (2023, 2024, 2025)]  # type: ignore[arg-type]
    for one in read.derived():
        made = list(derived(one, Held(values, zero), periods, places, Denominators(people)))
        values |= {(cell.indicator, cell.division, cell.period): cell.value for cell in made}
        yield from made


def opened(folder: Path) -> None:
    """Open the province's inventions in force and a city's grants: counted again, first page of rows."""
    read, places = catalogue(), table()
    for code, division, period in (
        ("patents.valid_inventions", PROVINCE, Period(2026, 9)),
        ("patents.granted_inventions", CITIES[3], Period(2026, 9, to_date=True)),
        ("patents.holders", CITIES[0], Period(2026, 9)),
    ):
        one = read.indicator(code)
        if not isinstance(one.source, Counted):
            raise TypeError(code)
        below = [place for place in places if division in places.lineage(place)]
        at = time.perf_counter()
        rows = FactRows(read.views["patents"], files(folder, "patents"))
        asked = Asked(one.source, below, period)
        counted = rows.recount(asked)
        proved = time.perf_counter() - at
        page = rows.page(asked, limit=200)
        print(
            f"{code} {division}: {counted.value:,} proved in {proved:.2f} s, "
            f"{len(page)} rows at {time.perf_counter() - at:.2f} s"
        )


def main() -> None:
    """Run one part."""
    part, folder = sys.argv[1], Path(sys.argv[2])
    if part == "make":
        patents, cases = (int(given) for given in sys.argv[3:5]) if len(sys.argv) > 3 else (10_000_000, 1_000_000)
        write(folder, patents, cases)
    elif part == "engine":
        engine(folder)
    elif part == "open":
        opened(folder)
    else:
        from benchmarks.figures.orm import compare

        compare(folder, int(sys.argv[3]))


if __name__ == "__main__":
    main()
