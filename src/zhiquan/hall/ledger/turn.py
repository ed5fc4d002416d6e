"""One process seals at a time; whoever died while sealing is succeeded after a while."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from zhiquan.hall.ledger.models import Sealing
from zhiquan.rules.refusal import Conflict
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

SILENT = timedelta(minutes=30)
"""So long after its last write a process counts as dead."""
FREE = ""


class Turn:
    """The turn of this process; every transaction that writes calls ``keep`` first."""

    def __init__(self, token: str) -> None:
        self._token = token

    def keep(self) -> None:
        """Say that this process is alive; refused when another has taken over. Holds the row until the commit."""
        if not Sealing.objects.filter(pk=1, token=self._token).update(beat=now()):
            raise _BUSY


@contextmanager
def turn() -> Iterator[Turn]:
    """Take the turn, or refuse (``ledger.busy``) while another process has it."""
    token = secrets.token_hex(16)
    with transaction.atomic():
        Sealing.objects.get_or_create(pk=1, defaults={"token": FREE, "beat": now()})
        free = Q(token=FREE) | Q(beat__lt=now() - SILENT)
        if not Sealing.objects.filter(free, pk=1).update(token=token, beat=now()):
            raise _BUSY
    try:
        yield Turn(token)
    finally:
        Sealing.objects.filter(pk=1, token=token).update(token=FREE)


_BUSY = Conflict(
    "ledger.busy",
    Text("另一进程正在封存，请稍后再试。", "Another process is sealing; try again later."),
)
