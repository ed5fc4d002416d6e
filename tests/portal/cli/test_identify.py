"""``zhiquan id``: what numbers are, what they may have been, and the counts of a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zhiquan.portal.cli import identify
from zhiquan.portal.cli.main import root
from zhiquan.rules.refusal import Refusal


@pytest.fixture(autouse=True)
def _installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIQUAN_DATA", str(tmp_path))
    monkeypatch.setenv("ZHIQUAN_LANG", "zh")


def call(*arguments: str) -> Result:
    return CliRunner().invoke(root, ["id", *arguments])


def said(*arguments: str) -> list[str]:
    result = call(*arguments)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def test_numbers_codes_and_classes_are_told_apart() -> None:
    out = said("CN85102475.0", "1134160073302996XP", "C090001", "06-01")
    assert out == [
        "专利申请号  CN85102475.0  校验位相符",
        "    种类：发明；年份：1985；途径：国内申请；流水号：02475",
        "统一社会信用代码  1134160073302996XP  校验位相符",
        "    登记管理部门：1；机构类别：1；行政区划：341600；主体标识码：73302996X",
        "商品和服务分类号  C090001  形式正确，无校验位",
        "    级别：商品服务项目；商品或服务：商品",
        "    层级：09 › C090001",
        "洛迦诺分类号  06-01  形式正确，无校验位",
        "    级别：小类",
        "    层级：06 › 06-01",
    ]


def test_a_number_without_check_digit_says_that_it_was_computed_and_what_else_it_may_be() -> None:
    out = said("85102475")
    assert out[0] == "专利申请号  CN85102475.0  未含校验位，已补算"
    assert out[-1] == "    亦可能为：专利公开（公告）号 CN85102475；商标号 85102475"


def test_a_wrong_number_is_told_why_with_its_possible_repairs_and_changes_the_exit_code() -> None:
    result = call("201310697944.2", "201310699744.2")
    assert result.exit_code == 3
    out = result.output.splitlines()
    assert out[0].startswith("专利申请号  有误")
    assert out[1] == "    可能应为 CN201310699744.2  第 9 个字符与后一个颠倒（79）"
    assert out[6].startswith("    另有")
    assert out[7] == "专利申请号  CN201310699744.2  校验位相符"


def test_a_text_that_resembles_nothing_says_so() -> None:
    result = call("商标")
    assert (result.exit_code, result.output) == (3, "商标  不是已知的任何一类号码\n")


def test_a_credit_code_with_a_doubtful_inner_code_says_so_and_is_still_right() -> None:
    assert any("组织机构代码校验码不符" in line for line in said("113416007330299611"))


@pytest.mark.parametrize("option", ["--type", "--as"])
def test_a_number_may_be_read_as_a_given_kind(option: str) -> None:
    found = call(option, "uscc", "H01M", "--json")
    assert found.exit_code == 3
    (answer,) = json.loads(found.output)
    assert (answer["readings"][0]["rule"], answer["wrong"]) == ("length", True)
    assert said(option, "trademark", "341600")[0] == "商标号  341600  形式正确，无校验位"


def test_json_holds_readings_parts_path_and_repairs() -> None:
    right, wrong = json.loads(call("H01M10/0525", "1134160073302996X1", "--json").output)
    assert [one["kind"] for one in right["readings"]] == ["ipc", "cpc"]
    assert right["readings"][0]["path"] == ["H", "H01", "H01M", "H01M10", "H01M10/0525"]
    assert right["readings"][0]["parts"][0]["value"] == {"zh": "小组", "en": "subgroup"}
    assert {one["canonical"] for one in wrong["repairs"]} >= {"1134160073302996XP"}
    assert {one["known"] for one in wrong["repairs"]} == {None}


def test_repairs_are_confirmed_by_the_imported_patents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identify, "_known", lambda: "CN201310694744.3".__eq__)
    out = call("201310699744.3", "--corpus").output.splitlines()
    assert out[1].startswith("    可能应为 CN201310694744.3")
    assert out[1].endswith("，库中有此号")


def test_without_an_index_the_corpus_cannot_confirm_and_says_so() -> None:
    result = call("201310699744.3", "--corpus")
    assert isinstance(result.exception, Refusal)
    assert "检索索引" in result.exception.text.zh


def test_a_file_is_counted_by_class_with_an_example_of_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identify, "STEP", 2)
    file = tmp_path / "numbers.txt"
    file.write_text("\ufeff201310699744.2\n\n95115608.X\n0901\nabc\n201310699744.3\n", encoding="utf-8")
    result = call("--file", str(file))
    assert result.exit_code == 3
    assert result.output.splitlines() == [
        "         2  专利申请号  校验位相符  例 201310699744.2",
        "         1  商品和服务分类号  形式相符，亦可能为他类  例 0901",
        "         1  不是已知的任何一类号码  例 abc",
        "         1  专利申请号  有误 (check-digit)  例 201310699744.3",
        "         5  合计",
    ]


def test_a_file_of_right_numbers_has_no_faults_and_is_json_too(tmp_path: Path) -> None:
    file = tmp_path / "numbers.txt"
    file.write_text("341600\n429004\n", encoding="utf-8")
    result = call("--file", str(file), "--type", "division", "--json")
    assert result.exit_code == 0
    row = {"kind": "division", "standing": "unchecked", "class": "distinct", "count": 2, "example": "341600"}
    assert json.loads(result.output) == {"lines": 2, "classes": [row]}


def test_a_file_in_another_encoding_is_refused_with_the_line(tmp_path: Path) -> None:
    file = tmp_path / "numbers.txt"
    file.write_bytes(b"341600\n" + "商标".encode("gb18030") + b"\n")
    result = call("--file", str(file))
    assert isinstance(result.exception, Refusal)
    assert "第 2 行" in result.exception.text.zh


@pytest.mark.parametrize("arguments", [[], ["341600", "--file", "."]])
def test_numbers_or_a_file_but_not_both(arguments: list[str]) -> None:
    assert call(*arguments).exit_code == 2


def test_english_readers_are_answered_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIQUAN_LANG", "en")
    out = said("H01M")
    assert out[0] == "IPC symbol  H01M  well-formed, no check digit"
    assert out[1:] == ["    Level: subclass", "    Path: H › H01 › H01M", "    May also be: CPC symbol H01M"]
