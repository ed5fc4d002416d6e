"""An organisation's rights: which are its own, who may see what they cost, what it is told and what fits it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.hall.cases.world import World, build
from tests.scenes.market.test_checks import Corpus, number, record

from zhiquan.hall.matters.ports import CheckOutcome
from zhiquan.hall.notices.models import Happening
from zhiquan.office.access import services as access
from zhiquan.office.registers.services import enter
from zhiquan.records.corpus.model import EventRecord, MarkClass, MarkRecord, Party
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.scenes.management import services
from zhiquan.scenes.management.fitting import Fit, fits, programmes
from zhiquan.scenes.management.marks import HeldMark, marks_of
from zhiquan.scenes.management.models import Choice, Looked, Reminded
from zhiquan.scenes.management.plan_of import plan_of, workbook
from zhiquan.scenes.management.portfolio import portfolio_of
from zhiquan.scenes.management.reminders import remind
from zhiquan.scenes.management.selectors import accounts_of, get_organisation_for, organisations_for

ON = date(2026, 7, 6)
OLD, NEW, SHARED, STRANGE = map(number, ("201410000001", "202310000001", "201810000003", "201910000004"))


class Firm:
    """A firm with patents that name it, and one that does not."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world: World = build(monkeypatch)
        self.firm = self.world.firm
        name = self.firm.name
        self.corpus = Corpus(
            replace(record(OLD, "invention", date(2014, 9, 10), name), grant_date=date(2017, 3, 1)),
            record(NEW, "invention", date(2023, 1, 4), name),
            replace(record(SHARED, "invention", date(2018, 8, 1), name, "乙公司"), grant_date=date(2020, 3, 1)),
            replace(record(STRANGE, "invention", date(2019, 8, 20), "丙公司"), grant_date=date(2021, 3, 1)),
        )
        self.corpus.named = lambda who: [r for r in self.corpus.records.values() if who in r.applicants]  # type: ignore[attr-defined]
        self.told: dict[str, list[EventRecord]] = {}
        monkeypatch.setattr("zhiquan.scenes.shared.corpus.open_corpus", lambda: self.corpus)
        monkeypatch.setattr("zhiquan.scenes.management.portfolio.events_of", lambda rights: self.told)

    @property
    def actor(self) -> Any:
        return self.world.actor("applicant")

    def numbers(self) -> list[str]:
        return [held.number for held in portfolio_of(self.firm, self.world.clock.at.date()) if not held.gone]

    def fit(self, code: str) -> Fit:
        return next(one for one in fits(self.firm, ON) if one.programme.code == code)


@pytest.fixture
def firm(monkeypatch: pytest.MonkeyPatch, db: None) -> Firm:
    return Firm(monkeypatch)


def moved(right: str, to: str, on: date = date(2024, 1, 1)) -> EventRecord:
    return EventRecord(
        record="e", key=right, source="gazette", batch="1", vintage=ON, raw_hash="", event="transferred", code="T",
        on=on, parties=(Party(role="to", name=to),),
    )  # fmt: skip


def test_the_rights_are_those_that_name_it_and_those_it_says_are_its_own(firm: Firm) -> None:
    assert firm.numbers() == [OLD, SHARED, NEW]
    services.say_own(firm.actor, firm.firm.pk, STRANGE.replace("CN", "ZL "), held=True)
    services.say_own(firm.actor, firm.firm.pk, NEW, held=False)
    assert firm.numbers() == [OLD, SHARED, STRANGE]
    services.say_own(firm.actor, firm.firm.pk, NEW, held=True)  # the later word counts
    assert firm.numbers() == [OLD, SHARED, STRANGE, NEW]


