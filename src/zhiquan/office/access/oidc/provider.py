"""The identity provider: found by its issuer, asked where to send a person, and for the token of a code."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from django.conf import settings

from zhiquan.office.access.oidc.tokens import Expected, Subject, subject_of
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

SCOPE = "openid profile"
PATIENCE_SECONDS = 10
_LARGEST = 1 << 20
_DECLINED = frozenset({400, 401})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Provider:
    """How this site is known to its identity provider; all four come from ``ZHIQUAN_OIDC_*``."""

    issuer: str
    client: str
    secret: str
    name: str


@dataclass(frozen=True, slots=True)
class Going:
    """A person on the way to the provider: what the session keeps until the person comes back."""

    state: str
    nonce: str
    verifier: str


def provider() -> Provider | None:
    """Return the provider of the settings, if there is one."""
    given: Mapping[str, str] = settings.OIDC
    return Provider(**given) if given.get("issuer") and given.get("client") else None


def begin(here: Provider, back: str) -> tuple[str, Going]:
    """Return where to send a person, and what to keep; ``back`` is the address to come back to."""
    going = Going(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))
    asked = {
        "response_type": "code",
        "client_id": here.client,
        "redirect_uri": back,
        "scope": SCOPE,
        "state": going.state,
        "nonce": going.nonce,
        "code_challenge": create_s256_code_challenge(going.verifier),
        "code_challenge_method": "S256",
    }
    target = _found(here)["authorization_endpoint"]
    return f"{target}{'&' if urlsplit(target).query else '?'}{urlencode(asked)}", going


def finish(here: Provider, back: str, going: Going | None, answer: Mapping[str, str]) -> Subject:
    """Return who came back. Refusals: ``access.oidc-state`` (not the request of this session), ``access.oidc-denied``,
    ``access.oidc-issuer`` (RFC 9207), ``access.oidc-token``, ``access.oidc-down``.
    """
    if going is None or not secrets.compare_digest(answer.get("state", "").encode(), going.state.encode()):
        raise Refusal("access.oidc-state", _STATE)
    if answer.get("iss", here.issuer) != here.issuer:
        raise Refusal("access.oidc-issuer", _ISSUER)
    if "error" in answer or not answer.get("code"):
        raise Refusal("access.oidc-denied", _DENIED)
    found = _found(here)
    given = _said(
        httpx.post,
        found["token_endpoint"],
        data={
            "grant_type": "authorization_code",
            "code": answer["code"],
            "redirect_uri": back,
            "code_verifier": going.verifier,
            "client_id": here.client,
        },
        auth=(here.client, here.secret) if here.secret else None,
    )
    keys = _said(httpx.get, found["jwks_uri"])
    expected = Expected(here.issuer, here.client, going.nonce, now())
    return subject_of(str(given.get("id_token", "")), keys, expected, str(given.get("access_token", "")))


def _found(here: Provider) -> dict[str, str]:
    """Return the provider's own description; the issuer it names must be the one that was configured."""
    if urlsplit(here.issuer).scheme != "https" and urlsplit(here.issuer).hostname not in _LOOPBACK:
        raise Refusal("access.oidc-plain", _PLAIN)
    told = _said(httpx.get, here.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if told.get("issuer") != here.issuer:
        raise Refusal("access.oidc-issuer", _ISSUER)
    try:
        return {key: str(told[key]) for key in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
    except KeyError:
        raise Refusal("access.oidc-down", _DOWN) from None


def _said(ask: Any, address: str, **more: Any) -> dict[str, Any]:
    """Return a JSON object that the provider answers; never follows it elsewhere."""
    try:
        answer = ask(address, timeout=PATIENCE_SECONDS, follow_redirects=False, **more)
        if answer.status_code in _DECLINED:
            raise Refusal("access.oidc-denied", _DENIED)
        answer.raise_for_status()
        told = answer.json() if len(answer.content) <= _LARGEST else None
    except (httpx.HTTPError, ValueError) as error:
        raise Refusal("access.oidc-down", _DOWN) from error
    if not isinstance(told, dict):
        raise Refusal("access.oidc-down", _DOWN)
    return told


def require_provider() -> Provider:
    """Return the provider, or ``NotFound`` where the site has none."""
    found = provider()
    if found is None:
        raise NotFound("access.no-oidc", _NONE)
    return found


_NONE = Text("本站没有接入统一身份认证。", "This site has no identity provider.")
_STATE = Text(
    "这次登录不是从本页开始的，或者等待过久；请重新登录。",
    "This sign-in was not begun here, or took too long; begin again.",
)
_ISSUER = Text(
    "统一身份认证的签发者与本站配置不符，没有登录；请联系管理员。",
    "The identity provider is not the one this site is set up for, so nobody was signed in; tell the administrator.",
)
_DENIED = Text(
    "统一身份认证没有同意登录，请重试或改用密码。", "The identity provider declined; try again or use the password."
)
_DOWN = Text(
    "统一身份认证暂时不能使用，请稍后再试或改用密码登录。",
    "The identity provider cannot be reached; try again later or use the password.",
)
_PLAIN = Text("统一身份认证须使用 https 地址，请管理员更正。", "The issuer's address must be https; have it put right.")
