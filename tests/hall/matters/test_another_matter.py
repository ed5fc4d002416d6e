"""The engine knows nothing of pledges: a matter of the bare shape, decided by this office, runs on the same parts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.hall.matters.load import letter_from, matter_from, scenario_from
from zhiquan.hall.matters.prove import World, prove
from zhiquan.hall.matters.scenario import run
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.shapes import resolve
from zhiquan.rules.law import Book, Calendar

ROLES = {"applicant", "window", "examiner", "reviewer", "head"}


def label(zh: str) -> dict[str, str]:
    return {"zh": zh, "en": zh}


def a_letter(key: str, state: str) -> dict[str, Any]:
    people = {"drafters": ["examiner"], "reviewers": ["reviewer"], "signers": ["head"]}
    return {"key": key, "label": label("通知书"), "from": [state], **people, "variables": {"n": "case.number"}}


RAW: dict[str, Any] = {
    "code": "toy",
    "version": "2026.1",
    "shape": "grant",
    "prefix": "TOY",
    "title": label("示例许可"),
    "summary": label("示例"),
    "chain": "serve",
    "authority": {"kind": "own"},
    "applicants": [label("任何单位")],
    "basis": ["licensing.decision"],
    "form": {
        "sections": [
            {
                "key": "all",
                "label": label("申请"),
                "fields": [{"key": "area", "label": label("面积"), "type": "number", "min": 1}],
            }
        ],
        "rules": [{"key": "small", "field": "area", "holds": "fen(form.area) < 10000", "message": label("太大")}],
    },
    "clocks": [{"key": "handling", "legal": "licensing.decision"}],
    "letters": [a_letter("result", "approved"), a_letter("refusal", "refused")],
    "statistics": {"family": "toys", "counted_as": "grant"},
}


@pytest.fixture
def toy() -> Matter:
    return matter_from(resolve(RAW, {"grant": read_yaml(SHIPPED / "shapes/grant.yaml")}))


def test_the_bare_shape_proves_itself(toy: Matter, book: Book) -> None:
    letters = {k: letter_from(k, {"title": "{{ n }}", "to": "某", "body": ["{{ n }}"]}) for k in ("result", "refusal")}
    assert prove(toy, letters, World(ROLES, set(), set(), book, date(2026, 7, 6))) == ()


@pytest.mark.parametrize(
    "ending",
    [
        ("approved", "approved", "result", "deliver", "favourable"),
        ("refused", "refused", "refusal", "deliver_refusal", "unfavourable"),
    ],
)
def test_a_decision_of_the_own_office_runs_to_its_end(
    toy: Matter, book: Book, days: Calendar, ending: tuple[str, ...]
) -> None:
    result, state, letter, deliver, outcome = ending
    decision = {"result": result, "reason": "依据充分"}
    told = {
        "title": label("故事"),
        "organisation": {"id": "1", "name": "某", "uscc": "X", "division": "990101"},
        "form": {"area": "12"},
        "steps": [
            {"day": date(2026, 7, 6), "submit": True, "role": "applicant", "expect": {"due": date(2026, 7, 13)}},
            {"day": date(2026, 7, 7), "action": "accept", "role": "window", "expect": {"due": date(2026, 8, 4)}},
            {
                "day": date(2026, 7, 8),
                "action": "decide",
                "role": "examiner",
                "data": decision,
                "expect": {"state": state, "due": date(2026, 7, 22)},
            },
            {"day": date(2026, 7, 9), "letter": letter, "role": "head"},
            {"day": date(2026, 7, 9), "action": deliver, "role": "window", "expect": {"outcome": outcome, "due": None}},
        ],
    }
    assert run(scenario_from("toy", told), toy, book, days) == ()


def test_its_own_rule_between_answers_is_asked(toy: Matter, book: Book, days: Calendar) -> None:
    told = {
        "title": label("故事"),
        "organisation": {"division": "990101"},
        "form": {"area": "100"},
        "steps": [{"day": date(2026, 7, 6), "submit": True, "expect": {"refused": "cases.form"}}],
    }
    assert run(scenario_from("toy", told), toy, book, days) == ()


def test_no_word_of_the_pledge_is_in_the_engine() -> None:
    engine = SHIPPED.parent / "hall"
    for path in [*(engine / "matters").rglob("*.py"), *(engine / "cases").rglob("*.py")]:
        text = path.read_text(encoding="utf-8").lower()
        assert "pledge" not in text, path
        assert "质押" not in text, path
