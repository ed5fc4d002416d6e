"""Programs are told of cases: signed, to public addresses only, again until it arrives, and each only of its own."""

from __future__ import annotations

import importlib.util
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.hall.cases.world import World, build
from tests.office.exchange.receiver import Receiver, receiving

from zhiquan.hall.notices.spreading import spread
from zhiquan.office.access.models import Membership
from zhiquan.office.exchange.models import Subscription
from zhiquan.office.exchange.webhooks import services
from zhiquan.office.exchange.webhooks.guard import checked, is_public, place_of
from zhiquan.office.exchange.webhooks.selectors import deliveries_of, subscriptions_for
from zhiquan.office.exchange.webhooks.services import TYPES, Wanted, rotate, subscribe
from zhiquan.office.exchange.webhooks.signing import signature
from zhiquan.office.outbox.models import Parcel, State
from zhiquan.office.outbox.services import RETRY_AFTER, deliver
from zhiquan.rules.refusal import Conflict, NotFound, Refusal

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def receiver_running() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def receiver(receiver_running: Receiver, settings: Any) -> Receiver:
    receiver_running.received.clear()
    receiver_running.status, receiver_running.location = 204, ""
    settings.WEBHOOK_HOSTS = frozenset({receiver_running.host})
    return receiver_running


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    world = build(monkeypatch)
    Membership.objects.filter(user=world.users["applicant"]).update(administrator=True)
    world.staff("operator", "administrator", "990100")
    return world


def wanted(world: World, url: str, *types: str) -> Wanted:
    return Wanted(world.firm.pk, "", "我们的系统", url, types or tuple(TYPES))


def subscribed(world: World, receiver: Receiver, *types: str) -> tuple[Subscription, str]:
    return subscribe(world.actor("applicant"), wanted(world, receiver.url, *types))


def sent() -> int:
    spread()
    return deliver()


def verified(secrets: list[str], message: tuple[dict[str, str], bytes], now: float) -> Any:
    """Verify a message as the documented receiver does."""
    spec = importlib.util.spec_from_file_location("receive", ROOT / "docs" / "guide" / "receive_webhooks.py")
    assert spec is not None
    assert spec.loader is not None
    guide = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(guide)
    return guide.verified(secrets, *message, now)


