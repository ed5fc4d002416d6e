"""One organisation, one file 一企一档: what every room shows a viewer of an organisation, by its credit code."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from zhiquan.office.access.models import Organisation
from zhiquan.office.access.selectors import Actor
from zhiquan.office.panels import PanelView, Subject, organisation_panels
from zhiquan.records.corpus.keys import organisation_key
from zhiquan.records.corpus.merged import merged_one
from zhiquan.records.corpus.store import Lake
from zhiquan.records.search import Searched, open_index
from zhiquan.records.search.describing import shown
from zhiquan.rules.identifiers import Broken, parse_uscc
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

NEWEST = 10
"""Rights that the file shows; a search has them all."""


@dataclass(frozen=True, slots=True)
class OrganisationFile:
    """The file as a viewer sees it; ``total`` rights name the organisation by its whole name (``None``: no index)."""

    subject: Subject
    total: int | None
    newest: tuple[tuple[str, str, Searched], ...]
    panels: tuple[PanelView, ...]


def subject_of(code: str) -> Subject:
    """Return the organisation of a credit code: one with an account here, else one that the lake tells of.

    ``NotFound`` ``organisations.code`` for what is no credit code, ``organisations.not-held`` for one unknown here.
    """
    read = parse_uscc(code)
    canonical = code if isinstance(read, Broken) else read.canonical
    held = Organisation.objects.filter(uscc=canonical).first()
    if held is not None:
        return Subject(held.uscc, held.name, held.division, held.pk)
    if isinstance(read, Broken):
        raise NotFound("organisations.code", read.text)
    told = _told(canonical)
    if told is None:
        raise NotFound("organisations.not-held", _NOT_HELD.format(code=canonical))
    return told


def codes_of(names: Collection[str]) -> dict[str, str]:
    """Return the credit codes of those names that one organisation alone has an account under here."""
    found: dict[str, list[str]] = {}
    for name, code in Organisation.objects.filter(name__in=names).values_list("name", "uscc"):
        found.setdefault(name, []).append(code)
    return {name: codes[0] for name, codes in found.items() if len(codes) == 1}


def organisation_file(subject: Subject, viewer: Actor, on: date) -> OrganisationFile:
    """Put together the rights that name it and what the rooms show this viewer: what holds something first, then what
    is empty, both in the order of registration.
    """
    total, newest = _rights(subject.name)
    found = [panel(subject, viewer, on) for _, panel in organisation_panels]
    panels = sorted((panel for panel in found if panel is not None), key=lambda panel: not panel.facts)
    return OrganisationFile(subject, total, newest, tuple(panels))


def _rights(name: str) -> tuple[int | None, tuple[tuple[str, str, Searched], ...]]:
    try:
        found = open_index(settings.DATA.index).held_by(name, NEWEST)
    except Refusal:
        return None, ()
    return found.total, tuple((record.key, shown(record)[0], record) for record in found.records)


def _told(code: str) -> Subject | None:
    lake = Lake(settings.DATA.lake).still()
    if lake.version() is None:
        return None
    found = merged_one(lake, "organisations", organisation_key(code, ""))
    return Subject(code, found.record.name, found.record.division) if found else None


_NOT_HELD = Text(
    "没有统一社会信用代码为 {code} 的单位的档案；代码无误的话，该单位还没有在本站办过事。",
    "There is no file of an organisation with the code {code}; if the code is right, it has not come here yet.",
)
