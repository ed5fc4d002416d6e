"""Passkeys against an authenticator made here: what is signed wrongly keeps its bearer out, each fault alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from tests.office.access.conftest import Place
from webauthn.helpers import bytes_to_base64url

from zhiquan.office.access.models import AccountEvent, Passkey, User
from zhiquan.office.access.services import passkeys
from zhiquan.rules.refusal import Refusal

ORIGIN, HOST = "https://ip.example.gov.cn", "ip.example.gov.cn"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    return pytest.RaisesExc(Refusal, check=lambda refusal: refusal.code == code)


@dataclass
class Authenticator:
    """A key pair that answers as an authenticator does; every part can be made wrong."""

    id: bytes = b"credential-of-a-test"
    origin: str = ORIGIN
    host: str = HOST
    flags: int = PRESENT | VERIFIED
    count: int = 1
    handle: str = ""
    key: Any = field(default_factory=lambda: generate_private_key(SECP256R1()))

    def client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def data(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def create(self, challenge: str) -> dict[str, Any]:
        point = self.key.public_key().public_numbers()
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        statement = {"fmt": "none", "attStmt": {}, "authData": self.data(self.flags | ATTESTED) + attested}
        return self.answer(
            clientDataJSON=self.client_data("webauthn.create", challenge), attestationObject=cbor2.dumps(statement)
        )

    def get(self, challenge: str) -> dict[str, Any]:
        said, data = self.client_data("webauthn.get", challenge), self.data(self.flags)
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ECDSA(SHA256()))
        answer = self.answer(clientDataJSON=said, authenticatorData=data, signature=signature)
        if self.handle:
            answer["response"]["userHandle"] = self.handle
        return answer

    def answer(self, **response: bytes) -> dict[str, Any]:
        plain = bytes_to_base64url(self.id)
        told = {name: bytes_to_base64url(value) for name, value in response.items()}
        return {"id": plain, "rawId": plain, "type": "public-key", "response": told}


@pytest.fixture
def user(place: Place, settings: Any) -> User:
    settings.PUBLIC_URL = ORIGIN
    return place.user("lin")


def added(user: User, device: Authenticator) -> Passkey:
    asked = passkeys.ask_to_add(user)
    return passkeys.add(user, "手机", asked, device.create(asked.challenge), "10.0.0.1")


def test_a_passkey_signs_its_person_in_and_its_counter_is_kept(user: User) -> None:
    device = Authenticator()
    kept = added(user, device)
    device.count, device.handle = 7, kept.handle
    asked = passkeys.ask_to_sign_in()
    assert passkeys.sign_in(asked.challenge, device.get(asked.challenge), "") == user
    kept.refresh_from_db()
    assert (kept.sign_count, kept.handle == "") == (7, False)
    assert AccountEvent.objects.get().how == f"#{kept.pk}"


def test_an_authenticator_that_does_not_count_may_stay_at_nought(user: User) -> None:
    device = Authenticator(count=0)
    added(user, device)
    for _ in range(2):
        asked = passkeys.ask_to_sign_in()
        assert passkeys.sign_in(asked.challenge, device.get(asked.challenge), "") == user


def _other_key(device: Authenticator) -> None:
    device.key = generate_private_key(SECP256R1())


FAULTS: dict[str, Callable[[Authenticator], object]] = {
    "another site's page": lambda device: setattr(device, "origin", "https://ip-example.gov.cn"),
    "another site's name": lambda device: setattr(device, "host", "example.gov.cn"),
    "nobody verified": lambda device: setattr(device, "flags", PRESENT),
    "nobody present": lambda device: setattr(device, "flags", VERIFIED),
    "the counter stands still: a copy": lambda device: setattr(device, "count", 5),
    "the counter falls back: a copy": lambda device: setattr(device, "count", 4),
    "another person's handle": lambda device: setattr(device, "handle", "AAAA"),
    "another key": _other_key,
    "an unknown credential": lambda device: setattr(device, "id", b"somebody else's"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_with_one_fault_nobody_is_signed_in_and_it_is_logged(user: User, fault: str) -> None:
    device = Authenticator(count=5)
    added(user, device)
    device.count = 6
    FAULTS[fault](device)
    asked = passkeys.ask_to_sign_in()
    with refused("access.passkey-sign-in"):
        passkeys.sign_in(asked.challenge, device.get(asked.challenge), "")
    assert AccountEvent.objects.order_by("pk").last().kind == "passkey-refused"  # type: ignore[union-attr]
    assert Passkey.objects.get().sign_count == 5


def test_an_answer_to_another_challenge_or_none_is_refused_and_so_is_a_closed_account(user: User) -> None:
    device = Authenticator()
    added(user, device)
    device.count = 2
    asked, other = passkeys.ask_to_sign_in(), passkeys.ask_to_sign_in()
    for answer in (device.get(other.challenge), {}, {"id": bytes_to_base64url(device.id), "response": "x"}):
        with refused("access.passkey-sign-in"):
            passkeys.sign_in(asked.challenge, answer, "")
    User.objects.update(is_active=False)
    with refused("access.passkey-sign-in"):
        passkeys.sign_in(asked.challenge, device.get(asked.challenge), "")


@pytest.mark.parametrize("fault", ["another site's page", "another site's name", "nobody verified"])
def test_a_passkey_made_wrongly_is_not_kept(user: User, fault: str) -> None:
    device = Authenticator()
    FAULTS[fault](device)
    with refused("access.passkey"):
        added(user, device)
    assert not Passkey.objects.exists()


def test_several_are_kept_each_once_and_the_last_stays_where_one_is_required(user: User, place: Place) -> None:
    first = added(user, Authenticator())
    second = added(user, Authenticator(id=b"a second one of this person"))
    assert first.handle == second.handle
    with refused("access.passkey-there"):
        added(place.user("clerk"), Authenticator())
    with refused("access.no-passkey"):
        passkeys.remove(place.user("clerk"), first.pk, "", required=False)
    passkeys.remove(user, first.pk, "", required=True)
    with refused("access.last-passkey"):
        passkeys.remove(user, second.pk, "", required=True)
    passkeys.remove(user, second.pk, "", required=False)
    for number in range(passkeys.MOST):
        added(user, Authenticator(id=f"passkey number {number}".encode()))
    with refused("access.passkeys-full"):
        passkeys.ask_to_add(user)


def test_a_broken_copy_that_does_not_ask_for_the_person_lets_the_finder_of_a_device_in(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = passkeys.verify_authentication_response

    def careless(**given: Any) -> Any:
        return real(**{**given, "require_user_verification": False})

    device = Authenticator()
    added(user, device)
    device.count, device.flags = 2, PRESENT
    monkeypatch.setattr(passkeys, "verify_authentication_response", careless)
    asked = passkeys.ask_to_sign_in()
    assert passkeys.sign_in(asked.challenge, device.get(asked.challenge), "") == user
