"""What a step may ask of its case: who was served already, which stretches stand, the law's numbers, days ahead."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from tests.hall.matters.test_several_parties import FORM, PARTY, RAW, ROLES, action, field, label, step

from zhiquan.hall.matters.clocks import Moment
from zhiquan.hall.matters.fold import apply
from zhiquan.hall.matters.load import matter_from, scenario_from
from zhiquan.hall.matters.moves import Application, plan_action, plan_opening
from zhiquan.hall.matters.prove import World, prove
from zhiquan.hall.matters.scenario import run
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.snapshot import Event, Snapshot
from zhiquan.rules.law import Book, Calendar

WHO = field("who", "party", party="respondent")
ONCE_EACH = {
    "key": "once-each",
    "holds": '!parties.exists(p, p.id == data.who && "serve" in p.done)',
    "message": label("已经送达过。"),
}
ALL_SERVED = {"key": "all", "holds": 'parties.all(p, "serve" in p.done)', "message": label("尚有未送达的当事人。")}
STANDS = {"key": "stands", "holds": "data.span in spans", "message": label("没有这段时间。")}
ENOUGH = {"key": "enough", "holds": "length(data.panel) >= law.least", "message": label("合议组人数不足。"),
          "law": {"least": "adjudication.panel"}}  # fmt: skip
SPANS = ("testing", "settlement")


def dispute() -> dict[str, Any]:
    raw = copy.deepcopy(RAW)
    raw["form"]["sections"][0]["fields"].append(field("place", "division", required=False))
    raw["place"] = "place"
    span = field("span", "choice", choices=[{"key": key, "label": label(key)} for key in SPANS])
    moves = [
        {"clock": "decision", "op": op, "span": key, "when": f'data.span == "{key}"'}
        for op in ("pause", "resume")
        for key in SPANS
    ]
    raw["actions"] = [
        *(kept for kept in raw["actions"] if kept["key"] not in {"serve", "waive", "decide", "suspend", "resume"}),
        action("serve", ["filed"], None, ["examiner"], fields=[WHO], requires={"conditions": [ONCE_EACH]},
               clocks=[{"clock": "defence", "op": "start", "of": "data.who"}]),
        action("begin_span", ["filed"], None, ["examiner"], fields=[span], clocks=moves[:2]),
        action("end_span", ["filed"], None, ["examiner"], fields=[span], requires={"conditions": [STANDS]},
               clocks=moves[2:]),
        action("call", ["filed"], None, ["examiner"], fields=[field("on", "date")],
               requires={"ahead": [{"field": "on", "limit": "adjudication.hearing.notice"}]}),
        action("evidence", ["filed"], None, ["examiner"], fields=[field("until", "date")],
               requires={"ahead": [{"field": "until", "limit": "adjudication.evidence"}]}),
        action("form_panel", ["filed"], None, ["head"], fields=[field("panel", many=True)],
               requires={"conditions": [ENOUGH]}),
        action("move", ["filed"], None, ["examiner"], fields=[field("to", "division")], transfers="to"),
        action("start_over", ["filed"], None, ["examiner"], fields=[field("stop", required=False)], clocks=[
            {"clock": "decision", "op": "stop", "when": 'data.stop != ""'}, {"clock": "decision", "op": "start"}]),
        action("decide", ["filed"], [
            {"state": "over", "outcome": "favourable", "when": 'data.won == "yes"'},
            {"state": "over", "outcome": "unfavourable"}], ["examiner"], fields=[field("won")],
               requires={"conditions": [ALL_SERVED]}, clocks=[{"clock": "decision", "op": "stop"}]),
    ]  # fmt: skip
    raw["states"] = [state for state in raw["states"] if state["key"] != "suspended"]
    return raw


@pytest.fixture
def quarrel() -> Matter:
    return matter_from(dispute())


def told(*steps: dict[str, Any], **form: Any) -> Any:
    opening = {"day": date(2026, 1, 5), "submit": True, "role": "applicant"}
    return scenario_from(
        "t", {"title": label("t"), "organisation": PARTY, "form": {**FORM, **form}, "steps": [opening, *steps]}
    )


def test_the_definition_proves_itself(quarrel: Matter, book: Book) -> None:
    assert prove(quarrel, {}, World(ROLES, set(), set(), book, date(2026, 1, 5))) == ()


@pytest.mark.parametrize(("won", "outcome"), [("yes", "favourable"), ("no", "unfavourable")])
def test_each_party_is_served_once_and_all_of_them_before_a_decision_of_either_outcome(
    quarrel: Matter, book: Book, days: Calendar, won: str, outcome: str
) -> None:
    story = told(
        step("2026-01-07", "serve", "examiner", data={"who": "respondent-1"}),
        step("2026-01-07", "serve", "examiner", data={"who": "respondent-1"}, expect={"refused": "cases.condition"}),
        step("2026-01-07", "decide", "examiner", data={"won": "yes"}, expect={"refused": "cases.condition"}),
        step("2026-01-08", "serve", "examiner", data={"who": "respondent-2"},
             expect={"clocks": {"defence/respondent-1": date(2026, 1, 22), "defence/respondent-2": date(2026, 1, 23)}}),
        step("2026-01-09", "decide", "examiner", data={"won": won}, expect={"outcome": outcome}),
    )  # fmt: skip
    assert run(story, quarrel, book, days) == ()


def test_stretches_that_overlap_are_left_out_once(quarrel: Matter, book: Book, days: Calendar) -> None:
    """Testing 7 to 17 January and settlement 12 to 22 January: 15 days left out, so 5 April + 15 = 20 April."""
    decision = "decision"
    story = told(
        step("2026-01-07", "begin_span", "examiner", data={"span": "testing"}, expect={"clocks": {decision: None}}),
        step("2026-01-12", "begin_span", "examiner", data={"span": "settlement"}),
        step("2026-01-17", "end_span", "examiner", data={"span": "testing"}, expect={"clocks": {decision: None}}),
        step("2026-01-17", "end_span", "examiner", data={"span": "testing"}, expect={"refused": "cases.condition"}),
        step("2026-01-22", "end_span", "examiner", data={"span": "settlement"},
             expect={"clocks": {decision: date(2026, 4, 20)}}),
    )  # fmt: skip
    assert run(story, quarrel, book, days) == ()


def test_a_hearing_is_told_in_time_counted_back_over_working_days(quarrel: Matter, book: Book, days: Calendar) -> None:
    """Three working days before Thursday 8 January is Monday the 5th; at least 15 days from the 6th is the 21st."""
    story = told(
        step("2026-01-05", "call", "examiner", data={"on": "2026-01-07"}, expect={"refused": "cases.too-soon"}),
        step("2026-01-05", "call", "examiner", data={"on": "2026-01-08"}),
        step("2026-01-06", "call", "examiner", data={"on": "2026-01-08"}, expect={"refused": "cases.too-soon"}),
        step("2026-01-06", "evidence", "examiner", data={"until": "2026-01-20"}, expect={"refused": "cases.too-soon"}),
        step("2026-01-06", "evidence", "examiner", data={"until": "2026-01-21"}),
    )
    assert run(story, quarrel, book, days) == ()


def test_a_condition_reckons_with_a_number_of_the_law(quarrel: Matter, book: Book, days: Calendar) -> None:
    story = told(
        step("2026-01-06", "form_panel", "head", data={"panel": ["甲", "乙"]}, expect={"refused": "cases.condition"}),
        step("2026-01-06", "form_panel", "head", data={"panel": ["甲", "乙", "丙"]}),
    )
    assert run(story, quarrel, book, days) == ()


def test_a_clock_that_runs_is_not_started_again_unless_the_step_ends_it_first(
    quarrel: Matter, book: Book, days: Calendar
) -> None:
    story = told(
        step("2026-01-06", "start_over", "examiner", data={"stop": ""}, expect={"refused": "cases.running"}),
        step("2026-01-06", "start_over", "examiner", data={"stop": "x"}, expect={"due": date(2026, 4, 7)}),
    )
    assert run(story, quarrel, book, days) == ()


def test_the_place_of_the_form_has_the_case_and_a_transfer_gives_it_to_another(
    quarrel: Matter, book: Book, days: Calendar
) -> None:
    when = Moment(date(2026, 1, 5), days, book)
    data = plan_opening(quarrel, Application({**FORM, "place": "990102"}, PARTY, (), ()), when)
    opened = apply(Snapshot(), Event(1, "opened", data, when.on), quarrel)
    moved = plan_action(quarrel, opened, quarrel.action("move"), {"to": "990103"}, when)
    transferred = apply(opened, Event(2, "acted", moved, when.on, 7, "examiner"), quarrel)
    assert (opened.division, transferred.division) == ("990102", "990103")
    assert plan_opening(quarrel, Application(FORM, PARTY, (), ()), when)["division"] == PARTY["division"]


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda raw: raw.update(place="others"), "place"),
        (lambda raw: raw["actions"][-3].update(transfers="nothing"), "actions.move.transfers"),
        (lambda raw: raw["actions"][-6]["requires"]["ahead"][0].update(field="x"),
         "actions.call.requires.ahead.x"),
        (lambda raw: raw["actions"][-6]["requires"]["ahead"][0].update(limit="no.such"),
         "actions.call.requires.ahead.on"),
        (lambda raw: raw["actions"][-4]["requires"]["conditions"][0].update(law={}),
         "actions.form_panel.requires.conditions.enough"),
        (lambda raw: raw["actions"][-4]["requires"]["conditions"][0].update(law={"least": "no.such"}),
         "actions.form_panel.requires.conditions"),
    ],
)  # fmt: skip
def test_a_spoilt_question_is_caught_at_its_place(spoil: Any, place: str, book: Book) -> None:
    raw = dispute()
    spoil(raw)
    faults = prove(matter_from(raw), {}, World(ROLES, set(), set(), book, date(2026, 1, 5)))
    assert place in {fault.place for fault in faults}