def test_a_right_that_went_to_another_is_told_apart_and_one_that_came_is_sure(firm: Firm) -> None:
    firm.told = {OLD: [moved(OLD, "丁公司")], SHARED: [moved(SHARED, firm.firm.name)]}
    held = {one.number: one for one in portfolio_of(firm.firm, ON)}
    assert (held[OLD].gone, held[OLD].holding.outcome) == (True, CheckOutcome.FAIL)
    assert held[SHARED].holding.outcome is CheckOutcome.PASS
    assert held[SHARED].holding.as_of == date(2024, 1, 1)
    assert held[NEW].holding.outcome is CheckOutcome.UNKNOWN
    assert [one.number for one in portfolio_of(firm.firm, ON)][-1] == OLD


def test_only_its_own_people_and_those_it_delegated_everything_see_what_its_rights_cost(firm: Firm) -> None:
    for name in ("rival", "examiner", "head"):
        with pytest.raises(NotFound):
            get_organisation_for(firm.world.actor(name), firm.firm.pk, ON)
    firm.firm.memberships.update(administrator=True)
    access.delegate(firm.actor, firm.firm.pk, "91990101MA00000022", access.Scope(everything=True), ON, ON)
    assert get_organisation_for(firm.world.actor("rival"), firm.firm.pk, ON) == firm.firm
    assert firm.firm in organisations_for(firm.world.actor("rival"))


def test_nobody_speaks_for_the_rights_of_another(firm: Firm) -> None:
    pk = firm.firm.pk
    with_marks(firm, mark("99000001", date(2016, 7, 6), 9))
    for who in ("rival", "examiner"):
        actor = firm.world.actor(who)
        for say in (
            lambda: services.say_own(actor, pk, OLD, held=False),  # noqa: B023 - said at once
            lambda: services.say_all_own(actor, pk, [OLD]),  # noqa: B023
            lambda: services.say_mark(actor, pk, "99000001", held=False),  # noqa: B023
            lambda: services.say_paid(actor, pk, OLD, 13, ON),  # noqa: B023
            lambda: services.say_renewed(actor, pk, "99000001"),  # noqa: B023
            lambda: services.decide(actor, pk, OLD, "drop", "x"),  # noqa: B023
            lambda: services.say_qualified(actor, pk, qualified=True, joint=True),  # noqa: B023
        ):
            with pytest.raises(NotFound) as refused:
                say()
            assert refused.value.code == "management.not-yours"
    assert OLD in firm.numbers()
    assert plan_of(firm.firm, ON).years[0].drop == 0


def test_the_fees_follow_the_grant_the_owners_and_the_organisations_word(firm: Firm) -> None:
    def due() -> dict[str, list[str]]:
        return {
            one.held.number: [f"{fee.row.year}:{fee.payable:.0f}" for fee in one.fees]
            for one in accounts_of(firm.firm, ON, date(2026, 12, 31))
            if one.fees
        }

    assert due() == {OLD: ["13:6000"], SHARED: ["9:2000"]}
    services.say_qualified(firm.actor, firm.firm.pk, qualified=True, joint=False)
    assert due() == {OLD: ["13:6000"], SHARED: ["9:2000"]}  # past its ten years the one, held with another the other
    services.say_qualified(firm.actor, firm.firm.pk, qualified=True, joint=True)
    assert due() == {OLD: ["13:6000"], SHARED: ["9:600"]}
    services.say_qualified(firm.actor, firm.firm.pk, qualified=False, joint=False)
    data = {"kind": "ordinary", "open": True}
    enter("licence", "L1", "990101", [OLD], data, date(2025, 1, 1), None, "XKBA-2025-000001")
    assert due() == {OLD: ["13:5100"], SHARED: ["9:2000"]}
    services.say_paid(firm.actor, firm.firm.pk, OLD, 13, ON)
    assert due() == {SHARED: ["9:2000"]}


