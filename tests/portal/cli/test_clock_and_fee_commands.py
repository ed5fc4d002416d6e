"""``zhiquan clock`` and ``zhiquan fee``: every option, both languages, JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from zhiquan.portal.cli.main import root
from zhiquan.rules.refusal import Refusal

RIGHT = ("--kind", "invention", "--filed", "2012-03-30", "--granted", "2015-06-10")


@pytest.fixture(autouse=True)
def _installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIQUAN_DATA", str(tmp_path))
    monkeypatch.setenv("ZHIQUAN_LANG", "zh")


def call(*arguments: str) -> Result:
    return CliRunner().invoke(root, arguments)


def said(*arguments: str) -> list[str]:
    result = call(*arguments)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def as_json(*arguments: str) -> Any:
    return json.loads("\n".join(said(*arguments, "--json")))


def refused(*arguments: str) -> str:
    result = call(*arguments)
    assert isinstance(result.exception, Refusal), result.output
    return result.exception.code


def test_a_limit_is_counted_back_to_the_latest_day_to_act() -> None:
    out = said("clock", "due", "--before", "2026-03-30", "--limit", "5hm")
    assert out[0] == "2026-01-15"
    assert out[2] == "2. 期限为2个半月，半个月按十五日计算。"
    assert out[-1] == "3. 最迟应在2026年1月15日办理（含当日）。"


def test_hours_end_at_a_moment() -> None:
    assert said("clock", "due", "--start", "2026-03-06T16:30", "--limit", "24h")[0] == "2026-03-07 16:30"
    assert said("clock", "due", "--start", "2026-03-06", "--limit", "24h")[0] == "2026-03-09"
    assert (
        as_json("clock", "due", "--start", "2026-03-06T16:30", "--limit", "24h")["due"]["at"] == "2026-03-07T16:30:00"
    )


def test_a_limit_is_explained_alone() -> None:
    given = ("clock", "explain", "--start", "2026-01-19", "--limit", "adjudication.decision")
    out = said(*given, "--pause", "2026-03-02..2026-03-22", "--extend", "1m@2026-05-06")
    assert out[6] == "7. 到期日为2026年6月8日（含当日）。"
    assert out[7].startswith("8. 逾期的后果：")
    assert "2026年5月6日批准延长1个月" in out[2]
    assert "到期日" in as_json(*given)[3]["zh"]
    order = said(*given, "--extend", "1m", "--exclude-first")
    assert "接着计算" in order[3]


def test_reminders_are_listed() -> None:
    given = ("clock", "rungs", "--start", "2026-02-06", "--limit", "30d")
    assert said(*given)[0] == "2026-02-24  到期前10个工作日"
    assert [rung["on"] for rung in as_json(*given)] == ["2026-02-24", "2026-03-02", "2026-03-06"]
    assert (
        "没有提醒日" in said("clock", "rungs", "--start", "2026-02-06", "--limit", "30d", "--pause", "2026-02-09..")[0]
    )


def test_working_days_between_two_days() -> None:
    # 14, 24, 25, 26, 27 and 28 February 2026
    assert said("clock", "working-days", "--from", "2026-02-13", "--to", "2026-02-28") == ["6"]
    out = said("clock", "working-days", "--from", "2026-12-31", "--to", "2027-01-05")
    assert (out[0], "尚未公布" in out[1]) == ("3", True)
    found = as_json("clock", "working-days", "--from", "2026-02-28", "--to", "2026-02-13")
    assert (found["working_days"], found["provisional"]) == (-6, False)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--limit", "3m"), "clock.start"),
        (("--limit", "3m", "--start", "2026-01-19", "--before", "2026-01-19"), "clock.start"),
        (("--limit", "3m", "--start", "2026-01-19", "--extend", "1m@yesterday"), "clock.extension"),
        (("--limit", "3m", "--before", "2026-01-19", "--extend", "1m"), "law.backward"),
    ],
)
def test_a_clock_that_makes_no_sense_is_refused(arguments: tuple[str, ...], code: str) -> None:
    assert refused("clock", "due", *arguments) == code


def test_the_annuity_table_has_reduction_surcharge_and_sources() -> None:
    given = ("fee", "annuity", *RIGHT, "--reduction", "70", "--open-licence", "2024-01-01", "--paid", "11:2022-07-08")
    out = said(*given)
    assert out[14].split() == [
        "11",
        "2022-03-30",
        "2022-09-30",
        "4000",
        "-70%",
        "1200.00",
        "600.00",
        "1800.00",
        "已补缴",
    ]
    assert out[15].startswith("    逾期100日；费减备案减缴70%  依据  ")
    assert out[20].split()[4:6] == ["-15%", "5100.00"]
    assert out[0].split()[3:5] == ["1200", "1200.00"]
    rows = as_json(*given)
    assert (len(rows), rows[7]["surcharge"], rows[7]["days_late"]) == (17, "600", 100)


def test_a_request_that_came_late_and_a_licence_that_ended_do_not_count() -> None:
    rows = as_json("fee", "annuity", *RIGHT, "--reduction", "85", "--requested", "2022-01-16")
    assert [row["reduction"]["percent"] for row in rows[7:9]] == [0, 85]
    rows = as_json("fee", "annuity", *RIGHT, "--open-licence", "2024-01-01..2025-12-31")
    assert [row["reduction"]["percent"] for row in rows[9:12]] == [0, 15, 0]


def test_a_fee_never_paid_ends_the_right() -> None:
    out = said("fee", "annuity", *RIGHT, "--paid", "11:")
    assert out[14].endswith("未缴，权利终止")
    assert out[16].endswith("权利已终止")


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("--paid", "11", "ok"),
        ("--paid", "elf:2022-07-08", "fee.payment"),
        ("--paid", "11:soon", "fee.payment"),
        ("--paid", "3:2022-07-08", "law.annuity.year"),
        ("--open-licence", "2024", "fee.licence"),
    ],
)
def test_what_cannot_be_read_is_refused(option: str, value: str, code: str) -> None:
    if code == "ok":
        assert said("fee", "annuity", *RIGHT, option, value)[14].endswith("未缴，权利终止")
    else:
        assert refused("fee", "annuity", *RIGHT, option, value) == code


def test_help_shows_examples_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert any("24h" in line for line in said("clock", "--help"))
    assert any("--open-licence 2024-01-01" in line for line in said("fee", "annuity", "--help"))
    monkeypatch.setenv("ZHIQUAN_LANG", "en")
    assert said("clock", "due", "--start", "2026-03-06", "--limit", "5wd")[-1].startswith("3. The last day is")
    assert said("clock", "rungs", "--start", "2026-02-06", "--limit", "30d")[0].endswith(
        "before the last day: 10 working days"
    )
