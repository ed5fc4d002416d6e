"""The CPC's title list: levels by dots, codes of the 2000 series below the group they index."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from zhiquan.records.corpus.classification import classification
from zhiquan.records.corpus.importing import import_file
from zhiquan.records.corpus.loaders import loader_for
from zhiquan.records.corpus.loaders.cpc_titles.sniff import look
from zhiquan.records.corpus.store import Lake

LINES = (
    "Y\t\tGENERAL TAGGING OF NEW TECHNOLOGICAL DEVELOPMENTS\n"
    "Y02\t\tTECHNOLOGIES FOR MITIGATION OF CLIMATE CHANGE\n"
    "Y02E\t\tREDUCTION OF GREENHOUSE GAS EMISSIONS\n"
    "Y02E60/00\t0\tEnabling technologies\n"
    "Y02E60/10\t1\tEnergy storage {using batteries (see {H01M10/00})}\n"
    "Y02E60/13\t2\t{Energy storage using capacitors}\n"
    "Y02E2060/20\t2\tIndexing of storage\n"
    "\n"
    "Y02E60/30\t1\tHydrogen technology\n"
    "Y02E60/\tx\tA line that was cut\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "titles.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("cpc-section-Y_20260501.txt", LINES)
    return path


def test_entries_have_level_parent_edition_and_plain_titles(file: Path) -> None:
    assert loader_for(file).key == "cpc-titles"
    told = [row.fields for row in loader_for(file).rows(file)]
    assert {one["edition"] for one in told} == {"2026.05"}
    assert [(one["symbol"], one["level"], one["parent"]) for one in told] == [
        ("Y", "1", ""),
        ("Y02", "2", "Y"),
        ("Y02E", "3", "Y02"),
        ("Y02E60/00", "4", "Y02E"),
        ("Y02E60/10", "5", "Y02E60/00"),
        ("Y02E60/13", "6", "Y02E60/10"),
        ("Y02E2060/20", "6", "Y02E60/10"),
        ("Y02E60/30", "5", "Y02E60/00"),
        ("Y02E60/", "x", ""),
    ]
    assert told[4]["title_en"] == "Energy storage using batteries (see H01M10/00)"


def test_the_scheme_is_a_tree_in_the_lake(file: Path, tmp_path: Path) -> None:
    report = import_file(file, tmp_path / "lake", vintage=date(2026, 5, 1), accept_share=0.2)
    assert (report.accepted, {one.rule for one in report.by_reason}) == (8, {"level.unreadable"})
    tree = classification(Lake(tmp_path / "lake")).tree("cpc")
    assert tree is not None
    assert [one.symbol for one in tree.ancestors("Y02E2060/20")] == ["Y", "Y02", "Y02E", "Y02E60/00", "Y02E60/10"]
    assert [one.symbol for one in tree.children("Y02E60/00")] == ["Y02E60/10", "Y02E60/30"]


@pytest.mark.parametrize(
    "text", ["A\tHUMAN NECESSITIES\nA01\tX\nA01B\tY\n", "A\t\tX\nB01\t\tY\nB01D\t\tZ\n", "Y\t\tX\n"]
)
def test_other_lists_are_not_taken(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.txt"
    path.write_text(text)
    assert not look(path).fits
