"""Counters that several processes share, and the format that Prometheus reads."""

from __future__ import annotations

import multiprocessing
import re
import threading
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from zhiquan.portal.operations.metrics.counters import BUCKETS, Counted, Counters
from zhiquan.portal.operations.metrics.gauges import Gauge, Sample
from zhiquan.portal.operations.metrics.text import exposition

_LINE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? ([-+.e\d]+)')
_LABEL = re.compile(r'([a-z]+)="((?:[^"\\]|\\.)*)"')


def parsed(text: str) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Read an answer as the format's description says (text/plain; version=0.0.4); anything else is an error."""
    types: dict[str, str] = {}
    found: dict[tuple[str, frozenset[tuple[str, str]]], float] = {}
    assert text.endswith("\n")
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name not in types, "a metric is described once"
            types[name] = kind
        elif not line.startswith("# HELP "):
            match = _LINE.fullmatch(line)
            assert match, line
            name, labels, value = match.groups()
            family = re.sub("_(bucket|sum|count)$", "", name) if name not in types else name
            assert family in types, line
            told = frozenset((key, re.sub(r"\\(.)", _plain, text)) for key, text in _LABEL.findall(labels or ""))
            assert (name, told) not in found, "a sample is given once"
            found[name, told] = float(value)
    return found


def _plain(match: re.Match[str]) -> str:
    return "\n" if match[1] == "n" else match[1]


def _of(counters: Counters, area: str) -> Counted:
    return next(row for row in counters.read() if row.area == area)


def _answer(folder: Path, times: int) -> None:
    counters = Counters(folder, ["search", "desk"])
    for _ in range(times):
        counters.count("search", 200, 0.2)


def test_counts_of_several_processes_are_added_and_no_counter_falls_when_one_dies(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    ours = Counters(tmp_path, ["search", "desk"])
    ours.count("search", 200, 0.2)
    children = [fork.Process(target=_answer, args=(tmp_path, 50)) for _ in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert _of(ours, "search").statuses == (151, 0, 0, 0)
    later = fork.Process(target=_answer, args=(tmp_path, 1))
    later.start()
    later.join()
    assert _of(ours, "search").statuses == (152, 0, 0, 0)
    files = sorted(path.name for path in next(tmp_path.iterdir()).glob("*.counts"))
    assert len(files) == 3, "the dead are buried by the one that comes after them: past, ours, and the last"


def test_a_process_that_was_forked_after_the_first_answer_counts_in_a_file_of_its_own(tmp_path: Path) -> None:
    counters = Counters(tmp_path, ["search"])
    counters.count("search", 200, 0.01)
    child = multiprocessing.get_context("fork").Process(target=counters.count, args=("search", 500, 0.01))
    child.start()
    child.join()
    assert _of(counters, "search").statuses == (1, 0, 0, 1)


def test_two_that_a_process_makes_with_its_first_answers_count_beside_each_other(tmp_path: Path) -> None:
    first, second = Counters(tmp_path, ["search"]), Counters(tmp_path, ["search"])
    first.count("search", 200, 0.01)
    other = threading.Thread(target=second.count, args=("search", 500, 0.01), daemon=True)
    other.start()
    other.join(5)
    assert not other.is_alive(), "the second waits for the lock of the first, and with it the whole process"
    assert _of(first, "search").statuses == (1, 0, 0, 1)


@given(
    st.lists(st.tuples(st.sampled_from(["search", "nowhere"]), st.integers(100, 599), st.floats(0, 20)), max_size=30)
)
def test_every_answer_is_counted_once_in_status_and_in_histogram(tmp_path_factory: object, answers: list) -> None:
    counters = Counters(tmp_path_factory.mktemp("counts"), ["search"])  # type: ignore[attr-defined]
    for area, status, seconds in answers:
        counters.count(area, status, seconds)
    samples = parsed(exposition(counters.read(), ()))
    for area, name in (("search", "search"), ("nowhere", "other")):
        mine = [(status, seconds) for where, status, seconds in answers if where == area]
        total = sum(v for (n, told), v in samples.items() if n == "zhiquan_requests_total" and ("area", name) in told)
        assert total == len(mine)
        if mine:
            for bound in BUCKETS:
                key = "zhiquan_request_seconds_bucket", frozenset({("area", name), ("le", f"{bound:g}")})
                assert samples[key] == sum(seconds <= bound for _, seconds in mine)
            assert samples["zhiquan_request_seconds_bucket", frozenset({("area", name), ("le", "+Inf")})] == len(mine)


@given(st.text(max_size=20).filter(lambda text: not set(text) & set("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")))
def test_a_label_of_any_signs_is_read_back_as_it_was(text: str) -> None:
    told = parsed(exposition((), [Gauge("zhiquan_x", "X.", (Sample(2.5, {"a": text}),))]))
    assert told == {("zhiquan_x", frozenset({("a", text)})): 2.5}
