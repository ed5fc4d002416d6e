"""What everybody may read of calls: the calls, what is in publicity 公示, and who was listed 名录."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.matters.schema import Matter
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text
from zhiquan.scenes.management.calls.asking import CALL, calling

LATEST = 50
"""Calls, and what was listed, that one page shows."""
PUBLICITY = "publicity"
"""The state of a case whose selection is published for objections."""
TIER = "tier"
"""The answer that says what is asked for, and under this name the entry keeps it."""


class Stage(StrEnum):
    """Where a call stands on a day."""

    OPEN = "open"
    UPCOMING = "upcoming"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Call:
    """A call on a day, with the title of its matter."""

    entry: RegisterEntry
    stage: Stage
    matter: Text


@dataclass(frozen=True, slots=True)
class Publicity:
    """A selection in publicity: who, for what, until when it can be objected to and where; ``until`` as published."""

    name: str
    tier: Text
    call: str
    until: date
    place: str
    objections_to: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry in force of a register that calls lead to."""

    entry: RegisterEntry
    tier: Text
    matter: Text

    @property
    def name(self) -> str:
        """Who is listed."""
        return str(self.entry.data.get("name", ""))


def calls(on: date, matter: str | None = None) -> tuple[Call, ...]:
    """Return the latest calls (of one matter): those that are open first, then those to come, then closed ones."""
    rows = RegisterEntry.objects.filter(register=CALL)
    if matter is not None:
        rows = rows.filter(data__matter=matter)
    known = calling()
    found = [_call(entry, known, on) for entry in rows.order_by("-valid_from", "-pk")[:LATEST]]
    return tuple(sorted(found, key=lambda call: list(Stage).index(call.stage)))


def open_calls(on: date, matter: str) -> tuple[Call, ...]:
    """Return the calls of a matter in which applications are taken on a day."""
    return tuple(call for call in calls(on, matter) if call.stage is Stage.OPEN)


def get_call(number: str, on: date) -> Call:
    """Return a call by its number, for everybody; ``NotFound`` where there is none."""
    entry = RegisterEntry.objects.filter(register=CALL, number=number).first()
    if entry is None:
        raise NotFound("management.no-call", _NO_CALL)
    return _call(entry, calling(), on)


def publicities(call: str | None = None) -> tuple[Publicity, ...]:
    """Return the selections that are in publicity now (of one call), the soonest to end first."""
    known = calling()
    rows = Case.objects.filter(state=PUBLICITY, matter__in=known, closed=False).select_related("definition")
    found = [told for told in map(_publicity, rows.order_by("number")) if call is None or told.call == call]
    return tuple(sorted(found, key=lambda told: (told.until, told.name)))


def listed(on: date, call: str | None = None, name: str = "", before: int = 0) -> tuple[Listed, ...]:
    """Return who stands on the lists that calls lead to on a day, the latest entry first, at most ``LATEST``.

    ``call`` narrows to what one call led to, ``name`` to names that contain it; ``before`` is the key of the last one
    shown.
    """
    rows = _in_force(on, listing_registers())
    if call is not None:
        rows = rows.filter(data__call=call)
    if name:
        rows = rows.filter(data__name__icontains=name)
    if before:
        rows = rows.filter(pk__lt=before)
    return tuple(described(rows.order_by("-pk")[:LATEST]))


def listing_registers() -> frozenset[str]:
    """Return the registers into which what calls lead to is entered."""
    return frozenset(register for matter in calling().values() for register in matter.registers)


def described(entries: Iterable[RegisterEntry]) -> list[Listed]:
    """Return entries with what they are called in the matter that makes them."""
    by_register = {register: matter for matter in calling().values() for register in matter.registers}
    return [
        Listed(
            entry, _tier(by_register[entry.register], str(entry.data.get(TIER, ""))), by_register[entry.register].title
        )
        for entry in entries
        if entry.register in by_register
    ]


def _in_force(on: date, registers: Collection[str]) -> QuerySet[RegisterEntry]:
    term = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return RegisterEntry.objects.filter(term, register__in=registers)


def _call(entry: RegisterEntry, known: dict[str, Matter], on: date) -> Call:
    held = known.get(str(entry.data.get("matter", "")))
    open_ = on <= (entry.valid_to or date.max)
    stage = Stage.UPCOMING if on < entry.valid_from else Stage.OPEN if open_ else Stage.CLOSED
    return Call(entry, stage, held.title if held else _NO_MATTER)


def _publicity(case: Case) -> Publicity:
    snapshot = snapshot_of(case)
    said = snapshot.results["prepare_publicity"]
    return Publicity(
        str(snapshot.organisation.get("name", "")),
        _tier(matter_of(case.definition), str(snapshot.form.get(TIER, ""))),
        str(snapshot.form.get(CALL, "")),
        date.fromisoformat(said["until"]),
        str(said["place"]),
        str(said["objections_to"]),
    )


def _tier(matter: Matter, key: str) -> Text:
    choices = next((field.choices for field in matter.fields if field.key == TIER), ())
    return next((one.label for one in choices if one.key == key), Text(key, key))


_NO_CALL = Text("没有这个批次的申报通知，请核对批次号。", "There is no such call; check its number.")
_NO_MATTER = Text("事项未启用", "Matter not in force")
