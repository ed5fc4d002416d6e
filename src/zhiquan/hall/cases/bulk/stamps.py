"""A story made ready to be stamped out for many cases: what differs from case to case is left open in its texts."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any

from zhiquan.hall.cases import payloads, projection
from zhiquan.hall.cases.bulk.rows import plain
from zhiquan.hall.cases.bulk.stories import HANDLER, Line, Story
from zhiquan.hall.cases.open_clocks import mark_of
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.rules.forms.fields import Field
from zhiquan.rules.law import Calendar
from zhiquan.settings.now import SHANGHAI

_HASHED = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_KEPT = json.JSONEncoder().encode
_OPEN = re.compile(r'"@@(\w+)@@"')
ORGANISATION = {key: f"@@{key}@@" for key in ("id", "name", "uscc", "division")}


class Blank:
    """A JSON text with open places, in the form that is hashed or in the form that is stored."""

    __slots__ = ("_places", "_texts")

    def __init__(self, data: Any, *, hashed: bool) -> None:
        parts = _OPEN.split((_HASHED if hashed else _KEPT)(data))
        self._texts, self._places = parts[::2], parts[1::2]

    def filled(self, values: dict[str, str]) -> str:
        """Return the text with every open place filled with a piece of JSON."""
        if not self._places:
            return self._texts[0]
        pieces = [self._texts[0]]
        for place, text in zip(self._places, self._texts[1:], strict=True):
            pieces += (values[place], text)
        return "".join(pieces)


@dataclass(slots=True)
class Personal:
    """A personal answer: the open place its digest goes to, the value, and its text as it is hashed."""

    place: str
    value: str
    text: str


@dataclass(slots=True)
class Impression:
    """One event of a stamp: its data as it is hashed and as it is stored."""

    seq: int
    kind: str
    role: str
    at: Any
    key: str | None
    hashed_at: str
    hashed: Blank
    kept: Blank
    files: tuple[int, ...]
    personal: list[Personal] = field(default_factory=list)


@dataclass(slots=True)
class Stamp:
    """A story ready to be stamped out; ``columns`` are those of the case's row that no case differs in."""

    story: Story
    definition: int
    series: str
    at: Any
    form: str
    materials: str
    files: tuple[int, ...]
    events: list[Impression]
    columns: dict[str, Any]
    participants: dict[str, dict[str, Any]]
    stays: bool
    handled: str = ""
    """The role of the person to whom the case is given, if it is."""

    @property
    def closed(self) -> bool:
        """Whether the story has come to its end."""
        return self.story.snapshot.closed


def stamp_of(story: Story, version: DefinitionVersion, files: dict[str, dict[str, Any]], calendar: Calendar) -> Stamp:
    """Make a stamp; ``files`` are the rows of stored papers by material."""
    first = story.lines[0]
    opened = datetime.combine(first.on, time(9), SHANGHAI)
    columns = projection.columns(story.definition, story.snapshot, calendar)
    columns |= {
        "definition_id": version.pk, "matter": story.matter, "channel": "online", "reckoned": mark_of(calendar),
        "refused_on": None, "secret_issue": 0, "secret_told_at": None,
    }  # fmt: skip
    papers = [files[row["material"]] for row in first.data.get("materials", ())]
    stays = story.snapshot.division == first.data["division"]  # else it went to another office
    handled = next((role for role, user in story.snapshot.handlers.items() if str(user) == HANDLER), "")
    return Stamp(
        story=story,
        definition=version.pk,
        series=f"{story.definition.prefix}-{first.on.year}",
        at=plain(opened),
        form=_KEPT(story.typed),
        materials=_KEPT(papers),
        files=tuple(row["file"] for row in papers),
        events=[_impression(story, seq, line, files) for seq, line in enumerate(story.lines, 1)],
        columns={name: plain(value) for name, value in columns.items()},
        participants=projection.participants(story.definition, story.snapshot),
        stays=stays,
        handled=handled,
    )


def _impression(story: Story, seq: int, line: Line, files: dict[str, dict[str, Any]]) -> Impression:
    data, personal = dict(line.data), list[Personal]()
    if "organisation" in data:
        data["organisation"], data["division"] = ORGANISATION, ORGANISATION["division"]
        data["form"] = _concealed(story.definition.fields, data["form"], personal)
    if "action" in data:
        data["data"] = _concealed(story.definition.action(data["action"]).fields, data["data"], personal)
    if data.get("materials"):
        data["materials"] = [files[row["material"]] for row in data["materials"]]
    at = datetime.combine(line.on, time(9), SHANGHAI)
    return Impression(
        seq=seq,
        kind=line.kind,
        role=line.role,
        at=plain(at),
        key=None if line.kind.startswith("letter") else str(seq),
        hashed_at=at.astimezone(UTC).isoformat(),
        hashed=Blank(data, hashed=True),
        kept=Blank(data, hashed=False),
        files=tuple(sorted({row["file"] for row in data.get("materials", ())})),
        personal=personal,
    )


def _concealed(fields: Sequence[Field], values: dict[str, Any], personal: list[Personal]) -> dict[str, Any]:
    concealed = dict(values)
    for one in fields:
        if one.personal and one.key in values:
            place, value = f"p{len(personal)}", values[one.key]
            personal.append(Personal(place, _KEPT(value), json.dumps(value, ensure_ascii=False, sort_keys=True)))
            concealed[one.key] = {payloads.PERSONAL: f"@@{place}@@"}
    return concealed
