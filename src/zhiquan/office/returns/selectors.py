"""Reading rounds and sheets: what an actor may see, what the rows of a place come to, the rows behind a figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from zhiquan.office.access.roles import HANDLING_ROLES, Role
from zhiquan.office.access.selectors import Actor, HeldPost, within
from zhiquan.office.returns.definition import Measure, Return
from zhiquan.office.returns.files import return_of
from zhiquan.office.returns.models import Round, Row, Sheet, SignedFigure
from zhiquan.office.returns.rows import Typed, counts, totals
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text


def sheets_for(actor: Actor) -> QuerySet[Sheet]:
    """Return the sheets that an actor may see: those of places for which a post of a handling role answers."""
    return Sheet.objects.filter(within(_places(actor))).select_related("round__definition", "parent")


def rounds_for(actor: Actor, before: str | None = None) -> QuerySet[Round]:
    """Return the rounds in which an actor sees any sheet, the latest first; those after a mark ``before``."""
    seen = sheets_for(actor).values("round_id")
    rounds = Round.objects.filter(pk__in=seen).select_related("definition").order_by("-opened_at", "-pk")
    if before is None:
        return rounds
    moment, _, number = before.partition(" ")
    at = datetime.fromisoformat(moment)
    return rounds.filter(Q(opened_at__lt=at) | Q(opened_at=at, pk__lt=int(number)))


def round_mark(round_: Round) -> str:
    """Return the mark of a round's place in the list."""
    return f"{round_.opened_at.isoformat()} {round_.pk}"


def get_round_for(actor: Actor, round_id: int) -> Round:
    """Return one round an actor sees a part of, or refuse (NotFound) ``returns.no-round``."""
    found = rounds_for(actor).filter(pk=round_id).first()
    if found is None:
        raise NotFound("returns.no-round", _NO_ROUND)
    return found


def get_sheet_for(actor: Actor, sheet_id: int, *, lock: bool = False) -> Sheet:
    """Return one sheet an actor may see (``lock``: held until the transaction ends), or refuse ``returns.no-sheet``."""
    rows = sheets_for(actor).filter(pk=sheet_id)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise NotFound("returns.no-sheet", _NO_SHEET)
    return found


def locked_sheet_for(actor: Actor, sheet_id: int) -> Sheet:
    """Return one sheet an actor may see, it and its round held until the transaction ends.

    The round comes first, always: whoever locks it waits for what is under way, and what comes later finds it locked.
    """
    Round.objects.select_for_update().get(pk=get_sheet_for(actor, sheet_id).round_id)
    return get_sheet_for(actor, sheet_id, lock=True)


def may_fill(actor: Actor, sheet: Sheet) -> HeldPost | None:
    """Return the post in which an actor fills or collects a sheet: of the place itself; ``None`` without one."""
    definition = return_of(sheet.round.definition)
    roles = definition.fills if sheet.fills else definition.reviews
    return _post(actor, roles, sheet.division)


def sheets_to_fill(actor: Actor, most: int) -> list[Sheet]:
    """Return the sheets that an actor's own place has still to hand in, or again, the earliest due first.

    The highest place of a round hands in to nobody. At most ``most`` are looked at; one query.
    """
    places = {post.division for post in actor.posts}
    asked = sheets_for(actor).filter(division__in=places, state__in=(Sheet.State.OPEN, Sheet.State.RETURNED))
    waiting = asked.filter(round__locked_at=None, parent__isnull=False).order_by("due", "pk")[:most]
    return [sheet for sheet in waiting if may_fill(actor, sheet)]


def may_review(actor: Actor, sheet: Sheet) -> HeldPost | None:
    """Return the post in which an actor looks at a sheet that was handed in: of the place directly above."""
    if sheet.parent is None:
        return None
    return _post(actor, return_of(sheet.round.definition).reviews, sheet.parent.division)


def may_steer(actor: Actor, round_: Round) -> HeldPost | None:
    """Return the post in which an actor locks a round and corrects it after it was signed: of the round's place."""
    return _post(actor, return_of(round_.definition).reviews, round_.division)


def may_lock(actor: Actor, round_: Round) -> HeldPost | None:
    """Return the post in which an actor locks a round; ``None`` where it is locked already, or not theirs."""
    return may_steer(actor, round_) if round_.locked_at is None else None


def may_sign(actor: Actor, round_: Round) -> HeldPost | None:
    """Return the post in which an actor signs a round 核定: the head's, once it is locked; ``None`` otherwise.

    Who locked it does not sign it; the service says so in a sentence.
    """
    open_ = round_.locked_at is not None and round_.signed_at is None
    return _post(actor, (Role.HEAD,), round_.division) if open_ else None


def current_rows(sheet: Sheet) -> list[Row]:
    """Return the rows of a sheet as last handed in or corrected, by line."""
    return list(sheet.rows.filter(latest=True, removed=False).order_by("line"))


def typed_rows(sheet: Sheet) -> list[Typed]:
    """Return what stands in a sheet: the draft while it is filled, however empty; the rows once it is handed in."""
    if sheet.is_handed_in:
        return handed_in(sheet)
    return [Typed(row["line"], row["cells"]) for row in sheet.typed]


def handed_in(sheet: Sheet) -> list[Typed]:
    """Return the rows as last handed in, as they would be typed; what others see of a sheet, never its draft."""
    return [Typed(row.line, {key: str(value) for key, value in row.values.items()}) for row in current_rows(sheet)]


