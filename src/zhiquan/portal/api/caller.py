"""Who calls: the bearer of a token, or a visitor; a session's cookie counts for nothing here."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from zhiquan.office.access.selectors import NOBODY, Actor
from zhiquan.office.access.whence import address_of
from zhiquan.portal.api import tokens
from zhiquan.portal.api.limits import Counted, count
from zhiquan.portal.api.models import Token, TokenEvent
from zhiquan.portal.api.problems import Denied
from zhiquan.portal.api.scopes import Scope
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

_REALM = 'Bearer realm="zhiquan"'


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, as whom, from where, and where that caller stands in this minute."""

    actor: Actor
    token: Token | None
    address: str
    counted: Counted


def admit(request: HttpRequest) -> Caller:
    """Return who calls, counted; refused are a token that is not in force (401) and one request too many (429)."""
    address, secret = address_of(request), _secret_of(request)
    token = tokens.known(secret) if secret else None
    good = token is not None and tokens.is_good(token)
    key = f"token:{token.pk}" if token is not None and good else f"address:{address}"
    counted = count(key, now(), known=good)
    if secret is not None and not good:
        if token is not None:
            note(Caller(NOBODY, token, address, counted), TokenEvent.Kind.TURNED_AWAY)
        raise Denied(401, "api.token", _BAD, f'{_REALM}, error="invalid_token"')
    return Caller(tokens.actor_of(token) if token is not None else NOBODY, token, address, counted)


def require(caller: Caller, scope: Scope | None) -> None:
    """Refuse a caller whose token does not carry a scope; what has no scope is open to everybody."""
    if scope is not None and scope not in require_token(caller).scopes:
        challenge = f'{_REALM}, error="insufficient_scope", scope="{scope}"'
        raise Denied(403, "api.scope", _SCOPE.format(scope=scope.value), challenge)


def require_token(caller: Caller) -> Token:
    """Return the caller's token; a visitor is refused with 401."""
    if caller.token is None:
        raise Denied(401, "api.token-needed", _NEEDED, _REALM)
    return caller.token


def note(caller: Caller, kind: TokenEvent.Kind, operation: str = "", status: int | None = None) -> None:
    """Add to the journal what came of a call; a visitor's is in no journal."""
    if caller.token is not None:
        row = TokenEvent(token=caller.token, kind=kind, at=now(), address=caller.address)
        row.operation, row.status = operation, status
        row.save()


def caller_of(request: HttpRequest) -> Caller:
    """Return the caller of a request that was admitted."""
    found = getattr(request, "zhiquan_caller", None)
    if not isinstance(found, Caller):
        raise TypeError("an operation outside the door")
    return found


def actor_of(request: HttpRequest) -> Actor:
    """Return as whom the caller of a request acts."""
    return caller_of(request).actor


def actor_within(request: HttpRequest, scope: Scope) -> Actor:
    """Return as whom the caller looks at what is open to all and shows more to some: a visitor without the scope."""
    caller = caller_of(request)
    return caller.actor if caller.token is not None and scope in caller.token.scopes else NOBODY


def _secret_of(request: HttpRequest) -> str | None:
    """Return the token of the header; ``None``: there is no header. What is no bearer's header is a wrong token."""
    header = request.headers.get("Authorization")
    if header is None:
        return None
    kind, _, secret = header.partition(" ")
    return secret.strip() if kind.lower() == "bearer" and secret.strip() else "-"


_NEEDED = Text(
    "这项操作需要令牌：在“我的账户—接口令牌”生成后，放在 Authorization: Bearer 标头中。",
    "This operation needs a token: make one under “API tokens” of your account and send it as Authorization: Bearer.",
)
_BAD = Text(
    "令牌不对、已到期或已吊销，请换一个。", "The token is wrong, over or revoked; make another one in your account."
)
_SCOPE = Text(
    "这个令牌没有 {scope} 权限，请生成带此权限的令牌。", "This token lacks the scope {scope}; make one with it."
)
