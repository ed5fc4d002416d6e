"""The book 规则库: all provisions, asked by key, date and place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from pydantic import TypeAdapter, ValidationError

from zhiquan.rules.law.provision import NATION, Provision
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """On ``on`` one version ends and the next begins; ``before`` is empty where it is new, ``after`` where it ends."""

    on: date
    key: str
    scope: str
    before: Provision | None
    after: Provision | None

    @property
    def same_content(self) -> bool:
        """Say whether both versions rule the same and only the act or the article is another."""
        return self.before is not None and self.after is not None and _content(self.before) == _content(self.after)


def _content(p: Provision) -> tuple[Any, ...]:
    return p.value, p.unit, p.of, p.when, p.roll, p.excludes, p.extends, p.approver


class Book:
    """Provisions without overlaps per key and scope, and without gaps that are not declared."""

    def __init__(self, provisions: Iterable[Provision]) -> None:
        grouped: dict[tuple[str, str], list[Provision]] = defaultdict(list)
        for provision in provisions:
            grouped[provision.key, provision.scope].append(provision)
        self._versions = {place: _checked(versions) for place, versions in sorted(grouped.items())}
        self._keys = {key for key, _ in self._versions}
        _check_extensions(self, self._keys)

    @classmethod
    def from_documents(cls, documents: Mapping[str, Any]) -> Book:
        """Build the book from read definition files, name → content; a fault names the file and the entry.

        A file has ``acts`` (short name → ``{zh, en}`` and, where its text was read, ``text``: the file of the act or
        ``official publication``) and ``provisions``, whose ``source`` is ``{act, article}``. A sure provision of an
        act with a ``text`` is verified in it.
        """
        return cls(p for name, document in documents.items() for p in _provisions(name, document))

    def __iter__(self) -> Iterator[Provision]:
        for versions in self._versions.values():
            yield from versions

    def __len__(self) -> int:
        return sum(map(len, self._versions.values()))

    def versions(self, key: str, scope: str = NATION) -> tuple[Provision, ...]:
        """Return all versions of one key in one scope, oldest first."""
        return self._versions.get((key, scope), ())

    def in_force(self, key: str, on: date, scope: str = NATION) -> Provision | None:
        """Return the provision in force, from the narrowest place that has one: division, prefecture, province, CN."""
        for place in _widening(scope):
            for provision in self.versions(key, place):
                if provision.holds_on(on):
                    return provision
        return None

    def at(self, key: str, on: date, scope: str = NATION) -> Provision:
        """Return the provision in force on a day at a place, or refuse with ``law.no-provision``."""
        if found := self.in_force(key, on, scope):
            return found
        if key not in self._keys:
            raise Refusal(
                "law.no-provision",
                Text(
                    f"规则库中没有规定 {key}；可用 zhiquan law search 查找。",
                    f"The book has no provision {key}; look for it with zhiquan law search.",
                ),
            )
        raise Refusal(
            "law.no-provision",
            Text(
                f"规定 {key} 在 {on} 没有在 {scope} 施行的版本；请核对日期或补充规则库。",
                f"No version of {key} is in force on {on} in {scope}; check the date or add the version to the book.",
            ),
        )

    def find(self, text: str) -> tuple[Provision, ...]:
        """Return the provisions whose key, source or note contains a text, small and capital letters alike."""
        wanted = text.casefold()
        return tuple(p for p in self if wanted in _searchable(p))

    def changes(self, from_: date, to: date) -> tuple[Change, ...]:
        """Return what begins or ends from ``from_`` to ``to``, both included, in order of date."""
        found = []
        for (key, scope), versions in self._versions.items():
            for before, after in pairwise((None, *versions, None)):
                found += [Change(on, key, scope, b, a) for on, b, a in _turns(before, after) if from_ <= on <= to]
        return tuple(sorted(found, key=lambda change: (change.on, change.key, change.scope)))


def _turns(
    before: Provision | None, after: Provision | None
) -> Iterator[tuple[date, Provision | None, Provision | None]]:
    end = before.valid_to + ONE_DAY if before and before.valid_to else None
    if end and (after is None or after.valid_from > end):
        yield end, before, None
        before = None
    if after:
        yield after.valid_from, before, after


def _widening(scope: str) -> Iterator[str]:
    """Yield the place, its prefecture, its province, then the nation; a place is a six-digit division code."""
    if scope != NATION:
        if not re.fullmatch(r"[0-9]{6}", scope):
            raise Refusal(
                "law.scope",
                Text(
                    f"“{scope}”不是六位行政区划代码或 CN。", f"“{scope}” is neither a six-digit division code nor CN."
                ),
            )
        yield from dict.fromkeys((scope, f"{scope[:4]}00", f"{scope[:2]}0000"))
    yield NATION


def _checked(versions: list[Provision]) -> tuple[Provision, ...]:
    ordered = sorted(versions, key=lambda p: p.valid_from)
    for before, after in pairwise(ordered):
        name = f"{before.key} ({before.scope})"
        if before.valid_to is None or before.valid_to >= after.valid_from:
            raise ValueError(f"{name}: the versions from {before.valid_from} and {after.valid_from} overlap")
        if before.valid_to + ONE_DAY < after.valid_from and before.gap_note is None:
            raise ValueError(
                f"{name}: nothing from {before.valid_to + ONE_DAY} to {after.valid_from}, gap not declared"
            )
    return tuple(ordered)


def _check_extensions(provisions: Iterable[Provision], keys: Collection[str]) -> None:
    """An extension prolongs a provision of the book, and no two have the same place at the same time."""
    places: dict[tuple[str, str, int], Provision] = {}
    for p in provisions:
        if p.extends is None:
            continue
        if p.extends not in keys:
            raise ValueError(f"{p.key}: extends {p.extends}, which is not in the book")
        other = places.setdefault((p.extends, p.scope, p.order or 1), p)
        if other.key != p.key and _meet(other, p):
            raise ValueError(f"{p.key} and {other.key} both are extension {p.order or 1} of {p.extends}")


def _meet(one: Provision, other: Provision) -> bool:
    return one.holds_on(other.valid_from) or other.holds_on(one.valid_from)


_PROVISION = TypeAdapter(Provision)
_NAMES = {"from": "valid_from", "to": "valid_to"}


def _provisions(name: str, document: Any) -> Iterator[Provision]:
    acts = document.get("acts", {})
    for entry in document["provisions"]:
        act = entry["source"]["act"]
        if act not in acts:
            raise ValueError(f"{name}: {entry['key']}: the act {act!r} is not listed under acts")
        fields = {_NAMES.get(field, field): value for field, value in entry.items()}
        title = {name: text for name, text in acts[act].items() if name != "text"}
        if entry.get("sure") and "text" in acts[act]:
            fields = {"verified_in": acts[act]["text"], **fields}
        try:
            yield _PROVISION.validate_python({**fields, "source": {**entry["source"], "act": title}})
        except ValidationError as fault:
            raise ValueError(f"{name}: {entry['key']}: {fault}") from fault


def _searchable(p: Provision) -> str:
    texts = [p.source.text(), *p.texts, *(text for text in (p.note, p.of, p.when, p.starts, p.approver) if text)]
    return "\n".join((p.key, *(f"{t.zh}\n{t.en}" for t in texts))).casefold()
