"""The organisations of a lake: those that lists name, and those that stand beside rights; who is linked to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhiquan.records.corpus.entities.comparing import Entry
from zhiquan.records.corpus.entities.decisions import Groups
from zhiquan.records.corpus.entities.grouping import Near
from zhiquan.records.corpus.entities.names import read_name, split_names
from zhiquan.records.corpus.keys import organisation_key
from zhiquan.records.corpus.model import OrganisationRecord, Party, PartyRole
from zhiquan.records.corpus.store import Lake

_HOLDERS = frozenset({PartyRole.APPLICANT, PartyRole.OWNER})


def of_lists(records: Iterable[OrganisationRecord]) -> Iterator[Entry]:
    """Turn the rows of lists into entries; several English names in one cell are parted."""
    for record in records:
        yield Entry(
            record.key,
            record.name,
            record.names,
            split_names(record.name_en),
            record.code,
            record.division,
            (record.source,),
        )


def of_parties(parties: Iterable[tuple[Party, str]]) -> Iterator[Entry]:
    """Yield one entry for each name (and code) under which holders stand in records, with the number of records.

    Held in memory is one number for each distinct name.
    """
    counted: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for party, source in parties:
        if party.role in _HOLDERS and party.name:
            counted[party.name, party.code, source] += 1
    for (name, code, source), count in counted.items():
        yield Entry(organisation_key(code, name), name, code=code, sources=(source,), count=count)


def parties_of(lake: Lake) -> Iterator[tuple[Party, str]]:
    """Stream the parties of all patents and marks of a lake, each with its source."""
    for table in ("patents", "marks"):
        for row in lake.columns(table, "parties", "source"):
            for held in row["parties"] or ():
                yield Party(**held), row["source"]


def entries(lake: Lake, near: Near | None = None) -> Iterator[Entry]:
    """Yield every organisation of a lake: first those of lists, then those beside rights; names are not merged.

    With ``near`` only those worth a look, so that memory holds no others.
    """
    parties = parties_of(lake)
    listed = of_lists(lake.records("organisations"))
    if near:
        listed = (one for one in listed if near.takes(one.all_names, one.code))
        parties = (one for one in parties if one[0].role in _HOLDERS and near.takes([one[0].name], one[0].code))
    yield from listed
    yield from of_parties(parties)


def gathered(found: Iterable[Entry]) -> Iterator[Entry]:
    """Join entries of one key (the same code, or the same name as folded) from several sources into one."""
    by_key: dict[str, Entry] = {}
    for entry in found:
        held = by_key.get(entry.key)
        by_key[entry.key] = _joined(held, entry) if held else entry
    yield from by_key.values()


def _joined(one: Entry, other: Entry) -> Entry:
    names = (*one.names, other.name, *other.names)
    return Entry(
        one.key,
        one.name,
        tuple(dict.fromkeys(name for name in names if name and name != one.name)),
        tuple(dict.fromkeys((*one.names_en, *other.names_en))),
        one.code or other.code,
        one.division or other.division,
        tuple(dict.fromkeys((*one.sources, *other.sources))),
        one.count + other.count,
    )


@dataclass(frozen=True, slots=True)
class Link:
    """To which organisation a party belongs: ``key``, and ``how`` (``code`` told beside the name, ``name`` the exact
    name of one coded organisation, ``decision``, or ``own`` where nothing is known: the key of the name itself).

    Several coded organisations of one name stay ``candidates``; none is chosen.
    """

    key: str
    how: str
    candidates: tuple[str, ...] = ()


class Linker:
    """Links parties to organisations by code, by exact name and by what people decided; never by likeness."""

    def __init__(self, known: Iterable[Entry], groups: Groups | None = None) -> None:
        self._groups = groups or Groups()
        self._by_name: defaultdict[str, set[str]] = defaultdict(set)
        for entry in known:
            if entry.code:
                for name in entry.all_names:
                    self._by_name[read_name(name).whole].add(entry.key)

    def link(self, name: str, code: str = "") -> Link:
        """Return the organisation of a name as a record gives it."""
        key, how, candidates = self._plain(name, code)
        decided = self._groups.of(key)
        return Link(decided, "decision" if decided != key else how, candidates)

    def _plain(self, name: str, code: str) -> tuple[str, str, tuple[str, ...]]:
        if code:
            return organisation_key(code, name), "code", ()
        coded = sorted(self._by_name.get(read_name(name).whole, ()))
        if len(coded) == 1:
            return coded[0], "name", ()
        return organisation_key("", name), "own", tuple(coded)
