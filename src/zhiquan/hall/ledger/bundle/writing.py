"""Writing a bundle: the members one after another, then the signed table of their digests."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO

from django.conf import settings

from zhiquan.hall.cases.models import Case
from zhiquan.hall.ledger.bundle import contents
from zhiquan.hall.ledger.bundle.readme import README
from zhiquan.hall.ledger.hashing import plain_json, sha256
from zhiquan.hall.ledger.key import OfficeKey, known_keys
from zhiquan.hall.ledger.models import Leaf, Seal
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

FORMAT = "zhiquan-case-bundle/1"
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Bundled:
    """What was written: events in all and under the seal, letters and papers, and the key that signed."""

    number: str
    seal: int
    events: int
    sealed: int
    papers: int
    personal: bool
    fingerprint: str


def write(case: Case, out: IO[bytes], *, personal: bool, at: datetime) -> Bundled:
    """Write the bundle of a case; personal answers are left out unless asked for.

    Refusals: ``ledger.not-sealed``, ``files.damaged``, ``ledger.no-key`` (the key that signed the seal is gone).
    """
    seal, leaf = contents.sealed_head(case)
    key = known_keys().get(seal.says["key"])
    if key is None:
        raise _NO_KEY
    made = _Made(case, seal, leaf, key, at, personal)
    digests = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.members():
            archive.writestr(_entry(name), content, zipfile.ZIP_DEFLATED)
            digests[name] = sha256(content).hex()
        listed = plain_json(digests)
        archive.writestr(_entry("contents.json"), listed)
        archive.writestr(_entry("contents.sig"), key.sign(listed))
    return Bundled(case.number, seal.number, made.events, leaf.seq, made.papers, personal, key.fingerprint)


class _Made:
    """The members of one bundle, made one after another; files are read one at a time."""

    def __init__(self, case: Case, seal: Seal, leaf: Leaf, key: OfficeKey, at: datetime, personal: bool) -> None:  # noqa: FBT001 - a record of what it is made of
        self._case, self._seal, self._leaf, self._key, self._personal = case, seal, leaf, key, personal
        self._at = at.astimezone(UTC).isoformat(timespec="seconds")
        self.events = self.papers = 0

    def members(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and content."""
        yield "README.md", self._readme().encode()
        yield "verify.py", contents.verifier()
        events = contents.events_of(self._case)
        self.events = events.count(b"\n")
        yield "case.json", plain_json(self._about())
        yield "events.jsonl", events
        yield "definition.json", contents.definition_of(self._case)
        yield "seal.json", self._seal.statement.encode()
        yield "seal.sig", bytes.fromhex(self._seal.signature)
        yield "path.json", plain_json(contents.path_of(self._seal, self._leaf))
        yield "key.pem", self._key.public_pem
        if self._personal:
            yield "personal.jsonl", contents.personal_of(self._case)
        rows = []
        for row, file in contents.papers_of(self._case, personal=self._personal):
            rows.append(row)
            if file is not None:
                yield row["path"], contents.bytes_of(file)
        self.papers = len(rows)
        yield "papers.json", plain_json(rows)

    def _about(self) -> dict[str, object]:
        pinned = self._case.definition
        return {
            "format": FORMAT,
            "number": self._case.number,
            "matter": self._case.matter,
            "definition": {"code": pinned.code, "version": pinned.version, "sha256": pinned.sha256},
            "office": settings.OFFICE_NAME,
            "made_at": self._at,
            "events": self.events,
            "sealed": self._leaf.seq,
            "personal": self._personal,
        }

    def _readme(self) -> str:
        told = {"number": self._case.number, "office": settings.OFFICE_NAME, "made_at": self._at}
        return README.format(**told, fingerprint=self._key.fingerprint)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    return entry


_NO_KEY = Refusal(
    "ledger.no-key",
    Text(
        "最近一次封存所用的密钥不在密钥目录中，请管理员恢复。",
        "The key that signed the last seal is not in the keys folder; have the administrator restore it.",
    ),
)
