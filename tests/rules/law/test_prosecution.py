"""The limits of prosecution: what starts them, what meets them, what the book does not know."""

from __future__ import annotations

import pytest
from tests.rules.law.making import book, day

from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import ClockState, Deadline, Happened, Lapse, Step, due, prosecution_deadlines, state

BOOK, CN = law_book(), calendar()
INVENTION, MODEL, DESIGN = PatentKind.INVENTION, PatentKind.UTILITY_MODEL, PatentKind.DESIGN


def deadlines(kind: PatentKind, *events: tuple[Step, str]) -> dict[str, Deadline]:
    found = prosecution_deadlines(kind, [Happened(step, day(on)) for step, on in events], BOOK)
    return {deadline.key: deadline for deadline in found}


def last_day(deadline: Deadline) -> str:
    assert deadline.ledger is not None
    return str(due(deadline.ledger, CN).on)


@pytest.mark.parametrize(
    ("kind", "events", "key", "last"),
    [
        (INVENTION, ((Step.FILED, "2026-01-19"),), "patent.filing.fee", "2026-03-19"),
        (INVENTION, ((Step.ACCEPTED, "2026-01-26"),), "patent.filing.fee.notice", "2026-02-10"),
        # three years from the priority, not from the filing: 20 January 2028
        (
            INVENTION,
            ((Step.FIRST_FILED, "2025-01-20"), (Step.FILED, "2026-01-19")),
            "patent.examination.request",
            "2028-01-20",
        ),
        (INVENTION, ((Step.FILED, "2025-06-03"),), "patent.publication", "2026-12-03"),
        (MODEL, ((Step.FILED, "2026-01-19"),), "patent.amendment.voluntary.utility_model", "2026-03-19"),
        (INVENTION, ((Step.EXAMINATION_ENTERED, "2026-01-19"),), "patent.amendment.voluntary.invention", "2026-04-20"),
        (INVENTION, ((Step.FIRST_ACTION, "2026-01-19"),), "patent.reply.first", "2026-05-19"),
        (INVENTION, ((Step.LATER_ACTION, "2026-01-19"),), "patent.reply.later", "2026-03-19"),
        (DESIGN, ((Step.GRANT_NOTICED, "2026-08-01"),), "patent.registration", "2026-10-08"),
        (INVENTION, ((Step.REJECTED, "2026-01-19"),), "patent.reexamination.request", "2026-04-20"),
        (DESIGN, ((Step.FIRST_FILED, "2026-01-19"),), "patent.priority.design", "2026-07-20"),
        (MODEL, ((Step.FIRST_FILED, "2025-01-20"),), "patent.priority.utility_model", "2026-01-20"),
        (
            INVENTION,
            ((Step.FIRST_FILED, "2024-01-20"), (Step.INTERNATIONAL, "2025-01-10")),
            "patent.pct.entry",
            "2026-07-20",
        ),
        (INVENTION, ((Step.INTERNATIONAL, "2024-03-20"),), "patent.pct.entry.late", "2026-11-20"),
        (MODEL, ((Step.EVALUATION_ASKED, "2026-01-19"),), "patent.evaluation", "2026-03-19"),
    ],
)
def test_a_step_starts_its_limit(kind: PatentKind, events: tuple[tuple[Step, str], ...], key: str, last: str) -> None:
    assert last_day(deadlines(kind, *events)[key]) == last


def test_limits_belong_to_their_kind_and_route() -> None:
    assert "patent.examination.request" not in deadlines(MODEL, (Step.FILED, "2026-01-19"))
    assert "patent.evaluation" not in deadlines(INVENTION, (Step.EVALUATION_ASKED, "2026-01-19"))
    assert "patent.pct.entry" not in deadlines(INVENTION, (Step.FIRST_FILED, "2025-01-20"))
    assert "patent.pct.entry" not in deadlines(DESIGN, (Step.INTERNATIONAL, "2025-01-20"))


def test_a_later_step_meets_the_limit() -> None:
    met = deadlines(INVENTION, (Step.FILED, "2026-01-19"), (Step.FEE_PAID, "2026-03-20"))["patent.filing.fee"]
    assert met.ledger is not None
    assert state(met.ledger, day("2026-04-01"), CN) is ClockState.LATE
    early = deadlines(INVENTION, (Step.FILED, "2026-01-19"), (Step.FEE_PAID, "2026-01-18"))["patent.filing.fee"]
    assert early.ledger is not None
    assert early.ledger.ended is None


def test_each_office_action_has_its_own_limit() -> None:
    events = [(Step.LATER_ACTION, "2026-03-02"), (Step.REPLIED, "2026-04-01"), (Step.LATER_ACTION, "2026-05-06")]
    found = prosecution_deadlines(INVENTION, [Happened(step, day(on)) for step, on in events], BOOK)
    assert [one.ledger and one.ledger.ended for one in found] == [day("2026-04-01"), None]


def test_what_follows_a_missed_limit_comes_from_the_book() -> None:
    fee = deadlines(INVENTION, (Step.FILED, "2026-01-19"))["patent.filing.fee"]
    assert fee.ledger is not None
    assert fee.ledger.expiry.does is Lapse.DEEMED
    assert "撤回" in fee.ledger.expiry.text.zh


def test_a_limit_the_book_does_not_know_is_listed_without_a_clock() -> None:
    found = prosecution_deadlines(INVENTION, [Happened(Step.REJECTED, day("2026-01-19"))], book())
    assert [(one.key, one.ledger) for one in found] == [("patent.reexamination.request", None)]
    assert prosecution_deadlines(INVENTION, [], BOOK) == ()