def test_the_signature_is_the_one_of_the_specification() -> None:
    """The example of Standard Webhooks' own test suite."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    made = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_an_event_arrives_signed_and_says_number_and_link_but_no_answer(world: World, receiver: Receiver) -> None:
    subscription, secret = subscribed(world, receiver, "case.opened")
    case = world.case()
    assert sent() == 1
    ((headers, body),) = receiver.received
    event = verified([secret], (headers, body), world.clock.at.timestamp())
    assert event["type"] == "case.opened"
    assert event["timestamp"].startswith("2026-07-06T09:00")
    assert event["data"] == {
        "number": case.number,
        "matter": "pledge",
        "state": "submitted",
        "state_label": {"zh": "已提交", "en": "Submitted"},
        "link": f"http://localhost:8000/cases/{case.number}/",
    }
    assert headers["host"] == receiver.host
    assert headers["content-type"] == "application/json"
    assert secret not in subscription.secret
    changed = body.replace(b"pledge", b"pledgf")
    for wrong in (([secret], (headers, changed)), (["whsec_AAAA"], (headers, body))):
        with pytest.raises(ValueError, match="signature"):
            verified(*wrong, world.clock.at.timestamp())
    with pytest.raises(ValueError, match="old"):
        verified([secret], (headers, body), world.clock.at.timestamp() + 301)


def test_each_is_told_of_its_own_cases_and_the_office_of_those_below_it(world: World, receiver: Receiver) -> None:
    subscribed(world, receiver, "case.opened")
    rival = world.actor("rival")
    Membership.objects.filter(user=world.users["rival"]).update(administrator=True)
    subscribe(rival, Wanted(min(rival.organisations), "", "别家", receiver.url, tuple(TYPES)))
    subscribe(world.actor("operator"), Wanted(0, "990100", "本局", receiver.url, ["case.opened", "case.asked"]))
    world.act(world.case(), "window", "supplement", {"items": "合同"})
    spread()
    names = {str(one.pk): one.name for one in Subscription.objects.all()}
    told = [(names[parcel.target.split(":")[1]], parcel.payload["body"]["type"]) for parcel in Parcel.objects.all()]
    assert sorted(told) == [("我们的系统", "case.opened"), ("本局", "case.asked"), ("本局", "case.opened")]


def test_while_a_secret_is_replaced_both_sign_and_then_only_the_new_one(world: World, receiver: Receiver) -> None:
    held, old = subscribed(world, receiver)
    new = rotate(world.actor("applicant"), held.pk)
    services.ping(world.actor("applicant"), held.pk)
    sent()
    message, at = receiver.received[-1], world.clock.at.timestamp()
    assert verified([old], message, at) == verified([new], message, at)
    world.clock.at += timedelta(hours=25)
    services.ping(world.actor("applicant"), held.pk)
    sent()
    message, at = receiver.received[-1], world.clock.at.timestamp()
    assert verified([new], message, at)["type"] == "ping"
    with pytest.raises(ValueError, match="signature"):
        verified([old], message, at)


def test_what_does_not_arrive_is_sent_again_under_the_same_id_until_it_is_given_up(
    world: World, receiver: Receiver
) -> None:
    held, secret = subscribed(world, receiver, "case.opened")
    world.case()
    receiver.status = 503
    spread()
    for wait in (*RETRY_AFTER, timedelta()):
        assert deliver() == 1
        world.clock.at += wait
    assert Parcel.objects.get().state == State.DEAD
    services.send_again(world.actor("applicant"), held.pk, Parcel.objects.get().pk)
    receiver.status = 200
    assert deliver() == 1
    assert Parcel.objects.get().state == State.SENT
    assert {headers["webhook-id"] for headers, _ in receiver.received} == {Parcel.objects.get().key}
    assert len({headers["webhook-signature"] for headers, _ in receiver.received}) > 1, "signed at its own time"
    (row,), _ = deliveries_of(held)
    assert [attempt.said for attempt in row.tries.all()] == ["HTTP 503"] * 8 + ["HTTP 200"]
    with pytest.raises(ValueError, match="old"):
        verified([secret], receiver.received[0], world.clock.at.timestamp())


def test_a_receiver_that_says_gone_is_not_asked_again(world: World, receiver: Receiver) -> None:
    held, _ = subscribed(world, receiver)
    receiver.status = 410
    services.ping(world.actor("applicant"), held.pk)
    sent()
    held.refresh_from_db()
    assert (held.ended_why, Parcel.objects.get().state) == ("410 Gone", State.DEAD)
    world.case()
    assert sent() == 0


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(world: World, receiver: Receiver, status: int) -> None:
    held, _ = subscribed(world, receiver)
    receiver.status, receiver.location = status, f"http://{receiver.host}/elsewhere"
    services.ping(world.actor("applicant"), held.pk)
    sent()
    assert len(receiver.received) == 1
    assert (Parcel.objects.get().state, Parcel.objects.get().said) == (State.WAITING, f"HTTP {status}")


def test_a_receiver_that_answers_drop_by_drop_does_not_hold_the_others_up(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhiquan.office.exchange.webhooks.carrying.DEADLINE", 0.4)
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        host = f"127.0.0.1:{door.getsockname()[1]}"
        settings.WEBHOOK_HOSTS = frozenset({host})
        ended = threading.Event()

        def drip() -> None:
            line, _ = door.accept()
            with line:
                while not ended.wait(0.05):
                    line.send(b"H")

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        held, _ = subscribe(world.actor("applicant"), wanted(world, f"http://{host}/"))
        services.ping(world.actor("applicant"), held.pk)
        deliver()
        ended.set()
        thread.join(timeout=5)
    assert (Parcel.objects.get().state, Parcel.objects.get().said[:12]) == (State.WAITING, "TimeoutError")


INSIDE = [
    "168.63.129.16",
    "127.0.0.1", "127.8.9.10", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "100.100.100.200", "192.0.0.192", "224.0.0.1", "255.255.255.255", "240.0.0.1", "198.18.0.1", "::1", "::", "fe80::1",
    "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
    "2002:7f00:1::", "2002:c0a8:101::", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_no_address_behind_the_walls_is_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "114.114.114.114", "2400:3200::1", "64:ff9b::808:808"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    ["http://example.org/", "ftp://example.org/", "https://", "https://a:b@example.org/", "https://example.org:99999/",
     "https://例子.org/", "https://example.org/a b", "https://example.org/#x", "file:///etc/passwd", "//example.org/",
     "https://example.org:0/", "https://[::1", "gopher://127.0.0.1:25/"],
)  # fmt: skip
def test_only_a_whole_https_address_is_taken(url: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked(url)
    assert refused.value.code == "webhooks.url"


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let names resolve to one answer after the other; the last one stays. Returns the names asked for."""
    left, asked = list(answers), list[str]()

    def getaddrinfo(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr("zhiquan.office.exchange.webhooks.guard.socket.getaddrinfo", getaddrinfo)
    return asked


@pytest.mark.parametrize("found", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["169.254.169.254"]])
def test_a_name_that_leads_inside_is_refused_even_when_it_leads_outside_too(
    world: World, monkeypatch: pytest.MonkeyPatch, found: list[str]
) -> None:
    resolving(monkeypatch, found)
    with pytest.raises(Refusal) as refused:
        subscribe(world.actor("applicant"), wanted(world, "https://hooks.example.org/"))
    assert refused.value.code == "webhooks.address"
    assert not Subscription.objects.exists()


