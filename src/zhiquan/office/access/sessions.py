"""The engine of sessions (``SESSION_ENGINE``): kept in the database with whose they are, ended when idle or over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as Stored
from django.http import HttpRequest

from zhiquan.office.access.models import Session, User
from zhiquan.office.access.models.sessions import GRAIN
from zhiquan.office.access.selectors import actor_for
from zhiquan.office.access.whence import address_of, device_of
from zhiquan.settings.now import now

SIGNED = "signed-in"
"""The session's own mark of when and from where somebody signed in with it."""


class SessionStore(Stored):
    """A session in the database; ``held`` is its row, once it was looked up."""

    held: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the model of this engine."""
        return Session

    def create_model_instance(self, data: Mapping[str, Any]) -> Session:
        """Return the row of what the session holds; whose it is and its last moment stay as they were at signing in."""
        made: Session = super().create_model_instance(data)  # type: ignore[arg-type, assignment]
        signed = data.get(SIGNED)
        if SESSION_KEY not in data or signed is None:
            return made
        made.user_id, made.idle, made.device = int(data[SESSION_KEY]), signed["idle"], signed["device"]
        made.begun_at, made.expire_date = _moment(signed["begun"]), _moment(signed["until"])
        made.seen_at = now()
        made.address = self.held.address if self.held is not None and self.held.address else signed["address"]
        return made

    def _get_session_from_db(self) -> Session | None:
        """Return the row of a session that is open, by the program's own clock; one that is over goes."""
        found = Session.objects.filter(session_key=self.session_key).first()
        if found is not None and not found.is_open(now()):
            found.delete()
            found = None
        if found is None:
            self._session_key = None
        self.held = found
        return found


def begin(sender: object, request: HttpRequest, user: User, **_: Any) -> None:
    """Mark a session as somebody's from this moment (receiver of ``user_logged_in``); the office's is shorter."""
    del sender
    official = actor_for(user, now().date()).is_official
    age = settings.STAFF_SESSION_AGE if official else settings.SESSION_COOKIE_AGE
    at = now()
    request.session[SIGNED] = {
        "begun": at.isoformat(),
        "until": (at + timedelta(seconds=age)).isoformat(),
        "idle": settings.STAFF_SESSION_IDLE if official else settings.SESSION_IDLE,
        "address": address_of(request),
        "device": device_of(request),
    }
    request.session.set_expiry(age)


def touch(request: HttpRequest) -> None:
    """Note that the person behind a request is there; at most once in ``GRAIN``."""
    held, at = getattr(request.session, "held", None), now()
    if held is not None and held.seen_at is not None and at - held.seen_at >= GRAIN:
        held.seen_at = at
        Session.objects.filter(pk=held.pk).update(seen_at=at, address=address_of(request))


def sweep() -> int:
    """Remove sessions that are over (a chore of the tick); returns how many."""
    at, gone = now(), 0
    rows = Session.objects.filter(user__isnull=False).only("session_key", "expire_date", "seen_at", "idle")
    over = [one.pk for one in rows.iterator() if not one.is_open(at)]
    for start in range(0, len(over), 500):
        gone += Session.objects.filter(pk__in=over[start : start + 500]).delete()[0]
    return gone + Session.objects.filter(expire_date__lt=at).delete()[0]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
