"""Telling who fills a return 填报: that a round began, that a sheet came back, is urged, is due soon, or was locked.

Told are the holders of the posts that fill the sheet (of a place that collects: that review there) and their
deputies.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q

from zhiquan.definitions.divisions import divisions
from zhiquan.hall.notices.kinds import Kind
from zhiquan.hall.notices.telling import Told, tell_people
from zhiquan.office.access.models import Deputy, Post, in_force
from zhiquan.office.returns.files import return_of
from zhiquan.office.returns.models import Sheet, Step
from zhiquan.office.returns.periods import parse_period
from zhiquan.rules.law.explaining import told
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

NEAR = timedelta(days=3)
"""So long before its last day a sheet that is not in is called to mind: a choice of this service, no rule."""
_TO_COME = (Sheet.State.OPEN, Sheet.State.RETURNED)


def hear_return(step: Step) -> None:
    """Keep what a step means to those who fill (port of the returns room); who took it is not told of it."""
    said = _SAID.get(Step.Kind(step.kind))
    if said is None:
        return
    sheets = [step.sheet] if step.sheet else step.round.sheets.filter(parent__isnull=False, state__in=_TO_COME)
    for sheet in sheets:
        _tell(sheet, f"step/{step.pk}", said, today(), but=step.by_id)


def remind_of_returns() -> int:
    """Tell of sheets that are due soon and not in, each once; the chore of the tick. Returns how many were told of."""
    on = today()
    near = Sheet.objects.filter(
        state__in=_TO_COME, parent__isnull=False, round__locked_at=None, due__gte=on, due__lte=on + NEAR
    )
    return sum(_tell(sheet, f"due/{sheet.due}", _NEAR, on) for sheet in near.select_related("round__definition"))


def _tell(sheet: Sheet, key: str, said: Text, on: date, but: int | None = None) -> bool:
    definition = return_of(sheet.round.definition)
    period = parse_period(sheet.round.period, definition.every).label
    place = divisions(settings.DATA.region).name(sheet.division)
    text = said.format(title=definition.title, period=period, place=place, due=told(sheet.due))
    people = _holders(definition.fills if sheet.fills else definition.reviews, sheet.division, on) - {but}
    link = f"/returns/sheets/{sheet.pk}/"
    return tell_people(people, Told(f"returns/{sheet.pk}/{key}", Kind.RETURN, text, link)) if people else False


def _holders(roles: Collection[str], division: str, on: date) -> set[int | None]:
    """Return who holds one of the roles in the very place, and who stands in for them."""
    there = Q(role__in=roles, department__division=division, user__is_active=True)
    posts = dict(Post.objects.filter(in_force(on), there).values_list("pk", "user_id"))
    deputies = Deputy.objects.filter(in_force(on), post_id__in=posts, user__is_active=True)
    return {*posts.values(), *deputies.values_list("user_id", flat=True)}


_SAID = {
    Step.Kind.OPENED: Text(
        "“{title}”{period}开始填报，{place}请在{due}前报送。",
        "{title}, {period}: the round has begun; {place} hands in by {due}.",
    ),
    Step.Kind.SENT_BACK: Text(
        "{place}的“{title}”{period}被退回，请按退回理由更正后再报。",
        "{title}, {period}: the sheet of {place} came back; mend what the reason says and hand it in again.",
    ),
    Step.Kind.URGED: Text(
        "催报：{place}的“{title}”{period}还没有报送，期限是{due}。",
        "{title}, {period}: {place} has not handed in yet and is urged; the last day is {due}.",
    ),
    Step.Kind.LOCKED: Text(
        "“{title}”{period}已锁定，{place}没有接收到的内容不再计入；如需补报请联系汇总单位。",
        "{title}, {period} is locked without the sheet of {place}; speak to the collecting office if it still matters.",
    ),
}
_NEAR = Text(
    "{place}的“{title}”{period}还没有报送，{due}到期。",
    "{title}, {period}: {place} has not handed in yet; it is due on {due}.",
)
