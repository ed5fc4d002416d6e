"""Cells that no honest table holds take no longer than others: every search is linear or bounded."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from zhiquan.records.corpus.gates import Gate, Origin
from zhiquan.records.corpus.loaders.heading_table.read import rows
from zhiquan.records.corpus.loaders.own_table.guess import guess

LARGE = 300_000
CELLS = {
    "blanks": "a" + " " * LARGE + "b",
    "separators": "a" + ";" * LARGE + "b",
    "digits": "9" * LARGE,
    "dates": "2020-01-0" * (LARGE // 9),
    "brackets": "(" * LARGE + ")",
    "places": "省号" * (LARGE // 2) + "x",
    "totals": "合计" * (LARGE // 2),
    "names": "甲;" * (LARGE // 2),
}
LISTS = {
    "patents": ("申请号", "名称", "申请人", "发明人", "代理机构", "地址", "申请日", "IPC", "优先权"),
    "pledges": ("专利号", "出质人", "质权人", "登记日", "质押期限", "担保金额", "登记号"),
    "marks": ("注册号", "商标名称", "国际分类", "类似群", "商品/服务", "申请人", "专用权期限"),
    "indications": ("产品名称", "登记证书编号", "申请机构", "产地范围", "专用标志使用企业"),
}
SECONDS = 20.0
"""A search anew from every character would take half an hour."""


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_beyond_all_measure_is_read_in_time(tmp_path: Path, kind: str, cell: str) -> None:
    heading = LISTS[kind]
    path = tmp_path / "a.csv"
    lines = [heading, *((*[f"x{at}" for at in range(at)], CELLS[cell]) for at in range(len(heading)))]
    path.write_text("\n".join(",".join(line) for line in lines), "utf-8")
    gate = Gate(Origin("hostile", "b", "", date(2026, 1, 1)))
    started = time.monotonic()
    for row in rows(path):
        gate.check(row)
        if time.monotonic() - started > SECONDS:
            break
    guess(path)
    assert time.monotonic() - started < SECONDS
