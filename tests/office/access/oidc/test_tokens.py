"""What is wrong with an identity token keeps its bearer out: each fault alone, beside the token that is right."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey
from joserfc.jws import JWSRegistry

from zhiquan.office.access.oidc import tokens
from zhiquan.office.access.oidc.tokens import Expected, subject_of
from zhiquan.rules.refusal import Refusal

AT = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)
NOW = int(AT.timestamp())
WANTED = Expected("https://id.example.cn", "zhiquan", "nonce-of-this-request", AT)
KEY = ECKey.generate_key("P-256", {"kid": "a", "use": "sig"})
OTHER = ECKey.generate_key("P-256", {"kid": "a", "use": "sig"})
KEYS = KeySet([KEY]).as_dict(private=False)
CLAIMS: dict[str, Any] = {
    "iss": WANTED.issuer, "aud": "zhiquan", "sub": "u-1", "nonce": WANTED.nonce, "iat": NOW, "exp": NOW + 300,
    "name": "林晓禾", "email": "somebody@example.cn",
}  # fmt: skip


def token(key: Any = KEY, algorithm: str = "ES256", **changes: Any) -> str:
    """Sign the claims, with changes; a claim changed to ``...`` is left out."""
    claims = {name: value for name, value in {**CLAIMS, **changes}.items() if value is not ...}
    registry = JWSRegistry(algorithms=[algorithm])
    return jwt.encode({"alg": algorithm, "kid": "a"}, claims, key, registry=registry)


def test_the_right_token_tells_issuer_subject_and_name_and_never_an_e_mail() -> None:
    told = subject_of(token(), KEYS, WANTED)
    assert (told.issuer, told.subject, told.name) == (WANTED.issuer, "u-1", "林晓禾")
    assert "example.cn" not in repr(told).replace(WANTED.issuer, "")


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(token(nonce="of-another-request"), id="wrong nonce"),
        pytest.param(token(nonce=...), id="no nonce"),
        pytest.param(token(aud="another-client"), id="wrong audience"),
        pytest.param(token(aud=...), id="no audience"),
        pytest.param(token(aud=["zhiquan", "another"]), id="two audiences and no authorised party"),
        pytest.param(token(aud=["zhiquan", "another"], azp="another"), id="authorised for another party"),
        pytest.param(token(iss="https://id.example.com"), id="wrong issuer"),
        pytest.param(token(exp=NOW - 61), id="expired"),
        pytest.param(token(exp=...), id="no end"),
        pytest.param(token(sub=...), id="nobody"),
        pytest.param(token(OTHER), id="forged: another key of the same name"),
        pytest.param(token()[:-6] + "AAAAAA", id="forged: another signature"),
        pytest.param(token(OctKey.generate_key(256), "HS256"), id="forged: shared secret"),
        pytest.param("eyJhbGciOiJub25lIn0." + token().split(".")[1] + ".", id="not signed at all"),
        pytest.param("no token", id="no token"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_token_with_one_fault_is_refused(given: str) -> None:
    with pytest.raises(Refusal) as refused:
        subject_of(given, KEYS, WANTED)
    assert refused.value.code == "access.oidc-token"


def test_a_clock_a_little_off_is_forgiven() -> None:
    assert subject_of(token(exp=NOW - 30), KEYS, WANTED).subject == "u-1"


def test_the_hash_of_the_access_token_is_compared_where_it_is_told() -> None:
    with pytest.raises(Refusal):
        subject_of(token(at_hash="AAAAAAAAAAAAAAAAAAAAAA"), KEYS, WANTED, "an access token")


def test_a_broken_copy_that_does_not_ask_for_the_audience_lets_another_clients_token_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Careless(tokens.CodeIDToken):  # type: ignore[misc]
        def __init__(self, payload: Any, header: Any, options: Any, params: Any) -> None:
            super().__init__(payload, header, {"iss": options["iss"]}, {"nonce": params["nonce"]})

    monkeypatch.setattr(tokens, "CodeIDToken", Careless)
    assert subject_of(token(aud="another-client"), KEYS, WANTED).subject == "u-1"
