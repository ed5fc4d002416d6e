"""Opening a case: number, secret, opening event and projection, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from zhiquan.hall.cases import journal, numbers, payloads
from zhiquan.hall.cases.models import Case, CasePayload, Draft
from zhiquan.hall.cases.shelf import matter_of, moment
from zhiquan.hall.matters.clocks import Moment
from zhiquan.hall.matters.fold import OPENED
from zhiquan.hall.matters.moves import Application, plan_opening
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.settings.now import SHANGHAI, now

SPAWNED, SPAWNED_BY, SERIES = "spawned", "spawned_by", "series"


@dataclass(frozen=True, slots=True)
class Entry:
    """How an application comes in: by whom, in which role, with which key, when it was handed over (now: None), and
    the number of the first case of the series it belongs to.
    """

    actor: Actor
    key: str
    role: str = Role.APPLICANT.value
    received_at: datetime | None = None
    series: str | None = None


def open_case(draft: Draft, application: Application, entry: Entry) -> Case:
    """Open the case of a locked draft; the number is of the year in which it is entered, the limits of the day on
    which it was received. A draft begun by another case is linked with it, in both.
    """
    matter, today = matter_of(draft.definition), moment()
    received = (entry.received_at or now()).astimezone(SHANGHAI).date()
    number = numbers.allocate(matter.prefix, today.on)
    case = Case.objects.create(
        number=number,
        secret_hash=numbers.secret_hash(numbers.secret_for(number)),
        definition=draft.definition,
        organisation=draft.organisation,
        draft=draft,
        matter=matter.code,
        division=draft.organisation.division,
        opened_on=received,
        state=matter.opening.state,
        version=0,
        channel=application.channel,
    )
    others = list(_others(draft, entry))
    links = [{"number": other.number, "relation": here} for other, here, _ in others]
    application = replace(application, links=[*application.links, *links])
    data = plan_opening(matter, application, Moment(received, today.calendar, today.book))
    data["form"], personal = payloads.conceal(case, matter.fields, data["form"])
    CasePayload.objects.bulk_create(personal)
    journal.record(case, OPENED, data, actor=entry.actor, acted_at=entry.received_at, role=entry.role, key=entry.key)
    for other, _, there in others:
        linked, key = {"number": number, "relation": there}, f"{there}-{number}"
        journal.record(other, "linked", linked, actor=entry.actor, role=entry.role, key=key)
    case.refresh_from_db()
    return case


def _others(draft: Draft, entry: Entry) -> Iterator[tuple[Case, str, str]]:
    """Yield the cases that the new one belongs to, with the relation as it stands here and as it stands there."""
    if draft.origin:
        yield draft.origin, SPAWNED_BY, SPAWNED
    if entry.series:
        yield Case.objects.get(number=entry.series), SERIES, SERIES