def test_what_cannot_be_told_says_why(firm: Firm) -> None:
    gaps = {one.held.number: one.gap for one in accounts_of(firm.firm, ON, date(2026, 12, 31))}
    assert gaps[OLD] is None
    assert gaps[NEW] is not None
    assert "授权" in gaps[NEW].zh
    services.say_paid(firm.actor, firm.firm.pk, NEW, 3, date(2025, 1, 2))  # what is paid for was granted
    new = next(one for one in accounts_of(firm.firm, ON, date(2027, 12, 31)) if one.held.number == NEW)
    assert [fee.row.year for fee in new.fees] == [4, 5]
    services.say_own(firm.actor, firm.firm.pk, number("202010000007"), held=True)
    unheard = accounts_of(firm.firm, ON, date(2026, 12, 31))[-1]
    assert (unheard.owed, unheard.fees) == (None, ())


def test_a_word_that_cannot_be_true_is_refused(firm: Firm) -> None:
    pk, model = firm.firm.pk, number("201920000001")
    firm.corpus.records[model] = record(model, "utility_model", date(2019, 1, 4), firm.firm.name)
    for code, say in (
        ("management.paid-on", lambda: services.say_paid(firm.actor, pk, OLD, 13, date(2026, 7, 7))),
        ("management.year", lambda: services.say_paid(firm.actor, pk, OLD, 0, ON)),
        (
            "management.right",
            lambda: services.say_own(firm.actor, pk, OLD.replace(".", ".0"), held=True),
        ),
        ("management.paid-on", lambda: services.say_paid(firm.actor, pk, OLD, 1, date(2014, 9, 9))),
        ("management.year", lambda: services.say_paid(firm.actor, pk, model, 11, ON)),
        ("management.year", lambda: services.say_paid(firm.actor, pk, OLD, 26, ON)),
        ("management.not-held", lambda: services.say_paid(firm.actor, pk, STRANGE, 3, ON)),
        ("management.not-held", lambda: services.decide(firm.actor, pk, STRANGE, "keep", "x")),
        ("management.reason-long", lambda: services.decide(firm.actor, pk, OLD, "drop", "长" * 301)),
        ("management.reason", lambda: services.decide(firm.actor, pk, OLD, "drop", " ")),
        ("management.choice", lambda: services.decide(firm.actor, pk, OLD, "sell", "x")),
    ):
        with pytest.raises(Refusal) as refused:
            say()
        assert refused.value.code == code


def test_a_decision_moves_the_budget_and_says_who_took_it_and_why(firm: Firm) -> None:
    before = plan_of(firm.firm, ON)
    assert all(year.keep == year.drop == 0 for year in before.years)
    services.decide(firm.actor, firm.firm.pk, OLD, "drop", "=1+1 产品已停产")
    services.decide(firm.actor, firm.firm.pk, SHARED, "keep", "主导产品")
    after = plan_of(firm.firm, ON)
    assert [year.drop + year.keep + year.undecided for year in after.years] == [year.most for year in before.years]
    (dropped,) = [one for one, _ in after.rows if one.choice is Choice.DROP]
    assert dropped.decision is not None
    assert (dropped.held.number, str(dropped.decision.said_by)) == (OLD, "applicant")


