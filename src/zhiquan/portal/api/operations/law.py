"""The law book: provisions by word or family, and every version of one key."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query

from zhiquan.portal.api.cursors import Wanted
from zhiquan.portal.api.door import Room
from zhiquan.portal.api.shapes import tools as shapes
from zhiquan.portal.api.shapes.base import Cursor, Day
from zhiquan.portal.web.lawbook.reading import versions_of
from zhiquan.portal.web.lawbook.views import book
from zhiquan.portal.web.lawbook.views import find_provisions as holding
from zhiquan.rules.law import Provision, value_text
from zhiquan.rules.law.families import family_of
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

room = Room(Text("规则库", "Law book"))


@room.read("/law", Text("查找规定", "Find provisions"), shapes.ProvisionList)
def find_provisions(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=200)] = "",
    family: Annotated[str, Query(max_length=60)] = "",
    on: Day | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Find the provisions in force on a day (today by default) that contain every word, by key."""
    day = on or today()
    question = {"q": q, "family": family, "on": day}
    found = [one for one in holding(q) if one.holds_on(day) and (not family or family_of(one.key) == family)]
    shown, following = Wanted("law", question, cursor, limit).cut(sorted(found, key=_mark), _mark)
    return {"provisions": [_shown(one) for one in shown], "next": following}


@room.read("/law/{key}", Text("一项规定的各个版本", "Every version of a provision"), shapes.Versions)
def get_provision(
    request: HttpRequest, key: Annotated[str, Path(max_length=120)], on: Day | None = None
) -> dict[str, Any]:
    """Tell every version of a key in all places, and the nation's one in force on a day (today by default)."""
    versions, day = versions_of(book(), key), on or today()
    holding = next((one for one in versions if one.scope == "CN" and one.holds_on(day)), None)
    return {"in_force": _shown(holding) if holding else None, "versions": [_shown(one) for one in versions]}


def _mark(one: Provision) -> str:
    return f"{one.key} {one.scope} {one.valid_from.isoformat()}"


def _shown(one: Provision) -> dict[str, Any]:
    return {
        "key": one.key,
        "value": value_text(one),
        "unit": str(one.unit),
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "scope": one.scope,
        "source": one.source.text(),
        "verified": one.sure,
        "note": one.note,
    }
