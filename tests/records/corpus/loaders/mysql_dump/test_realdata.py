"""The real dumps, counted.

``spider_patent.sql.gz``: 4,800 rows, all of patents without any number, told apart by title, applicant and filing
date (two have no applicant). 4,481 are different; 261 rows say again word for word what another search word found,
58 tell another publication date or other names of the same one (application and grant, or members of a family).
335 are foreign, and of which office is not told.
``patent_db.sql``: 34 totals by province (of a table renamed by hand: its rows go into ``province_patent``, declared as
``patent``) and 40 by year. Shanghai's 157,111 is plainly one digit short and kept as it stands.
``专利总表(案例).sql``: 10 patents in 61 columns (its README says 63), 8 grants, 3 examinations, 1
citation of literature.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.mysql_dump import read, sniff


def told(path: Path) -> tuple[list[RawRow], Counter[tuple[str, object]]]:
    assert sniff.look(path).fits
    rows = list(read.rows(path))
    return rows, Counter((row.table, row.fields.get("event")) for row in rows)


@pytest.mark.realdata
def test_patents_without_numbers(shared_data: Path) -> None:
    rows, tables = told(shared_data / "cn-cnki-sql" / "spider_patent.sql.gz")
    assert tables == {("patents", None): 4_800}
    lacking = Counter(name for row in rows for name in ("title", "applicants", "filing_date") if name not in row.fields)
    assert lacking == {"applicants": 2}
    assert Counter(row.fields["office"] for row in rows) == {"CN": 4_465, "XX": 335}
    described = {(row.fields["title"], row.fields.get("applicants"), row.fields["filing_date"]) for row in rows}
    assert len(described) == 4_481
    assert len({str(sorted(row.fields.items())) for row in rows}) == 4_539


@pytest.mark.realdata
def test_figures(shared_data: Path) -> None:
    rows, tables = told(shared_data / "cn-cnki-sql" / "patent_db.sql")
    assert tables == {("statistics", None): 74}
    assert Counter(row.fields["dataset"] for row in rows) == {"province_patent": 34, "train": 40}
    assert {row.fields["period"] for row in rows if row.fields["dataset"] == "province_patent"} == {"2025-07"}
    assert [row.fields["value"] for row in rows if row.fields.get("place") == "上海市"] == ["157111"]


@pytest.mark.realdata
def test_the_widest_table(shared_data: Path) -> None:
    (path,) = (shared_data / "cn-bailuo-sql-sample").glob("*.sql")
    rows, tables = told(path)
    expected = {("patents", None): 10, ("events", "granted"): 8, ("events", "examination"): 3, ("citations", None): 1}
    assert tables == expected
    patents = [row.fields for row in rows if row.table == "patents"]
    assert len({fields["application"] for fields in patents}) == 10
    assert {fields["division"] for fields in patents} == {"410000"}
