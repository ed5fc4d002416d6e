"""The five published texts: every figure of the paper's table, and the 21 checks of its arithmetic."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from tests.conftest import ROOT

from zhiquan.insight.readings.audit import Audit, audit
from zhiquan.insight.readings.model import Finding, Outcome, Standing
from zhiquan.insight.readings.scoring import Mark, Score, read_rows, score

pytestmark = pytest.mark.realdata
GOLD = Path(__file__).parent / "gold"
SEEDS = ("000", "001", "002", "003", "004")


@cache
def seed(number: str) -> Audit:
    found = sorted((ROOT.parent / "shared" / "seeds").glob(f"{number}_*.txt"))
    if not found:
        pytest.skip("real data not present: ../shared/seeds")
    return audit(found[0].read_text(encoding="utf-8"))


def scored(number: str) -> Score:
    return score(seed(number).readings, read_rows(GOLD / f"{number}.yaml"))


def finding(number: str, check: str, nth: int = 0) -> Finding:
    return [one for one in seed(number).findings if one.check == check][nth]


def test_at_least_95_of_100_figures_are_right_and_none_is_silently_wrong() -> None:
    marks = [row.mark for number in SEEDS for row in scored(number).rows]
    assert len(marks) >= 170
    assert marks.count(Mark.RIGHT) / len(marks) >= 0.95
    assert [row for number in SEEDS for row in scored(number).rows if row.mark in {Mark.WRONG, Mark.MISSED}] == []


@pytest.mark.parametrize("number", SEEDS)
def test_nothing_is_read_that_the_text_does_not_say(number: str) -> None:
    assert scored(number).surplus == ()


def test_only_what_is_damaged_beyond_one_reading_is_doubtful() -> None:
    doubtful = {row.row: row.mark for number in SEEDS for row in scored(number).rows if row.mark is Mark.DOUBTFUL}
    assert set(doubtful) == {"B11a", "B11b", "B12a", "B12b", "B17a", "B19a"}


@pytest.mark.parametrize(
    ("number", "check", "nth", "outcome", "values"),
    [
        pytest.param("004", "implied-population", 0, "unknown", {"population": "1050.8", "low": "1050.1"}, id="A1"),
        pytest.param("004", "shared-population", 0, "pass", {"low": "1050.1", "high": "1051.6"}, id="A2"),
        pytest.param("004", "shares-agree", 0, "pass", {"stocks": "39.03", "densities": "39.06"}, id="A3"),
        pytest.param("000", "vintage", 0, "pass", {"year": "2019", "would": "8.14"}, id="A4"),
        pytest.param(
            "000",
            "base-population",
            0,
            "unknown",
            {"stock": "22183", "density": "3.290", "population": "6743"},
            id="A5",
        ),
        pytest.param("002", "density-before", 0, "unknown", {"was": "6.70"}, id="A6"),
        pytest.param("001", "closing-rate", 0, "pass", {"percent": "95.51", "open": "437"}, id="A7"),
        pytest.param("002", "case-partition", 0, "pass", {"total": "18"}, id="A8"),
        pytest.param("002", "closing-rate", 0, "pass", {"percent": "77.78", "open": "4"}, id="A8-rate"),
        pytest.param("000", "implied-base", 0, "unknown", {"base": "54683.94"}, id="A9"),
        pytest.param("000", "implied-base", 1, "unknown", {"base": "8478.72"}, id="A9-inventions"),
        pytest.param("001", "same-period-base", 3, "unknown", {"base": "32040549378.68"}, id="A10"),
        pytest.param("001", "per-licence", 0, "unknown", {"ratio": "12.91"}, id="A11"),
        pytest.param("001", "new-and-total", 0, "pass", {"before": "10"}, id="A12"),
        pytest.param("002", "share-of-part", 0, "pass", {"percent": "19.54"}, id="A14"),
        pytest.param("003", "target-base", 0, "unknown", {"base": "22500.00"}, id="A15"),
        pytest.param("003", "target-known", 0, "unknown", {"percent": "36.7"}, id="A16"),
        pytest.param("001", "span-cut", 0, "unknown", {"percent": "-57.1"}, id="A17"),
        pytest.param("000", "growth-gap", 0, "pass", {"percent": "2.55"}, id="A18"),
    ],
)
def test_the_arithmetic_of_the_table_comes_out(
    number: str, check: str, nth: int, outcome: str, values: dict[str, str]
) -> None:
    found = finding(number, check, nth)
    assert found.outcome.value == outcome
    assert {key: found.values[key] for key in values} == {key: Decimal(value) for key, value in values.items()}


def test_only_the_year_before_fits_changsha_and_it_was_not_read_in_its_table() -> None:
    """A1: 2024's population would give 71.68; 2023's fits, but its source was not read, so nothing passes."""
    vintages = {f.values["year"]: f for f in seed("004").findings[::-1] if f.check == "vintage"}
    assert vintages[Decimal(2023)].outcome is Outcome.UNKNOWN
    assert vintages[Decimal(2024)].values["would"] == Decimal("71.68")


def test_averages_of_pledges_are_within_reason() -> None:
    """A13: 14.77 million CNY a filing, 5.54 rights a filing, 1.04 filings a firm."""
    values = [one.values for one in seed("000").findings if one.check == "average"]
    assert {"each": Decimal(14765125)} in values
    assert {"ratio": Decimal("5.54")} in values
    assert {"ratio": Decimal("1.04")} in values


def test_glued_pledges_are_candidates_and_what_fits_is_shown_not_chosen() -> None:
    """A19: 143 and 8 deals make 151, which fits "more than 150 firms"."""
    amounts = [doubt for one in seed("002").readings for doubt in one.doubts if doubt.code == "amount"]
    fitting = [[one.values[0][0] for one in doubt.candidates if one.fits] for doubt in amounts]
    assert [len(doubt.candidates) for doubt in amounts] == [4, 3]
    assert fitting == [[Decimal(143)], [Decimal(8)]]
    assert all(
        one.standing is Standing.DOUBTFUL and one.value is None
        for one in seed("002").readings
        if one.topic in {"pledge.patent", "pledge.mark"}
    )


def test_damaged_dates_are_repaired_and_told() -> None:
    """A20."""
    told = [one.text.zh for one in seed("002").findings if one.check == "damaged-date"]
    assert [text.partition("读作")[2] for text in told] == [
        "“2023年4月26日”",
        "“2023年1-10月”",
        "“2023年1-11月”",
        "“5月10日”",
    ]


def test_the_index_number_names_its_publisher() -> None:
    """A21: the credit code's check character is right."""
    assert finding("002", "index-number").outcome is Outcome.PASS


def test_the_doubled_document_is_read_once_and_the_spun_one_decoded() -> None:
    assert [one.code for one in seed("003").left_out if one.code == "repeated"] == ["repeated"]
    assert seed("000").spun
    assert not seed("001").spun