def test_a_name_that_changes_its_mind_reaches_nothing_inside(
    world: World, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """DNS rebinding: public when it was subscribed, the loopback when it is called."""
    settings.WEBHOOK_HOSTS = frozenset()
    resolving(monkeypatch, ["8.8.8.8"], ["127.0.0.1"])
    held, _ = subscribe(world.actor("applicant"), wanted(world, f"https://hooks.example.org:{receiver.port}/"))
    services.ping(world.actor("applicant"), held.pk)
    sent()
    assert receiver.received == []
    assert "internal" in Parcel.objects.get().said


def test_the_call_goes_to_the_very_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolving(monkeypatch, ["8.8.8.8"], ["127.0.0.1"])
    place = place_of("https://hooks.example.org/in?a=1")
    assert (place.url, place.host, place.secure) == ("https://8.8.8.8:443/in?a=1", "hooks.example.org", True)
    assert asked == ["hooks.example.org"]


def test_over_tls_the_name_is_what_must_be_proved(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from zhiquan.office.exchange.webhooks import carrying

    resolving(monkeypatch, ["8.8.8.8"])
    held, _ = subscribe(world.actor("applicant"), wanted(world, "https://hooks.example.org:8443/"))
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(204)

    made = httpx.AsyncClient
    monkeypatch.setattr(carrying.httpx, "AsyncClient", lambda **_: made(transport=httpx.MockTransport(answer)))
    services.ping(world.actor("applicant"), held.pk)
    sent()
    (request,) = seen
    assert str(request.url) == "https://8.8.8.8:8443/"
    assert request.headers["Host"] == "hooks.example.org:8443"
    assert request.extensions["sni_hostname"] == "hooks.example.org"


def proving(folder: Path, name: str) -> ssl.SSLContext:
    """What a server needs that proves a name, by a certificate that is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    issued = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    since = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(issued)
        .issuer_name(issued)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "server.pem").write_bytes(pem + certificate.public_bytes(serialization.Encoding.PEM))
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(folder / "server.pem")
    return made


@pytest.mark.parametrize(("name", "arrives"), [("hooks.example.org", True), ("another.example.org", False)])
def test_a_server_must_prove_the_name_and_not_the_address(
    world: World, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path, name: str, arrives: bool
) -> None:
    from zhiquan.office.exchange.webhooks import carrying

    resolving(monkeypatch, ["127.0.0.1"])
    with receiving(proving(tmp_path, name)) as receiver:
        monkeypatch.setattr(
            carrying, "_trusted", lambda: ssl.create_default_context(cafile=str(tmp_path / "server.pem"))
        )
        settings.WEBHOOK_HOSTS = frozenset({"hooks.example.org"})
        url = f"https://hooks.example.org:{receiver.port}/"
        held, _ = subscribe(world.actor("applicant"), wanted(world, url))
        services.ping(world.actor("applicant"), held.pk)
        deliver()
        assert len(receiver.received) == arrives
    assert Parcel.objects.get().state == (State.SENT if arrives else State.WAITING)
    assert arrives or "CERTIFICATE_VERIFY_FAILED" in Parcel.objects.get().said


def test_only_who_administers_an_organisation_or_the_system_has_webhooks(world: World, receiver: Receiver) -> None:
    held, _ = subscribed(world, receiver)
    world.member("colleague", world.firm)
    for name in ("colleague", "window", "examiner", "head", "rival", "operator"):
        actor = world.actor(name)
        assert not subscriptions_for(actor).exists()
        for use in (
            lambda actor=actor: subscribe(actor, wanted(world, receiver.url)),
            lambda actor=actor: rotate(actor, held.pk),
            lambda actor=actor: services.end(actor, held.pk),
            lambda actor=actor: services.ping(actor, held.pk),
        ):
            with pytest.raises(NotFound):
                use()
    with pytest.raises(NotFound):
        subscribe(world.actor("applicant"), Wanted(0, "990100", "本局", receiver.url, ["case.opened"]))
    subscribe(world.actor("operator"), Wanted(0, "990100", "本局", receiver.url, ["case.opened"]))
    assert [one.name for one in subscriptions_for(world.actor("operator"))] == ["本局"]
    assert [one.name for one in subscriptions_for(world.actor("applicant"))] == ["我们的系统"]


def test_an_ended_subscription_is_told_nothing_and_a_delivery_of_another_is_not_its_own(
    world: World, receiver: Receiver
) -> None:
    mine = world.actor("applicant")
    one, two = subscribed(world, receiver)[0], subscribed(world, receiver)[0]
    services.ping(mine, one.pk)
    with pytest.raises(Conflict):
        services.send_again(mine, one.pk, Parcel.objects.get().pk)
    with pytest.raises(NotFound):
        services.send_again(mine, two.pk, Parcel.objects.get().pk)
    services.end(mine, one.pk)
    sent()
    assert receiver.received == []
    assert Parcel.objects.get().state == State.DEAD
    with pytest.raises(Refusal):
        rotate(mine, one.pk)


def test_a_subscription_without_kinds_name_or_beyond_the_most_is_refused(
    world: World, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refusal):
        subscribed(world, receiver, "case.nonsense")
    monkeypatch.setattr(services, "MOST", 1)
    subscribed(world, receiver)
    with pytest.raises(Refusal) as refused:
        subscribed(world, receiver)
    assert refused.value.code == "webhooks.too-many"


def test_the_body_is_json_in_utf8(world: World, receiver: Receiver) -> None:
    held, _ = subscribed(world, receiver)
    services.ping(world.actor("applicant"), held.pk)
    sent()
    assert json.loads(receiver.received[0][1].decode("utf-8"))["data"] == {"name": "我们的系统"}
