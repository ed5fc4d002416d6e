"""An agency acts for its principal inside the scope and the period it was given, and nowhere else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.office.access.conftest import AGENCY, FIRM, NEW, TODAY, Place

from zhiquan.office.access import services
from zhiquan.office.access.models import Delegation, Membership, Organisation
from zhiquan.office.access.selectors import acts_for, represented
from zhiquan.office.access.services import Scope
from zhiquan.rules.refusal import NotFound, Refusal

UNTIL = TODAY + timedelta(days=30)
PLEDGE = Scope(matters=frozenset({"pledge"}))


def given(place: Place, scope: Scope = PLEDGE, since: date = TODAY, until: date = UNTIL) -> Delegation:
    return services.delegate(place.actor("boss"), place.firm.pk, AGENCY, scope, since, until)


def test_it_acts_as_the_principal_and_the_answer_names_the_agency(place: Place) -> None:
    one = given(place)
    authority = acts_for(place.actor("agent"), place.firm.pk, "pledge", on=TODAY)
    assert authority is not None
    assert (authority.organisation, authority.agent, authority.delegation) == (place.firm.pk, place.agency.pk, one.pk)
    own = acts_for(place.actor("clerk"), place.firm.pk, on=TODAY)
    assert own is not None
    assert own.agent is None


def test_own_organisations_stay_own_ones(place: Place) -> None:
    given(place, Scope(everything=True))
    assert place.actor("agent").organisations == {place.agency.pk}


@pytest.mark.parametrize(
    ("scope", "matter", "case", "may"),
    [
        (PLEDGE, "pledge", None, True),
        (PLEDGE, "mediation", None, False),
        (PLEDGE, None, None, False),
        (PLEDGE, None, "ZY-1", False),
        (Scope(cases=frozenset({"ZY-1"})), "pledge", "ZY-1", True),
        (Scope(cases=frozenset({"ZY-1"})), "pledge", "ZY-2", False),
        (Scope(cases=frozenset({"ZY-1"})), "pledge", None, False),
        (Scope(everything=True), None, None, True),
    ],
)
def test_outside_the_scope_it_acts_for_nobody(
    place: Place, scope: Scope, matter: str | None, case: str | None, *, may: bool
) -> None:
    given(place, scope)
    assert (acts_for(place.actor("agent"), place.firm.pk, matter, case=case, on=TODAY) is not None) is may


def test_outside_the_period_it_acts_for_nobody(place: Place) -> None:
    given(place, since=TODAY + timedelta(days=1))
    days = (TODAY, TODAY + timedelta(days=1), UNTIL, UNTIL + timedelta(days=1))
    may = [acts_for(place.actor("agent", on), place.firm.pk, "pledge", on=on) is not None for on in days]
    assert may == [False, True, True, False]
    asked_early = place.actor("agent", UNTIL)
    assert acts_for(asked_early, place.firm.pk, "pledge", on=UNTIL + timedelta(days=1)) is None


@pytest.mark.parametrize("name", ["boss", "agent"])
def test_either_side_ends_it_at_once(place: Place, name: str) -> None:
    one = given(place)
    for other in ("clerk", "stranger"):
        with pytest.raises(NotFound):
            services.revoke(place.actor(other), one.pk)
    services.revoke(place.actor(name), one.pk)
    assert acts_for(place.actor("agent"), place.firm.pk, "pledge", on=TODAY) is None


def test_who_leaves_the_agency_acts_for_its_principals_no_more(place: Place) -> None:
    given(place)
    services.end_membership(place.actor("agent"), Membership.objects.get(user__username="agent").pk)
    assert acts_for(place.actor("agent"), place.firm.pk, "pledge", on=TODAY) is None


def test_a_delegation_is_not_passed_on(place: Place) -> None:
    given(place, Scope(everything=True))
    third = Organisation.objects.create(name="第三所", uscc=NEW, division="990101")
    place.member("third", third, administrator=True)
    services.delegate(place.actor("agent"), place.agency.pk, NEW, Scope(everything=True), TODAY, UNTIL)
    assert acts_for(place.actor("third"), place.agency.pk, on=TODAY) is not None
    assert acts_for(place.actor("third"), place.firm.pk, on=TODAY) is None


@pytest.mark.parametrize(
    ("agent", "scope", "since", "until", "code"),
    [
        (AGENCY, Scope(), TODAY, UNTIL, "access.scope"),
        (AGENCY, Scope(everything=True, matters=frozenset({"pledge"})), TODAY, UNTIL, "access.scope"),
        (AGENCY, PLEDGE, TODAY - timedelta(days=1), UNTIL, "access.period"),
        (AGENCY, PLEDGE, UNTIL, TODAY, "access.period"),
        (AGENCY, PLEDGE, TODAY, TODAY + timedelta(days=1099), "access.period"),
        (FIRM, PLEDGE, TODAY, UNTIL, "access.own-agency"),
        (NEW, PLEDGE, TODAY, UNTIL, "access.no-agency"),
        ("9199", PLEDGE, TODAY, UNTIL, "access.uscc"),
    ],
)
def test_what_is_no_delegation_is_refused(
    place: Place, agent: str, scope: Scope, since: date, until: date, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        services.delegate(place.actor("boss"), place.firm.pk, agent, scope, since, until)
    assert refused.value.code == code


def test_only_the_administrator_delegates(place: Place) -> None:
    for name in ("clerk", "agent"):
        with pytest.raises(NotFound):
            services.delegate(place.actor(name), place.firm.pk, AGENCY, PLEDGE, TODAY, UNTIL)


def test_a_list_holds_what_single_answers_allow(place: Place) -> None:
    """Delegations themselves serve as rows: the principal as organisation, a state of its own as matter and case."""
    given(place, Scope(matters=frozenset({"pledge"}), cases=frozenset({"ZY-1"})))
    other = Organisation.objects.create(name="pledge", uscc=NEW, division="990101")
    rows = Organisation.objects.filter(
        represented(place.actor("agent"), TODAY, organisation="pk", matter="name", case="division")
    )
    assert set(rows) == {place.agency}
    Organisation.objects.filter(pk=place.firm.pk).update(name="pledge")
    assert set(rows.all()) == {place.agency, place.firm}
    Organisation.objects.filter(pk=place.firm.pk).update(name="mediation", division="ZY-1")
    assert set(rows.all()) == {place.agency, place.firm}
    assert other not in rows.all()
    late = represented(place.actor("agent"), UNTIL + timedelta(days=1), organisation="pk", matter="name", case=None)
    assert set(Organisation.objects.filter(late)) == {place.agency}
