"""Hostile files, more than a hundred: each ends in a clear refusal or, where it is only odd, in a right reading.

They are read by a process of their own with a limit of memory, which measures what each takes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.records.corpus.hostile.cases import CASES, UNKNOWN, Case
from tests.records.corpus.hostile.ways import WAYS

from zhiquan.rules.refusal import Refusal

MOST_SECONDS = 30
"""Seconds for any of them on a busy machine; alone none takes five."""
MOST_MEMORY = 700 * 1024**2
"""Bytes that reading any of them may add."""


def _is_heavy(case: Case) -> bool:
    """Whether making or offering a file takes long."""
    words = {"bomb", "42", "overlap", "long", "crowd", "large", "comment", "attributes", "corners", "far", "late"}
    return case.way == "import" or bool(words & set(case.key.split("-")))


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, Any]]:
    """Have every file read in its own way."""
    return _answers(tmp_path_factory.mktemp("hostile"), [(case, case.way) for case in CASES])


@pytest.fixture(scope="module")
def imports(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Mapping[str, Mapping[str, Any]]:
    """Have files offered to every loader there is: every file with ``--all``, else one in eight."""
    chosen = CASES if request.config.getoption("--all") else CASES[::8]
    return _answers(tmp_path_factory.mktemp("imports"), [(case, "import") for case in chosen])


def _answers(folder: Path, cases: Sequence[tuple[Case, str]]) -> Mapping[str, Mapping[str, Any]]:
    """Make the files, have them read by a process of little memory, remove them, and return what it answered."""
    asked = []
    for case, way in cases:
        path = folder / f"{case.key}.bin"
        path.write_bytes(case.make())
        asked.append((case.key, way, str(path)))
    child = subprocess.run(
        [sys.executable, "-m", "tests.records.corpus.hostile.ways"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[4],
    )
    found = {answer["key"]: answer for answer in map(json.loads, child.stdout.splitlines())}
    unanswered = [key for key, _, _ in asked if key not in found]
    assert not unanswered, f"the reader died at {unanswered[0]}: {child.stderr[-500:]}"
    for _, _, path in asked:
        Path(path).unlink()
    return found


def test_there_are_more_than_sixty() -> None:
    assert len({case.key for case in CASES}) == len(CASES) > 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_a_hostile_file_is_refused_and_an_odd_one_read(case: Case, answers: Mapping[str, Mapping[str, Any]]) -> None:
    answer = answers[case.key]
    assert answer["ends"] == case.ends, case.what
    _is_bounded(answer)
    if "zh" in answer:
        _is_one_clear_sentence(answer, case)


@pytest.mark.parametrize("case", [case for case in CASES if not _is_heavy(case)], ids=lambda case: case.key)
def test_it_ends_the_same_way_without_limits(case: Case, tmp_path: Path) -> None:
    """What is refused is refused for what it is, not because memory ran out."""
    path = tmp_path / "a.bin"
    path.write_bytes(case.make())
    try:
        ended = "|".join(text[:100] for text in list(WAYS[case.way](path))[:10])
    except Refusal as refusal:
        ended = refusal.code
    assert ended == case.ends, case.what


def test_no_loader_takes_a_hostile_file_for_anything_else(imports: Mapping[str, Mapping[str, Any]]) -> None:
    """An odd file may be read; all others are refused, whatever loader they are offered to."""
    assert len(imports) > len(CASES) // 9
    for key, answer in imports.items():
        assert "zh" in answer or key.startswith("odd-"), (key, answer["ends"])
        assert "Error" not in answer["ends"], (key, answer["ends"])
        _is_bounded(answer)


def _is_bounded(answer: Mapping[str, Any]) -> None:
    assert answer["seconds"] < MOST_SECONDS
    assert answer["grown"] < MOST_MEMORY


def _is_one_clear_sentence(answer: Mapping[str, Any], case: Case) -> None:
    zh, en = answer["zh"], answer["en"]
    assert zh.endswith("。")
    assert zh.count("。") == 1 or answer["ends"] == UNKNOWN  # which adds what to do about it
    assert en.endswith(".")
    assert "\n" not in zh + en
    assert case.key in zh + en or case.ends == "import.unknown-format" or "Error" not in en
