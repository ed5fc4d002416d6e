"""Mappings on the command line: guessed, kept, shown, imported by."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tests.portal.cli.test_records_commands import Shell
from tests.portal.cli.test_records_commands import shell as shell  # noqa: PLC0414 - a fixture
from tests.records.corpus.loaders.heading_table.making import book
from tests.records.making import number


@pytest.fixture
def file(tmp_path: Path) -> str:
    lines = [
        ("号码", "专利名称", "谁"),
        *((number(n), f"灯 {n}", f"示例{n}有限公司") for n in range(1, 8)),
        ("合计", "", 7),
    ]
    return str(book(tmp_path / "月报.xlsx", lines))


def test_a_guess_shows_columns_reasons_and_samples(shell: Shell, file: str) -> None:
    said = shell("mapping", "guess", file)
    assert "按专利清单猜测：根据各列内容判断" in said
    assert "7 个取值中 7 个是校验位正确的申请号" in said
    assert number(1) in said
    assert shell.json("mapping", "guess", file)["columns"][0]["field"] == "application"


def test_a_guess_that_is_kept_reads_the_file_and_the_next_one_like_it(shell: Shell, file: str) -> None:
    assert "还没有保存映射" in shell("mapping", "list")
    assert "月报.yaml" in shell("mapping", "guess", file, "--save", "月报")
    assert "3 列，其中 3 列导入" in shell("mapping", "list")
    assert shell.json("mapping", "show", "月报")["columns"]["谁"] == "applicants"
    said = shell("import", file, "--mapping", "月报", "--vintage", "2020-01-01")
    assert "→ 月报:月报" in said
    assert "读取 8 行，接受 7 行，拒绝 1 行" in said
    assert "合计行" in said
    assert "早已导入" in shell("import", file, "--vintage", "2020-01-01"), "recognised by its headings"


def test_a_mapping_is_edited_as_a_file_and_saved_again(shell: Shell, file: str, tmp_path: Path) -> None:
    told = yaml.safe_load(shell("mapping", "guess", file, "--yaml"))
    told["columns"]["谁"] = "owners"
    edited = tmp_path / "edited.yaml"
    edited.write_text(yaml.safe_dump({**told, "name": "改过"}, allow_unicode=True), "utf-8")
    assert "改过.yaml" in shell("mapping", "save", str(edited))
    assert "谁: owners" in shell("mapping", "show", "改过")
    edited.write_text("shape: nonsense\nname: a\n", "utf-8")
    assert "shape 应为" in shell("mapping", "save", str(edited), code=1)


def test_what_cannot_be_done_is_one_sentence(shell: Shell, file: str, tmp_path: Path) -> None:
    assert "没有名为“无”的映射" in shell("import", file, "--mapping", "无", code=1)
    other = str(book(tmp_path / "b.xlsx", [("甲", "乙"), ("x", "y")]))
    shell("mapping", "guess", file, "--save", "月报")
    assert "缺少列：号码、专利名称、谁" in shell("import", other, "--mapping", "月报", code=1)
    assert "还需要" in shell("mapping", "guess", other, "--save", "b", code=1)
