"""A round over three levels: filled, handed in, sent back, urged, locked, signed by somebody else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.office.returns.conftest import CITY, COUNTIES, EAST, PROVINCE, TRAINING, WEST, Office

from zhiquan.hall.notices.models import Happening
from zhiquan.hall.notices.returns import remind_of_returns
from zhiquan.hall.notices.selectors import inbox
from zhiquan.hall.notices.spreading import spread
from zhiquan.office.access.models import Deputy, Post, User
from zhiquan.office.access.roles import Role
from zhiquan.office.returns import selectors, services
from zhiquan.office.returns.models import Round, Row, Sheet, SignedFigure, Step
from zhiquan.office.returns.rows import Typed
from zhiquan.office.returns.selectors import round_totals, rounds_for, sheets_for, typed_rows
from zhiquan.office.returns.services import filling
from zhiquan.rules.refusal import Conflict, NotFound, Refusal


def value(office: Office, round_: object, division: str, measure: str = "sessions") -> Decimal:
    return next(place.totals[measure] for place in round_totals(round_) if place.sheet.division == division)  # type: ignore[arg-type]


def test_a_round_asks_every_place_of_the_tree_each_by_its_own_working_day(office: Office) -> None:
    round_ = office.opened()
    due = dict(round_.sheets.values_list("division", "due"))
    assert set(due) == {PROVINCE, CITY, *COUNTIES}
    # the first working days after the national holiday of 1 to 7 October: 8, 9, 10 (a make-up Saturday), 12, 13 …
    assert (due[EAST], due[CITY], due[PROVINCE]) == (date(2026, 10, 10), date(2026, 10, 13), date(2026, 10, 16))


def test_rows_go_up_from_the_county_to_what_the_head_signs(office: Office) -> None:
    round_ = office.opened()
    office.collected(round_, {EAST: [TRAINING, {**TRAINING, "title": "商标培训", "kind": "brand"}], WEST: [TRAINING]})
    office.signed(round_)
    signed = dict(SignedFigure.objects.filter(division=PROVINCE).values_list("measure", "value"))
    assert signed == {"sessions": 3, "high-value-sessions": 2, "brand-sessions": 1, "persons": 240, "firms": 90}
    assert SignedFigure.objects.get(division=WEST, measure="persons").value == 80


def test_what_is_sent_back_does_not_count_until_it_comes_again(office: Office) -> None:
    round_ = office.opened()
    sheet = office.fill(round_, EAST, [TRAINING])
    assert value(office, round_, CITY) == 1
    services.send_back(office.actor("city"), sheet.pk, "人数与签到表不符")
    assert value(office, round_, CITY) == 0
    again = services.save_draft(office.actor(f"clerk-{EAST}"), sheet.pk, 3, [Typed(1, {**TRAINING, "persons": "75"})])
    services.submit(office.actor(f"clerk-{EAST}"), sheet.pk, again.version)
    assert value(office, round_, CITY, "persons") == 75
    revisions = Row.objects.filter(sheet=sheet).order_by("revision").values_list("line", "revision", "latest")
    assert list(revisions) == [(1, 1, False), (1, 2, True)]
    kinds = Step.objects.filter(sheet=sheet).order_by("pk").values_list("kind", "reason")
    assert list(kinds) == [("submitted", ""), ("sent-back", "人数与签到表不符"), ("submitted", "")]


def test_a_line_taken_out_and_one_added_leave_the_others_as_they_were(office: Office) -> None:
    round_ = office.opened()
    rows = [{**TRAINING, "title": name} for name in ("甲", "乙", "丙")]
    sheet = office.fill(round_, EAST, rows)
    services.send_back(office.actor("city"), sheet.pk, "乙未举办，漏报丁")
    typed = [Typed(1, rows[0]), Typed(3, rows[2]), Typed(None, {**TRAINING, "title": "丁"})]
    kept = services.save_draft(office.actor(f"clerk-{EAST}"), sheet.pk, 3, typed)
    services.submit(office.actor(f"clerk-{EAST}"), sheet.pk, kept.version)
    latest = Row.objects.filter(sheet=sheet, latest=True).order_by("line")
    assert [(row.line, row.revision, row.removed) for row in latest] == [
        (1, 1, False),
        (2, 2, True),
        (3, 1, False),
        (4, 1, False),
    ]


def test_a_wrong_row_keeps_the_sheet_back_and_nothing_typed_is_lost(office: Office) -> None:
    round_ = office.opened()
    with pytest.raises(Refusal, match="第 1 行"):
        office.fill(round_, EAST, [{**TRAINING, "persons": "八十"}])
    sheet = office.sheet(round_, EAST)
    assert sheet.state == Sheet.State.OPEN
    assert sheet.typed[0]["cells"]["persons"] == "八十"


def test_nothing_is_handed_in_by_silence(office: Office) -> None:
    round_ = office.opened()
    sheet = office.sheet(round_, EAST)
    clerk = office.actor(f"clerk-{EAST}")
    with pytest.raises(Refusal, match="零报告"):
        services.submit(clerk, sheet.pk, sheet.version)
    services.submit(clerk, sheet.pk, sheet.version, nil=True)
    assert office.sheet(round_, EAST).nil


def test_a_nil_report_with_rows_is_refused(office: Office) -> None:
    sheet = office.sheet(office.opened(), EAST)
    clerk = office.actor(f"clerk-{EAST}")
    kept = services.save_draft(clerk, sheet.pk, sheet.version, [Typed(None, TRAINING)])
    with pytest.raises(Refusal, match="删去所有行"):
        services.submit(clerk, sheet.pk, kept.version, nil=True)


def test_who_is_missing_is_named_with_a_reason_or_waited_for(office: Office) -> None:
    round_ = office.opened()
    for county in COUNTIES[1:]:
        services.accept(office.actor("city"), office.fill(round_, county, []).pk)
    city = office.sheet(round_, CITY)
    with pytest.raises(Refusal, match="东湖区"):
        services.submit(office.actor("city"), city.pk, city.version)
    services.submit(office.actor("city"), city.pk, city.version, reason="该区机构改革，下月补报")
    assert Step.objects.get(sheet=city).reason == "东湖区：该区机构改革，下月补报"


def test_a_late_place_is_urged_once_a_day_and_only_while_it_is_missing(office: Office) -> None:
    round_ = office.opened()
    sheet = office.sheet(round_, EAST)
    services.urge(office.actor("city"), sheet.pk, today=office.clock.today)
    with pytest.raises(Refusal, match="已经催报"):
        services.urge(office.actor("city"), sheet.pk, today=office.clock.today)
    office.clock.turn(days=1)
    services.urge(office.actor("city"), sheet.pk, today=office.clock.today)
    office.fill(round_, EAST, [TRAINING])
    office.clock.turn(days=1)
    with pytest.raises(Conflict):
        services.urge(office.actor("city"), sheet.pk, today=office.clock.today)


def test_a_county_that_was_accepted_comes_back_only_through_its_city(office: Office) -> None:
    round_ = office.opened()
    office.collected(round_, {EAST: [TRAINING]})
    east, city = office.sheet(round_, EAST), office.sheet(round_, CITY)
    with pytest.raises(Conflict, match="先由上级退回"):
        services.send_back(office.actor("city"), east.pk, "重复")
    services.send_back(office.actor("province"), city.pk, "东湖区人数异常")
    assert services.send_back(office.actor("city"), east.pk, "请核对").state == Sheet.State.RETURNED


def test_who_handed_in_does_not_accept_and_who_locked_does_not_sign(office: Office) -> None:
    office.post(f"clerk-{EAST}", Role.STATISTICS, CITY)
    office.post("province", Role.HEAD, PROVINCE)
    round_ = office.opened()
    sheet = office.fill(round_, EAST, [TRAINING])
    with pytest.raises(Refusal, match="不能接收自己"):
        services.accept(office.actor(f"clerk-{EAST}"), sheet.pk)
    services.lock(office.actor("province"), round_.pk, "只有一个县")
    with pytest.raises(Refusal, match="另一人核定"):
        services.sign(office.actor("province"), round_.pk)


def test_a_locked_round_takes_nothing_any_more(office: Office) -> None:
    round_ = office.opened()
    office.collected(round_, {})
    services.lock(office.actor("province"), round_.pk)
    for attempt in (
        lambda: services.send_back(office.actor("province"), office.sheet(round_, CITY).pk, "晚了"),
        lambda: services.lock(office.actor("province"), round_.pk),
    ):
        with pytest.raises(Refusal, match="已锁定"):
            attempt()


def test_a_view_that_is_older_than_the_sheet_changes_nothing(office: Office) -> None:
    sheet = office.sheet(office.opened(), EAST)
    clerk = office.actor(f"clerk-{EAST}")
    services.save_draft(clerk, sheet.pk, 0, [Typed(None, TRAINING)])
    with pytest.raises(Conflict, match="刷新"):
        services.save_draft(clerk, sheet.pk, 0, [Typed(None, {**TRAINING, "title": "别的"})])
    assert office.sheet(sheet.round, EAST).typed[0]["cells"]["title"] == "专利转化培训"


def test_each_sees_the_own_place_and_what_lies_below_and_nobody_else(office: Office) -> None:
    round_ = office.opened()
    office.post("audit", Role.AUDIT, PROVINCE)
    User.objects.create(username="nobody")
    seen = {
        name: set(sheets_for(office.actor(name)).values_list("division", flat=True))
        for name in ("province", "city", f"clerk-{EAST}", "audit", "nobody")
    }
    assert seen == {
        "province": {PROVINCE, CITY, *COUNTIES},
        "city": {CITY, *COUNTIES},
        f"clerk-{EAST}": {EAST},
        "audit": set(),
        "nobody": set(),
    }
    assert list(rounds_for(office.actor("nobody"))) == []
    neighbour = office.sheet(round_, WEST)
    with pytest.raises(NotFound):
        services.save_draft(office.actor(f"clerk-{EAST}"), neighbour.pk, 0, [Typed(None, TRAINING)])
    with pytest.raises(NotFound):
        services.accept(office.actor("province"), office.fill(round_, WEST, [TRAINING]).pk)


def test_a_deputy_acts_in_the_holders_place_and_the_step_says_so(office: Office) -> None:
    holder = Post.objects.get(user__username=f"clerk-{EAST}")
    other = User.objects.create(username="other")
    Deputy.objects.create(
        post=holder, user=other, valid_from=date(2026, 10, 1), named_at=office.clock.at, named_by=holder.user
    )
    sheet = office.sheet(office.opened(), EAST)
    services.submit(office.actor("other"), sheet.pk, 0, nil=True)
    step = Step.objects.get(sheet=sheet)
    assert (step.by, step.in_place_of) == (other, holder.user)


@pytest.mark.parametrize(
    ("code", "period", "place", "why"),
    [
        ("trainings", "2026-9", PROVINCE, "2026-09"),
        ("trainings", "2026-10", PROVINCE, "2026-10-31"),
        ("trainings", "2026-09", CITY, "不由您"),
    ],
)
def test_a_round_that_cannot_be_is_refused_with_what_to_do(
    office: Office, code: str, period: str, place: str, why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        services.open_round(office.actor("province"), code, period, place, today=office.clock.today)


def test_a_period_is_asked_for_once(office: Office) -> None:
    office.opened()
    with pytest.raises(Conflict, match="已经开始"):
        office.opened()


def test_whoever_took_all_rows_out_of_a_sheet_sent_back_can_report_nil(office: Office) -> None:
    round_ = office.opened()
    sheet = office.fill(round_, EAST, [TRAINING])
    services.send_back(office.actor("city"), sheet.pk, "这场不在本期")
    clerk, back = office.actor(f"clerk-{EAST}"), office.sheet(round_, EAST)
    assert [row.cells["title"] for row in typed_rows(back)] == [TRAINING["title"]], "what was handed in is the draft"
    kept = services.save_draft(clerk, sheet.pk, back.version, [Typed(1, {})])
    assert typed_rows(kept) == []
    services.submit(clerk, sheet.pk, kept.version, nil=True)
    assert value(office, round_, CITY) == 0


def test_a_round_locked_while_a_step_was_waiting_takes_that_step_no_more(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another transaction locks the round between the first look at the sheet and the step."""
    round_ = office.opened()
    sheet = office.sheet(round_, EAST)
    read = selectors.get_sheet_for

    def late(*args: Any, **kwargs: Any) -> Sheet:
        seen = read(*args, **kwargs)
        Round.objects.filter(pk=round_.pk).update(locked_at=office.clock.at)
        return seen

    for module in (selectors, filling):
        monkeypatch.setattr(module, "get_sheet_for", late, raising=False)
    with pytest.raises(Refusal, match="已锁定"):
        services.submit(office.actor(f"clerk-{EAST}"), sheet.pk, sheet.version, nil=True)


