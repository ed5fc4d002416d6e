"""A dispute between several: clocks of each party, suspension, extension by level, reopening, corrections."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest

from zhiquan.hall.matters.clocks import Moment
from zhiquan.hall.matters.fold import apply, fold
from zhiquan.hall.matters.guards import Who, why_not
from zhiquan.hall.matters.load import matter_from, scenario_from
from zhiquan.hall.matters.prove import World, prove
from zhiquan.hall.matters.scenario import run
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.snapshot import Event, Snapshot
from zhiquan.rules.identifiers.division import Level
from zhiquan.rules.law import Book, Calendar
from zhiquan.rules.refusal import Refusal

ROLES = {"applicant", "examiner", "head", "system"}
LAW = "adjudication"


def label(zh: str) -> dict[str, str]:
    return {"zh": zh, "en": zh}


def action(key: str, start: list[str], to: Any, roles: list[str], **rest: Any) -> dict[str, Any]:
    where = {} if to is None else {"to": to}
    return {"key": key, "label": label(key), "from": start, **where, "roles": roles, **rest}


def field(key: str, kind: str = "text", **rest: Any) -> dict[str, Any]:
    return {"key": key, "label": label(key), "type": kind, **rest}


END = [{"state": "over", "outcome": "favourable"}]
RAW: dict[str, Any] = {
    "code": "quarrel", "version": "2026.1", "prefix": "JF", "title": label("纠纷"), "summary": label("纠纷"),
    "chain": "protect", "authority": {"kind": "own"}, "applicants": [label("某")], "basis": ["adjudication.decision"],
    "form": {"sections": [{"key": "all", "label": label("请求"), "fields": [
        field("others", "table", columns=[field("name"), field("code", "credit_code", required=False)], least_rows=1),
    ]}]},
    "states": [{"key": key, "label": label(key), "public": label(key), "final": key == "over"}
               for key in ("filed", "suspended", "over")],
    "opening": {"state": "filed", "clocks": [{"clock": "decision", "op": "start"}]},
    "parties": [{"key": "respondent", "label": label("被请求人"), "rows": "others", "name": "name", "code": "code",
                 "joins": "serve"}],
    "clocks": [
        {"key": "decision", "label": label("办案期限"), "legal": f"{LAW}.decision"},
        {"key": "defence", "label": label("答辩期限"), "legal": f"{LAW}.defence", "audience": "party"},
    ],
    "actions": [
        action("serve", ["filed"], None, ["examiner"], once=True,
               clocks=[{"clock": "defence", "op": "start", "each": "respondent"}]),
        action("defend", ["filed"], None, ["respondent"], fields=[field("answer")],
               clocks=[{"clock": "defence", "op": "stop", "of": "actor"}]),
        action("waive", ["filed"], None, ["examiner"], fields=[field("who", "party", party="respondent")],
               clocks=[{"clock": "defence", "op": "stop", "of": "data.who"}]),
        action("suspend", ["filed"], "suspended", ["examiner"], fields=[field("why")], clocks=[
            {"clock": "decision", "op": "pause", "reason": "why", "span": "suspension"},
            {"clock": "defence", "op": "pause"}]),
        action("resume", ["suspended"], "filed", ["examiner"], clocks=[
            {"clock": "decision", "op": "resume"}, {"clock": "defence", "op": "resume"}]),
        action("extend", ["filed"], None, ["head"], once=True, fields=[field("why")], requires={"level": "city"},
               clocks=[{"clock": "decision", "op": "extend", "by": f"{LAW}.decision.extension", "reason": "why"}]),
        action("decide", ["filed"], END, ["examiner"],
               requires={"done": ["serve"], "conditions": [
                   {"key": "odd", "holds": "int(data.panel) % 2 == 1", "message": label("合议组人数应为单数。")}]},
               fields=[field("panel", "number")],
               clocks=[{"clock": "decision", "op": "stop"}]),
        action("reopen", ["over"], "filed", ["head"], reopens=True, clocks=[{"clock": "decision", "op": "start"}]),
    ],
    "statistics": {"family": "quarrels", "counted_as": "case"},
}  # fmt: skip
FORM = {"others": [{"name": "甲公司"}, {"name": "乙公司", "code": "91990101MA0000001Y"}]}
PARTY = {"id": "1", "name": "某", "uscc": "X", "division": "990101"}


@pytest.fixture
def quarrel() -> Matter:
    return matter_from(RAW)


def told(*steps: dict[str, Any]) -> Any:
    opening = {"day": date(2026, 1, 5), "submit": True, "role": "applicant"}
    return scenario_from("t", {"title": label("t"), "organisation": PARTY, "form": FORM, "steps": [opening, *steps]})


def step(day: str, action: str, role: str, **rest: Any) -> dict[str, Any]:
    return {"day": date.fromisoformat(day), "action": action, "role": role, **rest}


def test_the_definition_proves_itself(quarrel: Matter, book: Book) -> None:
    assert prove(quarrel, {}, World(ROLES, set(), set(), book, date(2026, 1, 5))) == ()


def test_each_respondent_has_a_time_of_its_own(quarrel: Matter, book: Book, days: Calendar) -> None:
    first, second = "defence/respondent-1", "defence/respondent-2"
    story = told(
        step("2026-01-07", "serve", "examiner",
             expect={"clocks": {first: date(2026, 1, 22), second: date(2026, 1, 22)}}),
        step("2026-01-08", "defend", "respondent", party="respondent-2", data={"answer": "不侵权"},
             expect={"clocks": {first: date(2026, 1, 22), second: None}}),
        step("2026-01-09", "suspend", "examiner", data={"why": "无效宣告"},
             expect={"state": "suspended", "paused": True, "clocks": {first: None, "decision": None}}),
        step("2026-01-19", "resume", "examiner",
             expect={"clocks": {first: date(2026, 2, 1), "decision": date(2026, 4, 15)}}),
        step("2026-01-20", "waive", "examiner", data={"who": "respondent-3"}, expect={"refused": "cases.form"}),
        step("2026-01-20", "waive", "examiner", data={"who": "respondent-1"}, expect={"clocks": {first: None}}),
    )  # fmt: skip
    assert run(story, quarrel, book, days) == ()


def test_more_time_is_granted_by_the_level_the_law_names_and_only_once(
    quarrel: Matter, book: Book, days: Calendar
) -> None:
    story = told(
        step("2026-01-06", "extend", "head", level="county", data={"why": "x"}, expect={"refused": "cases.level"}),
        step("2026-01-06", "extend", "head", level="city", data={"why": "案情复杂"},
             expect={"state": "filed", "clocks": {"decision": date(2026, 5, 6)}}),
        step("2026-01-07", "extend", "head", level="province", data={"why": "再延"}, expect={"refused": "cases.once"}),
    )  # fmt: skip
    assert run(story, quarrel, book, days) == ()


def test_what_must_come_first_and_what_must_hold_is_said(quarrel: Matter, book: Book, days: Calendar) -> None:
    story = told(
        step("2026-01-06", "decide", "examiner", data={"panel": "3"}, expect={"refused": "cases.not-done"}),
        step("2026-01-07", "serve", "examiner"),
        step("2026-01-08", "decide", "examiner", data={"panel": "4"}, expect={"refused": "cases.condition"}),
        step("2026-01-08", "decide", "examiner", data={"panel": "3"}, expect={"outcome": "favourable", "clocks": {}}),
        step("2026-01-09", "serve", "examiner", expect={"refused": "cases.closed"}),
        step("2026-01-09", "reopen", "head", expect={"state": "filed", "outcome": "", "due": date(2026, 4, 9)}),
    )
    assert run(story, quarrel, book, days) == ()


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda raw: raw["actions"][5]["clocks"][0].update(by="pledge.registration"),
         "actions.extend.clocks.decision.by"),
        (lambda raw: raw["actions"][3]["clocks"][0].update(span="hearing"), "actions.suspend.clocks.decision.span"),
        (lambda raw: raw["actions"][0]["clocks"][0].update(each="stranger"), "actions.serve.clocks.defence.each"),
        (lambda raw: raw["actions"][1]["clocks"][0].update(of="data.nobody"), "actions.defend.clocks.defence"),
        (lambda raw: raw["actions"][6]["requires"].update(done=["nothing"]), "actions.decide.requires.done"),
        (lambda raw: raw["actions"][6]["requires"]["conditions"][0].update(holds="oops.x"),
         "actions.decide.requires.conditions.odd"),
        (lambda raw: raw["actions"][7].update({"from": ["filed"]}), "actions.reopen.from"),
        (lambda raw: raw["parties"][0].update(rows="nothing"), "parties.respondent.rows"),
        (lambda raw: raw["parties"][0].update(code="nothing"), "parties.respondent"),
        (lambda raw: raw["actions"][2]["fields"][0].update(party="judge"), "actions.waive.fields.who"),
        (lambda raw: raw["clocks"][1].update(on_expiry="nothing"), "clocks.defence.on_expiry"),
    ],
)  # fmt: skip
def test_a_spoilt_dispute_is_caught_at_its_place(spoil: Any, place: str, book: Book) -> None:
    raw = copy.deepcopy(RAW)
    spoil(raw)
    faults = prove(matter_from(raw), {}, World(ROLES, set(), set(), book, date(2026, 1, 5)))
    assert place in {fault.place for fault in faults}


LIMIT = {"key": "adjudication.decision", "amount": 3, "unit": "month", "roll": True}
DAY = date(2026, 1, 5)


def opened() -> Event:
    clocks = [{"clock": "decision", "op": "start", "legal": LIMIT}]
    data = {"form": {}, "organisation": {}, "division": "990101", "materials": [], "checks": [], "clocks": clocks}
    return Event(1, "opened", data, DAY)


def done(seq: int, key: str, to: str) -> Event:
    return Event(seq, "acted", {"action": key, "to": to, "data": {}, "clocks": []}, DAY, 7, "examiner")


def test_a_correction_takes_a_step_back_as_if_it_never_was(quarrel: Matter) -> None:
    events = [opened(), done(2, "serve", "filed"), done(3, "decide", "over")]
    assert fold(events, quarrel).closed
    corrected = fold([*events, Event(4, "voided", {"seq": 3, "reason": "录入有误"}, DAY)], quarrel)
    assert (corrected.closed, corrected.state, corrected.seq) == (False, "filed", 4)
    assert corrected.times("decide") == 0


def test_a_correction_on_which_later_steps_rest_is_refused(quarrel: Matter) -> None:
    events = [opened(), done(2, "serve", "filed"), done(3, "decide", "over"), done(4, "reopen", "filed")]
    for seq in (1, 3, 5, 9):
        with pytest.raises(Refusal) as refused:
            fold([*events, Event(5, "voided", {"seq": seq, "reason": "x"}, DAY)], quarrel)
        assert refused.value.code == "matters.unlawful-event"
    with pytest.raises(Refusal):
        apply(fold(events, quarrel), Event(5, "voided", {"seq": 2}, DAY), quarrel)


def test_who_is_recused_handles_nothing(quarrel: Matter, book: Book, days: Calendar) -> None:
    events = [
        opened(),
        Event(2, "assigned", {"user": 7, "role": "examiner"}, DAY),
        Event(3, "recused", {"user": 7, "reason": "近亲属"}, DAY),
    ]
    snapshot = fold(events, quarrel)
    assert (snapshot.handlers, snapshot.recused) == ({}, frozenset({7}))
    who = Who(7, frozenset({"examiner"}), frozenset({Level.PROVINCE}))
    refusal = why_not(quarrel, snapshot, quarrel.action("serve"), who, Moment(DAY, days, book))
    assert refusal is not None
    assert refusal.code == "cases.recused"
    with pytest.raises(Refusal):
        fold([*events, Event(4, "assigned", {"user": 7, "role": "examiner"}, DAY)], quarrel)


def test_a_closed_case_is_rated_once_and_called_back_once(quarrel: Matter) -> None:
    rated = Event(4, "rated", {"grade": 2, "comment": "太慢"}, DAY)
    story = [opened(), done(2, "serve", "filed"), done(3, "decide", "over")]
    snapshot = fold([*story, rated, Event(5, "called_back", {"answer": "已致歉"}, DAY)], quarrel)
    assert snapshot.rating is not None
    assert (snapshot.rating.poor, snapshot.rating.answer) == (True, "已致歉")
    wrong: list[list[Event]] = [
        [opened(), Event(2, "rated", {"grade": 5}, DAY)],
        [*story, Event(4, "rated", {"grade": 0}, DAY)],
        [*story, rated, Event(5, "rated", {"grade": 5}, DAY)],
        [*story, Event(4, "called_back", {"answer": "x"}, DAY)],
        [*story, rated, Event(5, "called_back", {"answer": "x"}, DAY), Event(6, "called_back", {"answer": "y"}, DAY)],
    ]
    for events in wrong:
        with pytest.raises(Refusal):
            fold(events, quarrel)


def test_links_tags_and_reminders_are_kept_and_a_reminder_goes_out_once(quarrel: Matter) -> None:
    events = [
        opened(),
        Event(2, "linked", {"number": "JF2026-2", "relation": "series"}, DAY),
        Event(3, "tagged", {"tag": "spring-campaign"}, DAY),
        Event(4, "told", {"key": "decision//5"}, DAY),
    ]
    snapshot = fold(events, quarrel)
    assert [link.number for link in snapshot.links] == ["JF2026-2"]
    assert (snapshot.tags, snapshot.told) == (frozenset({"spring-campaign"}), frozenset({"decision//5"}))
    with pytest.raises(Refusal):
        fold([*events, Event(5, "told", {"key": "decision//5"}, DAY)], quarrel)
    assert Snapshot().run("decision") is None
