"""Carrying webhooks: one POST to the checked address, no redirect followed, a signature of the moment.

At least once: the same event has the same ``webhook-id`` however often it is sent, so that a receiver knows it again.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from functools import lru_cache

import httpx

from zhiquan import __version__
from zhiquan.office.exchange.models import Subscription
from zhiquan.office.exchange.webhooks.guard import Place, place_of
from zhiquan.office.exchange.webhooks.secrets import secrets_of
from zhiquan.office.exchange.webhooks.signing import headers
from zhiquan.office.outbox.models import Parcel, State
from zhiquan.office.outbox.ports import Outcome
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.now import now

TIMEOUT = httpx.Timeout(10.0, connect=5.0)
DEADLINE = 20.0
"""Seconds for a whole call: the timeouts above begin anew with every byte of a receiver that answers drop by drop."""
GONE = 410


class Webhooks:
    """The carrier of webhooks."""

    repeatable = True

    def beside(self, parcel: Parcel) -> list[str]:
        """Return the targets of all webhooks of the same organisation, or of the office's own."""
        held = Subscription.objects.get(pk=parcel.payload["subscription"])
        same = {"organisation": held.organisation_id} if held.organisation_id else {"organisation__isnull": True}
        return [one.target for one in Subscription.objects.filter(**same, ended_at=None)]

    def send(self, parcel: Parcel) -> Outcome:
        """Send one; 2xx is success, 410 ends the subscription (as the specification asks), all else is tried again."""
        subscription = Subscription.objects.filter(pk=parcel.payload["subscription"]).first()
        if subscription is None or subscription.ended_at:
            return Outcome(State.DEAD, "subscription ended")
        body = json.dumps(parcel.payload["body"], ensure_ascii=False, separators=(",", ":")).encode()
        try:
            place = place_of(subscription.url)
            head = self._headers(subscription, parcel.key, body, place)
            status = asyncio.run(asyncio.wait_for(_posted(place, body, head), DEADLINE))
        except Refusal as refusal:
            return Outcome(State.WAITING, refusal.text.en)
        except (httpx.HTTPError, OSError, TimeoutError) as error:
            return Outcome(State.WAITING, f"{type(error).__name__}: {error}"[:200])
        if status == GONE:
            Subscription.objects.filter(pk=subscription.pk).update(ended_at=now(), ended_why="410 Gone")
            return Outcome(State.DEAD, "HTTP 410")
        return Outcome(State.SENT if httpx.codes.is_success(status) else State.WAITING, f"HTTP {status}")

    def _headers(self, subscription: Subscription, key: str, body: bytes, place: Place) -> dict[str, str]:
        at = now()
        return {
            **headers(secrets_of(subscription, at), key, int(at.timestamp()), body),
            "Host": place.host,
            "Content-Type": "application/json",
            "User-Agent": f"zhiquan/{__version__}",
        }


WEBHOOKS = Webhooks()


async def _posted(place: Place, body: bytes, head: dict[str, str]) -> int:
    """Return the status of the answer; of the answer's body nothing is read."""
    named = {"sni_hostname": place.host.rpartition(":")[0] or place.host} if place.secure else {}
    async with (
        httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False, trust_env=False, verify=_trusted()) as client,
        client.stream("POST", place.url, content=body, headers=head, extensions=named) as answer,
    ):
        return answer.status_code


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """Return the authorities of this system, read once; ``SSL_CERT_FILE`` adds an office's own."""
    return ssl.create_default_context()
