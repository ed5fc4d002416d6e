"""The real lists through the gates: what is accepted, what is refused and by which rule.

- firms: 6,708 hits are shown by several searches, word for word. Of the 112,697 left 112,199 are whole records of
  different numbers, 364 are the second document under a number that application and grant of an invention share, and
  134 are of pages that show number and title only (129 of numbers shown nowhere else).
- spider: 261 rows repeat another; 5 name other inventors of what without any number has the same title, first
  applicant, filing date and day of publication.
- PATENTSCOPE tables: EP1874120 is there twice with different classes, RU0002529060 twice with the same content.
- ritonavir: four members are named twice in their family.
- citations: 20 publications cite several patents of the list, 22 rows of families say the same family again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from zhiquan.records.corpus.importing import import_file

FILES: Mapping[str, tuple[int, int, Mapping[str, int]]] = {
    "cn-patentscope-firms/patents.xlsx": (2_392, 2_392, {}),
    "cn-patentscope-firms/citations.xlsx": (1_168, 1_126, {"row.repeated": 42}),
    "cn-cnki-refs/cnki_gbt7714.tar.zst": (12_653, 12_653, {}),
    "cn-cnki-sql/spider_patent.sql.gz": (4_800, 4_534, {"row.repeated": 261, "row.contradicted": 5}),
    "cn-cnki-sql/patent_db.sql": (74, 74, {}),
    "cn-bailuo-sql-sample/专利总表_案例.sql": (22, 22, {}),
    "world-exports/patentscope_pizza_medium.csv.gz": (10_000, 9_998, {"row.contradicted": 1, "row.repeated": 1}),
    "world-exports/patentscope_pizza_2006_2011_8458.xls.gz": (8_458, 8_457, {"row.contradicted": 1}),
    "world-exports/lens_pizza_1000_raw.csv.gz": (1_133, 1_133, {}),
    "world-exports/lens_drones_fulltext_families_5884.csv.gz": (15_086, 15_086, {}),
    "world-exports/ritonavir.csv.gz": (14_447, 14_443, {"row.repeated": 4}),
}


def judged(path: Path, lake: Path) -> tuple[int, int, Mapping[str, int]]:
    report = import_file(path, lake, vintage=date(2026, 11, 22), dry_run=True)
    return report.read, report.accepted, {reason.rule: reason.count for reason in report.by_reason}


@pytest.mark.long
@pytest.mark.realdata
@pytest.mark.parametrize("name", FILES)
def test_a_list_passes_the_gates(shared_data: Path, tmp_path: Path, name: str) -> None:
    assert judged(shared_data / name, tmp_path / "lake") == FILES[name]


@pytest.mark.realdata
@pytest.mark.long
def test_the_hits_of_all_firms_pass_the_gates(shared_data: Path, tmp_path: Path) -> None:
    path = shared_data / "cn-patentscope-firms" / "wipo_data.tar.zst"
    assert judged(path, tmp_path / "lake") == (119_405, 112_697, {"row.repeated": 6_708})
