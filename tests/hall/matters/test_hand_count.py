"""An adjudication with two respondents, counted by hand: every day that counts is written down, none is computed."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.definitions.test_disputes import matter, story

from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.hall.matters.clocks import Moment, ledgers
from zhiquan.hall.matters.fold import apply
from zhiquan.hall.matters.moves import Application, plan_action, plan_opening
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.snapshot import Event, Snapshot
from zhiquan.rules.forms.answers import read
from zhiquan.rules.law import due

FIRST, SECOND = "respondent-1", "respondent-2"
PANEL = {"panel": ["甲某", "乙某", "丙某"], "presiding": "甲某", "opinion": "符合立案条件。"}
RECEIPT = {"manner": "direct", "receiver": "收件人"}


def days(month: int, *numbers: int) -> list[date]:
    return [date(2026, month, number) for number in numbers]


def every(month: int, first: int, last: int) -> list[date]:
    return days(month, *range(first, last + 1))


# The Spring Festival of 2026: days off from Sunday 15 to Monday 23 February; Saturday 14 and Saturday 28 are worked.
FILING = days(2, 10, 11, 12, 13, 14)
FILING_EXTENDED = [*FILING, *days(2, 24, 25, 26, 27, 28)]
SENDING = [*days(2, 14), *days(2, 24, 25, 26, 27)]
DEFENCE_FIRST = [*every(2, 26, 28), *every(3, 1, 12)]  # served on 25 February, fifteen days
DEFENCE_SECOND = [*every(2, 28, 28), *every(3, 1, 29)]  # served abroad on 27 February, thirty days
FORWARDING = days(3, 3, 4, 5, 6, 9)  # handed in on Monday 2 March, five working days
SUSPENDED = [*every(3, 10, 31), *every(4, 1, 6)]  # from 10 March, resumed on 7 April
DEFENCE_SECOND_GOES_ON = [*every(2, 28, 28), *every(3, 1, 9), *every(4, 7, 26)]


class Story:
    """The case as it is told, and the last days of its open clocks."""

    def __init__(self, dispute: Matter) -> None:
        self.dispute, self.told = dispute, Snapshot()

    def _add(self, on: date, kind: str, data: dict[str, Any], role: str) -> None:
        self.told = apply(self.told, Event(self.told.seq + 1, kind, data, on, 1, role), self.dispute)

    def hand_in(self, on: date) -> None:
        told = story("adjudication", "favourable")
        form = read(self.dispute.fields, told["form"]).values
        application = Application(form, told["organisation"], [], [])
        self._add(
            on, "opened", plan_opening(self.dispute, application, Moment(on, calendar(), law_book())), "applicant"
        )

    def act(self, on: date, action: str, role: str = "examiner", party: str = "", **data: Any) -> None:
        moment = Moment(on, calendar(), law_book())
        planned = plan_action(self.dispute, self.told, self.dispute.action(action), data, moment, party=party)
        self._add(on, "acted", planned, role)

    def sign(self, on: date, template: str, *parties: str) -> None:
        for party in parties or ("",):
            about = {"template": template, "letter": self.told.seq, **({"party": party} if party else {})}
            self._add(on, "letter.signed", about, "head")

    def last_days(self) -> dict[str, date | None]:
        return {
            "/".join(filter(None, (one.clock.key, one.subject))): due(one.ledger, calendar()).on
            for one in ledgers(self.dispute, self.told)
            if one.ledger.ended is None
        }


def test_the_days_written_down_are_as_many_as_the_law_gives() -> None:
    assert [len(FILING), len(FILING_EXTENDED), len(SENDING), len(FORWARDING)] == [5, 10, 5, 5]
    assert [len(DEFENCE_FIRST), len(DEFENCE_SECOND), len(DEFENCE_SECOND_GOES_ON)] == [15, 30, 30]
    assert len(SUSPENDED) == 28
    assert set(every(2, 15, 23)).isdisjoint({*FILING_EXTENDED, *SENDING})
    assert set(SUSPENDED).isdisjoint(DEFENCE_SECOND_GOES_ON)


def test_two_respondents_a_suspension_and_extensions_across_the_festival_end_on_the_days_counted_by_hand() -> None:
    case = Story(matter("adjudication"))
    case.hand_in(date(2026, 2, 9))
    assert case.last_days() == {"filing": FILING[-1]}
    case.act(date(2026, 2, 12), "extend_filing", "head", reason="案情特别复杂。")
    assert case.last_days() == {"filing": FILING_EXTENDED[-1]}
    case.act(date(2026, 2, 13), "propose_filing", **PANEL)
    case.sign(date(2026, 2, 13), "filing_approval")
    case.act(date(2026, 2, 13), "file", "head")
    # three months from 13 February: the corresponding day, Wednesday 13 May
    assert case.last_days() == {"service": SENDING[-1], "decision": date(2026, 5, 13)}
    case.sign(date(2026, 2, 24), "notice_to_respond", FIRST, SECOND)
    case.act(date(2026, 2, 24), "dispatch", "window", method="post")

    # both receipts come back and are noted on 28 February; the clocks count from the days on them
    noted = date(2026, 2, 28)
    case.act(noted, "serve", "window", respondent=FIRST, residence="here",
             sent_on="2026-02-25", received_on="2026-02-25", **RECEIPT)  # fmt: skip
    case.act(noted, "serve", "window", respondent=SECOND, residence="abroad", manner="postal",
             sent_on="2026-02-24", received_on="2026-02-27")  # fmt: skip
    assert case.last_days() == {
        f"defence/{FIRST}": DEFENCE_FIRST[-1],
        f"defence_abroad/{SECOND}": DEFENCE_SECOND[-1],
        "decision": date(2026, 5, 13),
    }
    case.act(date(2026, 3, 2), "defend", "respondent", party=FIRST, statement="不构成侵权。")
    assert case.last_days()[f"forward/{FIRST}"] == FORWARDING[-1]
    case.act(date(2026, 3, 9), "forward_defence", "window", respondent=FIRST)

    case.act(
        date(2026, 3, 10), "suspend", "head", ground="invalidation", reason="无效宣告请求已受理。", evidence="通知书"
    )
    assert case.last_days() == {"decision": None, f"defence_abroad/{SECOND}": None}
    case.act(date(2026, 4, 7), "resume", "head", reason="维持专利权有效。")
    # 13 May and the 28 days left out: 10 June; the second respondent has nine days had and twenty-one to come
    assert case.last_days() == {
        "decision": date(2026, 6, 10),
        f"defence_abroad/{SECOND}": DEFENCE_SECOND_GOES_ON[-1],
    }
    case.act(date(2026, 6, 1), "extend", "head", reason="案情复杂。")
    # four months from 13 February: 13 June; and 28 days: Saturday 11 July, which moves to Monday 13 July
    assert case.last_days()["decision"] == date(2026, 7, 13)
    case.act(date(2026, 6, 15), "extend_higher", "head", reason="特别复杂。", approval="省知延〔2026〕1号")
    # six months from 13 February: 13 August; and 28 days: Thursday 10 September
    assert case.last_days()["decision"] == date(2026, 9, 10)
