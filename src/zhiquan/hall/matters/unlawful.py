"""The refusal of an event that the definition does not allow where it stands."""

from __future__ import annotations

from zhiquan.hall.matters.snapshot import Event
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


def broken(event: Event, why: str) -> Refusal:
    """Return the refusal of an event; ``why`` is for whoever looks into the chain."""
    return Refusal(
        "matters.unlawful-event",
        Text(
            f"第{event.seq}条过程记录（{event.kind}）与事项定义不符，请核验过程记录链。",
            f"Event {event.seq} ({event.kind}) is not one the definition allows here ({why}); verify the chain.",
        ),
    )
