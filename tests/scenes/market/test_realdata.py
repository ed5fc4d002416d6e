"""Two rights of a city's own workbook: one has ended by its term, of the other nothing but the filing is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zhiquan.hall.matters.ports import CheckContext, CheckOutcome, checks
from zhiquan.records.corpus.importing import import_file
from zhiquan.records.search import build_index, open_index


@pytest.mark.long
@pytest.mark.realdata
def test_an_ended_right_fails_with_its_day_and_a_young_one_asks_for_the_register(
    shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake, index = tmp_path / "lake", tmp_path / "index"
    workbook = shared_data / "cn-taian-patents" / "专利信息.xlsx"
    import_file(workbook, lake, source=None, vintage=date(2026, 6, 30), division="370900", progress=None, dry_run=False)
    build_index(lake, index, progress=None)
    monkeypatch.setattr("zhiquan.scenes.shared.corpus.open_corpus", lambda: open_index(index))

    def found(name: str, right: str) -> tuple[CheckOutcome, str, date | None]:
        result = checks.get(name).run(CheckContext({"rights": [right]}, {}, date(2026, 11, 22)))
        return result.outcome, result.text.zh, result.as_of

    outcome, text, as_of = found("market.right-in-force", "CN201420789305.0")
    assert (outcome, as_of) == (CheckOutcome.FAIL, date(2026, 11, 22))
    assert "自2024-12-15起" in text
    outcome, text, as_of = found("market.right-in-force", "CN201510711276.5")
    assert (outcome, as_of) == (CheckOutcome.UNKNOWN, date(2026, 6, 30))
    assert "来源不含法律状态" in text
