"""A calendar that is laid into the region's folder is in force without a restart; a broken one leaves the old one."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

import pytest

from zhiquan.definitions import shelf, watched

NEW_YEAR_2031 = "years:\n  2031:\n    rest:\n      - {name: 元旦, from: 2031-01-01, to: 2031-01-03}\n    working: []\n"


@pytest.fixture
def region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(watched, "EVERY", 0.0)
    (tmp_path / "calendar").mkdir()
    return tmp_path


def works(region: Path) -> bool:
    return shelf.calendar(region).is_working(date(2031, 1, 2))


def test_a_year_laid_into_the_folder_holds_and_holds_no_more_when_it_is_taken_out(region: Path) -> None:
    assert works(region)
    file = region / "calendar" / "2031.yaml"
    file.write_text(NEW_YEAR_2031, encoding="utf-8")
    assert not works(region)
    file.unlink()
    assert works(region)


def test_what_cannot_be_read_is_told_and_changes_nothing(region: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = region / "calendar" / "2031.yaml"
    file.write_text(NEW_YEAR_2031, encoding="utf-8")
    assert not works(region)
    for broken in ("years: [", "years:\n  2031:\n    rest: 7\n"):
        file.write_text(broken, encoding="utf-8")
        with caplog.at_level(logging.ERROR):
            assert not works(region)
        assert "calendar" in caplog.text
        caplog.clear()


def test_a_folder_that_is_wrong_at_the_start_is_refused(region: Path) -> None:
    (region / "calendar" / "2031.yaml").write_text("years: [", encoding="utf-8")
    with pytest.raises(Exception, match="2031"):
        shelf.calendar(region)


def test_files_are_not_looked_at_again_within_the_second(region: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert works(region)
    monkeypatch.setattr(watched, "EVERY", 3_600.0)
    (region / "calendar" / "2031.yaml").write_text(NEW_YEAR_2031, encoding="utf-8")
    assert works(region)
