"""Returns of the fictional city: last month's trainings, one county in, one sent back, two still to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from zhiquan.office.access.selectors import Actor

CODE, CITY = "trainings", "990100"
Session: TypeAlias = tuple[str, str, int, int]
"""Title, kind, persons, firms of a training."""
_TITLES: tuple[Session, ...] = (
    ("专利转化运用实务培训", "high-value", 86, 34),
    ("商标品牌建设讲座", "brand", 120, 57),
    ("地理标志保护与运用", "gi", 65, 18),
)
_DOUBTFUL: Session = ("知识产权质押融资对接培训", "pledge", 4200, 39)


def open_returns(today: date) -> int:
    """Open last month's round where there is none yet; returns how many sheets were filled."""
    from zhiquan.office.returns import services
    from zhiquan.office.returns.models import Round
    from zhiquan.office.returns.periods import Every, containing
    from zhiquan.office.rulebook.models import DefinitionVersion

    if Round.objects.exists() or not DefinitionVersion.objects.filter(kind="return", code=CODE).exists():
        return 0
    month = containing(Every.MONTH, today).before
    opened = services.open_round(person("tongji", today), CODE, month.code, CITY, today=today)
    fill("donghu", opened.sheets.get(division="990101").pk, _TITLES, month.first, today)
    back = opened.sheets.get(division="990102").pk
    fill("xishan", back, (*_TITLES[:1], _DOUBTFUL), month.first, today)
    services.send_back(person("tongji", today), back, "第 2 行参训人数 4200，请与签到表核对")
    return 2


def fill(username: str, sheet_id: int, titles: Sequence[Session], first: date, today: date) -> None:
    """Fill a sheet with trainings and hand it in."""
    from zhiquan.office.returns import services
    from zhiquan.office.returns.rows import Typed

    actor = person(username, today)
    rows = [
        {
            "held-on": (first + timedelta(days=6 + 7 * place)).isoformat(),
            "title": title,
            "kind": kind,
            "organiser": "示例市知识产权局",
            "persons": str(persons),
            "firms": str(firms),
            "online": "on-site",
        }
        for place, (title, kind, persons, firms) in enumerate(titles)
    ]
    kept = services.save_draft(actor, sheet_id, 0, [Typed(None, row) for row in rows])
    services.submit(actor, sheet_id, kept.version)


def person(username: str, today: date) -> Actor:
    """Return somebody as they act on a day."""
    from zhiquan.office.access.models import User
    from zhiquan.office.access.selectors import actor_for

    return actor_for(User.objects.get(username=username), today)
