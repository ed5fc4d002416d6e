"""How what several sources say of one thing becomes one record: which source each field is taken from, and why.

The rows of a key are put in order, the latest vintage first. A field is taken from the first that has it, except:

- texts that hit lists leave out or cut (abstract, claim): from the one that has most of it;
- several values (classes, names, priorities): all of them, the first source's first;
- parties: for each role from the first source that names it, addresses and codes added from others for the same name;
- classes of a mark: each class from the first source that lists goods for it;
- fields that only make sense together (a publication and its date, a class and its scheme): from one row; the
  publication is the earliest, the application number that of a row that knows it.

The order of rows is total, so the outcome depends neither on the order of imports nor on how rows came in batches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any, Generic, TypeVar

from zhiquan.records.corpus.model import MarkClass, Party, Record
from zhiquan.records.corpus.store.overlay import OverlayRecord

R = TypeVar("R", bound=Record)

BETWEEN = " + "
"""Between the sources of a field that several told."""
CORRECTION = "correction"
"""The source of a field that a person corrected."""
_FULLEST = frozenset({"abstract", "abstract_en", "claim", "product"})
_TOGETHER = (("number", "standing", "application"), ("publication", "publication_date"), ("main_class", "class_scheme"))
_OWN = frozenset(one.name for one in fields(Record)) - {"doubts"}
_LAST = date.max
_ABSENT = {"title.absent": "title", "applicant.missing": "applicants", "filing-date.missing": "filing_date"}
"""Doubt that a source says nothing → what another source may say."""


@dataclass(frozen=True, slots=True)
class Merged(Generic[R]):
    """One thing as all sources together tell it.

    ``sources`` are all that tell of it, the leading one first; ``publications`` every publication number named, the
    record's own first. ``corrections`` are people's, by field.
    """

    record: R
    sources: tuple[str, ...]
    publications: tuple[str, ...] = ()
    corrections: Mapping[str, OverlayRecord] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return what it is about."""
        return self.record.key

    @property
    def reasons(self) -> Mapping[str, str]:
        """Return field → source it came from (several joined by ``BETWEEN``), for every field that says something."""
        kind: Any = type(self.record)
        told = (name for name in _told_fields(kind) if getattr(self.record, name) not in ("", (), None))
        from_where = {name: self.others.get(name, self.sources[0]) for name in told}
        return from_where | dict.fromkeys(self.corrections, CORRECTION)


def merge(rows: Sequence[R], key: str | None = None) -> Merged[R]:
    """Merge the rows (at least one) of one thing; ``key`` is what they are about where a row knows less."""
    if len(rows) == 1:
        return Merged(rows[0], (rows[0].source,), _publications(rows))
    order = sorted(rows, key=_rank, reverse=True)
    lead = order[0]
    values: dict[str, Any] = {
        "key": key or next((one.key for one in order if not one.key.startswith("pub.")), lead.key)
    }
    others: dict[str, str] = {}
    kind: Any = type(lead)
    for names, choose in _plan(kind):
        chosen, where = choose(order, names)
        for name, value in zip(names, chosen, strict=True):
            if value != getattr(lead, name):
                values[name] = value
            if where != lead.source:
                others[name] = where
    merged = _without_idle_doubts(replace(lead, **values))
    sources = tuple(dict.fromkeys(one.source for one in order))
    first = getattr(merged, "publication", "")
    return Merged(merged, sources, _publications(order, first), others=others)


def _without_idle_doubts(merged: R) -> R:
    """Leave out the doubts that something is missing which another source has told."""
    kept = tuple(one for one in merged.doubts if not (one in _ABSENT and getattr(merged, _ABSENT[one], None)))
    return merged if kept == merged.doubts else replace(merged, doubts=kept)


def _rank(row: Record) -> tuple[Any, ...]:
    published = getattr(row, "publication_date", None) or date.min
    return row.vintage, published, row.source, row.record, row.raw_hash, row.to_json()


def _publications(rows: Iterable[Record], first: str = "") -> tuple[str, ...]:
    named = (getattr(row, "publication", "") for row in rows)
    return tuple(dict.fromkeys(one for one in (first, *named) if one))


Choice = tuple[tuple[Any, ...], str]
"""Values of some fields and the source or sources they came from."""
Choose = Callable[[Sequence[Any], tuple[str, ...]], Choice]


