"""The commands on classifications and organisations: what they print, refuse and write down."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.records.corpus.laking import mark, put
from tests.records.corpus.loaders.reference_files import FILES

from zhiquan.portal.cli.main import main
from zhiquan.portal.cli.shell import EXIT_REFUSED
from zhiquan.records.corpus.importing import import_file
from zhiquan.records.corpus.model import OrganisationRecord, Party, PartyRole
from zhiquan.records.corpus.store import Lake


class Shell:
    """Runs commands over a data folder of their own."""

    def __init__(self, lake: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.lake = lake
        self._capsys = capsys

    def __call__(self, *argv: str, code: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            main(argv)
        out = self._capsys.readouterr()
        assert ended.value.code == code, out.err
        return out.err if code == EXIT_REFUSED else out.out

    def json(self, *argv: str) -> Any:
        return json.loads(self(*argv, "--json"))


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    monkeypatch.setenv("ZHIQUAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ZHIQUAN_LANG", "zh")
    return Shell(tmp_path / "data" / "lake", capsys)


@pytest.fixture
def classes(shell: Shell, tmp_path: Path) -> Shell:
    for name in ("ipc-zh", "ipc-en", "nice", "green"):
        path = FILES[name][1](tmp_path / name)
        import_file(path, shell.lake, vintage=date(2026, 1, 1), accept_share=0.5)
    return shell


def test_a_symbol_is_shown_with_what_lies_above_below_and_beside(classes: Shell) -> None:
    said = classes("class", "show", "e02d 19/02")
    assert (
        said.index("E  固定建筑物") < said.index("E02D19/02  限制地下水") < said.index("E02D19/04  用沉箱，例如充气的")
    )
    assert "附注" in classes("class", "show", "E02")
    document = classes.json("class", "show", "E02D19")
    assert [one["symbol"] for one in document["above"]] == ["E", "E02", "E02D"]
    assert document["below"][0]["symbol"] == "E02D19/001"


def test_titles_are_searched_in_both_languages(classes: Shell) -> None:
    assert "E02D19/02" in classes("class", "find", "地下水")
    assert [one["symbol"] for one in classes.json("class", "find", "ploughs", "--scheme", "ipc")] == ["A01B3/00"]
    assert "没有符合的分类" in classes("class", "find", "无此名称")
    assert classes.json("class", "find", "样品", "--scheme", "ipc") == []


def test_industries_of_symbols_say_what_stays_open(classes: Shell) -> None:
    said = classes("class", "industries", "E21F15/08", "E21C41/00")
    assert "green 1.1  开采" in said
    assert "主题" in classes("class", "industries", "E21F15/08")
    assert "不属于" in classes("class", "industries", "A01B3/00")
    (hit,) = classes.json("class", "industries", "E21C41/00", "--table", "green")
    assert (hit["code"], hit["needs_topic"], hit["uncertain"]) == ("1.1", False, False)


def test_a_symbol_that_no_table_holds_is_refused_in_words(classes: Shell) -> None:
    assert "没有“A99Z1/00”" in classes("class", "show", "A99Z1/00", code=EXIT_REFUSED)


def test_without_classifications_the_command_says_what_to_do(shell: Shell) -> None:
    assert "zhiquan import" in shell("class", "show", "A01B", code=EXIT_REFUSED)


@pytest.fixture
def firms(shell: Shell) -> Shell:
    key = "org.91110000MA0000000K"
    listed = OrganisationRecord(
        record=key, key=key, source="list", batch="b", vintage=date(2026, 1, 1), raw_hash="0",
        name="示例电池有限公司", code="91110000MA0000000K",
    )  # fmt: skip
    put(Lake(shell.lake), "list", organisations=[listed])
    owners = [Party(role=PartyRole.OWNER.value, name=name) for name in ("示例电池股份有限公司", "无关公司")]
    put(
        Lake(shell.lake), "marks", marks=[mark(str(number), parties=(owner,)) for number, owner in enumerate(owners, 1)]
    )
    return shell


def test_candidates_come_with_reasons(firms: Shell) -> None:
    said = firms("entity", "find", "示例电池（中国）有限公司")
    assert "示例电池有限公司" in said
    assert "去掉地名" in said
    assert "没有相近的名称" in firms("entity", "find", "别的单位")
    first, *_ = firms.json("entity", "find", "示例电池有限公司")
    assert (first["score"], first["reasons"][0]["rule"]) == (95, "name.same")


def test_pairs_that_nobody_decided_are_listed_until_somebody_does(firms: Shell) -> None:
    (pair,) = firms.json("entity", "pairs")
    keys = (pair["one"]["key"], pair["other"]["key"])
    assert set(keys) == {"org.91110000MA0000000K", "org.示例电池股份有限公司"}
    assert "组织形式" in firms("entity", "pairs")
    said = firms("entity", "decide", *keys, "same", "--reason", "股份制改制公告", "--by", "示例人员")
    assert "同一主体" in said
    assert firms.json("entity", "pairs") == []
    assert "已判定为同一主体" in firms("entity", "find", "示例电池股份有限公司")


def test_a_decision_needs_its_reason(firms: Shell) -> None:
    assert "理由" in firms("entity", "decide", "org.a", "org.b", "different", "--reason", " ", code=EXIT_REFUSED)
    made = firms.json("entity", "decide", "org.a", "org.b", "different", "--reason", "两家公司")
    assert (made["verdict"], made["reason"]) == ("different", "两家公司")
    assert made["by"]
