"""The locker of an organisation's papers 材料库: what was handed in before is offered again, and never asked twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet

from zhiquan.hall.cases.models import Draft
from zhiquan.hall.cases.seeing import HEAVY
from zhiquan.hall.cases.selectors import get_draft_for
from zhiquan.hall.cases.shelf import matter_of, moment
from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.matters.clocks import Moment
from zhiquan.hall.matters.schema import Material
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.law.units import add
from zhiquan.rules.text import Text
from zhiquan.settings.now import SHANGHAI

MOST_DRAFTS = 100
"""How many earlier applications are looked through, the latest first."""


@dataclass(frozen=True, slots=True)
class LockerPaper:
    """A paper that was handed in before: the stored file, since when it lies there, and the case it was for, if any."""

    material: str
    label: Text
    file: int
    name: str
    since: date
    case: str
    organisation: str


def offered_again(actor: Actor, draft_id: int) -> dict[str, tuple[LockerPaper, ...]]:
    """Return by material the papers that a draft may take from the locker; two queries.

    Offered are papers of the same organisation under the same material, where the matter calls it ``reusable``, that
    are in the draft under no name already and not older than the provision ``max_age`` allows.
    """
    draft = get_draft_for(actor, draft_id)
    now, matter = moment(), matter_of(draft.definition)
    reusable = {material.key: material for material in matter.materials if material.reusable}
    held = {row["digest"] for row in draft.materials}
    found: dict[str, list[LockerPaper]] = defaultdict(list)
    earlier = _drafts(actor).filter(organisation=draft.organisation_id).exclude(pk=draft.pk)
    for paper, digest, kind in _papers(earlier):
        material = reusable.get(paper.material)
        if material and digest not in held and kind in material.kinds and _young(material, paper, now):
            held.add(digest)
            found[paper.material].append(paper)
    return {key: tuple(papers) for key, papers in found.items()}


def locker_of(actor: Actor) -> tuple[LockerPaper, ...]:
    """Return every reusable paper that the actor's organisations have handed in, the latest first, each file once."""
    seen: set[tuple[str, str]] = set()
    found = []
    for paper, digest, _ in _papers(_drafts(actor)):
        if (paper.organisation, digest) not in seen:
            seen.add((paper.organisation, digest))
            found.append(paper)
    return tuple(found)


def _drafts(actor: Actor) -> QuerySet[Draft]:
    own = Draft.objects.filter(organisation_id__in=actor.organisations).exclude(materials=[])
    return own.select_related("definition", "organisation", "case").defer(*HEAVY).order_by("-changed_at")


def _papers(drafts: QuerySet[Draft]) -> Iterator[tuple[LockerPaper, str, str]]:
    """Yield (paper, digest, kind) of what is reusable under the definition it was handed in with."""
    rows = list(drafts[:MOST_DRAFTS])
    files = StoredFile.objects.filter(pk__in={row["file"] for draft in rows for row in draft.materials})
    since = {pk: at.astimezone(SHANGHAI).date() for pk, at in files.values_list("pk", "at")}
    for draft in rows:
        materials = {material.key: material for material in matter_of(draft.definition).materials}
        case = getattr(draft, "case", None)
        for row in draft.materials:
            material = materials.get(row["material"])
            if material and material.reusable and row["file"] in since:
                number, party = case.number if case else "", draft.organisation.name
                paper = LockerPaper(
                    material.key, material.label, row["file"], row["name"], since[row["file"]], number, party
                )
                yield paper, row["digest"], row["kind"]


def _young(material: Material, paper: LockerPaper, now: Moment) -> bool:
    if material.max_age is None:
        return True
    limit = now.book.at(material.max_age, now.on, settings.DIVISION).limit
    return now.on <= add(paper.since, limit)
