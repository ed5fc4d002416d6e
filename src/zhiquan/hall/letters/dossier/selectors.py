"""The dossier as somebody may have it: the office both volumes, who takes part the main one with what they may read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings

from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.payloads import reveal
from zhiquan.hall.cases.selectors import get_case_for
from zhiquan.hall.cases.shelf import matter_of, moment
from zhiquan.hall.cases.standing import standing_of
from zhiquan.hall.letters.dossier.binding import Bound, bind, join
from zhiquan.hall.letters.dossier.cover import cover_of
from zhiquan.hall.letters.dossier.entries import Entry, Volume
from zhiquan.hall.letters.dossier.gathering import Told, gather
from zhiquan.office.access.roles import HANDLING_ROLES
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text
from zhiquan.settings.now import today


@dataclass(frozen=True, slots=True)
class Shelf:
    """The volumes that a viewer may have, each with its entries in order."""

    told: Told
    volumes: dict[Volume, list[Entry]]

    @property
    def for_party(self) -> bool:
        """Whether somebody looks who takes part in the case."""
        return self.told.who is not None


def dossier_for(actor: Actor, number: str) -> Shelf:
    """Return the dossier as far as an actor may read it; ``NotFound`` where they see no such case.

    Who handles cases there has both volumes; who takes part the main one with what they may read; anybody else of the
    office (an administrator, another office's view) none.
    """
    case = get_case_for(actor, number)
    who = standing_of(actor, today()).who(case)
    if not who.takes_part and not who.roles & {role.value for role in HANDLING_ROLES}:
        raise NotFound("dossier.not-yours", _NOT_YOURS)
    told = _told(case)
    return _shelf(replace(told, who=who) if who.takes_part else told)


def shelf_of(case: Case) -> Shelf:
    """Return the whole dossier, for whoever runs the machine."""
    return _shelf(_told(case))


def bind_for(shelf: Shelf, volume: Volume) -> Bound:
    """Bind a volume; ``NotFound`` where the viewer may not have it."""
    entries = shelf.volumes.get(volume)
    if entries is None:
        raise NotFound("dossier.no-volume", _NO_VOLUME)
    told = shelf.told
    return bind(told.case, entries, cover_of(told, volume, entries, moment()), told.office)


def bind_all(shelf: Shelf) -> bytes:
    """Return every volume that the viewer may have as one PDF."""
    return join([bind_for(shelf, volume).pdf for volume in shelf.volumes])


def _told(case: Case) -> Told:
    return Told(case, matter_of(case.definition), reveal(case, snapshot_of(case)), settings.OFFICE_NAME)


def _shelf(told: Told) -> Shelf:
    entries = gather(told)
    volumes = (Volume.MAIN,) if told.who is not None else tuple(Volume)
    return Shelf(told, {volume: [entry for entry in entries if entry.volume is volume] for volume in volumes})


_NOT_YOURS = Text("您没有本办件的办理岗位，不能调阅卷宗。", "You hold no post in this case to read its dossier.")
_NO_VOLUME = Text("没有这一卷，或者您无权调阅。", "There is no such volume, or it is not for you to read.")
