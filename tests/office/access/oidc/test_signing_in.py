"""Signing in at a real provider of its own process: code flow, PKCE, state, nonce, and linking only after proof."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings as site
from django.test import Client
from joserfc.jwk import KeySet, RSAKey

from zhiquan.office.access.models import AccountEvent, Identity, User
from zhiquan.office.access.oidc import provider as ours
from zhiquan.office.access.services.passkeys import Passkey
from zhiquan.settings.now import now

PASSWORD = "p-1234567"
BACK = "http://localhost:8000/account/oidc/back/"


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the provider; it ends when its standard input is closed."""
    folder = tmp_path_factory.mktemp("provider")
    command = [sys.executable, str(Path(__file__).with_name("provider.py")), str(folder), BACK]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        yield json.loads(process.stdout.readline())["issuer"]
        process.stdin.close()
        process.wait(timeout=10)


@pytest.fixture
def here(issuer: str, settings: Any, db: None) -> str:
    """The site set up for the provider, with an account of the same name and e-mail as the one over there."""
    settings.PUBLIC_URL = BACK.removesuffix("/account/oidc/back/")
    settings.OIDC = {"issuer": issuer, "client": "zhiquan", "secret": "only-for-tests", "name": "统一身份认证"}
    User.objects.create_user("lin", "lin@example.cn", PASSWORD)
    return issuer


def sign_in_over_there(address: str) -> dict[str, str]:
    """Sign in at the provider as a browser would; return what it sends back with."""
    with httpx.Client(follow_redirects=False) as browser:
        host = re.match(r"http://[^/]+", address)[0]  # type: ignore[index]
        answer = browser.get(address)
        login = browser.get(host + answer.headers["Location"])
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', login.text)[1]  # type: ignore[index]
        typed = {"username": "lin", "password": "only-for-tests", "csrfmiddlewaretoken": token}
        wanted = httpx.URL(host + answer.headers["Location"]).params["next"]
        passed = browser.post(str(login.url), data={**typed, "next": wanted})
        back = browser.get(host + passed.headers["Location"]).headers["Location"]
    assert back.startswith(BACK)
    return dict(httpx.URL(back).params)


def left(visitor: Client) -> str:
    """Set out for the provider."""
    return str(visitor.get("/account/oidc/?next=/hall/")["Location"])


def said(answer: Any) -> str:
    return "".join(str(one) for one in answer.context["messages"])


def signed_in(visitor: Client) -> bool:
    return bool(visitor.get("/account/").status_code == 200)


def test_an_identity_is_linked_only_after_proof_and_signs_in_from_then_on(here: str) -> None:
    visitor = Client()
    address = left(visitor)
    asked = dict(httpx.URL(address).params)
    assert (asked["response_type"], asked["code_challenge_method"], asked["scope"]) == (
        "code",
        "S256",
        "openid profile",
    )
    answer = visitor.get("/account/oidc/back/", sign_in_over_there(address), follow=True)
    assert "还没有绑定本站账户" in answer.content.decode()
    assert not signed_in(visitor), "the same name and e-mail prove nothing"
    assert not Identity.objects.exists()
    visitor.post("/account/login/", {"username": "lin", "password": "wrong"})
    visitor.post("/account/identity/", {"go": "link"})
    assert not Identity.objects.exists()
    proved = visitor.post("/account/login/", {"username": "lin", "password": PASSWORD}, follow=True)
    assert "绑定到本站账户 lin" in proved.content.decode()
    assert not Identity.objects.exists(), "linking is asked for, never done silently"
    visitor.post("/account/identity/", {"go": "link"})
    linked = Identity.objects.get()
    assert (linked.user.username, linked.issuer) == ("lin", here)
    again = Client()
    answer = again.get("/account/oidc/back/", sign_in_over_there(left(again)))
    assert answer["Location"] == "/hall/"
    assert signed_in(again)
    told = AccountEvent.objects.order_by("pk").values_list("kind", "how")
    assert [row for row in told if row[0] != "wrong"] == [
        ("signed-in", "password"), ("linked", f"#{linked.pk}"), ("signed-in", "oidc"),
    ]  # fmt: skip
    again.post("/account/identity/", {"go": "unlink", "id": linked.pk})
    assert not Identity.objects.exists()


def test_a_linked_identity_does_not_stand_in_for_the_second_factor(here: str) -> None:
    visitor = Client()
    user = User.objects.get()
    back = sign_in_over_there(left(visitor))
    Identity.objects.create(user=user, issuer=here, subject="1", linked_at=now())
    Passkey.objects.create(user=user, name="k", credential="c", handle="h", public_key="p", added_at=now())
    assert visitor.get("/account/oidc/back/", back)["Location"] == "/account/code/"
    assert not signed_in(visitor)


@pytest.mark.parametrize("fault", ["nonce", "state", "verifier", "keys", "issuer", "iss", "late"])
def test_with_one_fault_nobody_gets_in(here: str, fault: str, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Each fault alone, on an answer of the real provider for a linked identity, which without it lets one in."""
    Identity.objects.create(user=User.objects.get(), issuer=here, subject="1", linked_at=now())
    visitor = Client()
    back = sign_in_over_there(left(visitor))
    session = visitor.session
    kept = session["identity-asked"]
    match fault:
        case "nonce" | "verifier":
            session["identity-asked"] = {**kept, fault: "x" * 64}
        case "state":
            back["state"] = "of-somebody-else"
        case "late":
            session["identity-asked"] = {**kept, "at": "2020-01-01T00:00:00+08:00"}
        case "iss":
            back["iss"] = "https://id.example.com"
        case "issuer":
            settings.OIDC = {**site.OIDC, "issuer": here.replace("127.0.0.1", "localhost")}
        case "keys":
            other = KeySet([RSAKey.generate_key(2048)]).as_dict(private=False)
            real = ours._said
            monkeypatch.setattr(
                ours, "_said", lambda ask, to, **more: other if to.endswith("jwks.json") else real(ask, to, **more)
            )
    session.save()
    answer = visitor.get("/account/oidc/back/", back, follow=True)
    assert "没有登录" in said(answer) or "重新登录" in said(answer) or "没有同意登录" in said(answer), said(answer)
    assert not signed_in(visitor)


def test_an_answer_is_taken_once_and_only_in_the_session_that_asked(here: str) -> None:
    Identity.objects.create(user=User.objects.get(), issuer=here, subject="1", linked_at=now())
    visitor, thief = Client(), Client()
    back = sign_in_over_there(left(visitor))
    thief.get("/account/oidc/back/", back)
    assert not signed_in(thief)
    visitor.get("/account/oidc/back/", back)
    assert signed_in(visitor)
    visitor.post("/account/logout/")
    visitor.get("/account/oidc/back/", back)
    assert not signed_in(visitor)


def test_a_provider_that_does_not_answer_is_told_and_one_without_https_is_not_asked(db: None, settings: Any) -> None:
    settings.OIDC = {"issuer": "http://127.0.0.1:9/o", "client": "zhiquan", "secret": "", "name": "x"}
    assert "暂时不能使用" in Client().get("/account/oidc/").content.decode()
    settings.OIDC = {"issuer": "http://id.example.cn", "client": "zhiquan", "secret": "", "name": "x"}
    assert "须使用 https" in Client().get("/account/oidc/").content.decode()
    settings.OIDC = {"issuer": "", "client": "", "secret": "", "name": ""}
    assert Client().get("/account/oidc/").status_code == 404
    assert Client().get("/account/identity/").status_code == 404
