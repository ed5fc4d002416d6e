"""Signing off 核定: own, published and returned value side by side, one of them chosen by who answers for it.

A signed figure never changes. What is corrected later is signed again as a restatement 修订, with its reason; until
then it stands on the list of differences. Statistics Law, articles 24 and 40: who reviews and signs answers for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.conf import settings
from django.db import IntegrityError, transaction

from zhiquan.definitions.divisions import divisions
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.definition import Indicator, shown
from zhiquan.insight.figures.model import Period, parse_period
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.models import FigureValue, SignedFigure
from zhiquan.scenes.reporting.official import Key, Official, official_values
from zhiquan.scenes.reporting.opening import open_figure
from zhiquan.scenes.reporting.returned import Returned, returned_values
from zhiquan.scenes.reporting.runs import Current, current_runs


class Basis(StrEnum):
    """Which of the values stands side by side was taken."""

    OWN = "own"
    OFFICIAL = "official"
    RETURNED = "returned"

    @property
    def label(self) -> Text:
        """The name for people."""
        return _BASES[self]


_BASES = {
    Basis.OWN: Text("自算数", "own"),
    Basis.OFFICIAL: Text("公布数", "published"),
    Basis.RETURNED: Text("填报数", "returned"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of the signing sheet, each value in the indicator's own unit, ``None`` where there is none."""

    indicator: Indicator
    division: str
    period: Period
    own: Decimal | None
    official: Official | None
    returned: Returned | None
    signed: SignedFigure | None

    def value(self, basis: Basis) -> Decimal | None:
        """Return the value of one kind."""
        match basis:
            case Basis.OWN:
                return self.own
            case Basis.OFFICIAL:
                return self.official.value if self.official else None
            case Basis.RETURNED:
                return self.returned.value if self.returned else None

    @property
    def values(self) -> list[tuple[Basis, Decimal]]:
        """Return the values that there are."""
        return [(basis, value) for basis in Basis if (value := self.value(basis)) is not None]

    @property
    def disagrees(self) -> bool:
        """Whether two of the values, as they are shown, differ."""
        return len({shown(self.indicator.unit, value) for _, value in self.values}) > 1

    @property
    def moved(self) -> bool:
        """Whether the value that was signed has changed since: it is to be restated, or the change explained."""
        if self.signed is None:
            return False
        return self.value(Basis(self.signed.basis)) not in {None, Decimal(self.signed.value)}


def sheet(division: str, period: str, on: date, codes: Collection[str] | None = None) -> list[Line]:
    """Return the figures of a place and period that have any value, by family; six queries however many."""
    read, wanted = catalogue(settings.DATA.region), parse_period(period)
    ones = [one for one in read if (codes is None or one.code in codes) and not (one.as_of and wanted.to_date)]
    names = [one.code for one in ones]
    own = own_values(names, [division], period)
    official = official_values(names, [division], period, on)
    returned = returned_values(names, [division], period)
    signed = signed_values(names, [division], period)
    lines = (
        Line(one, division, wanted, *(held.get((one.code, division)) for held in (own, official, returned, signed)))  # type: ignore[arg-type]
        for one in ones
    )
    return [line for line in lines if line.values or line.signed]


def own_values(codes: Sequence[str], places: Sequence[str], period: str) -> dict[Key, Decimal]:
    """Return the present computed values; of counted indicators a zero where nothing was counted."""
    try:
        runs = current_runs()
    except NotFound:
        return {}
    wanted = parse_period(period)
    found: dict[Key, Decimal] = {}
    for current in runs:
        mine = {one.code: one for one in current.indicators if one.code in codes}
        if not _reaches(current, wanted):
            continue
        found |= {(c, p): Decimal(0) for c, one in mine.items() if current.zero_where_missing(one) for p in places}
        rows = FigureValue.objects.held_by(current.run).filter(indicator__in=mine, division__in=places, period=period)
        found |= {(c, d): Decimal(v) for c, d, v in rows.values_list("indicator", "division", "value")}
    return found


def _reaches(current: Current, period: Period) -> bool:
    run = current.run
    first, last = (run.since.year, run.since.month), (run.through.year, run.through.month)
    return first <= (period.year, period.month) <= last


def signed_values(codes: Collection[str], places: Collection[str], period: str) -> dict[Key, SignedFigure]:
    """Return the signed figure in force for each place: the last of its restatements."""
    rows = SignedFigure.objects.filter(
        indicator__in=codes, division__in=places, period=period, restated_by=None
    ).select_related("signed_by")
    return {(row.indicator, row.division): row for row in rows}


def may_sign(actor: Actor, one: Indicator, division: str) -> bool:
    """Whether somebody signs an indicator of a place: the role it names, held in a department for the place."""
    return actor.holds(Role(one.signed_by), division)


def sign(  # noqa: PLR0913 - who signs which value of which figure, why and when
    actor: Actor,
    indicator: str,
    division: str,
    period: str,
    basis: Basis,
    *,
    at: datetime,
    reason: str = "",
) -> SignedFigure:
    """Sign one figure, or sign its restatement where it is signed already; then a reason is needed.

    An own value is counted again from its rows first. A value unlike another one beside it needs a reason too.
    """
    line = _line(indicator, division, period, at.date())
    _allowed(actor, line)
    value = line.value(basis)
    if value is None:
        raise Refusal("signing.none", _NONE.format(basis=basis.label, name=line.indicator.label))
    if line.signed and Decimal(line.signed.value) == value:
        return line.signed
    if (line.signed or line.disagrees) and not reason.strip():
        raise Refusal("signing.reason", _REASON)
    return _signed(actor, line, basis, value, reason.strip(), at)


