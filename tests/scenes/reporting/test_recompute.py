"""Computing: what is new makes a new run, what is not changes nothing, and the swap is all or nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.scenes.reporting.conftest import NOW, STATISTICS, Enter, FilesLake, run_of

from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.scenes.reporting import services
from zhiquan.scenes.reporting.models import FigureRun, FigureValue
from zhiquan.scenes.reporting.selectors import open_figure
from zhiquan.scenes.reporting.services import recompute


def test_computing_twice_without_news_keeps_the_run_and_the_version(enter: Enter, lake: FilesLake) -> None:
    enter("质1")
    first = run_of(recompute(NOW, lake))
    second = run_of(recompute(NOW + timedelta(days=1), lake))
    assert (first.new, second.new, second.run.pk) == (True, False, first.run.pk)
    assert lake.versions["pledge"] == 1


def test_a_new_month_makes_a_new_run_over_the_same_facts(enter: Enter, lake: FilesLake) -> None:
    enter("质1")
    recompute(NOW, lake)
    assert run_of(recompute(NOW + timedelta(days=14), lake)).new
    assert lake.versions["pledge"] == 1
    assert open_figure("pledge.deals", "990101", "2026-04-ytd", STATISTICS).value == 1


def test_a_new_entry_makes_a_new_run_and_the_old_one_stays(enter: Enter, lake: FilesLake) -> None:
    enter("质1")
    recompute(NOW, lake)
    enter("质2")
    recompute(NOW, lake)
    runs = FigureRun.objects.filter(view="pledge").order_by("pk")
    assert list(runs.values_list("lake_version", "current", "rows")) == [(1, False, 1), (2, True, 2)]


def test_ending_an_entry_is_news_although_the_figures_of_its_month_stay(enter: Enter, lake: FilesLake) -> None:
    entry = enter("质1")
    recompute(NOW, lake)
    entry.valid_to = date(2026, 3, 19)
    entry.save()
    assert run_of(recompute(NOW, lake)).new
    figure = open_figure("pledge.deals", "990101", "2026-03", STATISTICS)
    assert (figure.value, figure.rows[0].values["ended_on"]) == (1, date(2026, 3, 19))


def test_asked_to_compute_again_it_does(enter: Enter, lake: FilesLake) -> None:
    enter("质1")
    recompute(NOW, lake)
    assert run_of(recompute(NOW, lake, again=True)).new
    assert lake.versions["pledge"] == 2


@pytest.mark.parametrize("wrong", [{"amount": "1.234"}, {"amount": "-1"}, {"amount": "many"}, {"debt_to": "soon"}])
def test_an_entry_that_cannot_be_counted_is_named_and_nothing_is_computed(
    enter: Enter, lake: FilesLake, wrong: dict[str, str]
) -> None:
    enter("质1")
    enter("质坏", **wrong)
    with pytest.raises(Refusal, match="质坏"):
        recompute(NOW, lake)
    assert (lake.versions["pledge"], FigureRun.objects.filter(view="pledge").count()) == (0, 0)


def test_an_entry_without_a_division_code_is_refused(enter: Enter, lake: FilesLake) -> None:
    enter("质1", division="")
    with pytest.raises(Refusal, match="六位数字"):
        recompute(NOW, lake)


def test_a_run_that_was_overtaken_leaves_no_trace(
    enter: Enter, lake: FilesLake, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter("质1")
    swap = services._swap

    def overtaken(*given: object) -> None:
        monkeypatch.setattr(services, "_swap", swap)
        recompute(NOW, lake)
        swap(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(services, "_swap", overtaken)
    with pytest.raises(Conflict):
        recompute(NOW, lake)
    run = FigureRun.objects.get(view="pledge", current=True)
    values = FigureValue.objects.filter(view="pledge")
    assert FigureValue.objects.held_by(run).count() == values.count()


def test_an_empty_register_gives_a_run_without_figures(db: None, lake: FilesLake) -> None:
    outcome = run_of(recompute(NOW, lake))
    assert (outcome.new, outcome.values) == (True, 0)
    assert open_figure("pledge.deals", "990000", "2026-03", STATISTICS).value == 0
