"""Two versions of the pledge against each other: every change is told once, in words, at its place."""

from __future__ import annotations

import copy
from collections.abc import Callable
from enum import StrEnum
from typing import Any, get_args

import pytest

from zhiquan.definitions import SHIPPED, files, read_yaml
from zhiquan.hall.matters.comparing import GROUPS, Difference, Edition, Turn, compare
from zhiquan.hall.matters.comparing_names import NAMES, NAMES_OF, VALUES
from zhiquan.hall.matters.comparing_words import name_of
from zhiquan.hall.matters.letter_file import LetterFile
from zhiquan.hall.matters.load import letter_from, matter_from
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.shapes import resolve
from zhiquan.rules.forms.base import Model
from zhiquan.rules.text import Text

ROLES = {"window": Text("窗口人员", "Window clerk"), "examiner": Text("承办人", "Examiner")}


def letters() -> dict[str, LetterFile]:
    folder = SHIPPED / "matters/pledge/letters"
    return {path.stem: letter_from(path.stem, read_yaml(path)) for path in folder.glob("*.yaml")}


def told(before: dict[str, Any], after: dict[str, Any]) -> tuple[Difference, ...]:
    return compare(Edition(matter_from(before)), Edition(matter_from(after)), ROLES)


def changed(raw: dict[str, Any], change: Callable[[dict[str, Any]], Any]) -> tuple[Difference, ...]:
    after = copy.deepcopy(raw)
    change(after)
    return told(raw, after)


def test_a_definition_against_itself_tells_nothing(raw: dict[str, Any]) -> None:
    assert told(raw, copy.deepcopy(raw)) == ()
    shuffled = {**raw, "materials": raw["materials"][::-1], "version": "2027.1"}
    assert told(raw, shuffled) == ()


def test_a_longer_promise_is_told_from_and_to(raw: dict[str, Any]) -> None:
    clock = raw["clocks"][0]
    (one,) = changed(raw, lambda new: new["clocks"][0].update(legal="patent.other-limit"))
    assert (one.group, one.key, one.turn) == ("clocks", clock["key"], Turn.CHANGED)
    (detail,) = one.details
    assert (detail.place.en, detail.before, detail.after) == (
        "legal limit",
        Text(clock["legal"], clock["legal"]),
        Text("patent.other-limit", "patent.other-limit"),
    )


def test_a_part_that_came_or_went_is_told_with_what_it_says(raw: dict[str, Any]) -> None:
    paper = {"key": "licence", "label": {"zh": "许可证", "en": "Licence"}, "required": True}
    (one,) = changed(raw, lambda new: new["materials"].append(paper))
    assert (one.turn, one.label.zh) == (Turn.ADDED, "许可证")
    assert [(d.place.zh, d.before, d.after and d.after.zh) for d in one.details] == [("必须提交", None, "是")]
    (one,) = changed(raw, lambda new: new["checks"].pop())
    assert (one.turn, one.key) == (Turn.REMOVED, raw["checks"][-1]["key"])
    assert all(detail.after is None for detail in one.details)


def test_roles_and_states_are_called_by_their_labels(raw: dict[str, Any]) -> None:
    at = next(i for i, action in enumerate(raw["actions"]) if action["roles"] == ["window"])
    found = changed(raw, lambda new: new["actions"][at].update(roles=["window", "examiner"]))
    (detail,) = found[0].details
    assert (detail.before, detail.after) == (ROLES["window"], Text("窗口人员、承办人", "Window clerk, Examiner"))
    state = raw["states"][-1]
    found = changed(raw, lambda new: new["actions"][at].update({"from": [state["key"]]}))
    assert state["label"]["zh"] in [d.after.zh for d in found[0].details if d.after]


def test_a_question_inside_an_action_is_told_at_its_place(raw: dict[str, Any]) -> None:
    at, action = next((i, action) for i, action in enumerate(raw["actions"]) if action.get("fields"))
    asked = action["fields"][0]
    (one,) = changed(raw, lambda new: new["actions"][at]["fields"][0].update(max_length=77))
    (detail,) = one.details
    assert detail.place.zh == f"填写项 · “{asked['label']['zh']}” · 最多字数"
    assert (detail.before, detail.after) == (Text("2000", "2000"), Text("77", "77"))


