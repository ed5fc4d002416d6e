"""The office's own figures beside those of a text: its own places, computed periods, the unit that the text uses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client

from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.readings.audit import audit
from zhiquan.insight.readings.ports import Held
from zhiquan.scenes.reporting.holdings import OwnFigures
from zhiquan.scenes.reporting.models import FigureRun, FigureValue
from zhiquan.scenes.reporting.runs import pinned

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


def test_the_page_says_whether_the_text_prints_what_is_held() -> None:
    text = "2026年1—10月，示例市办理知识产权质押登记{n}笔。"
    link = 'href="/figures/pledge.deals/?division=990100&amp;month=2026-10-ytd"'
    for n, said in ((96, "相同"), (99, "不同")):
        html = Client().post("/audit/", {"text": text.format(n=n)}).content.decode()
        assert link in html
        assert f">{said}</span>" in html
