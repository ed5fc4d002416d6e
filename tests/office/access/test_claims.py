"""An organisation is claimed with a proof, verified by an officer, and opened to others by invitation alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.office.access.conftest import FIRM, NEW, TODAY, Place

from zhiquan.office.access import services
from zhiquan.office.access.models import Claim, Membership, Organisation, User
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import may_read_proof
from zhiquan.rules.refusal import Conflict, NotFound, Refusal

WANTED = services.Wanted("南川示例公司", NEW, "990101")


def made(place: Place, name: str = "newcomer", proof: int = 7, wanted: services.Wanted = WANTED) -> Claim:
    return services.claim(place.actor(name), wanted, proof)


def test_approval_makes_the_claimant_the_administrator(place: Place) -> None:
    place.post("officer", Role.WINDOW)
    waiting = made(place)
    assert place.actor("newcomer").organisations == frozenset()
    services.approve_claim(place.actor("officer"), waiting.pk)
    organisation = Organisation.objects.get(uscc=NEW)
    assert place.actor("newcomer").organisations == {organisation.pk}
    assert services.require_administrator(place.actor("newcomer"), organisation.pk).claim == waiting
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decided_by) == ("approved", place.user("officer"))


def test_refusal_gives_its_reason_and_no_membership(place: Place) -> None:
    place.post("officer", Role.EXAMINER)
    waiting = made(place)
    with pytest.raises(Refusal, match="写明"):
        services.refuse_claim(place.actor("officer"), waiting.pk, "  ")
    assert services.refuse_claim(place.actor("officer"), waiting.pk, "印章不清").reason == "印章不清"
    assert place.actor("newcomer").organisations == frozenset()
    with pytest.raises(Conflict):
        services.approve_claim(place.actor("officer"), waiting.pk)


def test_nobody_decides_on_an_own_claim(place: Place) -> None:
    place.post("officer", Role.WINDOW)
    own = made(place, "officer")
    with pytest.raises(NotFound):
        services.approve_claim(place.actor("officer"), own.pk)
    assert not may_read_proof(place.actor("officer"), own.proof)


@pytest.mark.parametrize(
    ("role", "division"),
    [(Role.WINDOW, "990102"), (Role.HEAD, "990101"), (Role.AUDIT, "990101"), (Role.ADMINISTRATOR, "990101")],
)
def test_only_a_fitting_officer_of_the_place_decides_and_reads_the_proof(
    place: Place, role: Role, division: str
) -> None:
    waiting = made(place)
    place.post("other", role, division)
    with pytest.raises(NotFound):
        services.approve_claim(place.actor("other"), waiting.pk)
    assert not may_read_proof(place.actor("other"), waiting.proof)
    place.post("officer", Role.WINDOW, "990100")
    assert may_read_proof(place.actor("officer"), waiting.proof)


def test_a_code_that_somebody_administers_cannot_be_claimed(place: Place) -> None:
    with pytest.raises(Refusal) as refused:
        made(place, wanted=services.Wanted("东湖示例科技有限公司", FIRM.lower(), "990101"))
    assert refused.value.code == "access.code-taken"


def test_of_two_claims_of_one_code_the_first_approved_takes_it(place: Place) -> None:
    place.post("officer", Role.WINDOW)
    first, second = made(place, "one", 1), made(place, "two", 2)
    services.approve_claim(place.actor("officer"), first.pk)
    second.refresh_from_db()
    assert second.state == "refused"
    assert place.actor("two").organisations == frozenset()


def test_an_organisation_whose_administrator_left_can_be_claimed_again(place: Place) -> None:
    place.post("officer", Role.WINDOW)
    mine = Membership.objects.get(user__username="boss")
    services.end_membership(place.actor("boss"), mine.pk)
    assert place.actor("boss").organisations == frozenset()
    again = made(place, "heir", wanted=services.Wanted("东湖示例科技有限公司", FIRM, "990104"))
    assert again.division == "990101", "the place of an organisation already held is not the claimant's to choose"
    services.approve_claim(place.actor("officer"), again.pk)
    assert place.actor("heir").organisations == {place.firm.pk}


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (services.Wanted("公司", "91990101MA0000001X", "990101"), "access.uscc"),
        (services.Wanted(" ", NEW, "990101"), "access.name"),
        (services.Wanted("南川公司", NEW, "990999"), "access.division"),
    ],
)
def test_a_claim_names_an_organisation_that_can_exist(place: Place, wanted: services.Wanted, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        made(place, wanted=wanted)
    assert refused.value.code == code


def test_a_claim_waits_once_and_can_be_taken_back(place: Place) -> None:
    waiting = made(place)
    with pytest.raises(Refusal) as refused:
        made(place, proof=8)
    assert refused.value.code == "access.claimed"
    with pytest.raises(NotFound):
        services.withdraw_claim(place.actor("boss"), waiting.pk)
    assert services.withdraw_claim(place.actor("newcomer"), waiting.pk).state == "withdrawn"
    assert made(place, proof=8).state == "open"


def test_an_invitation_works_once_and_only_while_it_lasts(place: Place) -> None:
    _, code = services.invite(place.actor("boss"), place.firm.pk, "李四", TODAY + timedelta(days=30))
    joined = services.join(place.actor("fourth"), f" {code.lower()[:4]}-{code[4:]}")
    assert joined.valid_to == date(2026, 8, 5)
    assert not joined.administrator
    with pytest.raises(NotFound):
        services.join(place.actor("fifth"), code)
    _, late = services.invite(place.actor("boss"), place.firm.pk, "王五")
    place.clock.turn(days=15)
    with pytest.raises(NotFound):
        services.join(place.actor("fifth"), late)


def test_the_invitation_of_an_administrator_who_left_is_void(place: Place) -> None:
    _, code = services.invite(place.actor("boss"), place.firm.pk, "李四")
    services.hand_over(place.actor("boss"), Membership.objects.get(user__username="clerk").pk)
    with pytest.raises(NotFound):
        services.join(place.actor("fourth"), code)


def test_an_organisation_is_not_handed_to_an_account_that_nobody_can_sign_in_to(place: Place) -> None:
    User.objects.filter(username="clerk").update(is_active=False)
    with pytest.raises(NotFound):
        services.hand_over(place.actor("boss"), Membership.objects.get(user__username="clerk").pk)
    assert services.require_administrator(place.actor("boss"), place.firm.pk).administrator


def test_only_the_administrator_invites_ends_and_hands_over(place: Place) -> None:
    boss = Membership.objects.get(user__username="boss")
    for name in ("clerk", "agent"):
        with pytest.raises(NotFound):
            services.invite(place.actor(name), place.firm.pk, "李四")
        with pytest.raises(NotFound):
            services.end_membership(place.actor(name), boss.pk)
        with pytest.raises(NotFound):
            services.hand_over(place.actor(name), boss.pk)


def test_a_membership_counts_from_its_first_to_its_last_day_and_not_once_ended(place: Place) -> None:
    clerk = Membership.objects.get(user__username="clerk")
    clerk.valid_from, clerk.valid_to = date(2026, 7, 1), date(2026, 7, 10)
    clerk.save()
    seen = [bool(place.actor("clerk", date(2026, 6 + (day < 15), day)).organisations) for day in (30, 1, 10, 11)]
    assert seen == [False, True, True, False]
    services.end_membership(place.actor("boss"), clerk.pk)
    assert place.actor("clerk", TODAY).organisations == frozenset()
    assert place.actor("clerk", date(2026, 7, 5)).organisations == {place.firm.pk}, "what was held before stays true"


def test_a_visitor_claims_and_joins_nothing(place: Place) -> None:
    from zhiquan.office.access.selectors import NOBODY

    for attempt in (lambda: services.claim(NOBODY, WANTED, 1), lambda: services.join(NOBODY, "X")):
        with pytest.raises(Refusal):
            attempt()
