"""What a pack travels in: CMS (RFC 5652). The manifest is signed (SignedData, detached), the whole pack is encrypted
for its receiver (EnvelopedData: a fresh AES-256 key, itself encrypted for each receiver's RSA key). Any CMS program
opens it.

The encryption alone does not show a change; the signature over the manifest, which has every file's digest, does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.serialization import pkcs7

from zhiquan.office.exchange.certificates import Pair, name_of
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_ENVELOPED = bytes.fromhex("06092a864886f70d010703")
"""The object identifier id-envelopedData as DER has it."""
_HEAD = 32
_DIGESTS = {"sha256", "sha384", "sha512"}


def is_envelope(content: bytes) -> bool:
    """Whether bytes are an envelope, by their first ones."""
    return content[:1] == b"\x30" and _ENVELOPED in content[:_HEAD]


def encrypt(content: bytes, receivers: Iterable[x509.Certificate]) -> bytes:
    """Encrypt for every receiver; each opens it with the own key."""
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(content)
    builder = builder.set_content_encryption_algorithm(algorithms.AES256)
    for certificate in receivers:
        builder = builder.add_recipient(certificate)
    return builder.encrypt(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


def decrypt(content: bytes, pair: Pair) -> bytes:
    """Open an envelope; ``packs.wrong-key`` when it is for somebody else, ``packs.unreadable`` when it is damaged."""
    if not is_envelope(content):
        raise Refusal("packs.no-envelope", _NO_ENVELOPE)
    if not _is_for(content, pair.certificate):
        raise Refusal("packs.wrong-key", _WRONG_KEY.format(name=name_of(pair.certificate)))
    try:
        return pkcs7.pkcs7_decrypt_der(content, pair.certificate, pair.key, [])
    except Exception as error:  # a hostile file can break the reader anywhere
        raise Refusal("packs.unreadable", _DAMAGED.format(name=name_of(pair.certificate))) from error


def sign(content: bytes, pair: Pair) -> bytes:
    """Return a detached signature over the content, with the signer's certificate in it."""
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    builder = builder.add_signer(pair.certificate, pair.key, hashes.SHA256())
    wanted = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.NoAttributes]
    return builder.sign(serialization.Encoding.DER, wanted)


def verify(content: bytes, signature: bytes, signer: x509.Certificate) -> None:
    """Refuse a signature that is not ``signer``'s over these very bytes (``packs.signature``).

    Only the certificate that is on record counts, not whichever the signature brings along.
    """
    try:
        genuine = _genuine(content, signature, signer)
    except Exception:  # noqa: BLE001 - a hostile signature can break the reader anywhere, and then proves nothing
        genuine = False
    if not genuine:
        raise Refusal("packs.signature", _SIGNATURE.format(name=name_of(signer)))


def _genuine(content: bytes, signature: bytes, signer: x509.Certificate) -> bool:
    from asn1crypto import cms  # type: ignore[import-untyped]
    from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1 as certificate_of
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    (info,) = cms.ContentInfo.load(signature, strict=True)["content"]["signer_infos"]
    algorithm = info["digest_algorithm"]["algorithm"].native
    if algorithm not in _DIGESTS:
        return False
    unchanged, valid = validate_sig_integrity(
        info,
        cert=certificate_of(signer),
        expected_content_type="data",
        actual_digest=hashlib.new(algorithm, content).digest(),
    )
    return bool(unchanged and valid)


def _is_for(content: bytes, certificate: x509.Certificate) -> bool:
    from asn1crypto import cms

    try:
        rows = cms.ContentInfo.load(content, strict=True)["content"]["recipient_infos"]
        serials = {row.chosen["rid"].chosen["serial_number"].native for row in rows if row.name == "ktri"}
    except Exception:  # noqa: BLE001 - as above; the reader then says that it is damaged
        return True
    return certificate.serial_number in serials


_NO_ENVELOPE = Text("这不是加密的材料包（CMS）。", "This is no encrypted pack (CMS).")
_WRONG_KEY = Text(
    "这个材料包不是为“{name}”的证书加密的，请换用接收单位的密钥。",
    "This pack is not encrypted for the certificate of “{name}”; use the key of the office it is for.",
)
_DAMAGED = Text(
    "材料包无法用“{name}”的密钥解开：密钥与证书不配，或文件已损坏，请重新取得。",
    "The pack cannot be opened with the key of “{name}”: key and certificate do not belong together, or it is damaged;"
    " get it again.",
)
_SIGNATURE = Text(
    "材料包目录的签名不是“{name}”的，或内容已被改动，不能采用；请联系发出单位。",
    "The signature of the manifest is not one of “{name}”, or the contents were changed; it is not taken in. Ask its"
    " sender.",
)
