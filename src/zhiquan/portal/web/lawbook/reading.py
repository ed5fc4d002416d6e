"""One provision as its page shows it: its versions by place, who uses it, what prolongs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhiquan.hall.cases.shelf import matter_of
from zhiquan.office.rulebook.selectors import all_active
from zhiquan.rules.law import OFFICIAL, Book, Bracket, Provision, Share, Unit
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One key in a list: the version to show, its place in time, and how many versions there are."""

    shown: Provision
    versions: int
    standing: str


@dataclass(frozen=True, slots=True)
class Use:
    """A matter that rests on a provision: its code, title, and the clocks or nothing where it is among the basis."""

    code: str
    title: Text
    clocks: tuple[Text, ...]


def standing(provision: Provision, on: date) -> str:
    """Return ``now``, ``past`` or ``ahead``: where a version stands on a day."""
    if provision.holds_on(on):
        return "now"
    return "ahead" if provision.valid_from > on else "past"


def entries(provisions: Iterable[Provision], on: date) -> tuple[Entry, ...]:
    """Return one entry per key and place: the version in force, else the next one, else the last one."""
    grouped: dict[tuple[str, str], list[Provision]] = defaultdict(list)
    for provision in provisions:
        grouped[provision.key, provision.scope].append(provision)
    return tuple(_entry(versions, on) for versions in grouped.values())


def _entry(versions: list[Provision], on: date) -> Entry:
    by = {standing(version, on): version for version in reversed(versions)}
    shown = by.get("now") or by.get("ahead") or versions[-1]
    return Entry(shown, len(versions), standing(shown, on))


def versions_of(book: Book, key: str) -> tuple[Provision, ...]:
    """Return all versions of a key in all places, newest first, the nation before the regions."""
    found = [provision for provision in book if provision.key == key]
    if not found:
        raise NotFound("law.no-provision", _NONE.format(key=key))
    found.sort(key=lambda p: p.valid_from, reverse=True)
    return tuple(sorted(found, key=lambda p: (p.scope != "CN", p.scope)))


def prolonged_by(book: Book, key: str) -> tuple[str, ...]:
    """Return the keys of the extensions of a limit, in their order."""
    found = {p.key: p.order or 1 for p in book if p.extends == key}
    return tuple(sorted(found, key=lambda one: found[one]))


def uses(key: str, on: date) -> tuple[Use, ...]:
    """Return the matters in force that count a clock by a provision or rest on it."""
    found = []
    for version in all_active(on):
        matter = matter_of(version)
        clocks = tuple(clock.label for clock in matter.clocks if key in {clock.legal, clock.promised})
        if clocks or key in matter.basis:
            found.append(Use(matter.code, matter.title, clocks))
    return tuple(found)


def table(provision: Provision) -> tuple[Bracket | Share, ...]:
    """Return the lines of a table, empty for a single value or texts."""
    value = provision.value
    return tuple(row for row in value if isinstance(row, Bracket | Share)) if isinstance(value, tuple) else ()


def limit_query(provision: Provision) -> str:
    """Return the query that reckons with the provision's limit, empty where it is no single limit of days or months."""
    fits = isinstance(provision.unit, Unit) and provision.unit is not Unit.HOUR and isinstance(provision.value, int)
    return f"?amount={provision.value}&unit={provision.unit}&law={provision.key}" if fits else ""


def verified_in(provision: Provision) -> Text | None:
    """Return in which text a provision was compared, a file by its name without ending."""
    read = provision.verified_in
    if read is None:
        return None
    name = read.rpartition("/")[2].removesuffix(".md")
    return _OFFICIAL if read == OFFICIAL else Text(name, name)


_OFFICIAL = Text("官方公布文本", "official publication")
_NONE = Text("规则库中没有 {key}。请从规则库中查找。", "The book has no {key}. Look for it in the law book.")
