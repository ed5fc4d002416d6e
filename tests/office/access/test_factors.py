"""A second factor: a generator's code counts once, a recovery code counts once, nothing secret lies in the open."""

from __future__ import annotations

import base64
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from tests.office.access.conftest import Place

from zhiquan.office.access.models import RecoveryCode, SecondFactor
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import NOBODY
from zhiquan.office.access.services import factors
from zhiquan.rules.refusal import Refusal


def shown(place: Place, secret: str) -> str:
    """Return what a generator shows now."""
    key = base64.b32decode(secret)
    return TOTP(key, 6, SHA1(), 30).generate(int(place.clock.at.timestamp())).decode()


def enrolled(place: Place) -> tuple[str, tuple[str, ...]]:
    secret = parse_qs(urlsplit(factors.enrol(place.user("boss"))).query)["secret"][0]
    codes = factors.confirm(place.user("boss"), shown(place, secret), "")
    place.clock.turn(seconds=30)
    return secret, codes


def test_it_counts_only_once_it_is_confirmed(place: Place) -> None:
    boss = place.user("boss")
    address = factors.enrol(boss)
    assert address == factors.enrol(boss), "a reloaded page shows the same picture"
    assert not factors.has_factor(boss)
    with pytest.raises(Refusal):
        factors.confirm(boss, "000000", "")
    assert not factors.has_factor(boss)
    enrolled(place)
    assert factors.has_factor(boss)
    with pytest.raises(Refusal):
        factors.enrol(boss)


def test_a_code_counts_once_and_a_minute_at_most(place: Place) -> None:
    secret, _ = enrolled(place)
    boss = place.user("boss")
    code = shown(place, secret)
    assert factors.verify(boss, f"{code[:3]} {code[3:]}") == "code"
    assert factors.verify(boss, code) is None
    place.clock.turn(seconds=30)
    late = shown(place, secret)
    place.clock.turn(seconds=60)
    assert factors.verify(boss, late) is None
    nearly = shown(place, secret)
    place.clock.turn(seconds=30)
    assert factors.verify(boss, nearly) == "code", "a clock may be half a minute off"


def test_after_a_later_code_an_earlier_one_no_longer_counts(place: Place) -> None:
    secret, _ = enrolled(place)
    earlier = shown(place, secret)
    place.clock.turn(seconds=30)
    assert factors.verify(place.user("boss"), shown(place, secret)) == "code"
    assert factors.verify(place.user("boss"), earlier) is None


def test_a_recovery_code_counts_once(place: Place) -> None:
    _, codes = enrolled(place)
    boss = place.user("boss")
    assert len(set(codes)) == factors.RECOVERY_CODES
    assert factors.verify(boss, codes[0].lower()) == "recovery"
    assert factors.verify(boss, codes[0]) is None
    renewed = factors.renew_codes(boss, codes[1], "")
    assert factors.verify(boss, codes[2]) is None
    assert factors.verify(boss, renewed[2]) == "recovery"


def test_one_persons_codes_are_nobody_elses(place: Place) -> None:
    secret, codes = enrolled(place)
    assert factors.verify(place.user("clerk"), codes[0]) is None
    factors.confirm(place.user("clerk"), shown_for(place, "clerk"), "")
    assert factors.verify(place.user("clerk"), codes[0]) is None
    assert factors.verify(place.user("clerk"), shown(place, secret)) is None


def shown_for(place: Place, name: str) -> str:
    return shown(place, parse_qs(urlsplit(factors.enrol(place.user(name))).query)["secret"][0])


def test_it_is_removed_only_against_a_code(place: Place) -> None:
    _, codes = enrolled(place)
    boss = place.user("boss")
    with pytest.raises(Refusal):
        factors.remove(boss, "000000", "")
    factors.remove(boss, codes[0], "")
    assert not factors.has_factor(boss)


def test_neither_key_nor_recovery_codes_lie_in_the_open(place: Place) -> None:
    secret, codes = enrolled(place)
    kept = SecondFactor.objects.get().secret
    assert secret not in kept
    assert base64.b32decode(secret) not in base64.urlsafe_b64decode(kept)
    digests = set(RecoveryCode.objects.values_list("digest", flat=True))
    assert not digests & {code.replace("-", "") for code in codes}


def test_it_is_required_of_all_who_hold_a_post_where_the_site_says_so(place: Place, settings: object) -> None:
    place.post("officer", Role.WINDOW)
    place.post("audit", Role.AUDIT)
    asked = {
        (on, demo, name)
        for on in (True, False)
        for demo in (True, False)
        for name in ("officer", "audit", "boss")
        if _required(settings, place, name, on=on, demo=demo)
    }
    assert asked == {(True, False, "officer"), (True, False, "audit")}
    assert not factors.is_required(NOBODY)


def _required(settings: object, place: Place, name: str, *, on: bool, demo: bool) -> bool:
    settings.SECOND_FACTOR, settings.DEMO = on, demo  # type: ignore[attr-defined]
    return factors.is_required(place.actor(name))
