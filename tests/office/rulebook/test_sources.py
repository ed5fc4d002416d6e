"""Where definitions lie: the region's own goes before the shipped one, and says whose it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhiquan.definitions import SHIPPED
from zhiquan.office.rulebook.sources import digests, matter_codes, origin_of, place_of, shape_file, source
from zhiquan.rules.refusal import NotFound


@pytest.fixture
def region(tmp_path: Path) -> Path:
    for code in ("pledge", "lantern"):
        folder = tmp_path / "matters" / code
        folder.mkdir(parents=True)
        (folder / "definition.yaml").write_text("code: x\n", encoding="utf-8")
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes/grant.yaml").write_text("{}\n", encoding="utf-8")
    return tmp_path


def test_the_regions_matters_are_found_beside_the_shipped_ones(region: Path) -> None:
    assert {"pledge", "lantern"} <= set(matter_codes(region))
    own, new = source("pledge", region), source("lantern", region)
    assert (own.own, own.overrides, own.folder) == (True, True, region / "matters/pledge")
    assert (new.own, new.overrides) == (True, False)


def test_the_shipped_one_is_still_to_be_had(region: Path) -> None:
    shipped = source("pledge", region, own=False)
    assert (shipped.own, shipped.overrides, shipped.folder) == (False, False, SHIPPED / "matters/pledge")
    for code, own in (("lantern", False), ("nothing", True)):
        with pytest.raises(NotFound):
            source(code, region, own=own)


def test_a_shape_is_the_regions_before_the_shipped_one(region: Path) -> None:
    assert shape_file("grant", region) == region / "shapes/grant.yaml"
    assert shape_file("grant", region, own=False) == SHIPPED / "shapes/grant.yaml"
    assert shape_file("nothing", region) is None


def test_files_are_named_by_whose_they_are_and_never_by_the_machine(region: Path) -> None:
    paths = (SHIPPED / "matters/pledge/definition.yaml", region / "shapes/grant.yaml")
    assert place_of(paths[1], region) == "region/shapes/grant.yaml"
    found = digests(paths, region)
    assert set(found) == {"shipped/matters/pledge/definition.yaml", "region/shapes/grant.yaml"}
    assert (origin_of(found), origin_of(["shipped/shapes/grant.yaml"])) == ("region", "shipped")
