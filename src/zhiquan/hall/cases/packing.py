"""The pack that goes to the deciding office: form, checks and papers with their digests, signed by this office and
encrypted for that one. The key of the pack is the code of the office it goes to.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from zhiquan.hall.cases.models import Case
from zhiquan.hall.files.kinds import Kind
from zhiquan.hall.files.selectors import get_file_for, open_file
from zhiquan.hall.files.services import store
from zhiquan.hall.matters.schema import Matter, Pack, find
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.office.access.selectors import Actor
from zhiquan.office.exchange import LIMIT, build_pack
from zhiquan.office.exchange.envelopes import encrypt, sign
from zhiquan.office.exchange.partners import certificate_of, ours


def build(actor: Actor, case: Case, matter: Matter, snapshot: Snapshot, key: str) -> dict[str, Any]:
    """Build, seal and store a pack; return what the event says of it: {key, file, name, digest, contents}.

    ``digest`` is of the file that is handed over, ``contents`` of the pack inside, which its receiver answers to. This
    office can open it as well: it must be able to show what it handed over.
    """
    pack, receiver, own = find(matter.packs, key), certificate_of(key), ours()
    manifest, contents = _manifest(case, matter, snapshot, pack), _contents(actor, snapshot, pack)
    built = build_pack(pack.label, manifest, contents, partial(sign, pair=own))
    sealed = encrypt(built.content, (receiver, own.certificate))
    name = f"{case.number}-{key}.zip.p7m"
    stored = store(actor, name, sealed, kinds=frozenset({Kind.P7M}), limit=LIMIT)
    return {"key": key, "file": stored.pk, "name": name, "digest": stored.digest, "contents": built.digest}


def _manifest(case: Case, matter: Matter, snapshot: Snapshot, pack: Pack) -> dict[str, Any]:
    return {
        "case": case.number,
        "matter": matter.code,
        "definition": {"version": case.definition.version, "sha256": case.definition.sha256},
        "opened_on": case.opened_on.isoformat(),
        "organisation": dict(snapshot.organisation),
        "form": dict(snapshot.form),
        "checks": [dict(check) for check in snapshot.checks],
        "materials": [dict(row) for row in snapshot.materials] if pack.materials else [],
    }


def _contents(actor: Actor, snapshot: Snapshot, pack: Pack) -> list[tuple[str, bytes]]:
    """Return the papers in the order they were handed in, each under its material's key and its own name."""
    if not pack.materials:
        return []
    contents = []
    for place, row in enumerate(snapshot.materials, 1):
        with open_file(get_file_for(actor, row["file"])) as stream:
            contents.append((f"{place:02d}-{row['material']}-{row['name']}", stream.read()))
    return contents
