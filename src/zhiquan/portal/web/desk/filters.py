"""The worklist's filters: everything that is asked for stands in the address, and each choice in its select."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import QueryDict

from zhiquan.definitions.divisions import divisions
from zhiquan.hall.cases.models import CaseTag
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.cases.worklist import ME, NOBODY, Desk, as_counted
from zhiquan.office.access.colleagues import colleagues
from zhiquan.office.access.selectors import Actor, reach_of
from zhiquan.office.rulebook.selectors import all_active
from zhiquan.rules.text import Text
from zhiquan.settings import now

MOST_TAGS = 100
SCOPES = (
    ("open", Text("在办", "Open")),
    ("waiting", Text("等我办", "Waiting for me")),
    ("mine", Text("我的", "Mine")),
    ("late", Text("已超期", "Overdue")),
    ("paused", Text("已中止", "Paused")),
    ("closed", Text("已办结", "Closed")),
)
"""The chips above the list; each is a way of asking that people use daily."""
SOON = {
    "0": Text("今天到期或已超期", "Due today or before"),
    "3": Text("三日内到期", "Due within 3 days"),
    "7": Text("七日内到期", "Due within 7 days"),
    "30": Text("三十日内到期", "Due within 30 days"),
}
"""Calendar days from today within which the limit ends."""
ASKED = ("matter", "state", "due", "handler", "division", "tag", "text")
"""The names in the address, beside ``scope`` and ``after``."""


@dataclass(frozen=True, slots=True)
class Select:
    """One select of the form: its name, label, what the first line says, and (value, label) rows."""

    name: str
    label: Text
    every: Text
    chosen: str
    choices: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """One chip: the scope in the address, what it says, whether it is on, how many it finds ("99+", "" uncounted)."""

    scope: str
    label: Text
    on: bool
    count: str


def scope_of(asked: QueryDict) -> str:
    """Return which chip is on; what is not known is the open cases."""
    scope = asked.get("scope", "open")
    return scope if scope in dict(SCOPES) else "open"


def wanted(asked: QueryDict, scope: str = "") -> dict[str, Any]:
    """Return the filters of ``worklist_for`` for an address, or as it would be with another chip."""
    scope, due = scope or scope_of(asked), asked.get("due", "")
    found: dict[str, Any] = {name: asked.get(name, "") for name in ASKED if name != "due"}
    found |= {"closed": scope == "closed", "overdue": scope == "late", "paused": scope == "paused"}
    found["awaited"] = scope == "waiting"
    if scope == "mine":
        found["handler"] = ME
    if due in SOON:
        found["due_by"] = now.today() + timedelta(days=int(due))
    if not found["matter"]:
        found["state"] = ""  # a state is one of a matter
    return found


def chips(desk: Desk, asked: QueryDict) -> tuple[Chip, ...]:
    """Return the chips with how many cases each finds under what else is asked; one query a chip that is counted."""
    on = scope_of(asked)
    return tuple(Chip(key, label, key == on, _counted(desk, asked, key)) for key, label in SCOPES)


def _counted(desk: Desk, asked: QueryDict, scope: str) -> str:
    if scope in _UNCOUNTED:
        return ""
    return as_counted(desk.count(**wanted(asked, scope)))


def selects(actor: Actor, asked: QueryDict) -> tuple[Select, ...]:
    """Return the selects with what can be chosen; three queries."""
    on = now.today()
    matters = [matter_of(version) for version in all_active(on)]
    one = next((matter for matter in matters if matter.code == asked.get("matter")), None)
    people = {str(who.user): Text(who.name, who.name) for who in colleagues(actor, on)}
    tags = CaseTag.objects.order_by("tag").values_list("tag", flat=True).distinct()[:MOST_TAGS]
    choices: Mapping[str, Mapping[str, Text]] = {
        "matter": {matter.code: matter.title for matter in matters},
        "state": {state.key: state.label for state in one.states} if one else {},
        "due": SOON,
        "handler": {ME: _ME, NOBODY: _NOBODY, **people},
        "division": _places(actor),
        "tag": {tag: Text(tag, tag) for tag in tags},
    }
    return tuple(
        Select(name, label, every, asked.get(name, ""), tuple(choices[name].items()))
        for name, (label, every) in _LABELS.items()
        if choices[name]
    )


def _places(actor: Actor) -> dict[str, Text]:
    """Return the places below the actor's own; who answers for one place only is not asked."""
    table = divisions(settings.DATA.region)
    reaches = [reach_of(place) for place in actor.divisions]
    below = [code for code in table if any(reach.holds(code) for reach in reaches)]
    return {code: table.name(code) for code in sorted(below)} if len(below) > 1 else {}


_UNCOUNTED = frozenset({"closed"})
"""What nobody has to do anything about."""
_ME, _NOBODY = Text("我", "Me"), Text("未分办", "Nobody yet")
_LABELS = {
    "matter": (Text("事项", "Matter"), Text("全部事项", "All matters")),
    "state": (Text("状态", "State"), Text("全部状态", "All states")),
    "due": (Text("到期", "Due"), Text("不限", "Any day")),
    "handler": (Text("承办人", "Handler"), Text("全部人员", "Everybody")),
    "division": (Text("区划", "Place"), Text("全部区划", "All places")),
    "tag": (Text("专项", "Campaign"), Text("不限专项", "Any")),
}
