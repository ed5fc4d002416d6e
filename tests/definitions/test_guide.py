"""The matter of the guide "Write a matter" is proved just as it stands on the page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from zhiquan.hall.cases import proof, shelf
from zhiquan.settings.folders import DataFolder
from zhiquan.settings.now import today

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "write-a-matter.md"


def blocks() -> list[str]:
    """Return the YAML of the page, in its order."""
    return re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def region(tmp_path: Path, settings: Any) -> Path:
    settings.DATA = DataFolder(tmp_path)
    law, head, form, _, rest, *papers = blocks()
    matter = tmp_path / "region" / "matters" / "outlet"
    files = {"../../law/outlet.yaml": law, "definition.yaml": f"{head}\n{form}\n{rest}"}
    for paper in papers:
        name, _, text = paper.partition("\n")
        files[name.removeprefix("# ")] = text
    for name, text in files.items():
        (matter / name).parent.mkdir(parents=True, exist_ok=True)
        (matter / name).write_text(text, encoding="utf-8")
    return matter


def test_the_matter_of_the_guide_is_proved(region: Path) -> None:
    assert (region / "scenarios" / "unfavourable.yaml").is_file()
    assert proof.package_faults(shelf.package("outlet"), today()) == ()
    assert proof.story_faults(shelf.read_matter("outlet")) == ()


def test_a_day_reckoned_wrongly_is_told_as_the_guide_says(region: Path) -> None:
    story = region / "scenarios" / "favourable.yaml"
    story.write_text(story.read_text(encoding="utf-8").replace("due: 2026-07-20", "due: 2026-07-17"), encoding="utf-8")
    (fault,) = proof.story_faults(shelf.read_matter("outlet"))
    assert str(fault) in GUIDE.read_text(encoding="utf-8")
