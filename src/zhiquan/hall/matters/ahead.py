"""Days that must lie far enough ahead: notice of a hearing 提前通知, the least time to produce evidence 举证期限."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhiquan.hall.matters.clocks import Moment
from zhiquan.hall.matters.schema import Action
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.rules.law import Bounds, Ledger, Limit, Provision, Unit, due
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


def too_soon(action: Action, data: Mapping[str, Any], snapshot: Snapshot, moment: Moment) -> Refusal | None:
    """Return why a day given in an action is too near: counted back from it, the limit has its last day before today.

    The day itself is not counted, so three working days before a Thursday is the Monday of that week.
    """
    for asked in action.requires.ahead:
        if given := data.get(asked.field):
            provision = moment.book.at(asked.limit, moment.on, snapshot.division)
            limit, day = _least(provision), date.fromisoformat(given)
            latest = due(Ledger(_NAME, day, limit, asked.limit, roll=False, backward=True), moment.calendar).on
            if latest is None or latest < moment.on:
                field = next(field for field in action.fields if field.key == asked.field)
                said = {"label": field.label, "limit": limit.text(), "source": provision.source.text()}
                return Refusal("cases.too-soon", _SOON.format(**said))
    return None


def _least(provision: Provision) -> Limit:
    """Return the limit, or of a range (at least fifteen days) its least."""
    if isinstance(provision.value, Bounds) and provision.value.least is not None and isinstance(provision.unit, Unit):
        return Limit(int(provision.value.least), provision.unit)
    return provision.limit


_NAME = Text("提前通知", "Notice")
_SOON = Text("“{label}”至少应在{limit}之后（{source}）。", "“{label}” must lie at least {limit} ahead ({source}).")
