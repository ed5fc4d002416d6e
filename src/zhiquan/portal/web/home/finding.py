"""The one box: a number leads to its right, a name to its organisation, words to matters, the law and a search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from zhiquan.definitions.situations import situations
from zhiquan.hall.cases.views import MatterView
from zhiquan.office.access.models import Organisation
from zhiquan.portal.dossier.organisation import codes_of
from zhiquan.portal.web.lawbook.reading import entries
from zhiquan.portal.web.lawbook.views import find_provisions
from zhiquan.portal.web.search.source import index
from zhiquan.records.characters.folding import fold
from zhiquan.records.search import Hit
from zhiquan.records.search.numbers import is_number_like
from zhiquan.rules.identifiers import Broken, parse_uscc
from zhiquan.rules.law import Provision, value_text
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

RIGHTS, PROVISIONS, LEAST = 5, 6, 2
"""Rights and provisions that are shown, and the characters from which words are looked for in matters and law."""


@dataclass(frozen=True, slots=True)
class Found:
    """What answers the words: matters in force, provisions (and how many more), rights of a total."""

    matters: tuple[MatterView, ...] = ()
    provisions: tuple[tuple[Provision, Text], ...] = ()
    more_provisions: int = 0
    rights: tuple[Hit, ...] = ()
    total: int = 0

    @property
    def only_rights(self) -> bool:
        """Whether a search says all there is."""
        return not (self.matters or self.provisions)


def straight_to(typed: str, known: Iterable[MatterView]) -> str | None:
    """Return the one page that is meant: a right by number, an organisation by code or name, a matter by title."""
    if right := _right(typed):
        return reverse("rights", args=[right])
    if code := _code(typed):
        return reverse("organisations", args=[code])
    title = fold(typed)
    exact = [matter.code for matter in known if title in {fold(matter.title.zh), fold(matter.title.en), matter.code}]
    return reverse("hall.guide", args=exact) if len(exact) == 1 else None


def find(typed: str, known: Iterable[MatterView]) -> Found:
    """Return what answers the words; what is a query of the search language leads to rights alone."""
    rights, total = _rights(typed)
    if len(typed) < LEAST:
        return Found(rights=rights, total=total)
    provisions = entries(find_provisions(typed), today())
    return Found(
        matters=_matters(typed, tuple(known)),
        provisions=tuple((one.shown, value_text(one.shown)) for one in provisions[:PROVISIONS]),
        more_provisions=max(0, len(provisions) - PROVISIONS),
        rights=rights,
        total=total,
    )


def _right(typed: str) -> str | None:
    """Return the key of the right that a number of any usual form leads to."""
    if not is_number_like(typed):
        return None
    try:
        found = index().find(typed)
    except Refusal:
        return None
    return found.key if found else None


def _code(typed: str) -> str | None:
    """Return the credit code of an organisation with an account here, by its code or its very name."""
    read = parse_uscc(typed)
    if not isinstance(read, Broken) and Organisation.objects.filter(uscc=read.canonical).exists():
        return read.canonical
    return codes_of([typed]).get(typed)


def _matters(typed: str, known: tuple[MatterView, ...]) -> tuple[MatterView, ...]:
    """Return the matters with every word in title, summary or the situations that they answer."""
    by_code: dict[str, list[Text]] = {}
    for situation in situations(settings.DATA.region):
        for code in situation.matters:
            by_code.setdefault(code, []).append(situation.label)
    words = fold(typed).split()
    return tuple(matter for matter in known if _speaks_of(matter, by_code.get(matter.code, []), words))


def _speaks_of(matter: MatterView, labels: Iterable[Text], words: Iterable[str]) -> bool:
    texts = (matter.title, matter.summary, *labels)
    said = fold(" ".join(part for text in texts for part in (text.zh, text.en)))
    return all(word in said for word in words)


def _rights(typed: str) -> tuple[tuple[Hit, ...], int]:
    try:
        found = index().search(typed, size=RIGHTS, facets=False)
    except Refusal:
        return (), 0
    return found.hits, found.total
