"""One tampering of any kind at any place of a chain: it is named, with its kind and its event."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from zhiquan.hall.cases.chain import EventRow, hash_of
from zhiquan.hall.ledger.classifying import changes
from zhiquan.hall.ledger.faults import Change
from zhiquan.hall.ledger.walking import Walk

NUMBER = "X-1"
AT = datetime(2026, 7, 1, tzinfo=UTC)
LENGTHS = st.integers(2, 9)


def row(seq: int, prev: str, said: object) -> EventRow:
    made = EventRow(seq, "acted", {"said": said}, 1, "head", AT, AT, None, prev, "")
    return made._replace(hash=hash_of(made, NUMBER))


def chain(length: int) -> list[EventRow]:
    rows: list[EventRow] = []
    for seq in range(1, length + 1):
        rows.append(row(seq, rows[-1].hash if rows else "", seq))
    return rows


def numbered(rows: list[EventRow]) -> list[EventRow]:
    return [one._replace(seq=seq) for seq, one in enumerate(rows, 1)]


def named(rows: list[EventRow], count: int) -> list[tuple[int, Change]]:
    walk = Walk(NUMBER)
    assert not all(walk.step(one) for one in rows) or len(rows) != count
    return changes(NUMBER, rows, count, {})


@given(LENGTHS)
def test_a_whole_chain_shows_nothing(length: int) -> None:
    assert changes(NUMBER, chain(length), length, {}) == []


@given(LENGTHS, st.data())
def test_changed_content(length: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, length - 1))
    rows = chain(length)
    rows[place] = rows[place]._replace(data={"said": "else"})
    assert named(rows, length) == [(place + 1, Change.CONTENT)]


@given(LENGTHS, st.data())
def test_content_written_anew_with_a_hash_of_its_own(length: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, length - 2))
    rows = chain(length)
    rows[place] = row(place + 1, rows[place].prev, "else")
    assert named(rows, length) == [(place + 1, Change.CONTENT)]
    if place:
        kept = {place + 1: rows[place].hash}
        assert changes(NUMBER, rows, length, kept) == [(place + 2, Change.CONTENT)]


@given(LENGTHS, st.booleans(), st.data())
def test_an_event_taken_out_with_or_without_closing_the_gap(length: int, closed: bool, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, length - 1))
    rows = chain(length)
    rows.pop(place)
    assert named(numbered(rows) if closed else rows, length) == [(place + 1, Change.MISSING)]


@given(LENGTHS, st.booleans(), st.data())
def test_an_event_put_in(length: int, fitting: bool, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, length))
    rows = chain(length)
    rows.insert(place, row(place + 1, rows[place - 1].hash if fitting else "0" * 64, "else"))
    assert named(numbered(rows), length) == [(place + 1, Change.ADDED)]


@given(LENGTHS, st.data())
def test_an_event_put_in_twice(length: int, data: st.DataObject) -> None:
    place, source = data.draw(st.integers(0, length)), data.draw(st.integers(0, length - 1))
    rows = chain(length)
    rows.insert(place, rows[source])
    (found,) = named(numbered(rows), length)
    assert found[1] is Change.ADDED
    assert numbered(rows)[found[0] - 1].data == rows[place].data


@given(st.integers(3, 9), st.data())
def test_events_in_another_order(length: int, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(length)).filter(lambda order: list(order) != list(range(length))))
    rows = chain(length)
    found = named(numbered([rows[place] for place in order]), length)
    moved = [seq for seq, place in enumerate(order, 1) if place != seq - 1]
    assert found == [(seq, Change.ORDER) for seq in moved]
    assert all(one < other for one, other in pairwise(moved))


@given(LENGTHS, st.data())
def test_whatever_is_done_to_the_rows_something_is_named(length: int, data: st.DataObject) -> None:
    rows = chain(length)
    whole = list(rows)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, max(0, len(rows) - 1)))
        match data.draw(st.sampled_from(["change", "remove", "repeat", "swap"])):
            case "change" if rows:
                rows[place] = rows[place]._replace(role=data.draw(st.text(max_size=2)))
            case "remove" if rows:
                rows.pop(place)
            case "repeat" if rows:
                rows.insert(place, rows[data.draw(st.integers(0, len(rows) - 1))])
            case "swap" if rows:
                rows[place], rows[0] = rows[0], rows[place]
            case _:
                pass
    told = numbered(rows)
    assert (told == whole) == (changes(NUMBER, told, length, {}) == [])
