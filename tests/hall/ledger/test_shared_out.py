"""Several processes verify together, on a database of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.hall.cases.test_race import race
from tests.hall.ledger.shared_out import CASES

pytestmark = [pytest.mark.own_database, pytest.mark.long]


def test_two_processes_name_what_one_names_in_the_same_order(tmp_path: Path) -> None:
    told = race(tmp_path, module="tests.hall.ledger.shared_out")
    assert told["found"]["2"] == told["found"]["1"] == [[number, 1, "content"] for number in told["changed"]]
    assert told["told"] == [[done, CASES] for done in range(1, CASES + 1)] * 2
