"""What a clerk does so that every page of the desk has been seen once: takes in, acts in many cases, is rated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from django.test import Client
from tests.portal.web.conftest import City, actor

from zhiquan.hall.appointments import services as appointments
from zhiquan.hall.appointments.selectors import offered
from zhiquan.office.access.models import Post
from zhiquan.settings.now import today


def open_window() -> int:
    """Open the city's window on every weekday, with one person expected; return its department."""
    window = Post.objects.get(user__username="chuangkou").department
    hours = appointments.Opening((0, 1, 2, 3, 4), time(9), time(10), 30, 1)
    appointments.set_hours(actor("chuangkou"), window.pk, hours)
    day, slots = offered(window, today())[0]
    wish = appointments.Wish(window.pk, day, slots[0].time.starts, "pledge", "林晓禾", "000")
    appointments.book(actor("qiye"), wish, key="k")
    return window.pk


def taken_in(clerk: Client, city: City, answers: Mapping[str, Any], **changes: Any) -> Any:
    """Enter a pledge at the counter as a browser would post it; return the answer."""
    first = clerk.get("/desk/counter/pledge/").context["given"]
    own = {
        "name": city.waiting.organisation.name,
        "uscc": city.waiting.organisation.uscc,
        "division": first.division,
        "channel": "mail",
        "received": first.received,
        "key": first.key,
        "go": "enter",
    }
    posted = {
        **answers,
        "rights": "\n".join(answers["rights"]),
        **{f"counter.{name}": value for name, value in own.items()},
        **changes,
    }
    return clerk.post("/desk/counter/pledge/", posted)


def delivered_together(clerk: Client, number: str) -> Any:
    """Deliver a registered case the way many are delivered: look at the effects, confirm; return the last page."""
    chosen = {"many.number": [number], "many.step": "pledge:deliver"}
    step = clerk.get("/desk/together/", chosen).context["step"]
    return clerk.post("/desk/together/", {**chosen, "many.able": list(step.able), "many.go": "take", "many.key": "k"})


def seen_whole(city: City, answers: Mapping[str, Any], draft: int) -> None:
    """Visit what stands only behind a step: receipt, new secret, effects, result, rating, series."""
    clerk = city.client("chuangkou")
    taken_in(clerk, city, answers)
    clerk.post(f"/desk/cases/{city.waiting.number}/secret/")
    delivered_together(clerk, city.forwarded.number)
    city.party.get(f"/cases/{city.forwarded.number}/")
    clerk.get("/desk/ratings/")
    rows = "\n".join(answers["rights"] * 2)
    city.party.post(f"/hall/drafts/{draft}/series/", {"field": "rights", "rows": rows}, follow=True)
