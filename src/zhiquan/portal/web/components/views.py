"""The components page: every component in every state, so that it can be looked at and tested in one place."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from zhiquan.hall.matters.diagram import Way, draw
from zhiquan.portal.web.page import page
from zhiquan.portal.web.templatetags.drawings import Bar
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

SWATCHES = (
    "paper",
    "surface",
    "ink",
    "ink-2",
    "line",
    "jade",
    "jade-wash",
    "glaze",
    "seal",
    "seal-wash",
    "amber",
    "mark",
)


def components(request: HttpRequest) -> HttpResponse:
    """Show the design system."""
    on = today()
    places = ("东湖区", "Donghu", 38), ("西山区", "Xishan", 27), ("南川县", "Nanchuan", 16), ("北原县", "Beiyuan", 5)
    bars = [Bar(Text(zh, en), value, str(value), "#bars") for zh, en, value in places]
    months = [Bar(Text(f"{m}月", str(m)), v, str(v), "#trend") for m, v in enumerate((3, 5, 4, 8, 12, 9, 14), 1)]
    shown = {
        "swatches": SWATCHES,
        "bars": bars,
        "months": months,
        "start": on - timedelta(days=2900),
        "end": on + timedelta(days=4400),
        "flow": _flow(),
    }
    return page(request, "components/components.html", shown)


def _flow() -> object:
    states = [
        ("submitted", Text("待受理", "Submitted"), False),
        ("supplement", Text("待补正", "Supplement"), False),
        ("accepted", Text("已受理", "Accepted"), False),
        ("done", Text("办结", "Closed"), True),
    ]
    ways = [
        Way("submitted", "supplement", Text("补正", "ask")),
        Way("supplement", "submitted", Text("补交", "hand in")),
        Way("submitted", "accepted", Text("受理", "accept")),
        Way("accepted", "done", Text("登记", "register")),
    ]
    return draw(states, ways, "submitted", get_language() or "zh-hans")
