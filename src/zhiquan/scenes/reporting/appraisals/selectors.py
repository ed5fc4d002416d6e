"""Appraisals for those whom they concern: the sheets, what was said of each item, totals and ranking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings

from zhiquan.insight.appraisals.definition import Appraisal, Appraised, ByFigure, Grade, Item
from zhiquan.insight.appraisals.scoring import Total, figure_points, grade_of, growth, ranking, total
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.definition import Indicator
from zhiquan.insight.figures.model import Period
from zhiquan.office.access.actors import HeldPost
from zhiquan.office.access.reach import reach_of
from zhiquan.office.access.roles import HANDLING_ROLES, Role
from zhiquan.office.access.selectors import Actor
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.selectors import active, all_active
from zhiquan.rules.refusal import NotFound
from zhiquan.scenes.reporting.appraisals.files import APPRAISAL, APPRAISALS
from zhiquan.scenes.reporting.models import AppraisalResult, ItemScore, SignedFigure, Step
from zhiquan.scenes.reporting.signing import signed_values


@dataclass(frozen=True, slots=True)
class HeldAppraisal:
    """An appraisal as published in the rulebook, and its result once there is one."""

    version: DefinitionVersion
    appraisal: Appraisal
    result: AppraisalResult | None


@dataclass(frozen=True, slots=True)
class Scored:
    """An item by figure: the signed figure of the place and the one of the year before, where they are signed."""

    indicator: Indicator
    period: Period
    signed: SignedFigure | None
    before: SignedFigure | None
    measure: Decimal | None


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a sheet: what was said newest first, the figure, and the points that count (``None``: open)."""

    item: Item
    scored: Scored | None
    said: tuple[ItemScore, ...]
    points: Decimal | None

    def latest(self, step: Step) -> ItemScore | None:
        """Return what is in force of a step."""
        return next((one for one in self.said if one.step == step), None)

    @property
    def claim(self) -> ItemScore | None:
        """The self score in force."""
        return self.latest(Step.CLAIM)

    @property
    def review(self) -> ItemScore | None:
        """The review in force."""
        return self.latest(Step.REVIEW)

    @property
    def objection(self) -> ItemScore | None:
        """The objection that nobody has answered yet."""
        last = self.latest(Step.OBJECTION)
        return None if last is None or hasattr(last, "answer") else last


@dataclass(frozen=True, slots=True)
class Sheet:
    """One of the appraised with all items, the total, the place among the others, the grade."""

    who: Appraised
    lines: tuple[Line, ...]
    total: Total
    place: int | None
    grade: Grade | None

    def line(self, key: str) -> Line | None:
        """Return an item's line."""
        return next((one for one in self.lines if one.item.key == key), None)


def appraisals_for(actor: Actor, on: date) -> list[HeldAppraisal]:
    """Return the appraisals in force that concern somebody's posts, the newest year first."""
    results = {one.code: one for one in AppraisalResult.objects.all()}
    versions = all_active(on, kind=APPRAISAL)
    held = [HeldAppraisal(one, APPRAISALS.of(one), results.get(one.code)) for one in versions]
    mine = (one for one in held if visible(actor, one))
    return sorted(mine, key=lambda one: (-one.appraisal.year, one.appraisal.code))


def get_appraisal_for(actor: Actor, code: str, on: date) -> HeldAppraisal:
    """Return an appraisal in force; refused (``appraisals.unknown``) where it concerns none of one's posts.

    Once published it stays that of the version it was published by.
    """
    result = AppraisalResult.objects.filter(code=code).select_related("appraisal", "published_by").first()
    try:
        version = result.appraisal if result else active(code, on, kind=APPRAISAL)
    except NotFound:
        raise APPRAISALS.missing(code) from None
    held = HeldAppraisal(version, APPRAISALS.of(version), result)
    if not visible(actor, held):
        raise APPRAISALS.missing(code)
    return held


def visible(actor: Actor, held: HeldAppraisal) -> list[Appraised]:
    """Return whose sheets somebody sees: their own; all of them who appraise, who stand above, and once published."""
    appraisal = held.appraisal
    places = [post.division for post in actor.posts if post.role in HANDLING_ROLES]
    above = any(reach_of(place).holds(appraisal.division) for place in places)
    mine = [one for one in appraisal.appraised if post_of(actor, one)]
    return list(appraisal.appraised) if above or (mine and held.result) else mine


