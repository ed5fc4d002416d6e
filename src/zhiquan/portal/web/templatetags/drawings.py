"""Drawings made by the server: bars, trend, clock meter, term bar, flow picture. No chart library, no inline style."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template

from zhiquan.hall.matters.diagram import Flow

register = template.Library()


def percent(part: float, whole: float) -> str:
    """Return a share of a whole as an SVG percentage, kept between 0 and 100."""
    share = 0.0 if whole <= 0 else max(0.0, min(1.0, part / whole))
    return f"{share * 100:.2f}%"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a ranking: the link opens what the value counts."""

    label: object
    value: float
    shown: str
    link: str = ""


@register.inclusion_tag("drawings/bars.html")
def ranked_bars(bars: Iterable[Bar], label: str) -> dict[str, Any]:
    """Draw bars from the largest down, all from zero."""
    ranked = sorted(bars, key=lambda bar: -bar.value)
    most = max((bar.value for bar in ranked), default=0)
    return {"bars": [(bar, percent(bar.value, most)) for bar in ranked], "label": label}


@register.inclusion_tag("drawings/trend.html")
def trend(points: Sequence[Bar], label: str) -> dict[str, Any]:
    """Draw values in their order as a line from zero; each point stands above its own value."""
    most = max((point.value for point in points), default=0) or 1
    step = 100 / max(len(points), 1)
    places = [((i + 0.5) * step, 40 - 36 * max(point.value, 0) / most) for i, point in enumerate(points)]
    line = " ".join(f"{x:.2f},{y:.2f}" for x, y in places)
    area = f"{places[0][0]:.2f},40 {line} {places[-1][0]:.2f},40" if places else ""
    return {"points": points, "line": line, "area": area, "label": label}


@register.inclusion_tag("drawings/spark.html")
def spark(line: object) -> dict[str, Any]:
    """Draw a small line with its first and last value as text; ``points`` lie in a box of 100 by 24."""
    return {"spark": line}


@register.inclusion_tag("drawings/meter.html")
def meter(used: int, total: int, state: str) -> dict[str, Any]:
    """Draw how much of a limit is used; state is running, paused, met, overdue or late."""
    return {"width": percent(used, total), "state": state}


@register.inclusion_tag("drawings/termbar.html")
def term_bar(start: date, end: date, on: date) -> dict[str, Any]:
    """Draw a term from its first to its last day with the day looked at."""
    whole = (end - start).days
    at = percent((on - start).days, whole)
    share = float(at[:-1])
    anchor = "start" if share < 15 else "end" if share > 85 else "middle"  # noqa: PLR2004 - percent of the width
    return {"start": start, "end": end, "on": on, "at": at, "anchor": anchor, "over": on > end}


@register.inclusion_tag("drawings/flow.html")
def flow_picture(flow: Flow, now: str = "") -> Mapping[str, Any]:
    """Draw the states of a matter and the actions between them; ``now`` is the state of a case."""
    return {"flow": flow, "now": now}
