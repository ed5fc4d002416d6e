"""Posting parcels, and the worker's part: take one, carry it, note what came of it.

A parcel is taken by one conditional UPDATE, so that of any number of workers exactly one has it. It is carried outside
any transaction. A worker that dies holding one leaves a claim that runs out; what happens then is the carrier's word.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F

from zhiquan.office.outbox.models import Attempt, Parcel, State
from zhiquan.office.outbox.ports import Outcome, carriers
from zhiquan.rules.refusal import Conflict
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

log = logging.getLogger(__name__)
RETRY_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 300, 600, 600))
"""How long after each failed attempt the next one comes; after the last of them the parcel is dead."""
CLAIM = timedelta(minutes=10)
SECONDS = 40.0
"""How long one round of carrying lasts: the clocks of cases wait for the same tick."""
LEAST = 5.0
"""Seconds that each carrier has of a round, however long the one before it took for its last parcel."""
SLOW = 3.0
"""Seconds after which an attempt that failed has kept the others waiting."""
KEPT = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Posted:
    """A parcel to be made; see ``models.Parcel``."""

    carrier: str
    key: str
    target: str
    payload: dict[str, Any]


def post(parcels: Iterable[Posted]) -> None:
    """Put parcels into the outbox, inside the caller's transaction; a key that is there already is left alone."""
    at = now()
    rows = [
        Parcel(carrier=one.carrier, key=one.key, target=one.target, payload=one.payload, made_at=at, next_at=at)
        for one in parcels
    ]
    Parcel.objects.bulk_create(rows, ignore_conflicts=True)


def deliver() -> int:
    """Carry what is due, for as long as a round lasts; returns how many attempts were made.

    Each carrier has its share of the round, and what another leaves of its own: slow webhooks keep no mail waiting.
    """
    _free_what_died()
    names = [name for name, _ in carriers]
    made, end = 0, time.monotonic() + SECONDS
    for place, name in enumerate(names):
        left = max(end - time.monotonic(), 0.0) / (len(names) - place)
        made += _deliver(name, time.monotonic() + max(left, LEAST))
    return made


def _deliver(carrier: str, until: float) -> int:
    """Carry what is due by one carrier until a moment.

    After a failure the other parcels of the same target wait for the next round, and those of all targets of the same
    owner where it took long: nobody else's wait with them.
    """
    made, failing = 0, set[str]()
    while (begun := time.monotonic()) < until and (parcel := take(failing, carrier)):
        made += 1
        if carry(parcel) in {State.WAITING, State.UNKNOWN}:
            failing.add(parcel.target)
            if time.monotonic() - begun > SLOW:
                failing.update(carriers.get(carrier).beside(parcel))
    return made


def take(failing: Collection[str] = (), carrier: str = "") -> Parcel | None:
    """Claim the parcel that is due longest, of one carrier or of any; ``None`` when nothing is due."""
    while True:
        at = now()
        due = Parcel.objects.filter(state=State.WAITING, next_at__lte=at).exclude(target__in=failing)
        due = due.filter(carrier=carrier) if carrier else due
        found = due.order_by("next_at", "pk").first()
        if found is None:
            return None
        claim = {"state": State.TAKEN, "taken_until": at + CLAIM, "attempts": F("attempts") + 1}
        if Parcel.objects.filter(pk=found.pk, state=State.WAITING, attempts=found.attempts).update(**claim):
            found.refresh_from_db()
            return found


def carry(parcel: Parcel) -> State:
    """Hand a claimed parcel to its carrier and note what came of it; returns that."""
    carrier, at, began = carriers.get(parcel.carrier), now(), time.monotonic()
    try:
        outcome = carrier.send(parcel)
    except Exception as error:  # whatever a carrier meets must not keep the others waiting
        log.exception("%s", parcel)
        outcome = Outcome(State.UNKNOWN, type(error).__name__)
    if outcome.state is State.UNKNOWN and carrier.repeatable:
        outcome = Outcome(State.WAITING, outcome.said)
    took = round((time.monotonic() - began) * 1000)
    tried = {"at": at, "state": outcome.state, "said": outcome.said[:200], "milliseconds": took}
    Attempt.objects.create(parcel=parcel, **tried)
    return _note(parcel, outcome)


def again(parcel: Parcel) -> None:
    """Carry a parcel once more that was delivered or given up, under the same key."""
    fresh = {"state": State.WAITING, "attempts": 0, "next_at": now(), "done_at": None}
    if not Parcel.objects.filter(pk=parcel.pk).exclude(state__in=(State.WAITING, State.TAKEN)).update(**fresh):
        raise Conflict("outbox.on-its-way", _ON_ITS_WAY)


def sweep() -> int:
    """Remove what was carried long ago."""
    done = Parcel.objects.filter(done_at__lt=now() - KEPT)
    return done.delete()[0]


def _note(parcel: Parcel, outcome: Outcome) -> State:
    """Note the outcome, unless the claim ran out meanwhile and another worker has the parcel."""
    at, state = now(), outcome.state
    if state is State.WAITING and parcel.attempts > len(RETRY_AFTER):
        state = State.DEAD
    later = at + RETRY_AFTER[parcel.attempts - 1] if state is State.WAITING else parcel.next_at
    mine = Parcel.objects.filter(pk=parcel.pk, state=State.TAKEN, attempts=parcel.attempts)
    done = None if state is State.WAITING else at
    mine.update(state=state, next_at=later, done_at=done, said=outcome.said[:200], taken_until=None)
    return state


def _free_what_died() -> None:
    """Deal with the parcels of workers that died: carried again where that does no harm, else left as unknown."""
    at = now()
    died = Parcel.objects.filter(state=State.TAKEN, taken_until__lt=at)
    for name, carrier in carriers:
        mine = died.filter(carrier=name)
        if carrier.repeatable:
            mine.update(state=State.WAITING, next_at=at, taken_until=None)
        elif left := mine.update(state=State.UNKNOWN, done_at=at, taken_until=None, said="worker died"):
            log.warning("%s: the fate of %s parcels is unknown", name, left)


_ON_ITS_WAY = Text("正在等待发送，不必重发。", "It is on its way already.")
