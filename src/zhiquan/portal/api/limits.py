"""Rate limits: requests of a token or an address in a minute, counted in the database that all workers share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from zhiquan.portal.api.models import Window
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

MINUTE = 60


class TooManyRequests(Refusal):
    """The limit of this minute is reached; ``again`` is in how many seconds the next begins."""

    def __init__(self, limit: int, again: int) -> None:
        super().__init__("api.too-many", _MANY.format(limit=limit, again=again))
        self.limit, self.again = limit, again


@dataclass(frozen=True, slots=True)
class Counted:
    """Where a caller stands in this minute."""

    limit: int
    left: int
    again: int

    @property
    def headers(self) -> dict[str, str]:
        """The same as headers of an answer."""
        told = {"RateLimit-Limit": self.limit, "RateLimit-Remaining": self.left, "RateLimit-Reset": self.again}
        return {name: str(value) for name, value in told.items()}


def count(caller: str, at: datetime, *, known: bool) -> Counted:
    """Count a request of a caller, or raise ``TooManyRequests``; ``known``: it came with a token in force."""
    limit = settings.API_RATE_TOKEN if known else settings.API_RATE_ADDRESS
    again = MINUTE - at.second
    so_far = _counted(caller, at.replace(second=0, microsecond=0))
    if so_far > limit:
        raise TooManyRequests(limit, again)
    return Counted(limit, limit - so_far, again)


def _counted(caller: str, starts: datetime) -> int:
    """Add one and return the sum; two that begin a minute at once are both counted, by the constraint."""
    for _ in range(2):
        with transaction.atomic():
            rows = Window.objects.filter(caller=caller, starts=starts)
            if rows.update(count=F("count") + 1):
                return rows.values_list("count", flat=True).get()
        try:
            with transaction.atomic():
                Window.objects.create(caller=caller, starts=starts, count=1)
        except IntegrityError:
            continue
        return 1
    raise Refusal("api.busy", _BUSY)


_MANY = Text(
    "本分钟的调用已达上限 {limit} 次，请 {again} 秒后再试。",
    "The limit of {limit} requests in this minute is reached; try again in {again} seconds.",
)
_BUSY = Text("计数繁忙，请重试。", "Counting is busy; try again.")
