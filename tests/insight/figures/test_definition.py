"""An indicator's file is refused where it does not hold together, and says what it means."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.definition import Bounds, Given, Indicator, Unit, shown
from zhiquan.insight.figures.trials import failures
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

SHIPPED_ONES = catalogue()


def changed(region: Path, change: Callable[[Any], None], family: str = "utilisation") -> Path:
    """Return a region whose family differs from the shipped one by one change."""
    content = read_yaml(SHIPPED / "indicators" / f"{family}.yaml")
    change(content)
    (region / "indicators").mkdir()
    (region / "indicators" / f"{family}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return region


def set_at(*path: Any, to: Any) -> Callable[[Any], None]:
    """Return a change that sets one place of the document; the first step is an indicator's code."""

    def change(content: Any) -> None:
        place = next(one for one in content["indicators"] if one["code"] == path[0])
        for step in path[1:-1]:
            place = place[step]
        place[path[-1]] = to

    return change


def test_at_least_eighty_indicators_ship_and_all_pass_their_own_tests() -> None:
    assert len(list(SHIPPED_ONES)) >= 80
    assert list(failures(SHIPPED_ONES)) == []


def test_every_computed_indicator_has_a_test_and_every_one_says_its_basis_in_both_languages() -> None:
    for one in SHIPPED_ONES:
        assert one.tests or isinstance(one.source, Given), one.code
        assert one.basis.zh != one.basis.en, one.code


def test_no_name_that_a_text_may_use_means_two_indicators() -> None:
    names = [name for one in SHIPPED_ONES for name in {one.label.zh, *one.names}]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (set_at("pledge.firms", "source", "column", to="pledger"), "pledger"),
        (set_at("pledge.assets", "source", "column", to="currency"), "currency"),
        (set_at("pledge.deals", "source", "dated", to="amount"), "amount"),
        (set_at("pledge.deals", "source", "view", to="pledges"), "pledges"),
        (set_at("pledge.amount", "source", "where", 0, "column", to="rights"), "rights"),
        (set_at("pledge.amount", "source", "where", 0, "op", to="in"), "list"),
        (set_at("pledge.amount", "source", "where", 0, "value", to="RMB"), "'RMB' means"),
        (set_at("pledge.amount", "source", "where", 0, "column", to="pledgor"), "'CNY' means"),
        (set_at("pledge.deals", "kind", to="stock"), "stock"),
        (set_at("pledge.deals", "source", "since", to="registered_on"), "one of them"),
        (set_at("pledge.deals", "tests", to=[]), "test"),
        (set_at("pledge.deals", "compare", to=["year_end"]), "earlier end"),
        (set_at("pledge.amount_per_deal", "source", "to", to="pledge.nothing"), "pledge.nothing"),
        (set_at("pledge.amount_per_deal", "source", "to", to="licence.open"), "end of a period"),
        (set_at("pledge.amount_per_deal", "source", "of", to="pledge.assets_per_deal"), None),
        (set_at("pledge.amount_per_deal", "source", "of", to="pledge.amount_per_deal"), "itself"),
        (set_at("pledge.amount_per_deal", "kind", to="rate"), "rate"),
        (set_at("pledge.green_deals", "code", to="pledge.firms"), "twice"),
        (set_at("pledge.deals", "colour", to="red"), "Extra"),
    ],
)
def test_what_does_not_hold_together_is_refused_with_file_and_place(
    tmp_path: Path, change: Callable[[Any], None], word: str | None
) -> None:
    region = changed(tmp_path, change)
    if word is None:
        assert catalogue(region).derived()
        return
    with pytest.raises(Refusal, match=word) as refused:
        catalogue(region)
    assert refused.value.code == "figures.definition"


def test_a_test_with_a_column_that_its_view_has_not_is_refused_by_indicator_and_number(tmp_path: Path) -> None:
    given = set_at("pledge.deals", "tests", 0, "given", to=[{"amount_fen": 5}])
    with pytest.raises(Refusal, match=r"pledge\.deals.*1.*amount_fen"):
        list(failures(catalogue(changed(tmp_path, given))))


def test_a_region_replaces_a_family_and_keeps_the_others(tmp_path: Path) -> None:
    region = changed(tmp_path, set_at("pledge.deals", "label", "zh", to="质押笔"))
    assert catalogue(region).indicator("pledge.deals").label.zh == "质押笔"
    assert catalogue(region).indicator("patents.filed") == SHIPPED_ONES.indicator("patents.filed")


def test_a_view_in_which_the_place_is_no_text_is_refused(tmp_path: Path) -> None:
    view = read_yaml(SHIPPED / "views" / "pledge.yaml")
    view["place"] = "amount"
    (tmp_path / "views").mkdir()
    (tmp_path / "views" / "pledge.yaml").write_text(yaml.safe_dump(view, allow_unicode=True), encoding="utf-8")
    with pytest.raises(Refusal, match="amount"):
        catalogue(tmp_path)


def test_an_unknown_indicator_is_not_found() -> None:
    with pytest.raises(NotFound):
        SHIPPED_ONES.indicator("pledge.nothing")
    with pytest.raises(NotFound):
        SHIPPED_ONES.family_of("pledge.nothing")


def test_what_is_made_of_derived_figures_comes_after_them() -> None:
    codes = [one.code for one in SHIPPED_ONES.derived()]
    assert codes.index("patents.density_rank") > codes.index("patents.inventions_per_10k")


def test_a_share_has_bounds_and_a_value_beyond_them_is_not_possible() -> None:
    share = SHIPPED_ONES.indicator("patents.high_value_share")
    assert share.bounds.hold(Decimal(100))
    assert not share.bounds.hold(Decimal("100.01"))
    assert not Bounds().hold(Decimal(-1))


def test_a_stock_and_a_rate_have_no_running_total_a_flow_has() -> None:
    as_of = {one.code for one in SHIPPED_ONES if one.as_of}
    assert {"patents.valid_inventions", "patents.inventions_per_10k", "patents.density_rank"} <= as_of
    assert not {"patents.granted", "adjudication.closing_rate"} & as_of


@pytest.mark.parametrize(("value", "text"), [("12345.00", "1.23"), ("15000.00", "1.50"), ("50.00", "0.01")])
def test_a_value_is_rounded_half_up_only_when_shown(value: str, text: str) -> None:
    unit = Unit(label=Text("元", "CNY"), shown=Text("万元", "CNY 10k"), divisor=10000, places=2)
    assert str(shown(unit, Decimal(value))) == text


def test_an_indicator_survives_the_way_into_a_run_and_back() -> None:
    for one in SHIPPED_ONES:
        told = one.model_dump(mode="json")
        assert Indicator.model_validate(told).model_dump(mode="json") == told