def _signed(actor: Actor, line: Line, basis: Basis, value: Decimal, reason: str, at: datetime) -> SignedFigure:
    """Prove an own value by its rows, then write the signature."""
    if basis is Basis.OWN:
        code, period = line.indicator.code, line.period.code
        if open_figure(code, line.division, period, actor, limit=0).value != value:
            raise Conflict("signing.moved", _MOVED)
    try:
        with transaction.atomic():
            return _write(actor, line, basis, value, reason, at)
    except IntegrityError as error:
        raise Conflict("signing.faster", _FASTER) from error


def sign_agreeing(
    actor: Actor, places: Sequence[str], period: str, *, at: datetime, codes: Collection[str] | None = None
) -> int:
    """Sign all figures of some places that need no thought: not signed yet, and all values beside each other agree.

    Only those that the actor signs. Returns how many were signed; what disagrees stays for a person to decide.
    """
    signed = 0
    for place in places:
        for line in sheet(place, period, at.date(), codes):
            if line.signed or line.disagrees or not may_sign(actor, line.indicator, place):
                continue
            _signed(actor, line, *line.values[0], "", at)
            signed += 1
    return signed


def _line(indicator: str, division: str, period: str, on: date) -> Line:
    one = catalogue(settings.DATA.region).indicator(indicator)
    if division not in divisions(settings.DATA.region):
        raise NotFound("figures.division", Text("没有行政区划“{c}”。", "No division “{c}”.").format(c=division))
    found = sheet(division, period, on, {one.code})
    if not found:
        raise NotFound("signing.nothing", _NOTHING.format(name=one.label))
    return found[0]


def _allowed(actor: Actor, line: Line) -> None:
    if not may_sign(actor, line.indicator, line.division):
        role = Role(line.indicator.signed_by).label
        raise Refusal("signing.role", _ROLE.format(name=line.indicator.label, role=role))


def _write(actor: Actor, line: Line, basis: Basis, value: Decimal, reason: str, at: datetime) -> SignedFigure:
    one = line.indicator
    told = {kind: "" if (held := line.value(kind)) is None else str(held) for kind in Basis}
    return SignedFigure.objects.create(
        indicator=one.code,
        division=line.division,
        period=line.period.code,
        value=str(value),
        basis=basis,
        own=told[Basis.OWN],
        official=told[Basis.OFFICIAL],
        returned=told[Basis.RETURNED],
        run=_run_of(one.code) if basis is Basis.OWN else None,
        definition=one.model_dump(mode="json", exclude={"tests"}),
        role=one.signed_by,
        signed_by_id=actor.user_id,
        signed_at=at,
        reason=reason,
        restates=line.signed,
    )


def _run_of(code: str) -> int | None:
    return next((one.run.pk for one in current_runs() if any(i.code == code for i in one.indicators)), None)


@dataclass(frozen=True, slots=True)
class Restated:
    """A restatement: the figure as first signed for print, and as signed instead."""

    before: SignedFigure
    after: SignedFigure


def restatements(division: str, through: str = "") -> list[Restated]:
    """Return the restatements of a place, newest first; ``through`` keeps those of one period."""
    rows = SignedFigure.objects.filter(division=division).exclude(restates=None)
    if through:
        rows = rows.filter(period=through)
    found = rows.select_related("restates", "signed_by", "restates__signed_by").order_by("-signed_at", "-pk")
    return [Restated(row.restates, row) for row in found if row.restates]


def moved(division: str, on: date) -> Iterator[Line]:
    """Yield the signed figures of a place whose value has changed since and is not restated yet."""
    standing = SignedFigure.objects.filter(division=division, restated_by=None)
    periods = standing.values_list("period", "indicator").order_by("-period", "indicator")
    by_period: dict[str, set[str]] = {}
    for period, code in periods:
        by_period.setdefault(period, set()).add(code)
    for period, codes in by_period.items():
        yield from (line for line in sheet(division, period, on, codes) if line.moved)


_NONE = Text("“{name}”没有{basis}可供核定。", "“{name}” has no {basis} value to sign.")
_NOTHING = Text("“{name}”在该区划该期没有任何数值。", "“{name}” has no value for this place and period.")
_REASON = Text(
    "各来源数值不一致，或者该数已经核定过：请写明采用此数的理由。",
    "The values differ, or the figure is signed already: write why this value is taken.",
)
_ROLE = Text("“{name}”由该区划的{role}核定。", "“{name}” is signed by the {role} of the place.")
_MOVED = Text("该数刚刚重新计算过，请刷新后再核定。", "The figure was just computed again; reload and sign.")
_FASTER = Text("另一人刚刚核定了该数，请刷新后查看。", "Somebody has just signed this figure; reload to see it.")
CHOOSE = Text("请选择采用哪一个数值。", "Choose which value is taken.")