@lru_cache(maxsize=32)
def _plan(kind: Any) -> tuple[tuple[tuple[str, ...], Choose], ...]:
    """Return the fields of a type in the groups that are chosen together, each with its rule."""
    held = {one.name: one for one in fields(kind) if one.name not in _OWN}
    plan: list[tuple[tuple[str, ...], Choose]] = []
    for group in _TOGETHER:
        if names := tuple(name for name in group if name in held):
            plan.append(
                (names, _earliest if names[0] == "publication" else _numbered if names[0] == "number" else _first)
            )
            for name in names:
                del held[name]
    plan.extend(((name,), _rule(kind, name)) for name in held)
    return tuple(plan)


def _rule(kind: Any, name: str) -> Choose:
    if name in _FULLEST:
        return _fullest
    if name == "parties":
        return _parties
    if name == "classes" and kind.__name__ == "MarkRecord":
        return _mark_classes
    return _all if _is_several(kind, name) else _first


def _is_several(kind: Any, name: str) -> bool:
    return any(one.name == name and str(one.type).startswith("tuple") for one in fields(kind))


@lru_cache(maxsize=32)
def _told_fields(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind) if one.name not in _OWN and one.name != "doubts")


def _values(row: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def _first(order: Sequence[Any], names: tuple[str, ...]) -> Choice:
    found = next((row for row in order if getattr(row, names[0]) not in ("", None)), order[0])
    return _values(found, names), found.source


def _fullest(order: Sequence[Any], names: tuple[str, ...]) -> Choice:
    found = max(order, key=lambda row: len(getattr(row, names[0])))  # the first of the longest
    return _values(found, names), found.source


def _earliest(order: Sequence[Any], names: tuple[str, ...]) -> Choice:
    told = [row for row in order if row.publication] or list(order)
    found = min(told, key=lambda row: row.publication_date or _LAST)
    return _values(found, names), found.source


def _numbered(order: Sequence[Any], names: tuple[str, ...]) -> Choice:
    found = next((row for row in order if getattr(row, "application", "")), order[0])
    return _values(found, names), found.source


def _all(order: Sequence[Any], names: tuple[str, ...]) -> Choice:
    (name,) = names
    values: dict[Any, str] = {}
    for row in order:
        for value in getattr(row, name):
            values.setdefault(value, row.source)
    return (tuple(values),), BETWEEN.join(dict.fromkeys(values.values())) or order[0].source


def _parties(order: Sequence[Any], names: tuple[str, ...]) -> Choice:
    del names
    by_role: dict[str, tuple[str, tuple[Party, ...]]] = {}
    known: dict[str, Party] = {}
    for row in order:
        here: dict[str, list[Party]] = {}
        for party in row.parties:
            here.setdefault(party.role, []).append(party)
            before = known.get(party.name)
            known[party.name] = party if before is None else _filled(before, party)
        for role, parties in here.items():
            by_role.setdefault(role, (row.source, tuple(parties)))
    found = tuple(_filled(party, known[party.name]) for _, parties in by_role.values() for party in parties)
    return (found,), BETWEEN.join(dict.fromkeys(source for source, _ in by_role.values())) or order[0].source


def _filled(party: Party, other: Party) -> Party:
    gaps = {
        name: getattr(other, name)
        for name in ("address", "country", "division", "code")
        if not getattr(party, name) and getattr(other, name)
    }
    return replace(party, **gaps) if gaps else party


def _mark_classes(order: Sequence[Any], names: tuple[str, ...]) -> Choice:
    del names
    found: dict[int, MarkClass] = {}
    sources: dict[str, None] = {}
    for row in order:
        for one in row.classes:
            before = found.get(one.nice_class)
            now = one if before is None else _filled_class(before, one)
            if now != before:
                found[one.nice_class] = now
                sources[row.source] = None
    return (tuple(found[number] for number in sorted(found)),), BETWEEN.join(sources) or order[0].source


def _filled_class(before: MarkClass, other: MarkClass) -> MarkClass:
    return MarkClass(
        nice_class=before.nice_class,
        goods=before.goods or other.goods,
        groups=before.groups or other.groups,
        status=before.status or other.status,
    )


_BY_FIRST: Mapping[str, Choose] = {"publication": _earliest, "number": _numbered}
