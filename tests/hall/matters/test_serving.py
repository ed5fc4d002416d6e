"""The day of service 送达日 by the Civil Procedure Law, and the clocks counting from it, in an adjudication."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.definitions.test_disputes import matter

from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.hall.matters.clocks import Moment, ledgers
from zhiquan.hall.matters.fold import apply, fold
from zhiquan.hall.matters.moves import FormRefusal, plan_action
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.snapshot import CaseParty, Event, LetterStand, Snapshot
from zhiquan.hall.matters.unlawful import broken
from zhiquan.rules.law import due
from zhiquan.rules.refusal import Refusal

FIRST, SECOND = "respondent-1", "respondent-2"
NOTED = date(2026, 3, 3)
RECEIPT = {
    "respondent": FIRST, "residence": "here", "manner": "direct", "sent_on": "2026-02-26", "received_on": "2026-02-26",
    "receiver": "前台李某",
}  # fmt: skip
LEFT = {"manner": "left", "witness": "拒绝签收，见证人周某", "received_on": "", "receiver": ""}
NOTICE = {"manner": "notice", "why_notice": "下落不明，本局网站公告", "received_on": "", "receiver": ""}


@pytest.fixture(scope="module")
def dispute() -> Matter:
    return matter("adjudication")


def standing(state: str, *letters: LetterStand) -> Snapshot:
    parties = (CaseParty(FIRST, "respondent", "西山示例制造有限公司"), CaseParty(SECOND, "respondent", "Example Ltd"))
    return Snapshot(seq=1, state=state, division="990101", parties=parties, letters=letters, opened_on=date(2026, 2, 9))


def notified(party: str = FIRST, stage: str = "signed") -> Snapshot:
    return standing("filed", LetterStand("notice_to_respond", 7, stage, "示知〔2026〕2号", party))


def after(dispute: Matter, snapshot: Snapshot, action: str, on: date = NOTED, **data: Any) -> Snapshot:
    """The case after a receipt was noted."""
    given = {name: value for name, value in data.items() if value}
    moment = Moment(on, calendar(), law_book())
    planned = plan_action(dispute, snapshot, dispute.action(action), given, moment)
    return apply(snapshot, Event(snapshot.seq + 1, "acted", planned, on, 3, "window"), dispute)


def last_days(dispute: Matter, snapshot: Snapshot) -> dict[str, date | None]:
    return {
        "/".join(filter(None, (one.clock.key, one.subject))): due(one.ledger, calendar()).on
        for one in ledgers(dispute, snapshot)
    }


@pytest.mark.parametrize(
    ("receipt", "served_on", "last_day"),
    [
        # signed for on 26 February, noted on 3 March: 26 + 15 days -> 13 March
        ({}, "2026-02-26", "2026-03-13"),
        ({"manner": "postal", "sent_on": "2026-02-24", "received_on": "2026-02-27", "receiver": ""},
         "2026-02-27", "2026-03-14"),
        ({"manner": "agent", "relation": "委托代理人", "received_on": "2026-02-27"}, "2026-02-27", "2026-03-14"),
        ({"manner": "entrusted", "received_on": "2026-02-28"}, "2026-02-28", "2026-03-15"),
        # left at the place on 25 February: served with that (art. 89)
        ({**LEFT, "sent_on": "2026-02-25"}, "2026-02-25", "2026-03-12"),
        ({"manner": "electronic", "sent_on": "2026-02-25", "received_on": "", "receiver": ""},
         "2026-02-25", "2026-03-12"),
        # published on 26 February, thirty days (art. 95) -> 28 March; fifteen days from there -> 12 April
        ({**NOTICE}, "2026-03-28", "2026-04-12"),
        # sixty days where there is no residence (art. 283) -> 27 April
        ({**NOTICE, "manner": "notice-abroad"}, "2026-04-27", "2026-05-12"),
    ],
)  # fmt: skip
def test_the_defence_counts_from_the_day_of_service_not_from_the_day_of_noting_it(
    dispute: Matter, receipt: dict[str, str], served_on: str, last_day: str
) -> None:
    told = after(dispute, notified(), "serve", **{**RECEIPT, **receipt})
    (done,) = told.done
    assert (done.on, done.served["on"], done.served["letter"]) == (NOTED, served_on, 7)
    assert last_days(dispute, told) == {f"defence/{FIRST}": date.fromisoformat(last_day)}


def test_without_a_residence_in_the_country_the_other_limit_counts(dispute: Matter) -> None:
    told = after(dispute, notified(), "serve", **{**RECEIPT, "residence": "abroad"})
    assert last_days(dispute, told) == {f"defence_abroad/{FIRST}": date(2026, 3, 28)}  # 26 February + 30 days


def test_the_time_to_sue_counts_for_each_from_its_own_service(dispute: Matter) -> None:
    told = standing("decided", LetterStand("decision", 9, "signed", "示知〔2026〕8号"))
    receipt = {name: value for name, value in RECEIPT.items() if name not in {"respondent", "residence"}}
    told = after(dispute, told, "serve_requester", **receipt)
    told = after(dispute, told, "serve_decision", respondent=FIRST, **{**receipt, **LEFT, "sent_on": "2026-02-27"})
    told = after(dispute, told, "serve_decision", respondent=SECOND, **{**receipt, "received_on": "2026-03-02"})
    assert last_days(dispute, told) == {
        "suit": date(2026, 3, 13),  # 26 February + 15
        f"suit/{FIRST}": date(2026, 3, 14),  # 27 February + 15
        f"suit/{SECOND}": date(2026, 3, 17),  # 2 March + 15
    }


@pytest.mark.parametrize(
    ("receipt", "code"),
    [
        ({"received_on": ""}, "cases.form"),  # who signs writes the day
        ({"receiver": ""}, "cases.form"),
        ({"manner": "agent"}, "cases.form"),  # in which relation
        ({**LEFT, "witness": ""}, "cases.form"),
        ({**NOTICE, "why_notice": ""}, "cases.form"),
        ({"sent_on": "2026-02-27"}, "law.service"),  # received before it was sent
        ({"received_on": "2026-03-04"}, "cases.service-ahead"),
        ({**NOTICE, "sent_on": "2026-03-04"}, "cases.service-ahead"),
    ],
)
def test_a_receipt_that_cannot_be_is_refused(dispute: Matter, receipt: dict[str, str], code: str) -> None:
    with pytest.raises((Refusal, FormRefusal)) as refused:
        after(dispute, notified(), "serve", **{**RECEIPT, **receipt})
    assert refused.value.code == code


@pytest.mark.parametrize("snapshot", [notified(SECOND), notified(FIRST, "reviewed"), standing("filed")])
def test_only_a_letter_that_is_signed_for_this_very_party_is_served(dispute: Matter, snapshot: Snapshot) -> None:
    with pytest.raises(Refusal) as refused:
        after(dispute, snapshot, "serve", **RECEIPT)
    assert refused.value.code == "cases.needs-letter"


def test_a_correction_names_an_earlier_step_and_comes_with_the_whole_story(dispute: Matter) -> None:
    stray = Event(2, "replaced", {"seq": 1, "reason": "有误", "data": {}}, NOTED)
    with pytest.raises(Refusal) as refused:
        apply(notified(), stray, dispute)
    assert refused.value.code == broken(stray, "").code
    opened = Event(1, "opened", {"division": "990101", "organisation": {}, "form": {}, "materials": [], "checks": []},
                   date(2026, 2, 9))  # fmt: skip
    with pytest.raises(Refusal):
        fold([opened, Event(2, "replaced", {"seq": 2, "reason": "有误", "data": {"x": 1}}, NOTED)], dispute)
