"""The examples of the guides are run as they stand. (``write-a-matter`` has a test of its own, tests/definitions.)"""

from __future__ import annotations

import re
import types
from datetime import date
from pathlib import Path

from tests.docs.kept import DOCS

from zhiquan.definitions.shelf import law_book
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.trials import failures


def blocks(page: str, language: str) -> list[str]:
    """Return the examples of a guide that are written in one language."""
    text = (DOCS / "guide" / page).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def laid(region: Path, page: str) -> Path:
    """Lay the files that a guide shows into a region's folder, each where its first line says."""
    for block in blocks(page, "yaml"):
        place = region / block.splitlines()[0].removeprefix("# region/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(block, "utf-8")
    return region


def test_the_indicators_of_the_guide_hold_together_and_pass_their_own_tests(tmp_path: Path) -> None:
    read = catalogue(laid(tmp_path, "write-an-indicator.md"))
    assert {one.code for one in read} >= {"local.mixed_pledges", "local.mixed_share", "pledge.deals"}
    assert list(failures(read)) == []


def test_the_provisions_of_the_guide_hold_on_their_days(tmp_path: Path) -> None:
    book = law_book(laid(tmp_path, "the-law-book.md"))
    found = [book.at("outlet.check", day).value for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert found == [10, 5]


def test_the_loader_of_the_guide_takes_its_file_and_reads_it(tmp_path: Path) -> None:
    sniff, read = (types.ModuleType(name) for name in ("sniff", "read"))
    for module, code in zip((sniff, read), blocks("write-a-loader.md", "python"), strict=True):
        exec(compile(code, module.__name__, "exec"), module.__dict__)
    path = tmp_path / "varieties.txt"
    path.write_text("品种权号|品种名称|授权年\nCNA0001|示例一号|2025\nCNA0002|示例", "utf-8")
    assert sniff.look(path).fits
    other = tmp_path / "other.txt"
    other.write_text("a,b\n1,2\n", "utf-8")
    assert not sniff.look(other).fits
    assert [(row.fields["item"], row.fields["period"]) for row in read.rows(path)] == [
        ("示例一号", "2025"),
        ("示例", ""),
    ], "a line that is cut is a row all the same"
