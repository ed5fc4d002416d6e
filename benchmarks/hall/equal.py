"""Proof that the bulk writer writes what the services write: each story driven through them, then compared."""

from __future__ import annotations

import itertools
from datetime import datetime, time
from typing import Any

from benchmarks.hall.stories import Line, Story
from benchmarks.hall.writer import Office
from django.db import transaction

from zhiquan.hall.cases import drafting, journal, projection, services, stepping
from zhiquan.hall.cases.models import Case
from zhiquan.hall.files.services import store
from zhiquan.hall.matters.ports import CheckOutcome
from zhiquan.hall.matters.scenario import _result
from zhiquan.office.access.models import Organisation, User
from zhiquan.office.access.selectors import Actor, actor_for
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.now import SHANGHAI, today

PDF = b"%PDF-1.4\n%%EOF\n"
LEFT_OUT = ("pack", "place", "shape")
_KEYS = itertools.count()


def differences(office: Office, written: Case, story: Story, clock: Any) -> list[str] | None:
    """Return what differs between a written case and one that the services make; None where they cannot be driven.

    What the services made is undone.
    """
    try:
        with transaction.atomic():
            made = _driven(office, written.organisation, story, clock)
            found = _compared(written, made)
            transaction.set_rollback(True)
            return found
    except Refusal as refusal:
        # another party than the applicant acts, or a post of another level is needed: people this office lacks
        return None if refusal.code in {"cases.not-your-role", "cases.level", "cases.not-found"} else [refusal.code]


def _driven(office: Office, firm: Organisation, story: Story, clock: Any) -> Case:
    stepping._run_effects = lambda *_: None  # noqa: SLF001 - what lies outside the case is left out
    stepping.spawn = lambda *_: None  # type: ignore[assignment]
    case: Case | None = None
    for seq, line in enumerate(story.lines, 1):
        clock.at = datetime.combine(line.on, time(9), SHANGHAI)
        case = _opened(office, firm, story, line) if case is None else _stepped(office, firm, case, seq, line)
    if case is None:
        raise ValueError("a story without events")
    return case


def _actor(office: Office, firm: Organisation, role: str) -> Actor:
    number = office.staff.get((firm.division, role), office.members[firm.pk])
    return actor_for(User.objects.get(pk=number), today())


def _papers(actor: Actor, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{"material": key, "file": store(actor, f"{key}.pdf", PDF).pk} for key in keys]


def _opened(office: Office, firm: Organisation, story: Story, line: Line) -> Case:
    actor, step = _actor(office, firm, "applicant"), line.step
    drafting.run_checks = lambda matter, *_: [
        _result(use.key, step.checks.get(use.key, CheckOutcome.PASS), step.day) for use in matter.checks
    ]
    draft = services.start_draft(actor, story.matter, firm.pk)
    services.save_draft(actor, draft.pk, story.typed)
    for row in _papers(actor, story.scenario.materials if step.materials is None else step.materials):
        services.attach(actor, draft.pk, row["material"], row["file"])
    return services.submit(actor, draft.pk, "1")


def _stepped(office: Office, firm: Organisation, case: Case, seq: int, line: Line) -> Case:
    actor, step = _actor(office, firm, line.role), line.step
    if line.kind.startswith("letter"):
        journal.record(case, line.kind, line.data, actor=actor, role=line.role)
        case.refresh_from_db()
        return case
    return services.act(
        actor, case.number, str(step.action), step.data, version=case.version, key=str(seq),
        materials=_papers(actor, step.materials or ()),
    )  # fmt: skip


def _compared(written: Case, made: Case) -> list[str]:
    made.refresh_from_db()
    found = [
        f"{name}: {getattr(written, name)!r} ≠ {getattr(made, name)!r}"
        for name in projection.PROJECTED
        if getattr(written, name) != getattr(made, name)
    ]
    rows = itertools.zip_longest(written.events.order_by("seq"), made.events.order_by("seq"))
    for one, other in rows:
        found += [
            f"{name}: {getattr(one, name, None)!r} ≠ {getattr(other, name, None)!r}"
            for name in ("seq", "kind", "actor_id", "role", "acted_at", "key")
            if getattr(one, name, None) != getattr(other, name, None)
        ]
        if one and other and _plain(one.data) != _plain(other.data):
            found.append(f"data of {one.seq}: {_plain(one.data)} ≠ {_plain(other.data)}")
    return found


def _plain(data: Any) -> Any:
    """Return the data without what differs from case to case: salts of personal answers, ids of stored files."""
    if isinstance(data, list):
        return [_plain(one) for one in data]
    if not isinstance(data, dict):
        return data
    kept = {key: _plain(value) for key, value in data.items() if key not in LEFT_OUT}
    return {key: "*" if key in {"personal", "file"} else value for key, value in kept.items()}
