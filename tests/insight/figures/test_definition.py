"""An indicator's file is refused where it does not hold together, and says what it means."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.insight.figures.definition import Unit, families, shown
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

PLEDGE = families()["pledge"]


def changed(region: Path, change: Callable[[Any], None]) -> Path:
    """Return a region whose pledge family differs from the shipped one by one change."""
    content = read_yaml(SHIPPED / "indicators" / "pledge.yaml")
    change(content)
    (region / "indicators").mkdir()
    (region / "indicators" / "pledge.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return region


def set_at(*path: Any, to: Any) -> Callable[[Any], None]:
    def change(content: Any) -> None:
        for step in path[:-1]:
            content = content[step]
        content[path[-1]] = to

    return change


def test_the_four_pledge_figures_are_counted_as_their_names_say() -> None:
    assert {one.code: (one.measure.how, one.additive) for one in PLEDGE.indicators} == {
        "pledge.deals": ("count", True),
        "pledge.firms": ("count_distinct", False),
        "pledge.assets": ("sum", True),
        "pledge.amount": ("sum", True),
    }


@pytest.mark.parametrize(
    "change",
    [
        set_at("indicators", 1, "additive", to=True),
        set_at("indicators", 0, "additive", to=False),
        set_at("indicators", 3, "measure", "column", to="pledgor"),
        set_at("indicators", 3, "measure", "column", to="nowhere"),
        set_at("indicators", 1, "measure", "column", to="amount"),
        set_at("indicators", 3, "where", 0, "op", to="like"),
        set_at("indicators", 0, "kind", to="stock"),
        set_at("indicators", 0, "code", to="pledge.firms"),
        set_at("indicators", 0, "colour", to="red"),
        set_at("axes", "period", "column", to="division"),
        set_at("view", "key", to="rights"),
    ],
)
def test_a_definition_that_does_not_hold_together_is_refused_by_name(
    tmp_path: Path, change: Callable[[Any], None]
) -> None:
    with pytest.raises(Refusal, match=r"pledge\.yaml"):
        families(changed(tmp_path, change))


def test_a_regions_own_family_replaces_the_shipped_one(tmp_path: Path) -> None:
    region = changed(tmp_path, set_at("indicators", 0, "basis", "zh", to="本地口径"))
    assert families(region)["pledge"].indicator("pledge.deals").basis.zh == "本地口径"


def test_a_definition_survives_being_pinned_as_json() -> None:
    assert type(PLEDGE).model_validate(PLEDGE.model_dump(mode="json")) == PLEDGE


def test_an_indicator_that_nobody_defines_is_not_found() -> None:
    with pytest.raises(NotFound):
        PLEDGE.indicator("pledge.happiness")


def test_only_columns_that_name_nobody_and_no_single_amount_are_public() -> None:
    public = {column.name for column in PLEDGE.view.columns if column.public}
    assert public == {"division", "registered_on", "rights", "right_count"}


@pytest.mark.parametrize(("value", "text"), [("12345678.00", "1234.57"), ("49.99", "0.00"), ("50.00", "0.01")])
def test_money_is_shown_in_ten_thousands_rounded_half_up(value: str, text: str) -> None:
    unit = Unit(label=Text("元", "CNY"), shown=Text("万元", "CNY 10k"), divisor=10_000, places=2)
    assert str(shown(unit, Decimal(value))) == text
