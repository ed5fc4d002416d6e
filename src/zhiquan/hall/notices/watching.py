"""Hearing of what happens in cases: one row in the transaction of the event, nothing else, so that acts stay quick."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.cases.ports import Notice as ClockNotice
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.matters.fold import CORRECTIONS, OPENED
from zhiquan.hall.matters.schema import Audience, Matter
from zhiquan.hall.matters.snapshot import ClockRun, Snapshot
from zhiquan.hall.notices.kinds import Kind
from zhiquan.hall.notices.models import Happening
from zhiquan.office.access.roles import Role
from zhiquan.rules.law.explaining import told
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

SIGNED = "letter.signed"
_HANDLING = (Role.WINDOW.value, Role.EXAMINER.value)


@dataclass(frozen=True, slots=True)
class _Heard:
    """What was heard: for the one ``party``, or (without one) for the applicant and the parties of the roles of
    ``copies``.
    """

    kind: Kind
    text: Text
    about: str = ""
    party: str = ""
    copies: tuple[str, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)


def watch(case: Case, event: CaseEvent, before: Snapshot, after: Snapshot) -> None:
    """Keep what an event means to people (port of the cases room); what means nothing to them costs nothing."""
    if event.kind in CORRECTIONS:
        return
    matter = matter_of(case.definition)
    for heard in _heard(case, event, matter, before, after):
        organisations = _organisations(case, heard)
        if not organisations:
            continue
        said = heard.text.format(matter=matter.title, number=case.number)
        _keep(case, heard.kind, f"{case.number}/{event.seq}/{heard.kind}/{heard.about}", said,
              {"organisations": organisations}, {**_stand(matter, after.state), **heard.data})  # fmt: skip


def hear_clock(notice: ClockNotice) -> None:
    """Keep what a clock asks somebody to be told (port of the cases room), for whoever's time it is.

    The office's own time is for the handler, or, where nobody has the case yet, for those who may take it; once it is
    overdue, for the heads as well. A party's time is for the party.
    """
    case = Case.objects.select_related("definition").get(number=notice.case_number)
    audience: dict[str, Any]
    if notice.audience == Audience.PARTY.value:
        audience = {"organisations": _organisations(case, _Heard(Kind.CLOCK, notice.text, party=notice.subject))}
    else:
        users = [notice.handler] if notice.handler else []
        roles = [] if users else list(_HANDLING)
        if notice.kind == "overdue":
            roles.append(Role.HEAD.value)
        audience = {"users": users, "roles": roles}
    data = {"clock": notice.clock, "step": notice.kind, "due_on": notice.due_on.isoformat()}
    stand = _stand(matter_of(case.definition), case.state)
    _keep(case, Kind.CLOCK, notice.key, notice.text, audience, {**stand, **data})


def _stand(matter: Matter, state: str) -> dict[str, Any]:
    """Return where a case stands: the definition's own key, and the word for the public that the pages show."""
    public = matter.state(state).public
    return {"state": state, "state_label": {"zh": public.zh, "en": public.en}}


def _heard(case: Case, event: CaseEvent, matter: Matter, before: Snapshot, after: Snapshot) -> Iterator[_Heard]:
    if event.kind == OPENED:
        yield _Heard(Kind.OPENED, _OPENED)
        return
    if event.kind == SIGNED:
        letter = matter.letter(event.data["template"])
        if letter.for_parties:
            said = _LETTER.format(matter="{matter}", number="{number}", letter=letter.label)
            told = {"letter": event.data.get("number", "")}
            yield _Heard(Kind.LETTER, said, party=event.data.get("party", ""), copies=letter.copies, data=told)
        return
    for run in _asked(matter, before, after):
        yield _asking(case, matter, run)
    if after.closed and not before.closed:
        said = _DECIDED.format(matter="{matter}", number="{number}", state=matter.state(after.state).public)
        yield _Heard(Kind.DECIDED, said, data={"outcome": after.outcome})


def _asked(matter: Matter, before: Snapshot, after: Snapshot) -> Iterator[ClockRun]:
    """Yield the runs of parties' clocks that began with the event: then something is asked of a party."""
    if after.clocks == before.clocks:
        return
    known = {(run.clock, run.subject, run.started) for run in before.clocks if run.ended is None}
    for run in after.clocks:
        begun = run.ended is None and (run.clock, run.subject, run.started) not in known
        if begun and matter.clock(run.clock).audience is Audience.PARTY:
            yield run


def _asking(case: Case, matter: Matter, run: ClockRun) -> _Heard:
    about = f"{run.clock}/{run.subject}" if run.subject else run.clock
    due = case.dues.get(about)
    by = told(date.fromisoformat(due)) if due else Text("另行通知", "a day to come")
    said = _ASKED.format(matter="{matter}", number="{number}", clock=matter.clock(run.clock).label, due=by)
    return _Heard(Kind.ASKED, said, about, run.subject, data={"clock": run.clock, "due_on": due})


def _organisations(case: Case, heard: _Heard) -> list[int]:
    """Return the organisations concerned: a party's as far as it has joined; else the applicant's."""
    parties = case.participants.filter(joined=True, organisation__isnull=False)
    if heard.party and case.participants.filter(party=heard.party).exists():
        return _sorted(parties.filter(party=heard.party).values_list("organisation_id", flat=True))
    copies = parties.filter(role__in=heard.copies).values_list("organisation_id", flat=True) if heard.copies else ()
    return _sorted((case.organisation_id, *copies))


def _sorted(found: Iterable[int | None]) -> list[int]:
    return sorted({one for one in found if one is not None})


def _keep(case: Case, kind: Kind, key: str, said: Text, audience: dict[str, Any], data: dict[str, Any]) -> None:
    Happening.objects.create(
        key=hashlib.sha256(key.encode()).hexdigest(),
        kind=kind.value,
        case_number=case.number,
        matter=case.matter,
        division=case.division,
        audience=audience,
        text={"zh": said.zh, "en": said.en},
        data=data,
        at=now(),
    )


_OPENED = Text("{matter}办件 {number} 已收到。", "{matter}: case {number} has been received.")
_ASKED = Text(
    "{matter}办件 {number}：“{clock}”已开始计算，请在{due}前办理。",
    "{matter}, case {number}: “{clock}” has begun; please act by {due}.",
)
_LETTER = Text(
    "{matter}办件 {number}：“{letter}”已签发，请查收。",
    "{matter}, case {number}: “{letter}” has been issued; please take note of it.",
)
_DECIDED = Text("{matter}办件 {number} 已办结：{state}。", "{matter}, case {number} is concluded: {state}.")
