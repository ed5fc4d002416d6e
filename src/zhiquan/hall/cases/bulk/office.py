"""Whom cases are written for in bulk: organisations, who handles what, the papers that every case hands in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from zhiquan.hall.files.models import StoredFile
from zhiquan.office.access.models import Membership, Organisation, Post
from zhiquan.office.rulebook.models import DefinitionVersion

Texts = tuple[dict[str, str], dict[str, str]]


@dataclass(slots=True)
class Office:
    """Who there is: organisations with a member and their texts, staff by division and role, papers by material."""

    organisations: Sequence[Organisation]
    staff: dict[tuple[str, str], int]
    files: dict[str, dict[str, Any]]
    definitions: dict[str, DefinitionVersion]
    members: dict[int, int]
    texts: dict[int, Texts]


def office_of(
    organisations: Sequence[Organisation],
    papers: Iterable[tuple[str, StoredFile]],
    definitions: dict[str, DefinitionVersion],
) -> Office:
    """Return the office with these organisations, each of which has a member, and these papers by material."""
    posts = Post.objects.values_list("department__division", "role", "user")
    return Office(
        organisations=organisations,
        staff={(division, role): user for division, role, user in posts},
        files={
            material: {
                "material": material, "file": file.pk, "name": file.name, "kind": file.kind, "digest": file.digest,
            }
            for material, file in papers
        },
        definitions=definitions,
        members=dict(Membership.objects.values_list("organisation", "user")),
        texts={firm.pk: _texts(firm) for firm in organisations},
    )  # fmt: skip


def _texts(firm: Organisation) -> Texts:
    """Return what stands for an organisation in the texts that are hashed, and in those that are stored."""
    said = {"id": firm.pk, "name": firm.name, "uscc": firm.uscc, "division": firm.division}
    hashed = {key: json.dumps(value, ensure_ascii=False) for key, value in said.items()}
    return hashed, {key: json.dumps(value) for key, value in said.items()}
