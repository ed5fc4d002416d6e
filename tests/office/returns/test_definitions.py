"""The ten returns that ship, one of a region's own, and what is wrong with a file told by its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.definitions import SHIPPED
from zhiquan.office.returns.definition import Return
from zhiquan.office.returns.files import package, prove, return_files
from zhiquan.office.returns.periods import Every, containing, parse_period
from zhiquan.office.returns.rows import Typed, read_rows, totals
from zhiquan.rules.refusal import NotFound, Refusal

DAY = date(2026, 10, 12)
OWN = {
    "code": "watch-sales",
    "version": "2026.1",
    "title": {"zh": "钟表展销月报", "en": "Watch fairs"},
    "about": {"zh": "本地展销会。", "en": "Local fairs."},
    "every": "month",
    "due": {"county": 3, "province": 5},
    "columns": [
        {"key": "name", "label": {"zh": "展会", "en": "Fair"}, "type": "text"},
        {"key": "sales", "label": {"zh": "成交额（元）", "en": "Sales"}, "type": "money", "min": "0"},
    ],
    "measures": [
        {"key": "fairs", "label": {"zh": "展会", "en": "Fairs"}, "unit": {"zh": "场", "en": "fairs"}},
        {
            "key": "sales",
            "label": {"zh": "成交额", "en": "Sales"},
            "unit": {"zh": "元", "en": "yuan"},
            "of": "sum",
            "column": "sales",
        },
    ],
}


def written(folder: Path, **more: object) -> Path:
    (folder / "returns").mkdir(exist_ok=True)
    document = yaml.safe_dump({**OWN, **more}, allow_unicode=True)
    (folder / "returns" / "watch-sales.yaml").write_text(document, encoding="utf-8")
    return folder


@pytest.mark.parametrize("code", sorted(path.stem for path in (SHIPPED / "returns").glob("*.yaml")))
def test_a_shipped_return_proves_itself_and_reads_back_as_it_was(code: str, tmp_path: Path) -> None:
    found = package(code, tmp_path)
    assert prove(found, DAY) == ()
    assert Return.model_validate(found.resolved["return"]).code == code


def test_ten_returns_ship(tmp_path: Path) -> None:
    assert len(return_files(tmp_path)) == 10


def test_a_region_lays_an_eleventh_into_its_folder_without_any_program(tmp_path: Path) -> None:
    found = package("watch-sales", written(tmp_path))
    definition = Return.model_validate(found.resolved["return"])
    read = read_rows(definition, [Typed(None, {"name": "春季展", "sales": "1,234.5"})])
    assert {key: str(value) for key, value in totals(definition, read.values.values()).items()} == {
        "fairs": "1",
        "sales": "1234.50",
    }
    assert found.origin == "region"


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"due": {"county": 9, "province": 5}}, "due no earlier"),
        ({"due": {"town": 9}}, "counties, cities"),
        ({"same": ["day"]}, "day"),
        ({"columns": [OWN["columns"][0]] * 2}, "same key"),  # type: ignore[index]
        ({"columns": [{**OWN["columns"][1], "personal": True}]}, "personal data"),  # type: ignore[index]
        ({"measures": [{**OWN["measures"][1], "column": "name"}]}, "adds up"),  # type: ignore[index]
        ({"measures": [{**OWN["measures"][0], "column": "sales"}]}, "a count does not"),  # type: ignore[index]
        ({"fills": ["security"]}, "hold posts"),
        ({"code": "another"}, "another"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused_with_its_place(
    wrong: dict[str, object], place: str, tmp_path: Path
) -> None:
    with pytest.raises(Refusal, match=rf"region/returns/watch-sales.yaml.*{place}"):
        package("watch-sales", written(tmp_path, **wrong))


def test_what_is_no_yaml_or_no_file_is_told(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "returns" / "watch-sales.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(Refusal, match="YAML"):
        package("watch-sales", tmp_path)
    with pytest.raises(NotFound, match="nothing-of-the-kind"):
        package("nothing-of-the-kind", tmp_path)


def test_a_condition_that_cannot_be_asked_is_a_fault_by_its_key(tmp_path: Path) -> None:
    rules = [{"key": "odd", "field": "name", "holds": "row.nmae != ''", "message": {"zh": "错", "en": "wrong"}}]
    assert next(str(fault) for fault in prove(package("watch-sales", written(tmp_path, rules=rules)), DAY)).startswith(
        "odd："
    )


def reading(code: str) -> Callable[[dict[str, str]], list[tuple[str, bool]]]:
    definition = Return.model_validate(package(code, Path("none")).resolved["return"])

    def read(cells: dict[str, str]) -> list[tuple[str, bool]]:
        found = read_rows(definition, [Typed(None, cells)])
        return [(error.field, error.doubt) for error in (*found.errors, *found.doubts)]

    return read


MEETING = {
    "held-on": "2026-09-03",
    "place": "高新区",
    "banks": "4",
    "firms": "20",
    "firms-financed": "6",
    "lent": "30000000",
}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, []),
        ({"firms-financed": "21"}, [("firms-financed", False)]),
        ({"firms-financed": "0"}, [("lent", False)]),
        ({"lent": "2000000000"}, [("lent", True)]),
        ({"lent": "三千万"}, [("lent", False)]),
    ],
)
def test_a_meeting_is_checked_against_itself(change: dict[str, str], told: list[tuple[str, bool]]) -> None:
    assert reading("bank-meetings")({**MEETING, **change}) == told


def test_a_firm_that_asked_for_something_is_answered_and_a_prize_names_its_patent() -> None:
    visit = {"visited-on": "2026-09-03", "firm": "示例公司", "uscc": "91990101MA0000001Y", "topic": "finance"}
    assert reading("visits")(visit) == [("settled", False)]
    honour = {"given-on": "2026-03-01", "document": "国知发〔2026〕1号", "winner": "示例公司", "honour": "silver"}
    assert reading("honours")(honour) == [("right", False)]


def test_a_row_that_is_there_twice_is_told_with_the_first() -> None:
    definition = Return.model_validate(package("bank-meetings", Path("none")).resolved["return"])
    errors = read_rows(definition, [Typed(None, MEETING)] * 2).errors
    assert [(error.at, error.text.zh) for error in errors] == [(1, "与第 1 行重复，请删去其中一行。")]


@given(st.sampled_from(Every), st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_every_day_lies_in_one_period_whose_code_reads_back(every: Every, day: date) -> None:
    period = containing(every, day)
    assert period.first <= day <= period.last
    assert parse_period(period.code, every) == period
    assert (period.first - period.before.last).days == 1


@pytest.mark.parametrize(
    ("every", "code"), [(Every.QUARTER, "2026-Q5"), (Every.HALF, "2026"), (Every.YEAR, "26"), (Every.MONTH, "2026-13")]
)
def test_a_period_of_another_form_is_refused_with_an_example(every: Every, code: str) -> None:
    with pytest.raises(Refusal, match="2026"):
        parse_period(code, every)


def test_periods_are_called_as_people_call_them() -> None:
    names = [containing(every, DAY).label for every in Every]
    assert [name.zh for name in names] == ["2026年10月", "2026年第4季度", "2026年下半年", "2026年"]
    assert [name.en for name in names] == ["2026-10", "2026 Q4", "2026 H2", "2026"]
    assert {every.label.en for every in Every} == {"monthly", "quarterly", "half-yearly", "yearly"}


def test_who_was_paid_twice_is_one_firm() -> None:
    definition = Return.model_validate(package("subsidy-payments", Path("none")).resolved["return"])
    paid = {"policy": "pledge", "amount": "50000.00", "uscc": "91990101MA0000001Y"}
    found = totals(definition, [paid, {**paid, "amount": "30000.00"}, {**paid, "policy": "award"}])
    assert [str(found[key]) for key in ("payments", "amount", "pledge-amount", "pledge-firms")] == [
        "3",
        "130000.00",
        "80000.00",
        "1",
    ]
