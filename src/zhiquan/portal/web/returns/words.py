"""States and steps of returns as pages call them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from zhiquan.office.returns.definition import Return
from zhiquan.office.returns.models import Sheet, Step
from zhiquan.rules.forms.fields import Field, FieldType
from zhiquan.rules.text import Text

FILLING = {
    Sheet.State.OPEN: (Text("填报中", "being filled"), ""),
    Sheet.State.SUBMITTED: (Text("已报送", "handed in"), "unknown"),
    Sheet.State.RETURNED: (Text("已退回", "sent back"), "fail"),
    Sheet.State.ACCEPTED: (Text("已接收", "accepted"), "pass"),
}
NEVER = Text("未报送", "not handed in"), "fail"
COLLECTING = {**FILLING, Sheet.State.OPEN: (Text("汇总中", "collecting"), "")}
STEPS = {
    Step.Kind.OPENED: Text("开始填报", "Opened"),
    Step.Kind.SUBMITTED: Text("报送", "Handed in"),
    Step.Kind.SENT_BACK: Text("退回", "Sent back"),
    Step.Kind.ACCEPTED: Text("接收", "Accepted"),
    Step.Kind.URGED: Text("催报", "Urged"),
    Step.Kind.LOCKED: Text("锁定", "Locked"),
    Step.Kind.SIGNED: Text("核定", "Signed"),
    Step.Kind.CORRECTED: Text("核定后更正", "Corrected after signing"),
}


def state_of(sheet: Sheet) -> tuple[Text, str]:
    """Return a sheet's state in words, and the look of its badge; what a locked round did not get stays missing."""
    if sheet.round.locked_at and not sheet.is_handed_in:
        return NEVER
    return (FILLING if sheet.fills else COLLECTING)[Sheet.State(sheet.state)]


def plain(value: Decimal) -> Decimal:
    """Return a value without the zeros that the database pads it with: 75 and not 75.000000, 1234.5 as 1234.50."""
    whole = value.to_integral_value()
    return (
        whole if value == whole else value.quantize(Decimal("0.01")) if value == round(value, 2) else value.normalize()
    )


def told_steps(steps: QuerySet[Step]) -> list[tuple[Text, Step]]:
    """Return steps with their words, the latest first."""
    found = steps.select_related("by", "in_place_of").order_by("-pk")
    return [(STEPS[Step.Kind(step.kind)], step) for step in found]


def cells(definition: Return, values: Mapping[str, Any]) -> list[tuple[Text, Text]]:
    """Return a row's values with the headings of their columns."""
    return [(column.label, shown(column, values)) for column in definition.columns]


def shown(column: Field, values: Mapping[str, Any]) -> Text:
    """Return a cell's value as people read it: a choice by its label."""
    value = str(values.get(column.key, "") or "")
    if column.type is FieldType.CHOICE:
        return next((choice.label for choice in column.choices if choice.key == value), Text(value, value))
    return Text(value, value)
