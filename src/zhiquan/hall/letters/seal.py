"""The electronic seal: a port, and the local one that signs with a key of this installation.

The local seal's certificate is its own issuer: it proves that a file left this installation unchanged, not who runs
it. An office with a certificate from an authority puts another ``Seal`` in its place.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

FIELD = "Seal"
YEARS = 10


class Seal(Protocol):
    """The port: whatever can put an office's electronic seal on a PDF and knows its own again."""

    def seal(self, pdf: bytes, reason: str) -> bytes:
        """Return the PDF with the signature appended; ``reason`` is shown by readers (文号)."""
        ...

    def verify(self, pdf: bytes) -> SealState:
        """Say what the signature of a PDF proves."""
        ...


@dataclass(frozen=True, slots=True)
class SealState:
    """What is found on a file: ``intact`` the signed bytes are unchanged, ``whole`` nothing was appended after,
    ``ours`` the signer's certificate is the expected one; ``signer`` is empty when there is no readable signature.
    """

    signer: str
    intact: bool
    whole: bool
    ours: bool

    @property
    def genuine(self) -> bool:
        """Whether the file is exactly what this office sealed."""
        return self.intact and self.whole and self.ours


UNSEALED = SealState("", intact=False, whole=False, ours=False)


class LocalSeal:
    """Signs with the key in ``seal.pem`` of the keys folder, made at the first use.

    When the certificate has run out the file is renamed (``seal-2036.pem``) and a new one is made at the next use;
    letters sealed with a renamed one are still known as ours.
    """

    def __init__(self, keys: Path, office: str, now: datetime) -> None:
        self._keys, self._file, self._now = keys, keys / "seal.pem", now
        if not self._file.exists():
            _make_pair(self._file, office, now)

    def seal(self, pdf: bytes, reason: str) -> bytes:
        """Append a PAdES signature; refused when the certificate has run out."""
        from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1 as certificate_of
        from pyhanko.keys.internal import translate_pyca_cryptography_key_to_asn1 as key_of
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import fields, signers
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        held = self._file.read_bytes()
        certificate = x509.load_pem_x509_certificate(held)
        if certificate.not_valid_after_utc <= self._now:
            raise _EXPIRED
        key = serialization.load_pem_private_key(held, password=None)
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        signer = signers.SimpleSigner(certificate_of(certificate), key_of(key), store)
        metadata = signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            reason=reason,
            subfilter=fields.SigSeedSubFilter.PADES,
        )
        sealed = io.BytesIO()
        signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), metadata, signer=signer, output=sealed)
        return sealed.getvalue()

    def verify(self, pdf: bytes) -> SealState:
        """Check a file against this seal's certificates, the present and the former ones."""
        held = [x509.load_pem_x509_certificate(path.read_bytes()) for path in self._keys.glob("seal*.pem")]
        return verify_sealed(pdf, frozenset(certificate.fingerprint(hashes.SHA256()) for certificate in held))


_EXPIRED = Refusal(
    "letters.seal-expired",
    Text(
        "电子印章证书已过期，不能签发：请管理员把密钥目录中的 seal.pem 改名为 seal-旧年份.pem 后重试。",
        "The seal's certificate has run out: rename seal.pem in the keys folder to seal-<year>.pem and try again.",
    ),
)


def verify_sealed(pdf: bytes, ours: frozenset[bytes]) -> SealState:
    """Check the one signature of a PDF; ``ours`` are the SHA-256 fingerprints of the certificates expected.

    A file that is no PDF, is damaged, or bears no signature or more than one is ``UNSEALED``. Unprotected by their
    nature are only the labels of algorithms inside the signature itself; a letter's digest covers those too.
    """
    try:
        return _state(pdf, ours)
    except Exception:  # noqa: BLE001 - a hostile file can break the reader anywhere, and then proves nothing
        return UNSEALED


def _state(pdf: bytes, ours: frozenset[bytes]) -> SealState:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    coverage = signature.evaluate_signature_coverage()
    unchanged, valid = validate_sig_integrity(
        signature.signer_info,
        cert=signature.signer_cert,
        expected_content_type="data",
        actual_digest=signature.compute_digest(),
    )
    return SealState(
        signer=str(signature.signer_cert.subject.native.get("common_name", "")),
        intact=unchanged and valid and _nothing_in_the_gap(pdf, signature.byte_range, signature.pkcs7_content),
        whole=coverage == SignatureCoverageLevel.ENTIRE_FILE,
        ours=signature.signer_cert.sha256 in ours,
    )


def _nothing_in_the_gap(pdf: bytes, byte_range: Sequence[int], signature: bytes) -> bool:
    """Whether the bytes that no signature covers hold the signature, zeros, and nothing else."""
    start, end = int(byte_range[1]), int(byte_range[2])
    size = _der_size(signature)
    filled = signature[:size].hex().upper().encode().ljust(end - start - 2, b"0")
    return pdf[start:end] == b"<" + filled + b">"


def _der_size(der: bytes) -> int:
    """Return the bytes that a DER value takes with its head; the length has the long form."""
    count = der[1] & 0x7F
    return 2 + count + int.from_bytes(der[2 : 2 + count], "big")


def _make_pair(path: Path, office: str, now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, office[:64])])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signing_only(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    _write_once(path, pem + certificate.public_bytes(serialization.Encoding.PEM))


def _signing_only() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _write_once(path: Path, content: bytes) -> None:
    """Create for the owner alone and whole; where another process was faster, its file stays."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(content)
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
