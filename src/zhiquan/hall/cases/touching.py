"""Which open cases and drafts a coming version of a matter touches: cases stay with their version, drafts move on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from zhiquan.hall.cases.models import Case, Draft
from zhiquan.hall.cases.shelf import matter_by
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Held:
    """What is pinned to one version: open cases by the state's label, and drafts that are not submitted."""

    version: str
    states: tuple[tuple[Text, int], ...]
    drafts: int

    @property
    def cases(self) -> int:
        """All open cases of the version; they are handled to their end under it."""
        return sum(count for _, count in self.states)


def touched(code: str) -> tuple[Held, ...]:
    """Return what is pinned to each version of a matter that still has open cases or drafts, by version.

    When another version comes into force the cases stay as they are; a draft is looked over and saved anew, and is
    then of the version in force.
    """
    states: dict[tuple[int, str, str], dict[str, int]] = defaultdict(dict)
    pinned = ("definition_id", "definition__version", "definition__sha256")
    for *pin, state, count in (
        Case.objects.filter(matter=code, closed=False).values_list(*pinned, "state").annotate(Count("pk"))
    ):
        states[_key(pin)][state] = count
    drafts = {
        _key(pin): count
        for *pin, count in Draft.objects.filter(definition__code=code, case__isnull=True)
        .values_list(*pinned)
        .annotate(Count("pk"))
    }
    keys = sorted({*states, *drafts}, key=lambda key: key[1])
    return tuple(Held(key[1], _labelled(key, states[key]), drafts.get(key, 0)) for key in keys)


def _key(pin: list[object]) -> tuple[int, str, str]:
    pk, version, sha256 = pin
    return int(str(pk)), str(version), str(sha256)


def _labelled(key: tuple[int, str, str], counted: dict[str, int]) -> tuple[tuple[Text, int], ...]:
    """Return the counts in the order of the matter's states."""
    matter = matter_by(key[0], key[2])
    return tuple((state.label, counted[state.key]) for state in matter.states if state.key in counted)
