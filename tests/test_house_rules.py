"""Rules of the house that no linter knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "src" / "zhiquan"
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!(][\u4e00-\u9fff]")
LONGEST_FILE = 500


def texts(*endings: str) -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCES.rglob("*")):
        if path.suffix in endings and "vendor" not in path.parts:
            yield str(path.relative_to(ROOT)), path.read_text("utf-8")


def half_width(text: str) -> list[str]:
    return [found[0] for found in HALF_WIDTH.finditer(text)]


def test_chinese_is_set_with_chinese_punctuation() -> None:
    wrong = {name: found for name, text in texts(".py", ".html", ".yaml", ".typ") if (found := half_width(text))}
    assert wrong == {}


@pytest.mark.parametrize("text", ["先查,后办", "登记(质押)", "请核对:号码"])
def test_the_check_of_punctuation_sees_a_half_width_sign(text: str) -> None:
    assert half_width(text)


def test_no_file_is_longer_than_five_hundred_lines() -> None:
    long = {name: n for name, text in texts(".py") if (n := text.count("\n")) > LONGEST_FILE}
    assert long == {}


def test_nothing_is_left_unfinished_in_the_sources() -> None:
    words = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b|raise NotImplemented")
    assert [name for name, text in texts(".py", ".html", ".yaml") if words.search(text)] == []


def test_lock_files_carry_hashes_and_no_address() -> None:
    for name in ("run", "test"):
        lock = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        assert "://" not in lock
        pins = re.findall(r"^[A-Za-z0-9].*?==[^\n]*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+", lock, re.MULTILINE)
        assert len(pins) == len(re.findall(r"^[A-Za-z0-9]", lock, re.MULTILINE))
