"""A matter for the catalogue and its guide 办事指南, with limits and citations as the law book has them that day."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from django.conf import settings

from zhiquan.hall.cases.presenting import material_views
from zhiquan.hall.cases.shelf import matter_by
from zhiquan.hall.cases.views import MatterView
from zhiquan.hall.matters.clocks import Moment
from zhiquan.hall.matters.schema import Clock, Matter
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.rules.law import Provision
from zhiquan.rules.text import Text


def present_matter(version: DefinitionVersion, now: Moment) -> MatterView:
    """Return a matter as its guide shows it on a day, with the limits of this office's place.

    Put together once a day in each process: a published version never changes, nor does the law book that was read.
    """
    return _presented(version.pk, version.sha256, version.version, now, settings.DIVISION)


@lru_cache(maxsize=256)
def _presented(pk: int, sha256: str, version: str, now: Moment, division: str) -> MatterView:
    matter = matter_by(pk, sha256)
    always = {material.key: _ALWAYS for material in matter.materials if material.required}
    return MatterView(
        code=matter.code,
        version=version,
        title=matter.title,
        summary=matter.summary,
        chain=matter.chain.value,
        authority=matter.authority.kind.value,
        deciding_office=matter.authority.office,
        applicants=matter.applicants,
        conditions=matter.conditions,
        materials=material_views(matter.materials, (), always),
        checks=tuple(use.label for use in matter.checks),
        steps=tuple((state.key, state.public) for state in matter.states),
        limits=tuple(_limits(matter, now, division)),
        basis=tuple(_at(key, now, division).source.text() for key in matter.basis),
    )


def _at(key: str, now: Moment, division: str) -> Provision:
    return now.book.at(key, now.on, division)


def _limits(matter: Matter, now: Moment, division: str) -> Iterator[tuple[Text, Text, Text]]:
    """Yield (clock, limit in words, citation), the promised limit after the legal one."""
    for clock in matter.clocks:
        for label, key in _keys(clock):
            provision = _at(key, now, division)
            yield label, provision.limit.text(), provision.source.text()


def _keys(clock: Clock) -> Iterator[tuple[Text, str]]:
    yield clock.label, clock.legal
    if clock.promised:
        yield _PROMISED.format(label=clock.label), clock.promised


_ALWAYS = Text("必须提交", "Must be handed in")
_PROMISED = Text("{label}（承诺）", "{label} (promised)")
