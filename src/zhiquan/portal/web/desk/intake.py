"""What a clerk has typed and taken in at the counter: kept from one showing of the page to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from zhiquan.hall.cases.services import Applicant
from zhiquan.hall.files.selectors import get_file_for
from zhiquan.hall.matters.schema import Matter
from zhiquan.office.access.models import Organisation
from zhiquan.portal.web.acting import kept
from zhiquan.portal.web.answers import said
from zhiquan.portal.web.forms import typed
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import SHANGHAI, now

TO_THE_MINUTE = "%Y-%m-%dT%H:%M"
OWN = "counter."
"""Before the names of the counter's own inputs: a matter may ask for a ``name`` or a ``channel`` itself."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that was taken in: which material, the stored file, its name."""

    material: str
    file: int
    name: str


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything on the page: the applicant, how and when it came, the answers, the papers, the request's key."""

    name: str
    uscc: str
    division: str
    channel: str
    received: str
    form: Mapping[str, Any]
    papers: tuple[Paper, ...]
    key: str

    @property
    def applicant(self) -> Applicant:
        """Who applies, as it was typed."""
        return Applicant(self.name, self.division, self.uscc)

    @property
    def received_at(self) -> datetime:
        """When it was handed over; refused when it cannot be read."""
        try:
            return datetime.strptime(self.received, TO_THE_MINUTE).replace(tzinfo=SHANGHAI)
        except ValueError:
            raise Refusal("counter.received", _RECEIVED) from None

    def rows(self) -> list[dict[str, Any]]:
        """Return the papers as the service takes them."""
        return [{"material": paper.material, "file": paper.file} for paper in self.papers]


def blank(division: str, key: str) -> Intake:
    """Return an empty intake of this minute."""
    return Intake("", "", division, "window", f"{now().astimezone(SHANGHAI):{TO_THE_MINUTE}}", {}, (), key)


def read(request: HttpRequest, matter: Matter) -> Intake:
    """Return what was posted; uploaded papers are kept at once, and a refused one is told without losing the rest."""
    posted = request.POST
    return Intake(
        name=posted.get(f"{OWN}name", "").strip(),
        uscc=posted.get(f"{OWN}uscc", "").strip().upper(),
        division=posted.get(f"{OWN}division", ""),
        channel=posted.get(f"{OWN}channel", ""),
        received=posted.get(f"{OWN}received", ""),
        form=typed(posted, matter.fields),
        papers=(*_kept_before(request), *_uploaded(request, matter)),
        key=posted.get(f"{OWN}key", ""),
    )


def known(uscc: str) -> Organisation | None:
    """Return the organisation that a credit code belongs to, if it is one of ours."""
    return Organisation.objects.filter(uscc=uscc).first() if uscc else None


def _kept_before(request: HttpRequest) -> list[Paper]:
    """Return the papers of earlier showings that this clerk stored and did not take out again."""
    found, dropped = [], set(request.POST.getlist(f"{OWN}drop"))
    for row in request.POST.getlist(f"{OWN}kept"):
        material, _, stored = row.partition(":")
        if row not in dropped and whole(stored):
            file = get_file_for(actor_of(request), whole(stored))
            found.append(Paper(material, file.pk, file.name))
    return found


def _uploaded(request: HttpRequest, matter: Matter) -> list[Paper]:
    found = []
    for material in matter.materials:
        for upload in request.FILES.getlist(f"material.{material.key}"):
            try:
                file = kept(request, upload)
            except Refusal as refusal:
                messages.error(request, said(refusal.text))
            else:
                found.append(Paper(material.key, file.pk, file.name))
    return found


_RECEIVED = Text("请填写收件时间。", "Give the day and time at which it was received.")
