"""What stands on the cover 卷宗封面 and in the closing note 备考表 of a volume."""

from __future__ import annotations

from typing import Any

from zhiquan.hall.letters.dossier.entries import Entry, Volume
from zhiquan.hall.letters.dossier.gathering import Told, others
from zhiquan.hall.letters.rendering.pdf import cn_day
from zhiquan.hall.matters.clocks import Moment
from zhiquan.office.access.models import User

OUTCOMES = {"favourable": "准予、成立", "unfavourable": "不予、不成立", "withdrawn": "撤回"}


def cover_of(told: Told, volume: Volume, entries: list[Entry], now: Moment) -> dict[str, Any]:
    """Return the facts of the cover and the closing note, as the sheet reads them."""
    snapshot, matter = told.snapshot, told.matter
    closed = snapshot.closed_on
    facts = [
        ("案　　号", told.case.number),
        ("事　　项", matter.title.zh),
        ("申 请 人", str(snapshot.organisation["name"])),
        *others(matter, snapshot),
        ("收案日期", cn_day(snapshot.opened_on)),
        ("结案日期", cn_day(closed) if closed else f"在办（截至{cn_day(now.on)}）"),
        ("办理结果", _result(told)),
        ("承 办 人", _handlers(told)),
        ("保管期限", _retention(told, now)),
    ]
    others_named = "、".join(party.name for party in snapshot.parties)
    between = f"{snapshot.organisation['name']}与{others_named}" if others_named else snapshot.organisation["name"]
    return {
        "office": told.office,
        "volume": volume.label.zh,
        "title": f"{between}{matter.title.zh}案",
        "facts": facts,
        "items": len(entries),
        "party": told.who is not None,
        "made_on": cn_day(now.on),
        "basis": told.case.number,
    }


def _result(told: Told) -> str:
    """Return where the case stands: in the words of the office, for a party in the public ones."""
    state = told.matter.state(told.snapshot.state)
    label = state.public.zh if told.who is not None else state.label.zh
    outcome = OUTCOMES.get(told.snapshot.outcome, "")
    return f"{label}（{outcome}）" if outcome else label


def _handlers(told: Told) -> str:
    """Return who handles the case, or who took the most steps where nobody was given it."""
    handlers = list(told.snapshot.handlers.values())
    if not handlers:
        steps = [done.actor for done in told.snapshot.done if done.actor and done.role == "examiner"]
        handlers = [max(steps, key=steps.count)] if steps else []
    return "、".join(str(user) for user in User.objects.filter(pk__in=handlers).order_by("pk"))


def _retention(told: Told, now: Moment) -> str:
    key = told.matter.retention
    return now.book.at(key, now.on, told.snapshot.division).limit.text().zh if key else ""
