"""The office's own figures beside those of a text: its own places, computed periods, the unit that the text uses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client

from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.model import Period
from zhiquan.insight.figures.views import View
from zhiquan.insight.readings.audit import audit
from zhiquan.insight.readings.ports import Held
from zhiquan.scenes.reporting import speaking
from zhiquan.scenes.reporting.cockpit import sides
from zhiquan.scenes.reporting.holdings import OwnFigures
from zhiquan.scenes.reporting.models import FigureRun, FigureValue
from zhiquan.scenes.reporting.runs import DERIVED, current_runs, pinned
from zhiquan.scenes.reporting.selectors import figure_table

pytestmark = pytest.mark.django_db
FIGURES = catalogue()


@pytest.fixture(autouse=True)
def run() -> FigureRun:
    """96 pledges from January to October 2026 in the city of the demonstration."""
    made = FigureRun.objects.create(
        view="pledge", lake_version=1, watermark="1", since=date(2025, 1, 1), through=date(2026, 10, 1),
        definition=pinned(FIGURES.views["pledge"], FIGURES.over("pledge")), places={}, inputs="0" * 64,
        computed_at=datetime(2026, 11, 1, tzinfo=UTC), current=True,
    )  # fmt: skip
    FigureValue.objects.create(
        view="pledge",
        since=made,
        indicator="pledge.deals",
        division="990100",
        period="2026-10-ytd",
        value="96",
        parts={},
    )
    return made


def beside(text: str) -> tuple[Held, ...]:
    own = OwnFigures()
    found = audit(text, places=own.places)
    return own.beside(found.readings[0], found.place)


def test_a_figure_of_the_own_place_and_period_is_held_and_opens() -> None:
    (held,) = beside("2026年1—10月，示例市办理知识产权质押登记99笔。")
    assert (held.value, held.unit) == (Decimal(96), "笔")
    assert (held.indicator, held.division, held.month) == ("pledge.deals", "990100", "2026-10-ytd")


def test_one_that_no_fact_touches_is_zero() -> None:
    (held,) = beside("2026年1—9月，示例市办理知识产权质押登记99笔。")
    assert held.value == 0


@pytest.mark.parametrize(
    "text",
    [
        "2026年1—10月，湖南省办理知识产权质押登记99笔。",
        "2026年1—11月，示例市办理知识产权质押登记99笔。",
        "示例市办理知识产权质押登记99笔。",
        "2026年1—10月，示例市办理知识产权质押登记99单。",
        "2026年1—10月，示例市有效发明专利99件。",
        "2026年1—10月，示例市力争办理知识产权质押登记99笔。",
    ],
)
def test_another_place_a_later_month_no_period_another_unit_a_target_have_nothing_beside_them(text: str) -> None:
    assert beside(text) == ()


@pytest.fixture
def records(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patents that were brought in up to June 2026, and what is made of them: 12.5 inventions per 10,000 people."""
    told = {"patents": date(2026, 6, 30)}
    made = {"since": date(2025, 1, 1), "through": date(2026, 10, 1), "watermark": "1", "lake_version": 1, "places": {}}
    made |= {"computed_at": datetime(2026, 11, 1, tzinfo=UTC), "current": True}
    patents = FIGURES.views["patents"]
    over = {"patents": (patents, FIGURES.over("patents")), DERIVED: (None, FIGURES.derived())}
    for name, (view, ones) in over.items():
        run = FigureRun.objects.create(view=name, definition=pinned(view, ones), inputs=name.rjust(64, "0"), **made)
        for period in ("2026-06", "2026-09"):
            value = {"patents.inventions_per_10k": "12.5"} if view is None else {"patents.valid_inventions": "900"}
            FigureValue.objects.bulk_create(
                FigureValue(view=name, since=run, indicator=one, division="990100", period=period, value=held, parts={})
                for one, held in value.items()
            )

    def source(view: View) -> SimpleNamespace:
        return SimpleNamespace(until=lambda: told.get(view.name))

    monkeypatch.setattr(speaking, "source_of", source)


@pytest.mark.usefixtures("records")
def test_what_is_made_of_records_speaks_no_further_than_they_do() -> None:
    told = speaking.Speaking(current_runs())
    assert told.closed("patents.valid_inventions") == Period(2026, 6)
    assert told.closed("patents.inventions_per_10k") == Period(2026, 6)
    assert told.closed("patents.density_rank") == Period(2026, 6)
    assert told.closed("pledge.amount_per_deal") == Period(2026, 9)
    assert told.until("pledge.amount_per_deal") is None
    density = sides("patents.inventions_per_10k", "990100", 2026, date(2026, 10, 5)).tile
    assert density is not None
    assert (density.period, density.until, density.running) == (Period(2026, 6), date(2026, 6, 30), None)
    assert density.line[-1].period == Period(2026, 6)
    row = next(row for row in figure_table("patents.inventions_per_10k", 2026).rows if row.division == "990100")
    assert [cell.period for cell in row.cells if cell] == ["2026-06"]


@pytest.mark.usefixtures("records")
def test_a_month_that_the_records_do_not_reach_has_nothing_beside_it() -> None:
    (held,) = beside("截至2026年6月底，示例市每万人口发明专利拥有量12.5件。")
    assert held.value == Decimal("12.5")
    assert beside("截至2026年9月底，示例市每万人口发明专利拥有量12.5件。") == ()


def test_the_page_says_whether_the_text_prints_what_is_held() -> None:
    text = "2026年1—10月，示例市办理知识产权质押登记{n}笔。"
    link = 'href="/figures/pledge.deals/?division=990100&amp;month=2026-10-ytd"'
    for n, said in ((96, "相同"), (99, "不同")):
        html = Client().post("/audit/", {"text": text.format(n=n)}).content.decode()
        assert link in html
        assert f">{said}</span>" in html