def post_of(actor: Actor, who: Appraised) -> HeldPost | None:
    """Return the post by which somebody speaks for one of the appraised."""
    mine = (post for post in actor.posts if post.role in HANDLING_ROLES and post.division == who.division)
    return next((post for post in mine if who.department in {None, post.department}), None)


def reviewer_post(actor: Actor, appraisal: Appraisal) -> HeldPost | None:
    """Return the post by which somebody reviews: statistics or the signing head of the place that appraises."""
    roles = (Role.STATISTICS, Role.HEAD)
    mine = (post for post in actor.posts if post.role in roles and post.division == appraisal.division)
    return next(mine, None)


def sheets(held: HeldAppraisal) -> dict[str, Sheet]:
    """Return every sheet with its place among all; a few queries however many sheets and items."""
    appraisal = held.appraisal
    rows = ItemScore.objects.filter(code=appraisal.code).select_related("by", "answer").prefetch_related("files")
    said: dict[tuple[str, str], list[ItemScore]] = {}
    for row in rows.order_by("-pk"):
        said.setdefault((row.appraised, row.item), []).append(row)
    figures = _figures(appraisal)
    lines = {
        who.key: tuple(
            _line(item, figures.get((item.key, who.division)), said.get((who.key, item.key), ()))
            for item in appraisal.items
        )
        for who in appraisal.appraised
    }
    totals = {key: total(appraisal, {line.item.key: line.points for line in mine}) for key, mine in lines.items()}
    places = ranking(totals)
    return {
        who.key: Sheet(who, lines[who.key], totals[who.key], places.get(who.key), grade_of(appraisal, totals[who.key]))
        for who in appraisal.appraised
    }


def _line(item: Item, scored: Scored | None, said: Sequence[ItemScore]) -> Line:
    if scored:
        return Line(item, scored, tuple(said), figure_points(item, scored.measure))
    review = next((one for one in said if one.step == Step.REVIEW), None)
    return Line(item, None, tuple(said), review.points if review else None)


def _figures(appraisal: Appraisal) -> dict[tuple[str, str], Scored]:
    """Return the signed figure of every item and place."""
    read = catalogue(settings.DATA.region)
    items = [(item, item.rule) for item in appraisal.items if isinstance(item.rule, ByFigure)]
    ones = {rule.indicator: read.indicator(rule.indicator) for _, rule in items}
    places = {who.division for who in appraisal.appraised}
    now, before = (
        _signed(ones.values(), places, year, appraisal.month) for year in (appraisal.year, appraisal.year - 1)
    )
    found = {}
    for item, rule in items:
        one = ones[rule.indicator]
        for place in places:
            signed, earlier = now.get((one.code, place)), before.get((one.code, place))
            value, base = (Decimal(row.value) if row else None for row in (signed, earlier))
            measure = growth(value, base) if rule.growth else value
            period = Period(appraisal.year, appraisal.month, to_date=not one.as_of)
            found[item.key, place] = Scored(one, period, signed, earlier, measure)
    return found


def _signed(ones: Iterable[Indicator], places: set[str], year: int, month: int) -> dict[tuple[str, str], SignedFigure]:
    found: dict[tuple[str, str], SignedFigure] = {}
    held = list(ones)
    for to_date in (False, True):
        codes = [one.code for one in held if one.as_of is not to_date]
        if codes:
            found |= signed_values(codes, places, Period(year, month, to_date=to_date).code)
    return found


def may_read_evidence(actor: Actor, file_id: int) -> bool:
    """Say whether a file is evidence on a sheet that somebody sees (port of the files)."""
    row = ItemScore.objects.filter(files=file_id).select_related("appraisal").first()
    if row is None:
        return False
    result = AppraisalResult.objects.filter(code=row.code).first()
    held = HeldAppraisal(row.appraisal, APPRAISALS.of(row.appraisal), result)
    # evidence is shown to its own place and to who appraises, also when the points of all are published
    unpublished = HeldAppraisal(held.version, held.appraisal, None)
    return any(one.key == row.appraised for one in visible(actor, unpublished))
