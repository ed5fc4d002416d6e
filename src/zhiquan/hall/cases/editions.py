"""Versions of a matter, published or as they lie, set against each other with the office's own names of roles."""

from __future__ import annotations

from zhiquan.hall.matters.comparing import Difference, Edition, compare
from zhiquan.hall.matters.load import letter_from, pinned_matter
from zhiquan.office.access.roles import Role
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.ports import Package


def edition(pinned: Package | DefinitionVersion) -> Edition:
    """Return one version with its templates and the versions of its checks and effects."""
    programs = {**pinned.resolved.get("checks", {}), **pinned.resolved.get("effects", {})}
    letters = {key: letter_from(key, raw) for key, raw in pinned.letters.items()}
    return Edition(pinned_matter(pinned.resolved["matter"]), letters, programs)


def compared(before: Package | DefinitionVersion, after: Package | DefinitionVersion) -> tuple[Difference, ...]:
    """Return what differs between two versions, in words."""
    return compare(edition(before), edition(after), {role.value: role.label for role in Role})
