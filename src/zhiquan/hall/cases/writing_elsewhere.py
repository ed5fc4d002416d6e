"""What a step writes beside its own case: a place of a quota it takes, a draft of another matter it begins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F

from zhiquan.hall.cases.models import Case, Draft, QuotaSeries
from zhiquan.hall.cases.shelf import moment
from zhiquan.hall.matters.schema import Quota, Spawn
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.office.rulebook.selectors import active
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now, today


def value_of(snapshot: Snapshot, number: str, source: str) -> Any:
    """Return what a source stands for: ``form.<field>``, ``results.<action>.<field>`` or ``case.number``; else None."""
    match source.split("."):
        case ["case", "number"]:
            return number
        case ["form", key]:
            return snapshot.form.get(key)
        case ["results", action, key]:
            return snapshot.results.get(action, {}).get(key)
        case _:
            raise Refusal("matters.source", _SOURCE.format(source=source))


def take_place(case: Case, quota: Quota, snapshot: Snapshot) -> dict[str, Any]:
    """Take one place of a series inside the caller's transaction; refused with ``cases.quota-full`` when none is left.

    The series' row stays locked until the transaction ends, so that the last place goes to one case only. Returns what
    the event says: {series, number, of}.
    """
    series = str(value_of(snapshot, case.number, quota.series) or "")
    limit = moment().book.at(quota.limit, today(), case.division).value
    if not isinstance(limit, int):
        raise Refusal("matters.law-value", _LIMIT.format(key=quota.limit))
    row, _ = QuotaSeries.objects.get_or_create(matter=case.matter, series=series)
    QuotaSeries.objects.filter(pk=row.pk).update(taken=F("taken") + 1)
    row.refresh_from_db()
    if row.taken > limit:
        raise Refusal("cases.quota-full", _FULL.format(series=series, limit=limit))
    return {"series": series, "number": row.taken, "of": limit}


def spawn(case: Case, use: Spawn, snapshot: Snapshot, user_id: int | None) -> Draft:
    """Begin another matter for the applicant as a draft with the answers that this case has; it is linked when it is
    submitted.
    """
    definition, at = active(use.matter, today()), now()
    form: Mapping[str, Any] = {key: value_of(snapshot, case.number, source) for key, source in use.form.items()}
    return Draft.objects.create(
        definition=definition,
        organisation=case.organisation,
        form={key: value for key, value in form.items() if value is not None},
        created_by_id=user_id,
        created_at=at,
        changed_at=at,
        origin=case,
    )


_SOURCE = Text("没有来源“{source}”，请检查事项定义。", "There is no source “{source}”; check the definition.")
_LIMIT = Text(
    "规定 {key} 不是名额数，请检查事项定义。", "Provision {key} is no number of places; check the definition."
)
_FULL = Text("“{series}”的 {limit} 个名额已经用完。", "All {limit} places of “{series}” are taken.")
