"""What the conditions and formulas of a case may name: its form, the results of its actions, numbers of the law."""

from __future__ import annotations

from typing import Any

from zhiquan.hall.matters.answers import computed
from zhiquan.hall.matters.clocks import Moment
from zhiquan.hall.matters.fields import FEN
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.rules.law import Measure
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


def names_of(definition: Matter, snapshot: Snapshot) -> dict[str, Any]:
    """Return what the conditions of a case see beside an action's own answers: its form and its results."""
    results = {
        action.key: computed(action.fields, snapshot.results.get(action.key, {})) for action in definition.actions
    }
    return {"form": computed(definition.fields, snapshot.form), "results": results}


def law_value(key: str, snapshot: Snapshot, moment: Moment) -> int:
    """Return the number of a provision as formulas reckon with it: amounts in fen, all else as it stands."""
    provision = moment.book.at(key, moment.on, snapshot.division)
    if not isinstance(provision.value, int):
        raise Refusal("matters.law-value", _NO_NUMBER.format(key=key))
    return provision.value * FEN if provision.unit is Measure.CNY else provision.value


_NO_NUMBER = Text(
    "规定 {key} 不是一个数，不能参加计算；请检查事项定义。",
    "Provision {key} is no single number to reckon with; check the definition.",
)