@dataclass(frozen=True, slots=True)
class PlaceTotals:
    """What a place's rows come to, and how many sheets below it (itself among them) are in."""

    sheet: Sheet
    totals: Mapping[str, Decimal]
    expected: int
    arrived: int


def round_totals(round_: Round) -> list[PlaceTotals]:
    """Return every place of a round with its totals: own rows, and those of all places below; two queries."""
    definition = return_of(round_.definition)
    sheets = list(round_.sheets.select_related("parent").order_by("division"))
    for sheet in sheets:
        sheet.round = round_
    below = _children(sheets)
    rows: dict[int, list[Mapping[str, Any]]] = {}
    for sheet_id, values in _handed_in(round_).values_list("sheet_id", "values"):
        rows.setdefault(sheet_id, []).append(values)
    return [_place(definition, sheet, below, rows) for sheet in sheets]


def places_for(actor: Actor, round_: Round) -> list[PlaceTotals]:
    """Return those places of a round that an actor sees, with their totals."""
    visible = set(sheets_for(actor).filter(round=round_).values_list("division", flat=True))
    return [place for place in round_totals(round_) if place.sheet.division in visible]


@dataclass(frozen=True, slots=True)
class Counted:
    """A value of a place in a round: what it is now, what was signed, and the rows that it counts."""

    round: Round
    measure: Measure
    value: Decimal
    signed: Decimal | None
    rows: Iterator[Row]


def counted_rows_for(actor: Actor, round_id: int, measure: str, division: str) -> Counted:
    """Return the rows behind a value that an actor may see, or refuse (NotFound) ``returns.no-figure``."""
    held = get_round_for(actor, round_id)
    asked = next((one for one in return_of(held.definition).measures if one.key == measure), None)
    sheet = sheets_for(actor).filter(round=held, division=division).first()
    if asked is None or sheet is None:
        raise NotFound("returns.no-figure", _NO_FIGURE)
    value = next(place.totals[measure] for place in round_totals(held) if place.sheet.division == division)
    figure = signed_values(held).get((division, measure))
    rows = rows_behind(held, asked, places_below(sheet))
    return Counted(held, asked, value, figure.value if figure else None, rows)


def rows_behind(round_: Round, measure: Measure, divisions: Iterable[str]) -> Iterator[Row]:
    """Yield the rows that make up a measure over some places (of sheets that fill), by place and line."""
    definition = return_of(round_.definition)
    found = _handed_in(round_).filter(sheet__division__in=list(divisions))
    for row in found.select_related("sheet").order_by("sheet__division", "line").iterator():
        if counts(definition, measure, row.values):
            yield row


def places_below(sheet: Sheet) -> list[str]:
    """Return the places that fill under a sheet, itself where it fills."""
    sheets = list(sheet.round.sheets.all())
    return [one.division for one in _tree(sheet, _children(sheets)) if one.fills]


def signed_values(round_: Round) -> dict[tuple[str, str], SignedFigure]:
    """Return the signed figures of a round by place and measure, with their restatements; two queries."""
    figures = round_.figures.prefetch_related("restatements")
    return {(figure.division, figure.measure): figure for figure in figures}


def _handed_in(round_: Round) -> QuerySet[Row]:
    """Return the rows that count: of sheets that are in. What was sent back does not count until it comes again."""
    arrived = (Sheet.State.SUBMITTED, Sheet.State.ACCEPTED)
    return Row.objects.filter(sheet__round=round_, sheet__state__in=arrived, latest=True, removed=False)


def _place(
    definition: Return,
    sheet: Sheet,
    below: Mapping[int, list[Sheet]],
    rows: Mapping[int, Sequence[Mapping[str, Any]]],
) -> PlaceTotals:
    tree = _tree(sheet, below)
    filling = [one for one in tree if one.fills]
    together = (row for part in tree for row in rows.get(part.pk, ()))
    return PlaceTotals(sheet, totals(definition, together), len(filling), sum(one.is_handed_in for one in filling))


def _children(sheets: Iterable[Sheet]) -> dict[int, list[Sheet]]:
    below: dict[int, list[Sheet]] = {}
    for sheet in sheets:
        if sheet.parent_id is not None:
            below.setdefault(sheet.parent_id, []).append(sheet)
    return below


def _tree(sheet: Sheet, below: Mapping[int, list[Sheet]]) -> list[Sheet]:
    return [sheet, *(part for child in below.get(sheet.pk, ()) for part in _tree(child, below))]


def _places(actor: Actor) -> tuple[str, ...]:
    return tuple(sorted({post.division for post in actor.posts if post.role in HANDLING_ROLES}))


def _post(actor: Actor, roles: Iterable[Any], division: str) -> HeldPost | None:
    """Return a fitting post of just this place, one's own before one held as a deputy."""
    fitting = [post for post in actor.posts if post.role in roles and post.division == division]
    return fitting[0] if fitting else None


_NO_ROUND = Text("没有这个填报轮次，或者不由您的部门办理。", "There is no such round, or it is not your department's.")
_NO_FIGURE = Text(
    "没有这个数，或者不由您的部门查看。", "There is no such figure, or it is not your department's to open."
)
_NO_SHEET = Text("没有这张填报表，或者不由您的部门办理。", "There is no such sheet, or it is not your department's.")
