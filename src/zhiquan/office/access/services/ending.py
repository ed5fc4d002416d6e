"""Ending sessions: one's own one by one or all others, and everything that opens an account when it must be shut."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from zhiquan.office.access.endings import endings
from zhiquan.office.access.models import Happening, Session, User
from zhiquan.office.access.selectors import Actor
from zhiquan.office.access.services.person import person
from zhiquan.office.access.services.signing_in import Attempt, log
from zhiquan.office.access.whence import device_name
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text
from zhiquan.settings.now import now


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as its person sees it; ``handle`` names it without telling its key."""

    handle: str
    device: Text
    address: str
    begun_at: datetime
    seen_at: datetime
    ends_at: datetime
    this: bool


def own_sessions(actor: Actor, key: str | None) -> list[SessionView]:
    """Return the open sessions of a person, the one of ``key`` first, then those used last."""
    at = now()
    rows = [one for one in Session.objects.filter(user_id=person(actor)) if one.is_open(at)]
    views = [_view(one, key) for one in rows]
    return sorted(views, key=lambda one: (not one.this, -one.seen_at.timestamp()))


def end_session(actor: Actor, handle: str, address: str = "") -> None:
    """End one of one's own sessions at once; ``access.no-session`` where it is nobody's, or somebody else's."""
    for one in Session.objects.filter(user_id=person(actor)):
        if handle_of(one.session_key) == handle:
            one.delete()
            _noted(one.user, address, 1, actor.user_id)
            return
    raise NotFound("access.no-session", _NO_SESSION)


def end_sessions(user: User, *, keep: str | None = None, by: int | None = None, address: str = "") -> int:
    """End every session of an account but the one of the key ``keep``; returns how many ended."""
    ended, _ = Session.objects.filter(user=user).exclude(session_key=keep or "").delete()
    _noted(user, address, ended, by)
    return ended


def end_everything(user: User, *, by: int | None = None, address: str = "") -> None:
    """End every session of an account and whatever else opens it: when it is closed, or its password is taken back."""
    end_sessions(user, by=by, address=address)
    for _, end in endings:
        end(user.pk, by, address)


def handle_of(key: str) -> str:
    """Return by what a session is named on a page."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _view(one: Session, key: str | None) -> SessionView:
    seen = one.seen_at or one.expire_date
    return SessionView(
        handle=handle_of(one.session_key),
        device=device_name(one.device),
        address=one.address,
        begun_at=one.begun_at or seen,
        seen_at=seen,
        ends_at=one.ends_at(),
        this=one.session_key == key,
    )


def _noted(user: User | None, address: str, ended: int, by: int | None) -> None:
    if user is not None and ended:
        log(Happening.SESSIONS_ENDED, Attempt(user.username, address), how=str(ended), by=by)


_NO_SESSION = Text("这个登录已经结束。", "This session is over already.")
