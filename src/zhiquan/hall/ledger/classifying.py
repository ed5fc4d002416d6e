"""What kind of change a broken chain shows: told from which event each row was when its hash was made.

The hash covers the event's number and the hash before. So a row that was moved still fits under its old number, a row
whose content was changed fits under none, and one that was written anew with a hash of its own is no longer what the
next event says came before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from zhiquan.hall.cases.chain import EventRow, hash_of
from zhiquan.hall.ledger.faults import Change

NEAR = 2_000
"""In a chain longer than this a moved event is looked for only that near to where it stands."""


def changes(number: str, rows: Sequence[EventRow], count: int, sealed: Mapping[int, str]) -> list[tuple[int, Change]]:
    """Return what was changed in a case's rows (in order of ``seq``); empty where they are one whole chain.

    ``count`` is how many events the case should have, ``sealed`` the hashes that seals hold of some of them.
    """
    origins = _origins(number, rows, max([count, len(rows), *sealed]))
    found = [*_strangers(rows, origins, max([count, *sealed])), *_moved(rows, origins)]
    return sorted(set(found or _rewritten(rows, sealed)))


def _origins(number: str, rows: Sequence[EventRow], most: int) -> list[int | None]:
    """Return under which number each row was recorded; None where its content was changed or it is another's copy."""
    told = [_origin(number, row, most) for row in rows]
    for place, origin in enumerate(told):
        twins = [other for other, its in enumerate(told) if its == origin]
        if origin is not None and place != _genuine(rows, twins):
            told[place] = None
    return told


def _genuine(rows: Sequence[EventRow], twins: Sequence[int]) -> int:
    """Return which of several rows recorded under one number the rest of the chain rests on."""
    linked = {row.prev for row in rows}
    copies = len({rows[place].hash for place in twins}) == 1

    def rested_on(place: int) -> tuple[bool, bool, bool, int]:
        row, before = rows[place], rows[place - 1].hash if place else ""
        led = place + 1 < len(rows) and rows[place + 1].prev == row.hash
        return row.hash in linked, led, copies and row.prev == before, place

    return max(twins, key=rested_on)


def _origin(number: str, row: EventRow, most: int) -> int | None:
    around = range(max(1, row.seq - NEAR), min(most + 1, row.seq + NEAR) + 1)
    candidates = (row.seq, *(seq for seq in around if seq != row.seq))
    return next((seq for seq in candidates if hash_of(row._replace(seq=seq), number) == row.hash), None)


def _strangers(rows: Sequence[EventRow], origins: Sequence[int | None], count: int) -> Iterator[tuple[int, Change]]:
    """Yield the rows that fit nowhere, the rows beyond the end, and the numbers for which there is no row."""
    missing = set(range(1, count + 1)) - {origin for origin in origins if origin}
    before = 0
    for row, origin in zip(rows, origins, strict=True):
        if origin is None:
            changed = before + 1 in missing
            before = before + 1 if changed else before
            missing.discard(before if changed else 0)
            yield (before, Change.CONTENT) if changed else (row.seq, Change.ADDED)
        else:
            before = origin
            if origin > count:
                yield row.seq, Change.ADDED
    yield from ((seq, Change.MISSING) for seq in missing)


def _moved(rows: Sequence[EventRow], origins: Sequence[int | None]) -> Iterator[tuple[int, Change]]:
    """Yield the places of events that stand in another order than they were recorded in."""
    standing = [(row.seq, origin) for row, origin in zip(rows, origins, strict=True) if origin]
    recorded = sorted(origin for _, origin in standing)
    for (seq, origin), due in zip(standing, recorded, strict=True):
        if origin != due:
            yield seq, Change.ORDER


def _rewritten(rows: Sequence[EventRow], sealed: Mapping[int, str]) -> Iterator[tuple[int, Change]]:
    """Yield events that were written anew with a hash of their own: where the next does not follow from it."""
    if rows and rows[0].prev:
        yield 1, Change.CONTENT
    for before, after in pairwise(rows):
        if after.prev != before.hash:
            kept = sealed.get(before.seq) == before.hash
            yield after.seq if kept else before.seq, Change.CONTENT
