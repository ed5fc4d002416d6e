"""Telling the members of an organisation, and its agents, or one person, something that is not about a case."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from zhiquan.hall.notices.kinds import Kind
from zhiquan.hall.notices.models import Happening
from zhiquan.office.access.models import Organisation
from zhiquan.rules.text import Text
from zhiquan.settings.now import now


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: ``key`` is the same for the same thing, ``link`` the page of this site that shows it.

    ``matter`` is the code under which an agency may have been let to act in such things; agencies let to do everything
    are told in any case.
    """

    key: str
    kind: Kind
    text: Text
    link: str
    matter: str = ""


def tell(organisation: Organisation, told: Told) -> bool:
    """Keep a notice for an organisation, inside the caller's transaction; a key that is there already is left alone.

    The tick spreads it to inboxes and mail. Returns whether it was new.
    """
    return _keep(told, {"organisations": [organisation.pk]}, organisation.division)


def tell_person(user_id: int, told: Told) -> bool:
    """Keep a notice for one person, as ``tell`` does for an organisation."""
    return tell_people({user_id}, told)


def tell_people(user_ids: Collection[int | None], told: Told) -> bool:
    """Keep a notice for several people, as ``tell`` does for an organisation."""
    return _keep(told, {"users": sorted(one for one in user_ids if one is not None)}, "")


def _keep(told: Told, audience: dict[str, list[int]], division: str) -> bool:
    _, fresh = Happening.objects.get_or_create(
        key=hashlib.sha256(told.key.encode()).hexdigest(),
        defaults={
            "kind": told.kind.value,
            "link": told.link,
            "matter": told.matter,
            "division": division,
            "audience": audience,
            "text": {"zh": told.text.zh, "en": told.text.en},
            "at": now(),
        },
    )
    return fresh
