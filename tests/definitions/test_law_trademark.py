"""Trademark law around 1 January 2027: both regimes give their own values, and exactly the known keys change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from zhiquan.definitions.shelf import law_book
from zhiquan.rules.law import Bounds, Limit, Measure, Provision, Unit

LAST_OLD, FIRST_NEW = date(2026, 12, 31), date(2027, 1, 1)
YEAR, MONTH, DAY = Unit.YEAR, Unit.MONTH, Unit.CALENDAR_DAY

BEGINS = {
    "trademark.collective.assignment",
    "trademark.collective.conducts",
    "trademark.fine.agency.persons.serious",
    "trademark.fine.agency.serious",
    "trademark.fine.collective",
    "trademark.fine.collective.serious",
    "trademark.fine.misleading-use.amount",
    "trademark.fine.misleading-use.threshold",
    "trademark.fine.misleading-use.turnover",
    "trademark.fine.practitioner",
    "trademark.fine.practitioner.serious",
    "trademark.fine.self-alteration",
    "trademark.non-use.ex-officio",
    "trademark.practitioner.conducts",
}
ENDS = {"trademark.fine.bad-faith.gains", "trademark.fine.bad-faith.no-gains"}
OTHER_VALUE = {
    "trademark.agency.conducts",
    "trademark.bad-faith.conducts",
    "trademark.bad-faith.litigation",
    "trademark.bad-faith.refusal",
    "trademark.bad-faith.signals",
    "trademark.bar.grounds",
    "trademark.damages.basis",
    "trademark.earlier-marks",
    "trademark.enforcement.powers",
    "trademark.fair-use",
    "trademark.fine.agency.unrecorded",
    "trademark.fine.bad-faith",
    "trademark.fine.well-known-advertising",
    "trademark.infringement.goods",
    "trademark.mediation",
    "trademark.opposition.grounds",
    "trademark.opposition.right-begins",
    "trademark.opposition.window",
    "trademark.self-alteration",
    "trademark.signs.functional",
    "trademark.signs.place-names",
    "trademark.signs.prohibited",
    "trademark.signs.types",
    "trademark.suspension",
    "trademark.use",
    "trademark.voluntary.effect",
    "trademark.well-known.other-goods",
}
OTHER_ARTICLE = {
    "trademark.agency.own-marks",
    "trademark.bar",
    "trademark.cancellation.review.decision",
    "trademark.cancellation.review.extension",
    "trademark.cancellation.review.request",
    "trademark.damages.punitive",
    "trademark.damages.statutory",
    "trademark.damages.use",
    "trademark.examination",
    "trademark.examination.silence",
    "trademark.fine.agency",
    "trademark.fine.agency.persons",
    "trademark.fine.compulsory.amount",
    "trademark.fine.compulsory.threshold",
    "trademark.fine.compulsory.turnover",
    "trademark.fine.infringement.amount",
    "trademark.fine.infringement.threshold",
    "trademark.fine.infringement.turnover",
    "trademark.fine.unregistered.amount",
    "trademark.fine.unregistered.threshold",
    "trademark.fine.unregistered.turnover",
    "trademark.infringement.conducts",
    "trademark.infringement.repeat",
    "trademark.invalidation.absolute.decision",
    "trademark.invalidation.absolute.extension",
    "trademark.invalidation.absolute.review.decision",
    "trademark.invalidation.absolute.review.extension",
    "trademark.invalidation.absolute.review.request",
    "trademark.invalidation.absolute.window",
    "trademark.invalidation.relative.decision",
    "trademark.invalidation.relative.extension",
    "trademark.invalidation.relative.window",
    "trademark.licence.filing",
    "trademark.non-use",
    "trademark.non-use.decision",
    "trademark.non-use.extension",
    "trademark.opposition.decision",
    "trademark.opposition.extension",
    "trademark.opposition.review.decision",
    "trademark.opposition.review.extension",
    "trademark.opposition.review.request",
    "trademark.priority",
    "trademark.priority.documents",
    "trademark.priority.exhibition",
    "trademark.priority.exhibition.documents",
    "trademark.refusal.review.decision",
    "trademark.refusal.review.extension",
    "trademark.refusal.review.request",
    "trademark.renewal.grace",
    "trademark.renewal.term",
    "trademark.renewal.window",
    "trademark.signs.indistinct",
    "trademark.suit",
    "trademark.term",
}
RULES_TO_CHECK = {
    "trademark.agency.suspension",
    "trademark.bad-faith.assignment",
    "trademark.correction",
    "trademark.counting",
    "trademark.division",
    "trademark.examination.explanation",
    "trademark.excluded",
    "trademark.fine.licensee-label",
    "trademark.generic.reply",
    "trademark.madrid.assignment",
    "trademark.madrid.correction",
    "trademark.madrid.documents",
    "trademark.madrid.fee",
    "trademark.madrid.grace",
    "trademark.madrid.invalidation",
    "trademark.madrid.non-use",
    "trademark.madrid.opposition",
    "trademark.madrid.reply",
    "trademark.non-use.earliest",
    "trademark.non-use.evidence",
    "trademark.non-use.reasons",
    "trademark.opposition.evidence",
    "trademark.opposition.reply",
    "trademark.review.correction",
    "trademark.review.evidence",
    "trademark.review.hearing.notice",
    "trademark.review.reply",
    "trademark.same-day.agreement",
    "trademark.same-day.evidence",
    "trademark.service.electronic",
    "trademark.service.notice",
    "trademark.service.postal",
}


def at(key: str, on: date) -> Provision:
    return law_book().at(key, on)


def test_what_changes_on_the_day_of_the_new_law_is_exactly_this() -> None:
    changes = law_book().changes(LAST_OLD, FIRST_NEW)
    assert {change.on for change in changes} == {FIRST_NEW}
    assert {c.key for c in changes if c.before is None} == BEGINS
    assert {c.key for c in changes if c.after is None} == ENDS
    pairs = [(c.key, c.before, c.after) for c in changes if c.before and c.after]
    assert {key for key, before, after in pairs if before.value != after.value} == OTHER_VALUE
    same = [(key, before, after) for key, before, after in pairs if before.value == after.value]
    assert {key for key, _, after in same if after.sure} == OTHER_ARTICLE
    assert {key for key, _, after in same if not after.sure} == RULES_TO_CHECK
    assert all(before.source != after.source for _, before, after in same if after.sure)


@pytest.mark.parametrize(
    ("key", "old", "old_article", "new", "new_article"),
    [
        ("trademark.opposition.window", Limit(3, MONTH), "33", Limit(2, MONTH), "36"),
        ("trademark.opposition.right-begins", Limit(3, MONTH), "36", Limit(2, MONTH), "39"),
        ("trademark.examination", Limit(9, MONTH), "28", Limit(9, MONTH), "32"),
        ("trademark.opposition.decision", Limit(12, MONTH), "35", Limit(12, MONTH), "38"),
        ("trademark.opposition.extension", Limit(6, MONTH), "35", Limit(6, MONTH), "38"),
        ("trademark.opposition.review.request", Limit(15, DAY), "35", Limit(15, DAY), "38"),
        ("trademark.opposition.review.decision", Limit(12, MONTH), "35", Limit(12, MONTH), "38"),
        ("trademark.refusal.review.request", Limit(15, DAY), "34", Limit(15, DAY), "37"),
        ("trademark.refusal.review.decision", Limit(9, MONTH), "34", Limit(9, MONTH), "37"),
        ("trademark.refusal.review.extension", Limit(3, MONTH), "34", Limit(3, MONTH), "37"),
        ("trademark.suit", Limit(30, DAY), "34", Limit(30, DAY), "37"),
        ("trademark.term", Limit(10, YEAR), "39", Limit(10, YEAR), "43"),
        ("trademark.renewal.window", Limit(12, MONTH), "40", Limit(12, MONTH), "44"),
        ("trademark.renewal.grace", Limit(6, MONTH), "40", Limit(6, MONTH), "44"),
        ("trademark.renewal.term", Limit(10, YEAR), "40", Limit(10, YEAR), "44"),
        ("trademark.non-use", Limit(3, YEAR), "49", Limit(3, YEAR), "57"),
        ("trademark.non-use.decision", Limit(9, MONTH), "49", Limit(9, MONTH), "57"),
        ("trademark.non-use.extension", Limit(3, MONTH), "49", Limit(3, MONTH), "57"),
        ("trademark.invalidation.relative.window", Limit(5, YEAR), "45", Limit(5, YEAR), "51"),
        ("trademark.bar", Limit(1, YEAR), "50", Limit(1, YEAR), "49"),
        ("trademark.infringement.repeat", Limit(5, YEAR), "60", Limit(5, YEAR), "74"),
        ("trademark.priority", Limit(6, MONTH), "25", Limit(6, MONTH), "29"),
    ],
)
def test_limits_under_both_laws(key: str, old: Limit, old_article: str, new: Limit, new_article: str) -> None:
    for day, limit, article in ((LAST_OLD, old, old_article), (FIRST_NEW, new, new_article)):
        found = at(key, day)
        assert found.limit == limit
        assert found.source.article_en.split(";")[0].split()[:2] == ["art.", article]


@pytest.mark.parametrize(
    ("key", "day", "unit", "least", "most"),
    [
        ("trademark.fine.bad-faith.gains", LAST_OLD, Measure.TIMES, None, 3),
        ("trademark.fine.bad-faith", LAST_OLD, Measure.CNY, None, 30_000),
        ("trademark.fine.bad-faith.no-gains", LAST_OLD, Measure.CNY, None, 10_000),
        ("trademark.fine.bad-faith", FIRST_NEW, Measure.CNY, None, 100_000),
        ("trademark.fine.misleading-use.turnover", FIRST_NEW, Measure.TIMES, None, 5),
        ("trademark.fine.misleading-use.amount", FIRST_NEW, Measure.CNY, None, 250_000),
        ("trademark.fine.infringement.turnover", LAST_OLD, Measure.TIMES, None, 5),
        ("trademark.fine.infringement.turnover", FIRST_NEW, Measure.TIMES, None, 5),
        ("trademark.fine.infringement.amount", LAST_OLD, Measure.CNY, None, 250_000),
        ("trademark.fine.infringement.amount", FIRST_NEW, Measure.CNY, None, 250_000),
        ("trademark.fine.collective", FIRST_NEW, Measure.CNY, None, 10_000),
        ("trademark.fine.collective.serious", FIRST_NEW, Measure.CNY, 10_000, 100_000),
        ("trademark.fine.unregistered.turnover", LAST_OLD, Measure.PERCENT, None, 20),
        ("trademark.fine.unregistered.turnover", FIRST_NEW, Measure.PERCENT, None, 20),
        ("trademark.fine.unregistered.amount", FIRST_NEW, Measure.CNY, None, 10_000),
        ("trademark.fine.agency", LAST_OLD, Measure.CNY, 10_000, 100_000),
        ("trademark.fine.agency", FIRST_NEW, Measure.CNY, 10_000, 100_000),
        ("trademark.fine.agency.serious", FIRST_NEW, Measure.CNY, 100_000, 200_000),
        ("trademark.fine.agency.persons", LAST_OLD, Measure.CNY, 5_000, 50_000),
        ("trademark.fine.agency.persons", FIRST_NEW, Measure.CNY, 5_000, 50_000),
        ("trademark.fine.agency.persons.serious", FIRST_NEW, Measure.CNY, 50_000, 100_000),
        ("trademark.fine.practitioner", FIRST_NEW, Measure.CNY, 5_000, 50_000),
        ("trademark.fine.agency.unrecorded", FIRST_NEW, Measure.CNY, 10_000, 50_000),
        ("trademark.fine.self-alteration", FIRST_NEW, Measure.CNY, None, 50_000),
        ("trademark.fine.well-known-advertising", FIRST_NEW, Measure.CNY, None, 100_000),
    ],
)
def test_fines_under_both_laws(key: str, day: date, unit: Measure, least: int | None, most: int) -> None:
    found = at(key, day)
    assert found.unit is unit
    assert isinstance(found.value, Bounds)
    assert found.value == Bounds(least=None if least is None else Decimal(least), most=Decimal(most))
    assert found.value.holds(most)
    assert not found.value.holds(most + 1)


def test_the_old_fine_for_claiming_fame_is_a_fixed_amount() -> None:
    assert at("trademark.fine.well-known-advertising", LAST_OLD).number == 100_000


def test_dynamic_signs_are_marks_from_2027_only() -> None:
    old, new = ({t.zh for t in at("trademark.signs.types", day).texts} for day in (LAST_OLD, FIRST_NEW))
    assert new - old == {"动态标志"}
    assert old < new


def test_the_bar_of_one_year_follows_other_events() -> None:
    old, new = ({t.zh for t in at("trademark.bar.grounds", day).texts} for day in (LAST_OLD, FIRST_NEW))
    assert old == {"被撤销", "被宣告无效", "期满不再续展"}
    assert new == {"注册人申请注销"}


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("trademark.infringement.conducts", "art. 57", "art. 72"),
        ("trademark.bad-faith.refusal", "art. 4 para. 1", "art. 19"),
        ("trademark.signs.prohibited", "art. 10 para. 1", "art. 15"),
        ("trademark.damages.statutory", "art. 63 para. 3", "art. 77 para. 3"),
    ],
)
def test_a_citation_is_picked_by_the_day(key: str, old: str, new: str) -> None:
    assert at(key, LAST_OLD).source.article_en == old
    assert at(key, FIRST_NEW).source.article_en == new


def test_every_version_of_2027_says_what_governs_what_began_before() -> None:
    silent = {
        change.key
        for change in law_book().changes(FIRST_NEW, FIRST_NEW)
        if change.after and not (change.after.note and "2027" in change.after.note.zh)
    }
    # the term does not change, and the law itself says that registered marks stay in force
    assert silent == {"trademark.term"}


def test_an_extension_prolongs_the_decision_it_is_named_after() -> None:
    found = [p for p in law_book() if p.key.startswith("trademark.") and p.key.endswith(".extension")]
    assert len(found) >= 16
    for p in found:
        assert p.extends == p.key.removesuffix("extension") + "decision"
        assert p.approver
