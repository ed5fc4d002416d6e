"""Which published definition holds on a date, and where the files stand to what is published."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from zhiquan.office.rulebook.fingerprints import fingerprint
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.ports import Package
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text

_HEAVY = ("resolved", "letters", "law", "files")
"""What a list of definitions does without: long JSON, read when it is asked for."""
MATTER = "matter"
"""The kind of the service matters 事项."""


def active(code: str, on: date, *, kind: str = MATTER) -> DefinitionVersion:
    """Return the version in force on a date: the latest start not after it, the later publication among equals."""
    found: DefinitionVersion | None = (
        DefinitionVersion.objects.filter(kind=kind, code=code, in_force_from__lte=on)
        .order_by("-in_force_from", "-published_at", "-pk")
        .first()
    )
    if found is None:
        raise NotFound("rulebook.not-in-force", _NONE.format(code=code, on=on.isoformat()))
    return found


def all_active(on: date, *, kind: str = MATTER) -> list[DefinitionVersion]:
    """Return the version in force on a date of every code, by code; what each resolves to is read when asked for."""
    rows = DefinitionVersion.objects.filter(kind=kind, in_force_from__lte=on).defer(*_HEAVY)
    latest = {row.code: row for row in rows.order_by("in_force_from", "published_at", "pk")}
    return [latest[code] for code in sorted(latest)]


def versions(code: str, *, kind: str = MATTER) -> list[DefinitionVersion]:
    """Return all published versions of a code, the latest start first."""
    rows = DefinitionVersion.objects.filter(kind=kind, code=code)
    return list(rows.order_by("-in_force_from", "-published_at", "-pk"))


def get_version(code: str, version: str, *, kind: str = MATTER) -> DefinitionVersion:
    """Return one published version, or refuse (NotFound)."""
    found: DefinitionVersion | None = DefinitionVersion.objects.filter(kind=kind, code=code, version=version).first()
    if found is None:
        raise NotFound("rulebook.no-version", _NO_VERSION.format(code=code, version=version))
    return found


class Standing(StrEnum):
    """Where the files of a definition stand to what is published."""

    UNPUBLISHED = "unpublished"
    OFFERED = "offered"
    EDITED = "edited"
    TO_COME = "to-come"
    IN_FORCE = "in-force"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> Text:
        """The standing in words."""
        return _STANDINGS[self]


def standing(package: Package, on: date) -> Standing:
    """Return where a definition's files stand on a date: new, offered, edited after publication, in force, or past."""
    rows = versions(package.code, kind=package.kind)
    same = next((row for row in rows if row.version == package.version), None)
    if same is None:
        return Standing.OFFERED if rows else Standing.UNPUBLISHED
    if same.sha256 != fingerprint(package):
        return Standing.EDITED
    if same.in_force_from > on:
        return Standing.TO_COME
    return Standing.IN_FORCE if same == active(package.code, on, kind=package.kind) else Standing.SUPERSEDED


_STANDINGS = {
    Standing.UNPUBLISHED: Text("未发布", "not published"),
    Standing.OFFERED: Text("有新版本可发布", "a new version is offered"),
    Standing.EDITED: Text("发布后被改动", "edited after publication"),
    Standing.TO_COME: Text("已发布，待启用", "published, to come"),
    Standing.IN_FORCE: Text("现行", "in force"),
    Standing.SUPERSEDED: Text("已有更新的版本", "superseded"),
}
_NO_VERSION = Text("没有发布过 {code} {version}。", "{code} {version} was never published.")
_NONE = Text(
    "{on} 没有启用的“{code}”；请先用 zhiquan matters publish 发布。",
    "No “{code}” is in force on {on}; publish it first with zhiquan matters publish.",
)
