"""The look for titles of nearly the same words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from zhiquan.hall.matters.ports import CheckContext, CheckOutcome, CheckResult
from zhiquan.scenes.management import checks_novelty as novelty

HELD = [("CN1", "一种锂电池隔膜及其制备方法"), ("CN2", "一种水杯")]


def ask(title: str) -> CheckResult:
    context = CheckContext({"title": title}, {}, date(2026, 7, 6), {"field": "title", "least": 85})
    return novelty.no_near_duplicate(context)


def test_a_title_of_nearly_the_same_words_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(novelty, "near_titles", lambda _: HELD)
    found = ask("一种 锂电池隔膜及制备方法")
    assert (found.outcome, list(found.evidence)) == (CheckOutcome.FAIL, ["CN1"])
    assert ask("一种风力发电机叶片").outcome is CheckOutcome.PASS


def test_without_a_corpus_nothing_is_known(settings: Any, tmp_path: Any) -> None:
    settings.DATA = type("Data", (), {"index": tmp_path / "nothing"})()
    assert ask("一种锂电池隔膜").outcome is CheckOutcome.UNKNOWN
