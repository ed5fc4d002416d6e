"""Opening a round: one sheet for every place of the tree, each with its own day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction

from zhiquan.definitions.divisions import Divisions, divisions
from zhiquan.definitions.shelf import calendar
from zhiquan.office.access.selectors import Actor, is_heading
from zhiquan.office.returns.definition import Return
from zhiquan.office.returns.files import RETURN, return_of
from zhiquan.office.returns.models import Round, Sheet, Step
from zhiquan.office.returns.periods import Period, parse_period
from zhiquan.office.returns.services.steps import held, take
from zhiquan.office.rulebook.selectors import active
from zhiquan.rules.identifiers.division import Level, level_by_digits
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now


def open_round(actor: Actor, code: str, period: str, division: str, *, today: date) -> Round:
    """Open a return for a period in a place and everything below it; who reviews at that place opens.

    Refusals: ``returns.period``, ``returns.running`` (the period has not ended), ``returns.level`` (the return does not
    reach this place), ``returns.no-places`` (nobody below could fill), ``returns.open-already``, ``returns.not-yours``.
    """
    version = active(code, today, kind=RETURN)
    definition = return_of(version)
    asked = parse_period(period, definition.every)
    post = held(next((p for p in actor.posts if p.role in definition.reviews and p.division == division), None))
    if asked.last >= today:
        raise Refusal("returns.running", _RUNNING.format(last=asked.last.isoformat()))
    tree = _tree(definition, division, divisions(settings.DATA.region), asked.last)
    due = {level: due_day(definition, level, asked) for level in definition.levels}
    try:
        with transaction.atomic():
            round_ = Round.objects.create(
                definition=version, code=code, period=asked.code, division=division, opened_at=now()
            )
            _lay_out(round_, definition, tree, due)
            take(actor, post, Step.Kind.OPENED, round_)
    except IntegrityError:
        raise Conflict("returns.open-already", _ALREADY.format(period=asked.label)) from None
    return round_


def due_day(definition: Return, level: Level, period: Period) -> date:
    """Return the day by which a level hands in: so many working days after the period's last day."""
    days = calendar(settings.DATA.region)
    return date.fromordinal(days.day_number(days.number_of(period.last.toordinal()) + definition.due[level]))


def _tree(definition: Return, root: str, table: Divisions, on: date) -> dict[str, str | None]:
    """Return each place of the round with the one above it, higher ones first; headings of the table are no places."""
    top = level_by_digits(root)
    if top not in definition.due:
        raise Refusal("returns.level", _LEVEL.format(levels=_names(definition)))
    places: dict[str, str | None] = {root: None}
    for level in reversed(definition.levels[: definition.levels.index(top)]):
        for code in table.at(on):
            above = next((one for one in table.lineage(code)[1:] if one in places), None)
            if level_by_digits(code) is level and not is_heading(code) and above is not None:
                places[code] = above
    lowest = definition.levels[0]
    if not any(level_by_digits(code) is lowest for code in places):
        raise Refusal("returns.no-places", _NO_PLACES.format(level=lowest.label))
    return places


def _lay_out(round_: Round, definition: Return, tree: Mapping[str, str | None], due: Mapping[Level, date]) -> None:
    lowest = definition.levels[0]
    made: dict[str, Sheet] = {}
    for code, above in tree.items():
        level = level_by_digits(code)
        made[code] = Sheet.objects.create(
            round=round_,
            parent=made[above] if above else None,
            division=code,
            level=level.value,
            fills=level is lowest,
            due=due[level],
        )


def _names(definition: Return) -> Text:
    labels = [level.label for level in definition.levels]
    return Text("、".join(one.zh for one in labels), ", ".join(one.en for one in labels))


_RUNNING = Text(
    "报告期到 {last} 才结束，请在此后开始填报。", "The period ends on {last}; open the round after that day."
)
_LEVEL = Text("这张填报表只到：{levels}。", "This return goes through these levels only: {levels}.")
_NO_PLACES = Text(
    "区划表中没有可填报的单位（{level}），请先补全区划表。",
    "The table of divisions lists nobody who could fill ({level}); complete the table first.",
)
_ALREADY = Text("{period}的填报已经开始，请直接打开。", "The round for {period} is open already; go on there.")
