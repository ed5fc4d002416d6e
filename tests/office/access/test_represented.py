"""The filter of a list and the answer for one row never differ, whatever an agency was given."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhiquan.office.access.models import Organisation
from zhiquan.office.access.selectors import Actor, Mandate, acts_for, represented

TODAY = date(2026, 7, 6)
MATTERS, CASES = ("pledge", "subsidy", "mediation"), ("ZY-1", "ZY-2", "ZY-3")
# rows of organisations stand in for cases: the name is the matter's code, the division the case's number
ROWS = [(number, matter, case) for number, (matter, case) in enumerate([(m, c) for m in MATTERS for c in CASES], 1)]
day = st.integers(-2, 2).map(lambda days: TODAY + timedelta(days=days))
mandates = st.builds(
    Mandate,
    delegation=st.integers(1, 99),
    principal=st.sampled_from([number for number, *_ in ROWS]),
    agent=st.just(50),
    everything=st.booleans(),
    matters=st.frozensets(st.sampled_from(MATTERS), max_size=2),
    cases=st.frozensets(st.sampled_from(CASES), max_size=2),
    since=day,
    until=day,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    held=st.lists(mandates, max_size=6).map(tuple),
    own=st.frozensets(st.sampled_from([1, 5, 9])),
    with_cases=st.booleans(),
)
def test_the_list_holds_exactly_the_rows_for_which_one_acts(
    db: None, held: tuple[Mandate, ...], own: frozenset[int], *, with_cases: bool
) -> None:
    if not Organisation.objects.exists():
        Organisation.objects.bulk_create(
            Organisation(pk=number, name=matter, uscc=f"{number:018}", division=case) for number, matter, case in ROWS
        )
    actor = Actor(1, "agent", organisations=own, mandates=held)
    case = "division" if with_cases else None
    listed = Organisation.objects.filter(represented(actor, TODAY, organisation="pk", matter="name", case=case))
    assert set(listed.values_list("pk", flat=True)) == {
        number
        for number, matter, told in ROWS
        if acts_for(actor, number, matter, case=told if with_cases else None, on=TODAY)
    }
