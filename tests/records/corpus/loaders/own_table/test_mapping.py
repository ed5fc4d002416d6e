"""A mapping: written by people, kept as a file, refused in words when it cannot be read by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from zhiquan.records.corpus.loaders.heading_table.values import DateForm
from zhiquan.records.corpus.loaders.own_table.folder import (
    as_yaml,
    mapping_named,
    mappings,
    read_mapping,
    save_mapping,
)
from zhiquan.records.corpus.loaders.own_table.mapping import as_data, fingerprint, from_data
from zhiquan.rules.refusal import NotFound, Refusal

TOLD: dict[str, Any] = {
    "name": "月报-质押",
    "shape": "pledges",
    "dates": "dmy",
    "separator": "、",
    "constants": {"office": "CN"},
    "columns": {"号": "application", "借": "from", "贷": "to", "日": "effective_on", 2021: "amount"},
    "headings": ["序", "号", "借", "贷", "日", "又", "2021"],
}


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    mapping = from_data(TOLD)
    path = save_mapping(tmp_path / "mappings", mapping)
    assert path.name == "月报-质押.yaml"
    assert read_mapping(path) == mapping_named(tmp_path / "mappings", "月报-质押") == mapping
    assert list(mappings(tmp_path / "mappings")) == [mapping]
    assert mapping.dates is DateForm.DAY_FIRST
    assert mapping.columns["2021"].field == "amount"
    assert from_data(yaml.safe_load(as_yaml(mapping))) == mapping


def test_a_folder_that_is_not_there_holds_no_mappings(tmp_path: Path) -> None:
    assert list(mappings(tmp_path / "none")) == []
    with pytest.raises(NotFound):
        mapping_named(tmp_path / "none", "a")


@pytest.mark.parametrize("name", ["../a", "a/b", "a.b", "", ".a", "a b", "长" * 61])
def test_a_name_is_no_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        mapping_named(tmp_path, name)
    with pytest.raises(Refusal):
        from_data({**TOLD, "name": name})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"shape": "nonsense"}, "shape"),
        ({"columns": {"号": "application", "借": "from", "日": "effective_on"}}, "受让、被许可或质权人"),
        ({"columns": {**TOLD["columns"], "又": "to"}}, "两列对应同一字段"),
        ({"columns": {**TOLD["columns"], "又": "colour"}}, "没有字段 colour"),
        ({"columns": {**TOLD["columns"], "又": True}}, "加引号"),
        ({"columns": {**TOLD["columns"], "没有": "text"}}, "headings 中没有 没有"),
        ({"columns": ["号"]}, "columns"),
        ({"constants": {"office": False}}, "office"),
        ({"constants": {"colour": "red"}}, "colour"),
        ({"dates": "american"}, "dates"),
        ({"more": 1}, "more"),
        ({"name": 3.5}, "name"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_said(change: dict[str, Any], said: str) -> None:
    with pytest.raises(Refusal) as refusal:
        from_data({**TOLD, **change})
    assert refusal.value.code == "mapping.wrong"
    assert said in refusal.value.text.zh


@pytest.mark.parametrize("text", ["a: [", "- a", "a: 1\na: 2\n", "\x00", "!!python/object/apply:os.system [ls]"])
def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(Refusal):
        read_mapping(path)


def test_the_same_headings_in_another_order_or_width_have_the_same_fingerprint() -> None:
    assert fingerprint(["申请号", "名称（必填）", ""]) == fingerprint(["名 称", "申请号*"])
    assert fingerprint(["申请号"]) != fingerprint(["申请号", "名称"])


def test_the_digest_changes_with_the_meaning() -> None:
    changed = from_data({**TOLD, "dates": "mdy"})
    assert from_data(TOLD).digest == from_data(as_data(from_data(TOLD))).digest != changed.digest
