"""Cases 办件 and the organisations registered here 注册单位 as facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Min

from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.insight.figures.views import View
from zhiquan.office.access.models import Organisation
from zhiquan.scenes.reporting.sources import Extract
from zhiquan.settings.now import SHANGHAI

ACCEPTING = ("accept", "file")
"""Actions by which a case is taken on: 受理 of an application, 立案 of a dispute."""
SATISFIED = 3
"""Grades 非常满意, 满意, 基本满意 of the five of 好差评; the two below are poor ratings 差评."""
_CHUNK = 2_000


def case_facts(view: View) -> Extract:
    """Return all cases with the steps that were taken in them."""
    del view
    newest = CaseEvent.objects.aggregate(at=Max("recorded_at"), last=Max("pk"))
    mark = (
        f"{newest['at'].astimezone(SHANGHAI).isoformat(timespec='seconds')} {newest['last']}" if newest["at"] else "-"
    )
    return Extract(_cases(), mark)


def _cases() -> Iterator[dict[str, Any]]:
    cases = Case.objects.select_related("organisation").order_by("pk").iterator(chunk_size=_CHUNK)
    held: list[Case] = []
    for case in cases:
        held.append(case)
        if len(held) == _CHUNK:
            yield from _facts(held)
            held = []
    yield from _facts(held)


def _facts(cases: list[Case]) -> Iterator[dict[str, Any]]:
    steps: defaultdict[int, list[str]] = defaultdict(list)
    accepted: dict[int, date] = {}
    events = CaseEvent.objects.filter(case__in=cases, kind="acted").order_by("case", "seq")
    for case_id, data, at in events.values_list("case", "data", "acted_at"):
        steps[case_id] += [data["action"], data["to"]]
        if data["action"] in ACCEPTING:
            accepted.setdefault(case_id, at.astimezone(SHANGHAI).date())
    for case in cases:
        yield {
            "number": case.number,
            "matter": case.matter,
            "division": case.division,
            "channel": case.channel,
            "opened_on": case.opened_on,
            "accepted_on": accepted.get(case.pk),
            "open_until": case.closed_on - timedelta(days=1) if case.closed_on else None,
            "closed_on": case.closed_on,
            "days": (case.closed_on - case.opened_on).days if case.closed_on else None,
            "outcome": case.outcome or None,
            "steps": sorted(set(steps[case.pk])),
            "grade": case.grade,
            "party": case.organisation.name,
            "party_code": case.organisation.uscc,
            "rated": "no" if case.grade is None else "yes",
            "satisfied": None if case.grade is None else "yes" if case.grade >= SATISFIED else "no",
        }


def organisation_facts(view: View) -> Extract:
    """Return the organisations with a member, from the day the first one joined."""
    del view
    found = Organisation.objects.filter(memberships__isnull=False).annotate(joined=Min("memberships__valid_from"))
    rows = list(found.order_by("pk").values("uscc", "name", "division", "joined"))
    left = _left()
    facts = [
        {
            **{k: row[k] for k in ("uscc", "name", "division")},
            "joined_on": row["joined"],
            "left_on": left.get(row["uscc"]),
        }
        for row in rows
    ]
    return Extract(facts, f"{len(facts)}")


def _left() -> dict[str, date]:
    """Return the last day of organisations all of whose members have left."""
    ended: defaultdict[str, list[date | None]] = defaultdict(list)
    for uscc, to, on in Organisation.objects.filter(memberships__isnull=False).values_list(
        "uscc", "memberships__valid_to", "memberships__ended_on"
    ):
        days = [day for day in (to, on) if day]
        ended[uscc].append(min(days) if days else None)
    return {uscc: max(day for day in days if day) for uscc, days in ended.items() if all(days)}
