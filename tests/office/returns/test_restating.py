"""After signing a value stands; what would come out now is listed beside it."""

from __future__ import annotations

import pytest
from django.conf import settings
from tests.office.returns.conftest import CITY, EAST, PROVINCE, SINCE, TRAINING, WEST, Office

from zhiquan.office.returns import services
from zhiquan.office.returns.files import package, return_of
from zhiquan.office.returns.models import Restatement, SignedFigure, Step
from zhiquan.office.returns.selectors import handed_in, places_below, round_totals, rows_behind
from zhiquan.office.rulebook.services import publish
from zhiquan.rules.refusal import Conflict, Refusal

MEETING = {"held-on": "2026-09-08", "place": "市政务中心", "banks": "3", "firms": "20", "firms-financed": "0"}


def test_one_amount_corrected_after_signing_leaves_the_signed_values_and_lists_what_changed(office: Office) -> None:
    round_ = office.opened()
    office.collected(round_, {EAST: [TRAINING], WEST: [TRAINING]})
    office.signed(round_)
    before = dict(SignedFigure.objects.values_list("pk", "value"))
    sheet = office.sheet(round_, EAST)
    services.correct(office.actor("province"), sheet.pk, 1, {**TRAINING, "persons": "60"}, "签到表复核", revision=1)
    assert dict(SignedFigure.objects.values_list("pk", "value")) == before
    listed = Restatement.objects.order_by("figure__division").values_list(
        "figure__division", "figure__measure", "was", "now"
    )
    assert list(listed) == [(PROVINCE, "persons", 160, 140), (CITY, "persons", 160, 140), (EAST, "persons", 80, 60)]


def test_a_correction_needs_a_signed_round_a_reason_and_a_difference(office: Office) -> None:
    round_ = office.opened()
    office.collected(round_, {EAST: [TRAINING]})
    sheet, province = office.sheet(round_, EAST), office.actor("province")
    with pytest.raises(Refusal, match="尚未核定"):
        services.correct(province, sheet.pk, 1, TRAINING, "更正", revision=1)
    office.signed(round_)
    for line, cells, reason, why in (
        (1, TRAINING, " ", "理由"),
        (1, TRAINING, "更正", "没有改动"),
        (9, TRAINING, "更正", "没有第 9 行"),
        (1, {**TRAINING, "persons": "0"}, "更正", "不得小于"),
    ):
        with pytest.raises(Refusal, match=why):
            services.correct(province, sheet.pk, line, cells, reason, revision=1)
    assert not Restatement.objects.exists()


def test_signed_values_and_steps_are_neither_changed_nor_removed(office: Office) -> None:
    round_ = office.opened()
    office.collected(round_, {EAST: [TRAINING]})
    office.signed(round_)
    figure = SignedFigure.objects.first()
    assert figure is not None
    attempts = (
        figure.save,
        figure.delete,
        SignedFigure.objects.all().delete,
        lambda: SignedFigure.objects.update(value=1),
        lambda: Step.objects.update(reason=""),
        Step.objects.all().delete,
    )
    for attempt in attempts:
        with pytest.raises(Refusal, match="不能修改或删除"):
            attempt()


def test_a_figure_opens_down_to_its_rows(office: Office) -> None:
    round_ = office.opened()
    other = {**TRAINING, "title": "品牌培训", "kind": "brand"}
    office.collected(round_, {EAST: [TRAINING, other], WEST: [TRAINING]})
    measure = next(one for one in return_of(round_.definition).measures if one.key == "high-value-sessions")
    rows = list(rows_behind(round_, measure, places_below(office.sheet(round_, CITY))))
    assert [(row.sheet.division, row.values["title"]) for row in rows] == [
        (EAST, "专利转化培训"),
        (WEST, "专利转化培训"),
    ]
    city = next(place for place in round_totals(round_) if place.sheet.division == CITY)
    assert city.totals[measure.key] == len(rows)


def test_a_correction_that_makes_two_lines_the_same_is_refused_as_it_would_have_been_before(office: Office) -> None:
    publish(package("bank-meetings", settings.DATA.region), by="test", in_force_from=SINCE)
    round_ = office.opened("bank-meetings")
    office.collected(round_, {EAST: [MEETING, {**MEETING, "place": "市图书馆"}]})
    office.signed(round_)
    sheet = office.sheet(round_, EAST)
    with pytest.raises(Refusal, match="重复"):
        services.correct(office.actor("province"), sheet.pk, 2, MEETING, "场所更正", revision=1)
    assert not Restatement.objects.exists()


def test_a_correction_based_on_an_older_line_does_not_undo_the_one_between(office: Office) -> None:
    round_ = office.opened()
    office.collected(round_, {EAST: [TRAINING]})
    office.signed(round_)
    sheet, province = office.sheet(round_, EAST), office.actor("province")
    services.correct(province, sheet.pk, 1, {**TRAINING, "persons": "60"}, "签到表复核", revision=1)
    with pytest.raises(Conflict, match="又被更正过"):
        services.correct(province, sheet.pk, 1, {**TRAINING, "firms": "29"}, "企业名单复核", revision=1)
    assert handed_in(sheet)[0].cells["persons"] == "60"
    services.correct(province, sheet.pk, 1, {**TRAINING, "persons": "60", "firms": "29"}, "企业名单复核", revision=2)
