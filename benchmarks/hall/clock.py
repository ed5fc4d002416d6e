"""The day of the benchmark: Django on the run's data folder, with a clock that stands."""

from __future__ import annotations

import os
from datetime import date, datetime

TODAY = date(2026, 11, 20)


class Clock:
    """The clock of the run; it stands."""

    def __init__(self) -> None:
        from zhiquan.settings.now import SHANGHAI

        self.at = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=SHANGHAI)

    def now(self, zone: object) -> datetime:
        """Return the moment at which it stands."""
        del zone
        return self.at


def ready() -> Clock:
    """Load Django on the run's data folder and database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiquan.settings.site")
    import django

    django.setup()
    from zhiquan.settings import now

    clock = Clock()
    now.datetime = clock  # type: ignore[assignment, misc]
    return clock
