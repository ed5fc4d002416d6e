"""The two hashes of the ledger: SHA-256, and SM3 (GB/T 32905) over the same bytes."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives import hashes

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_SM3 = hashes.Hash(hashes.SM3())


def sha256(content: bytes) -> bytes:
    """Return the SHA-256 (32 bytes)."""
    return hashlib.sha256(content).digest()


def sm3(content: bytes) -> bytes:
    """Return the SM3 (32 bytes)."""
    running = _SM3.copy()
    running.update(content)
    return running.finalize()


def plain_json(value: Any) -> bytes:
    """Return the one form of a JSON value: keys sorted, no blanks, UTF-8."""
    return _encode(value).encode()


def next_sm3(before: str, content: bytes) -> str:
    """Return the SM3 chain after one more event: over the chain before (32 bytes; none at first) and its bytes."""
    return sm3(bytes.fromhex(before) + content).hex()
