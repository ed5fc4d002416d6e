"""The exports of the set world-exports, counted: what each file's README says it holds is what is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest

from zhiquan.records.corpus.loaders import loader_for

FILES: Mapping[str, tuple[str, Mapping[str, int], int]] = {
    # two documents of one publication number: US4377109 (23.03.1983, reexamination 07.08.1996), EP2174549 (A2, A3);
    # two rows for one document: EP1874120 (other classes), RU0002529060 (once in small letters)
    "patentscope_pizza_medium.csv.gz": ("patentscope-table", {"patents": 10_000}, 9_996),
    # EP2174549 and EP1874120 as above
    "patentscope_pizza_2006_2011_8458.xls.gz": ("patentscope-table", {"patents": 8_458}, 8_456),
    "lens_drones_fulltext_families_5884.csv.gz": ("lens", {"patents": 5_884, "citations": 9_202}, 5_884),
    "lens_pizza_1000_raw.csv.gz": ("lens", {"patents": 1_000, "citations": 133}, 1_000),
    "ritonavir.csv.gz": ("wipo-families", {"patents": 804, "families": 13_643}, 804),
}


@pytest.mark.realdata
@pytest.mark.parametrize("name", FILES)
def test_every_row_is_read_under_its_office(shared_data: Path, name: str) -> None:
    path = shared_data / "world-exports" / name
    key, expected, numbers = FILES[name]
    loader = import_module(f"zhiquan.records.corpus.loaders.{key.replace('-', '_')}.read")
    tables: Counter[str] = Counter()
    seen = set()
    for row in loader.rows(path):
        tables[row.table] += 1
        if row.table == "patents":
            assert len(row.fields["office"]) == 2
            seen.add((row.fields["office"], row.fields["publication"], row.fields.get("kind_code")))
    assert tables == expected
    assert len(seen) == numbers


@pytest.mark.realdata
@pytest.mark.parametrize("name", FILES)
def test_every_file_is_told_by_its_content(shared_data: Path, name: str) -> None:
    assert loader_for(shared_data / "world-exports" / name).key == FILES[name][0]
