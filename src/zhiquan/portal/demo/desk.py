"""A fuller desk for the demonstration: applications of many matters, some late, some paused, two rated."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhiquan.definitions import read_yaml
from zhiquan.portal.demo.organisations import SEED, DemoOrganisation, demo_organisations

if TYPE_CHECKING:
    from zhiquan.hall.cases.models import Case

STORIES = Path(__file__).with_name("desk.yaml")
CLERK = "chuangkou"
_NOT_ENTERPRISES_OF_THE_APPLICANT = 2
"""The first companies are the demo applicant's own; what comes over the counter is from others."""


def fill_desk(on: date, seed: int = SEED) -> int:
    """Enter the stories through the counter where there is nothing from the counter yet; returns how many."""
    from zhiquan.hall.cases.models import Case

    if Case.objects.exclude(channel="online").exists():
        return 0
    owners = [one for one in demo_organisations(seed) if one.enterprise][_NOT_ENTERPRISES_OF_THE_APPLICANT:]
    stories = read_yaml(STORIES)
    _open_window(on)
    for place, story in enumerate(stories):
        _tell(place, story, owners[place], on)
    return len(stories)


def _open_window(on: date) -> None:
    """Open the city's window on weekdays, with somebody expected."""
    from zhiquan.hall.appointments import services
    from zhiquan.hall.appointments.selectors import offered
    from zhiquan.office.access.models import Department

    clerk, visitor = actor_on(CLERK, on), actor_on("qiye", on)
    window = Department.objects.get(posts__user=clerk.user_id)
    services.set_hours(clerk, window.pk, services.Opening((0, 1, 2, 3, 4), time(9), time(11, 30), 30, 2))
    day, slots = offered(window, on)[0]
    for place, matter in enumerate(("adjudication", "pledge")):
        wish = services.Wish(window.pk, day, slots[place].time.starts, matter, "林晓禾", "0000-0000000")
        services.book(visitor, wish, key=f"demo-{place}")


def _tell(place: int, story: Mapping[str, Any], owner: DemoOrganisation, on: date) -> None:
    from zhiquan.hall.cases import services

    case = enter_told(story, owner, on, f"demo-{place}")
    for step in story.get("steps", ()):
        actor, at = actor_on(step["by"], on), _morning(on, step["days"])
        key = f"demo-{step['action']}"
        case = services.act(
            actor, case.number, step["action"], step.get("data", {}), version=case.version, key=key, acted_at=at
        )
    if "handler" in story:
        examiner = actor_on(story["handler"], on)
        services.assign(actor_on("qianfa", on), case.number, examiner.user_id, "examiner", key="demo-handler")
    if "tag" in story:
        services.tag(actor_on(CLERK, on), case.number, story["tag"], key="demo-tag")
    if "rated" in story:
        from zhiquan.hall.cases import numbers

        rated = story["rated"]
        secret = numbers.secret_for(case.number)
        services.rate_with_secret(case.number, secret, rated["grade"], rated["comment"], key="demo-rated")


def enter_told(
    story: Mapping[str, Any], owner: DemoOrganisation, on: date, key: str, answers: Mapping[str, str] | None = None
) -> Case:
    """Enter an application of a story at the counter; ``answers`` take the place of the story's own."""
    from zhiquan.hall.cases import services, shelf
    from zhiquan.hall.cases.models import Case

    told = shelf.read_scenarios(story["matter"])[story["story"]]
    receipt = services.enter_at_counter(
        actor_on(CLERK, on),
        story["matter"],
        services.Applicant(owner.name, owner.division, owner.uscc),
        json.loads(json.dumps({**told.form, **(answers or {})}, default=str)),  # as a page sends it: days as text
        materials=(),
        channel=story["channel"],
        received_at=_morning(on, story["days"]),
        key=key,
    )
    return Case.objects.get(number=receipt.number)


def _morning(on: date, days: int) -> datetime:
    """Return nine o'clock of the day that lies so many days back."""
    from zhiquan.settings.now import SHANGHAI

    return datetime.combine(on - timedelta(days=days), time(9), SHANGHAI)


def actor_on(username: str, on: date) -> Any:
    """Return somebody of the demo as of a day."""
    from zhiquan.office.access.models import User
    from zhiquan.office.access.selectors import actor_for

    return actor_for(User.objects.get(username=username), on)