def told(office: Office, name: str) -> list[str]:
    """The sentences in somebody's inbox, the oldest first."""
    spread()
    return [row.said.zh for row in reversed(inbox(office.actor(name), unread=False)[0])]


def test_who_fills_is_told_that_the_round_began_that_a_sheet_came_back_and_that_it_is_urged(office: Office) -> None:
    round_ = office.opened()
    sheet = office.fill(round_, EAST, [TRAINING])
    services.send_back(office.actor("city"), sheet.pk, "人数与签到表不符")
    services.urge(office.actor("city"), sheet.pk, today=office.clock.today)
    began, back, urged = told(office, f"clerk-{EAST}")
    assert "东湖区请在2026年10月10日前报送" in began
    assert "被退回" in back
    assert "人数" not in back  # the reason stands on the page, not in a mail
    assert urged.startswith("催报：东湖区的")
    assert [one.link for one in Happening.objects.filter(text__zh=back)] == [f"/returns/sheets/{sheet.pk}/"]
    assert len(told(office, f"clerk-{WEST}")) == len(told(office, "city")) == 1  # the beginning of their own sheets
    assert told(office, "province") == []  # who opened it knows, and hands in to nobody


def test_a_deputy_of_who_fills_is_told_too_and_who_took_the_step_is_not(office: Office) -> None:
    user = User.objects.create(username="deputy")
    post = Post.objects.get(user__username=f"clerk-{EAST}")
    Deputy.objects.create(
        post=post,
        user=user,
        valid_from=date(2026, 10, 1),
        valid_to=date(2026, 10, 31),
        named_at=office.clock.at,
        named_by=post.user,
    )
    office.opened()
    spread()
    assert Happening.objects.count() == 5
    began = next(one for one in Happening.objects.all() if "东湖区" in one.text["zh"])
    assert {row.user.username for row in began.notices.all()} == {"deputy", f"clerk-{EAST}"}


def test_a_sheet_that_is_due_soon_is_called_to_mind_once_and_one_that_is_in_never(office: Office) -> None:
    round_ = office.opened()
    office.clock.turn(days=-4)  # the eighth: the counties hand in by the tenth, the city by the thirteenth
    office.fill(round_, EAST, [TRAINING])
    assert remind_of_returns() == 3
    assert remind_of_returns() == 0
    assert [len(told(office, f"clerk-{county}")) for county in COUNTIES] == [1, 2, 2, 2]
    office.clock.turn(days=3)
    assert remind_of_returns() == 1  # the city; the counties' day has passed
    assert told(office, "city")[-1].endswith("还没有报送，2026年10月13日到期。")


def test_a_round_that_is_locked_tells_only_who_is_missing(office: Office) -> None:
    round_ = office.opened()
    office.fill(round_, EAST, [TRAINING])
    services.lock(office.actor("province"), round_.pk, "月底前汇总")
    assert len(told(office, f"clerk-{EAST}")) == 1
    assert "已锁定" in told(office, f"clerk-{WEST}")[-1]
