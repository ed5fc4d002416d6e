"""Like is compared with like: only months that are over, and that the source tells to their end."""

from __future__ import annotations

from datetime import date

import pytest

from zhiquan.insight.figures.comparing import closed_month


@pytest.mark.parametrize(
    ("through", "until", "closed"),
    [
        (date(2026, 11, 22), None, "2026-10"),
        (date(2026, 11, 30), None, "2026-10"),
        (date(2026, 12, 1), None, "2026-11"),
        (date(2026, 1, 5), None, "2025-12"),
        (date(2026, 11, 22), date(2026, 9, 30), "2026-09"),
        (date(2026, 11, 22), date(2026, 9, 29), "2026-08"),
        (date(2026, 11, 22), date(2027, 1, 1), "2026-10"),
    ],
)
def test_a_month_that_runs_or_is_not_told_to_its_end_is_not_compared(
    through: date, until: date | None, closed: str
) -> None:
    assert closed_month(through, until).code == closed
