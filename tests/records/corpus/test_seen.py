"""Which records a batch holds already: exact however many there are, with little of it in memory."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from zhiquan.records.corpus.importing.seen import Seen, Verdict

ROWS = 30_000
TINY = 64
"""Kibibytes of cache: a few thousandths of what the rows need."""


def digest(number: int) -> bytes:
    return number.to_bytes(16, "big")


def test_a_record_told_again_is_repeated_or_contradicted() -> None:
    with Seen() as seen:
        assert seen.add("patents", "CN1", digest(1)) is Verdict.NEW
        assert seen.add("patents", "CN1", digest(1)) is Verdict.REPEATED
        assert seen.add("patents", "CN1", digest(2)) is Verdict.CONTRADICTED
        assert seen.add("patents", "CN1", digest(1)) is Verdict.REPEATED, "the first stands"
        assert seen.add("events", "CN1", digest(2)) is Verdict.NEW, "each table has its own records"


def test_what_does_not_fit_into_memory_is_on_the_disk_and_as_exact(tmp_path: Path) -> None:
    spill = tmp_path / "seen.sqlite"
    with Seen(spill, cache_kib=TINY) as seen:
        for serial in range(ROWS):
            assert seen.add("patents", f"CN{serial}", digest(serial)) is Verdict.NEW
        assert spill.stat().st_size > 10 * TINY * 1024
        for serial in range(0, ROWS, 7):
            assert seen.add("patents", f"CN{serial}", digest(serial)) is Verdict.REPEATED
            assert seen.add("patents", f"CN{serial}", digest(serial + 1)) is Verdict.CONTRADICTED


def test_with_room_enough_nothing_is_written(tmp_path: Path) -> None:
    spill = tmp_path / "seen.sqlite"
    with Seen(spill) as seen:
        for serial in range(1_000):
            seen.add("patents", f"CN{serial}", digest(serial))
        assert spill.stat().st_size < TINY * 1024


def test_a_file_that_a_killed_run_left_is_begun_anew(tmp_path: Path) -> None:
    spill = tmp_path / "seen.sqlite"
    spill.write_bytes(b"half a page")
    with Seen(spill) as seen:
        assert seen.add("patents", "CN1", digest(1)) is Verdict.NEW


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 9), st.integers(0, 2))))
def test_it_says_what_a_plain_table_in_memory_says(rows: list[tuple[str, int, int]]) -> None:
    first: dict[tuple[str, int], int] = {}
    with Seen() as seen:
        for table, record, said in rows:
            known = first.setdefault((table, record), said) if (table, record) in first else None
            expected = Verdict.NEW if known is None else Verdict.REPEATED if known == said else Verdict.CONTRADICTED
            first.setdefault((table, record), said)
            assert seen.add(table, str(record), digest(said)) is expected
