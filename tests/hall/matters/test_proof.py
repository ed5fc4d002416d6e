"""Every guard of the proof: the pledge as shipped proves itself, and each spoilt copy is caught at its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.hall.matters.load import DefinitionRefusal, letter_from, matter_from
from zhiquan.hall.matters.prove import World, prove
from zhiquan.rules.law import Book

ROLES = {"applicant", "window", "examiner", "reviewer", "head"}
ON = date(2026, 7, 6)


def letters() -> dict[str, Any]:
    folder = SHIPPED / "matters/pledge/letters"
    return {path.stem: read_yaml(path) for path in folder.glob("*.yaml")}


def faults(raw: dict[str, Any], book: Book, *, on: date = ON, templates: dict[str, Any] | None = None) -> set[str]:
    matter = matter_from(raw)
    used = {use["check"] for use in raw["checks"] if "unheard" not in use["check"]}
    world = World(ROLES, used, {"market.register-pledge"}, book, on)
    files = {key: letter_from(key, value) for key, value in (templates or letters()).items()}
    return {fault.place for fault in prove(matter, files, world)}


def part(raw: dict[str, Any], group: str, key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in raw[group] if item["key"] == key)
    return found


def test_the_pledge_as_shipped_proves_itself(raw: dict[str, Any], book: Book) -> None:
    assert faults(raw, book) == set()


def test_before_its_provisions_are_in_force_the_pledge_does_not_hold(raw: dict[str, Any], book: Book) -> None:
    assert {"basis", "clocks.handling.legal", "clocks.handling.promised"} <= faults(raw, book, on=date(2003, 1, 1))


SPOILT: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "a state nobody reaches": (
        lambda raw: raw["states"].append({**part(raw, "states", "accepted"), "key": "lost"}),
        "states.lost",
    ),
    "a state nobody leaves": (
        lambda raw: (
            [part(raw, "actions", a).update({"from": ["accepted"]}) for a in ("supplement", "accept", "not_accept")]
            and part(raw, "actions", "withdraw").update({"from": ["accepted"]})
        ),
        "states.submitted",
    ),
    "an end that goes on": (lambda raw: part(raw, "actions", "accept")["from"].append("withdrawn"), "states.withdrawn"),
    "a clock that nothing starts": (lambda raw: raw["opening"].update(clocks=[]), "clocks.acceptance"),
    "a clock that nothing stops": (
        lambda raw: part(raw, "actions", "answer_supplement").update(clocks=[{"clock": "acceptance", "op": "resume"}]),
        "clocks.supplement",
    ),
    "a clock that is paused for ever": (
        lambda raw: part(raw, "actions", "answer_supplement").update(clocks=[{"clock": "supplement", "op": "stop"}]),
        "clocks.acceptance",
    ),
    "a role that does not exist": (
        lambda raw: part(raw, "actions", "accept").update(roles=["king"]),
        "actions.accept.roles",
    ),
    "a check nobody registered": (
        lambda raw: raw["checks"][0].update(check="market.unheard-of"),
        "checks.applicant-is-party",
    ),
    "an effect nobody registered": (
        lambda raw: part(raw, "actions", "deliver")["effects"][0].update(effect="market.unheard-of"),
        "actions.deliver.effects",
    ),
    "a provision that does not exist": (lambda raw: raw["basis"].append("no.such"), "basis"),
    "an action that leads nowhere": (
        lambda raw: part(raw, "actions", "accept").update(to="heaven"),
        "actions.accept.to",
    ),
    "a paper that is not listed": (lambda raw: raw["checks"][2].update(asks="nothing"), "checks.right-in-corpus.asks"),
    "a letter that cannot be drafted where it is needed": (
        lambda raw: part(raw, "letters", "result").update({"from": ["accepted"]}),
        "actions.deliver.requires.letter",
    ),
    "a pack that nobody builds": (
        lambda raw: part(raw, "actions", "forward").pop("pack"),
        "actions.take_result.requires.pack",
    ),
    "a condition over an unknown name": (
        lambda raw: part(raw, "actions", "take_result")["to"][0].update(when="dat.result == 'x'"),
        "actions.take_result.to.registered_back.when",
    ),
    "an end without an outcome": (
        lambda raw: part(raw, "actions", "withdraw").update(to="withdrawn"),
        "actions.withdraw.to.withdrawn",
    ),
    "a last target with a condition": (
        lambda raw: part(raw, "actions", "take_result")["to"][1].update(when="true"),
        "actions.take_result.to",
    ),
    "a key given twice": (lambda raw: raw["states"].append(raw["states"][0]), "states.submitted"),
    "a letter value from nowhere": (
        lambda raw: part(raw, "letters", "result")["variables"].update(contract="form.nothing"),
        "letters.result.variables.contract",
    ),
    "a letter value that is not declared": (
        lambda raw: part(raw, "letters", "result")["variables"].pop("amount"),
        "letters.result.variables",
    ),
    "a rule at a field that is not there": (
        lambda raw: raw["form"]["rules"][0].update(field="nothing"),
        "form.rules.debt-term",
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_definition_is_caught_at_its_place(raw: dict[str, Any], book: Book, name: str) -> None:
    spoil, place = SPOILT[name]
    spoil(raw)
    assert place in faults(raw, book)


def test_a_letter_without_template_and_a_template_without_letter_are_caught(raw: dict[str, Any], book: Book) -> None:
    templates = letters()
    templates["other"] = templates.pop("refusal")
    assert faults(raw, book, templates=templates) == {"letters.other", "letters.refusal"}


def test_a_template_that_is_no_template_is_caught(raw: dict[str, Any], book: Book) -> None:
    templates = letters()
    templates["result"]["body"].append("{{ amount")
    assert faults(raw, book, templates=templates) == {"letters.result"}


@pytest.mark.parametrize(
    ("place", "spoil"),
    [
        ("colour", lambda raw: raw.update(colour="red")),
        ("title", lambda raw: raw["title"].pop("en")),
        ("states.submitted.label", lambda raw: raw["states"][0].update(label={"zh": "甲", "en": ""})),
        ("form.sections.rights.fields.co_owned", lambda raw: raw["form"]["sections"][0]["fields"][1].pop("choices")),
        ("version", lambda raw: raw.update(version="1")),
    ],
)
def test_what_does_not_fit_the_schema_is_refused_with_its_place(
    raw: dict[str, Any], place: str, spoil: Callable[[dict[str, Any]], object]
) -> None:
    spoil(raw)
    with pytest.raises(DefinitionRefusal) as refused:
        matter_from(raw)
    assert place in {fault.place for fault in refused.value.faults}
