"""Publishing a definition."""

from __future__ import annotations

import hashlib
import json
from datetime import date

from django.db import transaction

from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.ports import Package, provers
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

SHOWN = 5
"""How many faults the sentence of a refusal names; ``zhiquan matters check`` lists all."""


def fingerprint(package: Package) -> str:
    """Return the SHA-256 of a package: key order and spacing do not matter, every value does."""
    content = {
        "code": package.code,
        "version": package.version,
        "resolved": package.resolved,
        "letters": package.letters,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def publish(package: Package, *, by: str, in_force_from: date) -> DefinitionVersion:
    """Publish a definition, or return it where exactly this one is published already.

    Refusals: ``rulebook.faults`` (it does not prove itself), ``rulebook.other-content`` (this version is published
    with another content: raise the version).
    """
    sha256 = fingerprint(package)
    with transaction.atomic():
        key = {"kind": package.kind, "code": package.code, "version": package.version}
        if found := DefinitionVersion.objects.filter(**key).first():
            if found.sha256 != sha256:
                raise Refusal("rulebook.other-content", _OTHER.format(code=package.code, version=package.version))
            return found
        _prove(package, in_force_from)
        return DefinitionVersion.objects.create(
            **key,
            sha256=sha256,
            resolved=dict(package.resolved),
            letters=dict(package.letters),
            in_force_from=in_force_from,
            published_at=now(),
            published_by=by,
        )


_OTHER = Text(
    "{code} {version} 已经发布，且内容不同；请提高版本号后再发布。",
    "{code} {version} is published already with another content; raise the version and publish again.",
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
