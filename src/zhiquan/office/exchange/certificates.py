"""The office's own certificate and key for exchange, and the certificates of the offices it exchanges with.

The own pair lies in the keys folder (``exchange.pem``), made at the first use; its certificate is what others encrypt
for and verify by. Another office's certificate lies in ``partners/<code>.pem`` of the region's folder, put there by the
administrator after comparing its fingerprint with the other office; the code is the key of the packs that go there.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

BITS, LEAST_BITS, YEARS = 3072, 2048, 10
BACKDATED = timedelta(days=3 * 365)
"""How far a certificate of our own making begins before it is made: the clocks of two offices never quite agree."""
_CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate with its private key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey


def own_pair(keys: Path, office: str, now: datetime, bits: int = BITS) -> Pair:
    """Return this office's pair, made at the first use; refused when its certificate has run out.

    To replace it the administrator renames the file: what was encrypted for it is opened with the renamed one.
    """
    path = keys / "exchange.pem"
    if not path.exists():
        write_pair(path, office, now, bits)
    pair = read_pair(path)
    require_valid(pair.certificate, now)
    return pair


def read_pair(path: Path, certificate: Path | None = None) -> Pair:
    """Read a pair from one PEM file, or key and certificate from two; refused when either is not there."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        held = x509.load_pem_x509_certificate((certificate or path).read_bytes())
    except (ValueError, TypeError, OSError) as error:
        raise Refusal("packs.unreadable-key", _UNREADABLE.format(file=path.name)) from error
    if not isinstance(key, rsa.RSAPrivateKey):
        raise Refusal("packs.unreadable-key", _UNREADABLE.format(file=path.name))
    return Pair(held, key)


def partner(region: Path, code: str, now: datetime) -> x509.Certificate:
    """Return the certificate of another office by its code; refused when there is none, or it can no longer be used."""
    path = partner_path(region, code)
    if not path.is_file():
        raise Refusal("packs.no-certificate", _NO_CERTIFICATE.format(code=code))
    certificate = read_certificate(path)
    require_valid(certificate, now)
    return certificate


def trust(region: Path, code: str, certificate: x509.Certificate, now: datetime) -> Path:
    """Keep another office's certificate under its code; refused when nothing could be encrypted for it."""
    require_valid(certificate, now)
    path = partner_path(region, code)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return path


def partner_path(region: Path, code: str) -> Path:
    """Return where a certificate lies; a code is letters, digits and hyphens."""
    if not _CODE.fullmatch(code):
        raise Refusal("packs.code", _BAD_CODE.format(code=code[:40]))
    return region / "partners" / f"{code}.pem"


def read_certificate(path: Path) -> x509.Certificate:
    """Read a certificate, PEM or DER."""
    try:
        content = path.read_bytes()
        if content.startswith(b"-----BEGIN"):
            return x509.load_pem_x509_certificate(content)
        return x509.load_der_x509_certificate(content)
    except (ValueError, OSError) as error:
        raise Refusal("packs.unreadable-certificate", _NO_PEM.format(file=path.name)) from error


def fingerprint(certificate: x509.Certificate) -> str:
    """Return the SHA-256 fingerprint as it is read aloud: pairs of digits."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def name_of(certificate: x509.Certificate) -> str:
    """Return the name of the holder."""
    named = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(named[0].value) if named else certificate.subject.rfc4514_string()


def require_valid(certificate: x509.Certificate, now: datetime) -> None:
    """Refuse a certificate that is not in force, is no RSA one of 2048 bits, or may not be encrypted for."""
    values = {"name": name_of(certificate), "until": certificate.not_valid_after_utc.date().isoformat()}
    if not certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc:
        raise Refusal("packs.certificate-expired", _EXPIRED.format(**values))
    key = certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < LEAST_BITS or not _may_encrypt(certificate):
        raise Refusal("packs.certificate-unfit", _UNFIT.format(bits=LEAST_BITS, **values))


def write_pair(path: Path, name: str, now: datetime, bits: int = BITS) -> None:
    """Make a key and a certificate that is its own issuer, in one file for the owner alone; one that is there stays."""
    key = rsa.generate_private_key(65537, bits)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
    usage = dict.fromkeys(_USAGES, False) | {"digital_signature": True, "key_encipherment": True}
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(pem + certificate.public_bytes(serialization.Encoding.PEM))
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass  # another process was faster
    finally:
        draft.unlink()


def _may_encrypt(certificate: x509.Certificate) -> bool:
    try:
        return bool(certificate.extensions.get_extension_for_class(x509.KeyUsage).value.key_encipherment)
    except x509.ExtensionNotFound:
        return True


_USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip
_UNREADABLE = Text(
    "“{file}”中没有可用的 RSA 私钥和证书（PEM，不加密码），请核对文件。",
    "“{file}” holds no RSA key with its certificate (PEM, without a password); check the file.",
)
_NO_PEM = Text("“{file}”不是证书文件（PEM 或 DER）。", "“{file}” is no certificate (PEM or DER).")
_NO_CERTIFICATE = Text(
    "还没有登记接收单位“{code}”的证书，材料含个人信息，不能明文移送；请管理员用 zhiquan packs trust 登记。",
    "There is no certificate of the office “{code}”, and personal answers are never sent in the clear; the"
    " administrator adds it with zhiquan packs trust.",
)
_BAD_CODE = Text(
    "单位代码“{code}”只能用小写字母、数字和连字符。",
    "A code is lower-case letters, digits and hyphens: “{code}” is not.",
)
_EXPIRED = Text(
    "“{name}”的证书不在有效期内（至 {until}），请更换证书。",
    "The certificate of “{name}” is not in force (until {until}); replace it.",
)
_UNFIT = Text(
    "“{name}”的证书不能用于加密，须为 {bits} 位以上的 RSA 证书。",
    "Nothing can be encrypted for the certificate of “{name}”; an RSA one of {bits} bits or more is needed.",
)
