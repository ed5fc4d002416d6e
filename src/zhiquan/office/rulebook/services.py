"""Publishing a definition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.office.rulebook.fingerprints import fingerprint
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.ports import Package, provers
from zhiquan.office.rulebook.sources import REGION_ORIGIN
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

SHOWN = 5
"""How many faults the sentence of a refusal names; ``zhiquan matters check`` lists all."""


def publish(package: Package, *, by: str, in_force_from: date, replace_own: bool = False) -> DefinitionVersion:
    """Publish a definition, or return it where exactly this one is published already.

    Refusals: ``rulebook.faults`` (it does not prove itself), ``rulebook.other-content`` (this version is published
    with another content; the sentence names the files that differ), ``rulebook.taken`` (the region's own holds this
    version), ``rulebook.own-stands`` (a shipped one would take the place of the region's own: say ``replace_own``).
    """
    sha256 = fingerprint(package)
    with transaction.atomic():
        key = {"kind": package.kind, "code": package.code, "version": package.version}
        found: DefinitionVersion | None = DefinitionVersion.objects.filter(**key).first()
        if found:
            if found.sha256 != sha256:
                raise _edited(found, package)
            return found
        if not replace_own:
            _leave_own(package)
        _prove(package, in_force_from)
        return DefinitionVersion.objects.create(
            **key,
            sha256=sha256,
            resolved=dict(package.resolved),
            letters=dict(package.letters),
            law=list(package.law),
            files=dict(package.files),
            origin=package.origin,
            beside=package.beside,
            in_force_from=in_force_from,
            published_at=now(),
            published_by=by,
        )


def publish_as(
    actor: Actor, package: Package, *, in_force_from: date, today: date, replace_own: bool = False
) -> DefinitionVersion:
    """Publish in the name of a system administrator, from today on or later.

    Refusals: those of ``publish``, ``rulebook.administrator``, ``rulebook.past`` (a day before today).
    """
    if Role.ADMINISTRATOR not in actor.roles:
        raise Refusal("rulebook.administrator", _ADMINISTRATOR)
    if in_force_from < today:
        raise Refusal("rulebook.past", _PAST.format(today=today.isoformat()))
    return publish(package, by=actor.name, in_force_from=in_force_from, replace_own=replace_own)


def edited_places(found: DefinitionVersion, package: Package) -> tuple[str, ...]:
    """Return what differs from the published version: the files, or the check and effect whose version did."""
    was, now_ = (_by_tail(files) for files in (found.files, package.files))
    if found.files and (files := {tail for tail in {*was, *now_} if was.get(tail) != now_.get(tail)}):
        places = {place.partition("/")[2]: place for place in (*found.files, *package.files)}
        return tuple(sorted(places[tail] for tail in files))
    letters = {key for key in {*found.letters, *package.letters} if found.letters.get(key) != package.letters.get(key)}
    parts = [f"letters/{key}.yaml" for key in sorted(letters)]
    if found.resolved.get("matter") != package.resolved.get("matter"):
        parts.insert(0, "definition.yaml")
    for kind in ("checks", "effects"):
        old, new = found.resolved.get(kind, {}), package.resolved.get(kind, {})
        parts += sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
    return tuple(parts)


def _by_tail(files: Mapping[str, str]) -> dict[str, str]:
    """Return digests by the place below ``region/`` or ``shipped/``: a copied file is the same file."""
    return {place.partition("/")[2]: digest for place, digest in files.items()}


def _edited(found: DefinitionVersion, package: Package) -> Refusal:
    values = {"code": package.code, "version": package.version}
    if found.origin != package.origin and found.origin == REGION_ORIGIN:
        return Refusal("rulebook.taken", _TAKEN.format(**values))
    places = edited_places(found, package)
    return Refusal(
        "rulebook.other-content",
        _OTHER.format(**values, files=Text("、".join(places), ", ".join(places))),
    )


def _leave_own(package: Package) -> None:
    """Refuse to let a shipped definition silently take the place of the region's own."""
    if package.origin == REGION_ORIGIN:
        return
    rows = DefinitionVersion.objects.filter(kind=package.kind, code=package.code)
    held = rows.order_by("-in_force_from", "-published_at", "-pk").first()
    if held is not None and held.origin == REGION_ORIGIN:
        values = {"code": package.code, "version": package.version, "own": held.version}
        raise Refusal("rulebook.own-stands", _OWN.format(**values))


_OTHER = Text(
    "{code} {version} 已经发布，以下内容与发布时不同：{files}；已发布的版本不能修改，请提高版本号后再发布。",
    "{code} {version} is published already, and these differ from what was published: {files}; a published version "
    "is not changed: raise the version and publish again.",
)
_TAKEN = Text(
    "版本号 {version} 已由本地区自己的 {code} 使用；请在本地区的定义中采用新内容，并提高版本号。",
    "The version {version} of {code} is the region's own; take the new content into the region's definition and raise "
    "its version.",
)
_OWN = Text(
    "{code} 现由本地区自己的定义（{own}）办理，自带的 {version} 不会自动替换；确要替换请加 --replace-own。",
    "{code} stands as the region's own definition ({own}) and the shipped {version} does not replace it by itself; "
    "add --replace-own if it shall.",
)
_ADMINISTRATOR = Text("只有系统管理员可以发布定义。", "Only a system administrator publishes definitions.")
_PAST = Text(
    "启用日不能早于今天（{today}）；已提交的办件仍按原版本办理。",
    "A version is in force from today ({today}) or later; cases keep the version they were submitted under.",
)
_FAULTS = Text(
    "{code} {version} 有 {count} 处错误，未发布：{faults}",
    "{code} {version} has {count} faults and was not published: {faults}",
)


def _prove(package: Package, on: date) -> None:
    faults = provers.get(package.kind)(package, on)
    if not faults:
        return
    shown = Text("；".join(f.zh for f in faults[:SHOWN]), "; ".join(f.en for f in faults[:SHOWN]))
    values = {"code": package.code, "version": package.version, "count": len(faults), "faults": shown}
    raise Refusal("rulebook.faults", _FAULTS.format(**values))
