"""The installation's key, present and former: it signs seals and bundles and marks leaves.

It is the key of the office's seal on letters (``seal.pem`` in the keys folder; renamed ``seal-<year>.pem`` when its
certificate has run out). A key is known by its fingerprint: the SHA-256 of its public half (SubjectPublicKeyInfo, DER).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from zhiquan.hall.letters.office import office_seal
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_ECDSA = ec.ECDSA(hashes.SHA256())


class OfficeKey:
    """A key pair on the curve P-256."""

    def __init__(self, pem: bytes) -> None:
        key = serialization.load_pem_private_key(pem, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise _OTHER_KEY
        self._key, self._public = key, key.public_key()
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        self.public_pem = self._public.public_bytes(serialization.Encoding.PEM, form)
        self.fingerprint = hashlib.sha256(self._public.public_bytes(serialization.Encoding.DER, form)).hexdigest()
        secret = key.private_numbers().private_value.to_bytes(32, "big")
        self._marking = HKDF(hashes.SHA256(), 32, None, b"zhiquan ledger leaf").derive(secret)

    def sign(self, content: bytes) -> bytes:
        """Return the ECDSA signature with SHA-256, in DER."""
        return self._key.sign(content, _ECDSA)

    def signed(self, content: bytes, signature: bytes) -> bool:
        """Say whether this key signed exactly that."""
        try:
            self._public.verify(signature, content, _ECDSA)
        except InvalidSignature:
            return False
        return True

    def mark(self, content: bytes) -> str:
        """Return a mark that only who has the key can make (HMAC with SHA-256)."""
        return hmac.digest(self._marking, content, "sha256").hex()


def office_key() -> OfficeKey:
    """Return the present key; it is made at the first use."""
    office_seal()
    return OfficeKey((settings.DATA.keys / "seal.pem").read_bytes())


def known_keys() -> Mapping[str, OfficeKey]:
    """Return the present and the former keys by fingerprint."""
    keys = [OfficeKey(path.read_bytes()) for path in sorted(settings.DATA.keys.glob("seal*.pem"))]
    return {key.fingerprint: key for key in keys}


_OTHER_KEY = Refusal(
    "ledger.other-key",
    Text(
        "密钥目录中的印章密钥不是 P-256 密钥，请管理员更换。",
        "The seal's key in the keys folder is not on the curve P-256; have the administrator replace it.",
    ),
)
