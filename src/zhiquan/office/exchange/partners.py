"""The certificates as this installation has them; in a demonstration the other offices are fictional, too."""

from __future__ import annotations

from cryptography import x509
from django.conf import settings

from zhiquan.office.exchange.certificates import (
    BITS,
    Pair,
    own_pair,
    partner,
    partner_path,
    read_pair,
    trust,
    write_pair,
)
from zhiquan.settings.now import now

_DEMO_BITS = 2048


def ours() -> Pair:
    """Return this office's own pair."""
    return own_pair(settings.DATA.keys, settings.OFFICE_NAME, now(), _DEMO_BITS if settings.DEMO else BITS)


def certificate_of(code: str) -> x509.Certificate:
    """Return the certificate of another office; only a demonstration makes one up where there is none.

    ``packs.no-certificate``, ``.certificate-expired``, ``.certificate-unfit`` otherwise.
    """
    if settings.DEMO and not partner_path(settings.DATA.region, code).exists():
        trust(settings.DATA.region, code, demo_pair(code).certificate, now())
    return partner(settings.DATA.region, code, now())


def demo_pair(code: str) -> Pair:
    """Return the pair of a fictional office of the demonstration, key and all; made at the first use."""
    path = settings.DATA.keys / f"demo-office-{code}.pem"
    if not path.exists():
        write_pair(path, f"示例接收单位 {code}", now(), _DEMO_BITS)
    return read_pair(path)