def test_only_the_paragraph_that_differs_is_told(pledge: Matter) -> None:
    old = letters()
    key, letter = next((key, one) for key, one in old.items() if len(one.body) > 1)
    body = (*letter.body[:-1], "换了一句。")
    after = Edition(pledge, {**old, key: letter.model_copy(update={"body": body})})
    (one,) = compare(Edition(pledge, old), after, {})
    assert (one.group, one.label) == ("templates", pledge.letter(key).label)
    (detail,) = one.details
    assert (detail.before, detail.after) == (Text(letter.body[-1], letter.body[-1]), Text("换了一句。", "换了一句。"))


def test_another_version_of_a_check_is_a_change(pledge: Matter) -> None:
    before = Edition(pledge, programs={"market.right-in-force": "1", "market.gone": "1"})
    after = Edition(pledge, programs={"market.right-in-force": "2"})
    gone, newer = compare(before, after, {})
    assert (gone.turn, newer.turn) == (Turn.REMOVED, Turn.CHANGED)
    assert [(d.before, d.after) for d in newer.details] == [(Text("1", "1"), Text("2", "2"))]


def test_the_form_tells_where_a_question_now_stands(raw: dict[str, Any]) -> None:
    def move(new: dict[str, Any]) -> None:
        sections = new["form"]["sections"]
        sections[1]["fields"].append(sections[0]["fields"].pop())

    (one,) = changed(raw, move)
    assert (one.group, one.key) == ("general", "sections")


def test_every_attribute_and_every_value_of_a_definition_has_a_word() -> None:
    models, enums = parts(Matter, set(), set())
    models, enums = parts(LetterFile, models, enums)
    nameless = [(m.__name__, n) for m in models for n in m.model_fields if not _named(m, n)]
    assert nameless == []
    wordless = [v for e in enums if not hasattr(e, "label") for v in e if v not in VALUES.get(e, {})]
    assert wordless == []
    assert {type(GROUPS[one]) for one in GROUPS} == {Text}
    assert set(NAMES) <= {name for model in models for name in model.model_fields}, "no word is left over"
    assert set(NAMES_OF) <= {(model.__name__, name) for model in models for name in model.model_fields}


def _named(model: type[Model], name: str) -> bool:
    try:
        return bool(name_of(model, name).zh)
    except KeyError:
        return False


def parts(of: Any, models: set[type[Model]], enums: set[type[StrEnum]]) -> tuple[set[type[Model]], set[type[StrEnum]]]:
    """Return every model and closed list that a definition may hold."""
    if isinstance(of, type) and issubclass(of, Model) and of not in models:
        models.add(of)
        for attribute in of.model_fields.values():
            parts(attribute.annotation, models, enums)
    elif isinstance(of, type) and issubclass(of, StrEnum):
        enums.add(of)
    for inner in get_args(of):
        parts(inner, models, enums)
    return models, enums


@pytest.mark.parametrize("code", sorted(path.parent.name for path in files("matters", "*/definition.yaml")))
def test_every_shipped_matter_can_be_said_whole(code: str) -> None:
    raw = read_yaml(SHIPPED / "matters" / code / "definition.yaml")
    shapes = {raw["shape"]: read_yaml(SHIPPED / f"shapes/{raw['shape']}.yaml")} if "shape" in raw else {}
    matter = matter_from(resolve(raw, shapes))
    bare = matter.model_copy(update={"actions": (), "clocks": (), "checks": (), "materials": (), "letters": ()})
    found = compare(Edition(bare), Edition(matter), ROLES)
    assert len(found) == sum(
        len(getattr(matter, name)) for name in ("actions", "clocks", "checks", "materials", "letters")
    )
    assert all(detail.after and detail.after.zh and detail.after.en for one in found for detail in one.details)
