"""What an identity token must be before anything in it is believed (OpenID Connect Core 1.0, 3.1.3.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by the provider's own key; ``none`` and those by a shared secret are never accepted."""
LEEWAY = 60
"""Seconds that the two clocks may be apart."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Who must have issued the token, for whom, in answer to which request, received when."""

    issuer: str
    client: str
    nonce: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Subject:
    """Who signed in at the provider: unique within the issuer; ``name`` is for showing only and decides nothing."""

    issuer: str
    subject: str
    name: str = ""


def subject_of(token: str, keys: Mapping[str, Any], expected: Expected, access_token: str = "") -> Subject:
    """Return whom a token speaks of; refused with ``access.oidc-token`` unless signature and every claim hold."""
    try:
        told = jwt.decode(token, KeySet.import_key_set(dict(keys)), registry=_registry())  # type: ignore[arg-type]
        claims = CodeIDToken(
            told.claims,
            told.header,
            {
                "iss": {"essential": True, "value": expected.issuer},
                "aud": {"essential": True, "value": expected.client},
                "sub": {"essential": True},
            },
            {"nonce": expected.nonce, "client_id": expected.client, "access_token": access_token},
        )
        claims.validate(now=int(expected.at.timestamp()), leeway=LEEWAY)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise Refusal("access.oidc-token", _BAD) from error
    name = str(claims.get("name") or claims.get("preferred_username") or "")
    return Subject(expected.issuer, str(claims["sub"]), name[:_NAME_LIMIT])


def _registry() -> JWSRegistry:
    return JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)


_NAME_LIMIT = 60
_BAD = Text(
    "统一身份认证返回的凭证没有通过核验，没有登录；请重新登录，仍不行请联系管理员。",
    "What the identity provider returned did not verify, so nobody was signed in; try again or tell the administrator.",
)