def test_the_plan_is_a_workbook_of_numbers_in_which_nothing_typed_is_a_formula(firm: Firm) -> None:
    services.decide(firm.actor, firm.firm.pk, OLD, "drop", "=1+1")
    plan = plan_of(firm.firm, ON)
    book = load_workbook(io.BytesIO(workbook(plan, "zh-hans")))
    sums = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in sums] == list(plan.span)
    assert sums[0][3] == 6000
    cells = [cell for row in book.worksheets[1].iter_rows(min_row=2) for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=1+1" in [cell.value for cell in cells]


def test_an_annuity_is_told_once_at_each_step_and_never_of_what_is_dropped_or_paid(firm: Firm) -> None:
    steps: list[tuple[int, int, int]] = []
    for month, day in ((7, 6), (7, 6), (7, 7), (8, 12), (9, 12), (9, 13)):
        firm.world.clock.turn(day, month)
        remind()
        steps.append((month, day, Reminded.objects.count()))
    assert [count for *_, count in steps] == [2, 2, 2, 4, 6, 6]
    told = set(Reminded.objects.values_list("right", "step"))
    assert told == {(SHARED, "30"), (OLD, "90"), (SHARED, "late-1"), (OLD, "30"), (SHARED, "late-2"), (OLD, "late-1")}
    assert Happening.objects.filter(kind="fees").count() == 3
    services.decide(firm.actor, firm.firm.pk, OLD, "drop", "停产")
    services.say_paid(firm.actor, firm.firm.pk, SHARED, 9, date(2026, 9, 13))
    firm.world.clock.turn(12, 10)
    remind()
    assert Reminded.objects.count() == 6


def test_an_organisation_whose_day_was_claimed_is_not_looked_through_again(firm: Firm) -> None:
    remind()
    Reminded.objects.all().delete()
    remind()
    assert Reminded.objects.count() == 0
    Looked.objects.update(on=date(2026, 7, 5))
    remind()
    assert Reminded.objects.count() == 2
    assert Happening.objects.filter(kind="fees").count() == 1  # the same thing of the same day is told once


def mark(digits: str, registered: date | None, *classes: int, **more: Any) -> MarkRecord:
    key = f"tm.CN.{digits}"
    parties = (Party(role="applicant", name=more.pop("name", "东湖示例科技有限公司")),)
    held = tuple(MarkClass(nice_class=nice) for nice in classes)
    return MarkRecord(
        record=key, key=key, source="gazette", batch="1", vintage=ON, raw_hash="", number=digits, standing="registered",
        text="云岭", classes=held, parties=parties, registration_date=registered,
        **more,
    )  # fmt: skip


def with_marks(firm: Firm, *marks: MarkRecord) -> list[HeldMark]:
    firm.corpus.marks = {one.key: one for one in marks}
    return list(marks_of(firm.firm, firm.world.clock.at.date()))


@pytest.mark.parametrize(
    ("registered", "stage", "fee"),
    [
        (date(2017, 7, 7), "quiet", None),  # the twelve months before 6 July 2027 begin tomorrow
        (date(2017, 7, 6), "renew", 1000),  # two classes at 500
        (date(2016, 7, 7), "renew", 1000),  # today is its last day
        (date(2016, 7, 6), "grace", 1500),  # and of this one yesterday was: 250 more for each class
        (date(2016, 1, 6), "grace", 1500),  # its six months of grace end on a Sunday, so on this Monday
        (date(2016, 1, 1), "over", None),
    ],
)
def test_a_mark_is_renewed_in_twelve_months_before_its_end_or_in_six_of_grace(
    firm: Firm, registered: date, stage: str, fee: int | None
) -> None:
    (held,) = with_marks(firm, mark("99000001", registered, 9, 35))
    assert (held.stage, held.fee, bool(held.gap)) == (stage, fee, stage == "over")


def test_the_recorded_end_of_a_mark_goes_before_what_is_reckoned_and_unknown_stays_unknown(firm: Firm) -> None:
    renewed = mark("99000001", date(2006, 7, 7), 9, expires_on=date(2026, 12, 6))
    pending, abroad = mark("99000002", None, 9), mark("99000003", date(2010, 1, 1), 9, office="US")
    told = with_marks(firm, renewed, pending, abroad, mark("99000004", date(2020, 1, 1), 9, name="甲公司"))
    assert [(one.record.number if one.record else "", one.stage, one.ends_on) for one in told] == [
        ("99000001", "renew", date(2026, 12, 6)), ("99000002", "untold", None), ("99000003", "untold", None),
    ]  # fmt: skip


def test_a_renewal_that_was_said_begins_the_next_ten_years_and_is_said_once(firm: Firm) -> None:
    with_marks(firm, mark("99000001", date(2016, 7, 6), 9))
    services.say_renewed(firm.actor, firm.firm.pk, "tm.CN.99000001")
    (held,) = marks_of(firm.firm, ON)
    assert (held.stage, held.ends_on) == ("quiet", date(2036, 7, 5))
    with pytest.raises(Refusal, match="不超过 40"):
        services.say_mark(firm.actor, firm.firm.pk, "9" * 50, held=True)
    for wrong in ("tm.CN.99000001", "tm.CN.99000009"):
        with pytest.raises(Refusal) as refused:
            services.say_renewed(firm.actor, firm.firm.pk, wrong)
        assert refused.value.code == "management.renewal"


def test_a_mark_comes_in_and_goes_by_the_organisations_word_and_is_no_patent(firm: Firm) -> None:
    foreign = mark("99000005", date(2020, 1, 1), 9, name="甲公司")
    assert with_marks(firm, foreign) == []
    patents = firm.numbers()
    services.say_mark(firm.actor, firm.firm.pk, "99000005", held=True)
    assert [one.key for one in marks_of(firm.firm, ON)] == ["tm.CN.99000005"]
    assert firm.numbers() == patents
    services.say_mark(firm.actor, firm.firm.pk, "tm.CN.99000005", held=False)
    assert marks_of(firm.firm, ON) == ()


def test_of_a_mark_one_is_told_when_it_can_be_renewed_and_at_each_step_once(firm: Firm) -> None:
    with_marks(firm, mark("99000001", date(2016, 10, 7), 9))  # to 6 October 2026, and six months of grace
    firm.corpus.records.clear()
    steps = []
    for month, day in ((7, 6), (7, 7), (7, 9), (9, 7), (10, 7), (10, 8)):
        firm.world.clock.turn(day, month)
        remind()
        steps += [step for step in Reminded.objects.values_list("step", flat=True) if step not in steps]
    assert steps == ["open", "90", "30", "late-1"]
    told = Happening.objects.filter(kind="fees").order_by("pk")
    assert [row.link for row in told] == [f"/manage/{firm.firm.pk}/marks/"] * 4
    assert "500.00" in told[0].text["zh"]
    assert "750.00" in told[3].text["zh"]


def test_a_programme_names_the_fact_that_blocks_it_with_its_source(firm: Firm) -> None:
    blocked = firm.fit("tier-demonstration")
    assert blocked.outcome is CheckOutcome.FAIL
    assert [one.condition.key for one in blocked.blocking] == ["tier-before"]
    assert blocked.blocking[0].result.source.zh
    open_ = firm.fit("tier-advantage")
    assert open_.outcome is CheckOutcome.UNKNOWN
    assert {one.condition.key for one in open_.open} == {"call-open", "not-dishonest", "holds-rights"}


def test_what_stands_in_the_registers_makes_a_programme_fit(firm: Firm) -> None:
    year = date(2026, 1, 1)
    enter("call", "2026-1", "990100", (), {"matter": "enterprise-tier"}, year, date(2026, 12, 31), "通知-1")
    enter("dishonesty", "S1", "990101", (), {"uscc": "X"}, year, None, "决定-1")
    enter("abnormal-filing", "F1", "990101", (), {"uscc": "X"}, year, None, "通报-1")
    firm.told = {OLD: [moved(OLD, firm.firm.name)]}
    assert firm.fit("tier-advantage").outcome is CheckOutcome.PASS
    enter("dishonesty", "S2", "990101", (), {"uscc": firm.firm.uscc}, year, None, "决定-2")
    now = firm.fit("tier-advantage")
    assert [(one.condition.key, "S2" in one.result.text.zh) for one in now.blocking] == [("not-dishonest", True)]
    assert fits(firm.firm, ON)[-1].outcome is CheckOutcome.FAIL  # what is blocked comes last


def test_every_programme_that_ships_names_a_matter_that_ships(firm: Firm) -> None:
    from zhiquan.hall.cases.shelf import codes

    assert {one.matter for one in programmes()} <= set(codes())
    assert all(fit.answers for fit in fits(firm.firm, ON))
