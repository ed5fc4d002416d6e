"""Secrets that the program must be able to read again, encrypted in the database under a key for each purpose."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def box(purpose: str) -> Fernet:
    """Return what encrypts and decrypts for one purpose; its key follows from the site's secret (HKDF, RFC 5869)."""
    derived = HKDF(SHA256(), 32, None, f"zhiquan {purpose}".encode()).derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
