"""After repeated failures nobody signs in for a while; the sentence never tells whether an account exists."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.office.access.conftest import Place

from zhiquan.office.access import services
from zhiquan.office.access.models import AccountEvent, Happening, Lockout
from zhiquan.office.access.roles import Role
from zhiquan.office.access.services import Attempt
from zhiquan.office.access.services.signing_in import ACCOUNT_FAILURES, ADDRESS_FAILURES
from zhiquan.rules.refusal import NotFound, Refusal

RIGHT = "p-1234567"
HOME, CAFE = "203.0.113.7", "198.51.100.9"


def refused(name: str, password: str = "wrong", address: str = HOME) -> str:
    with pytest.raises(Refusal) as refusal:
        services.check_password(Attempt(name, address), password)
    return f"{refusal.value.code} {refusal.value.text.zh} {refusal.value.text.en}"


def fail(name: str, times: int, address: str = HOME) -> None:
    for _ in range(times):
        refused(name, address=address)


def test_the_right_password_opens(place: Place) -> None:
    fail("boss", ACCOUNT_FAILURES - 1)
    assert services.check_password(Attempt(" boss ", HOME), RIGHT) == place.user("boss")


def test_one_sentence_for_wrong_unknown_locked_and_inactive(place: Place) -> None:
    wrong, unknown = refused("boss"), refused("nobody-of-that-name")
    fail("boss", ACCOUNT_FAILURES)
    locked = refused("boss", RIGHT)
    clerk = place.user("clerk")
    clerk.is_active = False
    clerk.save()
    assert {wrong, unknown, locked, refused("clerk", RIGHT)} == {wrong}


def test_a_name_without_an_account_is_locked_like_any_other(place: Place) -> None:
    fail("nobody-of-that-name", ACCOUNT_FAILURES)
    assert Lockout.objects.get().key == "nobody-of-that-name"


def test_an_account_opens_again_by_time_and_counts_anew(place: Place) -> None:
    fail("boss", ACCOUNT_FAILURES)
    place.clock.turn(minutes=14)
    refused("boss", RIGHT, CAFE)
    place.clock.turn(minutes=1)
    fail("boss", ACCOUNT_FAILURES - 1)
    assert services.check_password(Attempt("boss", HOME), RIGHT)


def test_failures_long_apart_lock_nothing(place: Place) -> None:
    for _ in range(3 * ACCOUNT_FAILURES):
        refused("boss")
        place.clock.turn(minutes=4)
    assert not Lockout.objects.exists()


def test_a_success_forgets_the_failures_before_it(place: Place) -> None:
    fail("boss", ACCOUNT_FAILURES - 1)
    place.clock.turn(seconds=1)
    services.log(Happening.SIGNED_IN, Attempt("boss", HOME), how="password")
    place.clock.turn(seconds=1)
    fail("boss", ACCOUNT_FAILURES - 1)
    assert not Lockout.objects.exists()


def test_a_clock_set_back_by_a_moment_opens_nothing_to_guessing(place: Place) -> None:
    services.log(Happening.SIGNED_IN, Attempt("boss", HOME), how="password")
    for _ in range(ACCOUNT_FAILURES):
        place.clock.turn(seconds=-1)
        refused("boss")
    place.clock.turn(seconds=-1)
    refused("boss", RIGHT)
    assert Lockout.objects.get().key == "boss"


def test_an_address_that_tries_many_names_is_locked_for_all(place: Place) -> None:
    for one in range(ADDRESS_FAILURES):
        refused(f"guess{one}", address=CAFE)
    refused("boss", RIGHT, CAFE)
    assert services.check_password(Attempt("boss", HOME), RIGHT)


@pytest.mark.parametrize("address", ["", "127.0.0.1", "::1"])
def test_an_address_that_all_would_share_is_not_locked(place: Place, address: str) -> None:
    for one in range(ADDRESS_FAILURES):
        refused(f"guess{one}", address=address)
    assert services.check_password(Attempt("boss", address), RIGHT)


def test_the_security_administrator_lifts_a_lock(place: Place) -> None:
    place.post("security", Role.SECURITY)
    for name, role in (("audit", Role.AUDIT), ("system", Role.ADMINISTRATOR), ("head", Role.HEAD)):
        place.post(name, role)
    fail("boss", ACCOUNT_FAILURES)
    lock = Lockout.objects.get()
    for name in ("audit", "system", "head", "boss"):
        with pytest.raises(NotFound):
            services.unlock(place.actor(name), lock.pk)
    place.clock.turn(seconds=1)
    services.unlock(place.actor("security"), lock.pk)
    assert services.check_password(Attempt("boss", HOME), RIGHT)
    assert AccountEvent.objects.get(kind=Happening.UNLOCKED).by == place.user("security")


def test_the_log_tells_who_when_from_where_and_how(place: Place) -> None:
    refused("Boss")
    event = AccountEvent.objects.get()
    assert (event.at, event.kind, event.name, event.address, event.how) == (
        place.clock.at,
        "wrong",
        "boss",
        HOME,
        "password",
    )
    fail("boss", ACCOUNT_FAILURES)
    assert AccountEvent.objects.filter(kind=Happening.LOCKED, user=place.user("boss")).count() == 1
    assert AccountEvent.objects.filter(kind=Happening.TURNED_AWAY).exists()


def test_the_log_only_grows(place: Place) -> None:
    event = services.log(Happening.SIGNED_IN, Attempt("boss", HOME))
    place.clock.turn(days=timedelta(days=400).days)
    event.address = CAFE
    attempts = (
        event.save,
        event.delete,
        AccountEvent.objects.all().delete,
        lambda: AccountEvent.objects.update(address=CAFE),
        lambda: AccountEvent.objects.bulk_update([event], ["address"]),
    )
    for attempt in attempts:
        with pytest.raises(Refusal, match="只能追加"):
            attempt()
    assert AccountEvent.objects.get().address == HOME
