"""Somebody who writes a first matter after the guide is told, in words that help, what went wrong where."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.definitions.test_guide import region

from zhiquan.portal.cli.main import root

__all__ = ["region"]


def swap(file: str, old: str, new: str) -> Callable[[Path], None]:
    def slip(matter: Path) -> None:
        path = matter / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return slip


DEFINITION, STORY = "definition.yaml", "scenarios/favourable.yaml"
SLIPS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a shape that is none": (
        swap(DEFINITION, "shape: record", "shape: records"),
        "没有骨架“records”；现有：dispute、grant、",
    ),
    "a part left out": (swap(DEFINITION, "prefix: WDBA\n", ""), "prefix: 缺少这一项。"),
    "a misspelt part": (
        swap(DEFINITION, "备案申请表, en: Application form}, required", "备案申请表, en: Application form}, requird"),
        "materials.application.requird: 没有这一项，请核对拼写和缩进。",
    ),
    "a type that is none": (
        swap(DEFINITION, "type: number, min: 2", "type: integer, min: 2"),
        "form.sections.outlet.fields.people.type: 只能是 'text'",
    ),
    "one language": (swap(DEFINITION, "{zh: 咨询, en: Advice}", "{zh: 咨询}"), "两种语言都要有"),
    "a condition on an answer nobody is asked for": (
        swap(
            DEFINITION,
            "工作规则, en: Rules of work}, required: true",
            "工作规则, en: Rules of work}, required_when: form.staff > 2",
        ),
        "materials.rules.required_when: 没有字段“form.staff”。",
    ),
    "a step that is none": (
        swap(STORY, "action: check,", "action: chek,"),
        "steps.2: 被拒绝：没有动作“chek”。（cases.no-action）",
    ),
    "a paper forgotten": (
        swap(STORY, "materials: [application, rules]", "materials: [rules]"),
        "steps.1: 被拒绝：缺少材料“备案申请表”。",
    ),
    "a wrong answer": (
        swap(STORY, "services: [search, advice]", "services: [serch]"),
        "steps.1: 被拒绝：services：“服务内容”",
    ),
    "no bad end": (
        lambda matter: (matter / "scenarios/unfavourable.yaml").unlink(),
        "scenarios: 没有以 outcome: unfavourable",
    ),
    "no good end": (lambda matter: (matter / STORY).unlink(), "scenarios: 没有顺利办结的情景"),
    "no story": (lambda matter: shutil.rmtree(matter / "scenarios"), "scenarios: 没有情景。"),
}


@pytest.mark.parametrize("what", SLIPS)
def test_a_slip_is_told_once_with_its_place_and_what_would_be_right(region: Path, what: str, monkeypatch: Any) -> None:
    slip, said = SLIPS[what]
    monkeypatch.setenv("ZHIQUAN_LANG", "zh")
    slip(region)
    done = CliRunner().invoke(root, ["matters", "check", "outlet"])
    told = done.output + str(done.exception or "")
    assert said in told
    assert done.exit_code != 0
    assert told.count("\n  ") <= 1
