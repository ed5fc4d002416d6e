"""Writes many cases straight into the tables: the events and the projection that the services would have written.

What lies outside a case (register entries, other matters begun, packs) is left out; ``equal`` compares a sample with
cases made by the services.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from benchmarks.hall.stories import Story
from django.db import transaction

from zhiquan.hall.cases import numbers, payloads, projection
from zhiquan.hall.cases.chain import hash_of
from zhiquan.hall.cases.models import Case, CaseEvent, CasePayload, CaseTag, Draft, NumberSeries, Paper, Participant
from zhiquan.hall.cases.open_clocks import mark_of
from zhiquan.hall.cases.shelf import moment
from zhiquan.office.access.models import Organisation
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.rules.forms.fields import Field
from zhiquan.settings.now import SHANGHAI

BATCH = 1_000


@dataclass(slots=True)
class Office:
    """Who there is: organisations with their division, staff by division and role, stored files by material."""

    organisations: Sequence[Organisation]
    staff: dict[tuple[str, str], int]
    files: dict[str, dict[str, Any]]
    definitions: dict[str, DefinitionVersion]
    members: dict[int, int]


@dataclass(slots=True)
class _Rows:
    drafts: list[Draft]
    cases: list[Case]
    events: list[CaseEvent]
    payloads: list[CasePayload]
    papers: list[Paper]
    participants: list[Participant]
    tags: list[CaseTag]


def write(office: Office, told: Sequence[Story], whole: Sequence[Story], count: int, chance: random.Random) -> int:
    """Write ``count`` cases of random organisations, first the whole stories, then random ones; returns the events."""
    calendar = moment().calendar
    columns = {id(story): projection.columns(story.definition, story.snapshot, calendar) for story in told}
    last: dict[str, int] = {}
    events = 0
    for start in range(0, count, BATCH):
        rows = _Rows([], [], [], [], [], [], [])
        for place in range(start, min(start + BATCH, count)):
            story = whole[place] if place < len(whole) else chance.choice(told)
            firm = chance.choice(office.organisations)
            series = f"{story.definition.prefix}-{story.lines[0].on.year}"
            last[series] = last.get(series, 0) + 1
            held = {**columns[id(story)], "reckoned": mark_of(calendar), "number": f"{series}-{last[series]:06d}"}
            _one(rows, office, story, firm, held)
        _insert(rows)
        events += len(rows.events)
    for series, number in last.items():
        NumberSeries.objects.update_or_create(series=series, defaults={"last": number})
    return events


def _one(rows: _Rows, office: Office, story: Story, firm: Organisation, held: dict[str, Any]) -> None:
    number = held["number"]
    definition = office.definitions[story.matter]
    at = datetime.combine(story.lines[0].on, time(9), SHANGHAI)
    draft = Draft(
        definition=definition, organisation=firm, form=story.typed, materials=[],
        created_by_id=office.members[firm.pk], created_at=at, changed_at=at,
    )  # fmt: skip
    case = Case(
        secret_hash=numbers.secret_hash(numbers.secret_for(number)), definition=definition,
        organisation=firm, draft=draft, matter=story.matter, **held,
    )  # fmt: skip
    if story.snapshot.division == story.scenario.organisation["division"]:  # else it went to another office
        case.division = firm.division
    rows.drafts.append(draft)
    rows.cases.append(case)
    rows.events += _events(rows, office, story, case, firm)
    rows.participants += [
        Participant(case=case, party=party, **values)
        for party, values in projection.participants(story.definition, story.snapshot).items()
    ]
    rows.tags += [CaseTag(case=case, tag=tag) for tag in sorted(story.snapshot.tags)]


def _events(rows: _Rows, office: Office, story: Story, case: Case, firm: Organisation) -> Iterator[CaseEvent]:
    prev = ""
    for seq, line in enumerate(story.lines, 1):
        at = datetime.combine(line.on, time(9), SHANGHAI)
        row = CaseEvent(
            case=case, seq=seq, kind=line.kind, data=_data(rows, office, story, case, firm, line.data),
            actor_id=office.staff.get((case.division, line.role), office.members[firm.pk]), role=line.role,
            acted_at=at, recorded_at=at, key=f"{seq}" if not line.kind.startswith("letter") else None, prev=prev,
        )  # fmt: skip
        row.hash = prev = hash_of(row, case.number)
        yield row


def _data(
    rows: _Rows, office: Office, story: Story, case: Case, firm: Organisation, data: dict[str, Any]
) -> dict[str, Any]:
    kept = dict(data)
    if "organisation" in kept:
        kept["organisation"] = {"id": firm.pk, "name": firm.name, "uscc": firm.uscc, "division": firm.division}
        kept["division"] = firm.division
        kept["form"] = _concealed(rows, case, story.definition.fields, kept["form"])
    if "action" in kept:
        kept["data"] = _concealed(rows, case, story.definition.action(kept["action"]).fields, kept["data"])
    if kept.get("materials"):
        kept["materials"] = [office.files[row["material"]] for row in kept["materials"]]
        rows.papers += [Paper(case=case, file=row["file"]) for row in kept["materials"]]
    return kept


def _concealed(rows: _Rows, case: Case, fields: Sequence[Field], values: dict[str, Any]) -> dict[str, Any]:
    concealed = dict(values)
    for field in fields:
        if field.personal and field.key in values:
            salt = f"{random.getrandbits(256):064x}"
            digest = payloads.digest_of(salt, values[field.key])
            rows.payloads.append(CasePayload(case=case, digest=digest, salt=salt, value=values[field.key]))
            concealed[field.key] = {payloads.PERSONAL: digest}
    return concealed


@transaction.atomic
def _insert(rows: _Rows) -> None:
    Draft.objects.bulk_create(rows.drafts)
    Case.objects.bulk_create(rows.cases)
    for model, found in (
        (CaseEvent, rows.events), (CasePayload, rows.payloads), (Paper, rows.papers),
        (Participant, rows.participants), (CaseTag, rows.tags),
    ):  # fmt: skip
        model.objects.bulk_create(found, batch_size=2_000)  # type: ignore[attr-defined]
