"""Signing in: the password, the lock after repeated failures, and the log of what happened to accounts.

An account and an address are each locked for a time when too many attempts fail. Whoever is turned away reads one
sentence, the same for a wrong password, a name that does not exist and a lock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.db.models import Max, Q

from zhiquan.office.access.models import AccountEvent, Happening, Lockout, User
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

ACCOUNT_FAILURES, ADDRESS_FAILURES = 5, 30
WINDOW = LOCKED_FOR = timedelta(minutes=15)
_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_NAME_LIMIT = 150


@dataclass(frozen=True, slots=True)
class Attempt:
    """Under which name and from which address somebody tries to sign in; the address may be unknown ("")."""

    name: str
    address: str

    @property
    def key(self) -> str:
        """The name as accounts are told apart in the lock and the log."""
        return self.name.strip().casefold()[:_NAME_LIMIT]


def check_password(attempt: Attempt, password: str) -> User:
    """Return the active user whose name and password these are; ``access.sign-in`` for everything else.

    Attempts that run at the same moment may each be weighed before any of them is counted, so a few more than
    ``ACCOUNT_FAILURES`` can pass: as many as the server answers at once.
    """
    at = now()
    if is_locked(attempt, at):
        log(Happening.TURNED_AWAY, attempt)
        raise Refusal("access.sign-in", SIGN_IN)
    user = authenticate(username=attempt.name.strip(), password=password)
    if not isinstance(user, User):
        note_failure(attempt, "password")
        raise Refusal("access.sign-in", SIGN_IN)
    return user


def is_locked(attempt: Attempt, at: datetime) -> bool:
    """Tell whether the account or the address is locked at a moment."""
    locks = Q(kind=Lockout.Kind.ACCOUNT, key=attempt.key)
    if _counts(attempt.address):
        locks |= Q(kind=Lockout.Kind.ADDRESS, key=attempt.address)
    return Lockout.objects.filter(locks, until__gt=at, lifted_at__isnull=True).exists()


def note_failure(attempt: Attempt, how: str) -> None:
    """Log a failure, and lock the account or the address when it was one too many."""
    at = log(Happening.WRONG, attempt, how=how).at
    account = Q(name=attempt.key)
    success = AccountEvent.objects.filter(account, kind=Happening.SIGNED_IN).aggregate(last=Max("pk"))["last"]
    if _failures(Lockout.Kind.ACCOUNT, attempt.key, account & Q(pk__gt=success or 0), at) >= ACCOUNT_FAILURES:
        _lock(Lockout.Kind.ACCOUNT, attempt.key, attempt, at)
    if not _counts(attempt.address):
        return
    if _failures(Lockout.Kind.ADDRESS, attempt.address, Q(address=attempt.address), at) >= ADDRESS_FAILURES:
        _lock(Lockout.Kind.ADDRESS, attempt.address, attempt, at)


def log(kind: Happening, attempt: Attempt, *, how: str = "", by: int | None = None) -> AccountEvent:
    """Add to the log what happened to an account; ``by`` is who did it, where that is another person."""
    user = User.objects.filter(username=attempt.name.strip()).first()
    return AccountEvent.objects.create(
        at=now(), kind=kind, name=attempt.key, user=user, by_id=by, address=attempt.address, how=how
    )


def unlock(actor: Actor, lockout_id: int, address: str = "") -> Lockout:
    """Lift a lock before its time, as a security administrator; failures are counted anew from then on."""
    if Role.SECURITY not in actor.roles:
        raise NotFound("access.no-lockout", _NO_LOCKOUT)
    at = now()
    found = Lockout.objects.filter(pk=lockout_id, until__gt=at, lifted_at__isnull=True).first()
    if found is None:
        raise NotFound("access.no-lockout", _NO_LOCKOUT)
    found.lifted_at, found.lifted_by_id = at, actor.user_id
    found.save(update_fields=["lifted_at", "lifted_by"])
    name = found.key if found.kind == Lockout.Kind.ACCOUNT else ""
    log(Happening.UNLOCKED, Attempt(name, address), how=f"{found.kind}"[:30], by=actor.user_id)
    return found


def _failures(kind: str, key: str, which: Q, at: datetime) -> int:
    """Count failures since the window began or the last lock ended, whichever is later.

    What came after a success is told by the order of the log, and nothing of the log is left out as too late: a clock
    that is set back by a moment must not open an account to guessing.
    """
    last = Lockout.objects.filter(kind=kind, key=key).order_by("-pk").first()
    since = max(at - WINDOW, (last.lifted_at or min(last.until, at)) if last else at - WINDOW)
    return AccountEvent.objects.filter(which, kind=Happening.WRONG, at__gt=since).count()


def _lock(kind: Lockout.Kind, key: str, attempt: Attempt, at: datetime) -> None:
    Lockout.objects.create(kind=kind, key=key, since=at, until=at + LOCKED_FOR)
    log(Happening.LOCKED, attempt, how=kind.value)


def _counts(address: str) -> bool:
    """Tell whether an address is somebody's: behind a proxy on the same machine all would share the loopback one."""
    return bool(address) and address not in _LOOPBACK


SIGN_IN = Text(
    "没有登录：用户名或密码不对，或者因多次失败暂停登录；请核对后重试，仍不行请 15 分钟后再试。",
    "Not signed in: the name or password is wrong, or signing in is paused after repeated failures; check and"
    " try again, or wait 15 minutes.",
)
_NO_LOCKOUT = Text("没有这项锁定，或者不由您解除。", "There is no such lock, or it is not yours to lift.")
