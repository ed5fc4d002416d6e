"""Case numbers and the secrets that go with them."""

from __future__ import annotations

import base64
import hashlib
from datetime import date

from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac

from zhiquan.hall.cases.models import NumberSeries

SECRET_LENGTH = 10


def allocate(prefix: str, on: date) -> str:
    """Return the next number of the year, such as ZYDJ-2026-000001; inside the transaction that uses it.

    A transaction that fails gives its number back, so a series has no holes.
    """
    series = f"{prefix}-{on.year}"
    return f"{series}-{next_in(series):06d}"


def next_in(series: str) -> int:
    """Return the next number of a series, from 1; inside the transaction that uses it."""
    NumberSeries.objects.get_or_create(series=series)
    NumberSeries.objects.filter(series=series).update(last=F("last") + 1)
    return NumberSeries.objects.get(series=series).last


def secret_for(number: str, issue: int = 0) -> str:
    """Return the secret 查询码 of a case: derived from the site's own, so that it is nowhere kept; ``issue`` counts how
    often a new one was given out.
    """
    about = f"{number}/{issue}" if issue else number
    digest = salted_hmac("zhiquan.hall.cases.progress", about, algorithm="sha256").digest()
    return base64.b32encode(digest).decode()[:SECRET_LENGTH]


def secret_hash(secret: str) -> str:
    """Return what the case keeps of its secret."""
    return hashlib.sha256(secret.strip().upper().encode()).hexdigest()


def opens(secret: str, kept: str) -> bool:
    """Return whether a secret is the one of which ``kept`` is the hash, in constant time."""
    return constant_time_compare(secret_hash(secret), kept)
