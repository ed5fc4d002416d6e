"""A pack is encrypted for its receiver and signed by its sender; another program opens it, a wrong key does not."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiquan.office.exchange import build_pack, read_pack
from zhiquan.office.exchange.certificates import (
    Pair,
    fingerprint,
    own_pair,
    partner,
    partner_path,
    read_certificate,
    read_pair,
    require_valid,
    trust,
    write_pair,
)
from zhiquan.office.exchange.envelopes import decrypt, encrypt, is_envelope, sign, verify
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import SHANGHAI

NOW = datetime(2026, 7, 6, 9, 0, tzinfo=SHANGHAI)
TITLE, FILES = Text("移送材料", "Pack"), [("01-合同.pdf", b"contract of Zhang San" * 50)]
OPENSSL = shutil.which("openssl")


def made(folder: Path, name: str) -> Path:
    write_pair(folder / f"{name}.pem", name, NOW, 2048)
    return folder / f"{name}.pem"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pairs")
    for name in ("sender", "receiver", "stranger"):
        made(folder, name)
    return folder


@pytest.fixture
def sender(folder: Path) -> Pair:
    return read_pair(folder / "sender.pem")


@pytest.fixture
def receiver(folder: Path) -> Pair:
    return read_pair(folder / "receiver.pem")


@pytest.fixture
def stranger(folder: Path) -> Pair:
    return read_pair(folder / "stranger.pem")


def signed(sender: Pair) -> bytes:
    return build_pack(TITLE, {"case": "1", "form": {"contact": "张三"}}, FILES, partial(sign, pair=sender)).content


def test_a_pack_goes_round_whole_and_shows_nothing_on_the_way(sender: Pair, receiver: Pair) -> None:
    pack = signed(sender)
    sealed = encrypt(pack, [receiver.certificate, sender.certificate])
    assert is_envelope(sealed)
    assert not is_envelope(pack)
    for clear in ("张三".encode(), b"Zhang San", "合同".encode(), b"manifest"):
        assert clear in pack
        assert clear not in sealed
    for pair in (receiver, sender):
        opened = read_pack(decrypt(sealed, pair))
        assert opened.files == tuple(FILES)
        verify(opened.head, opened.signature, sender.certificate)


def test_another_offices_key_is_told_that_the_pack_is_not_for_it(sender: Pair, receiver: Pair, stranger: Pair) -> None:
    sealed = encrypt(signed(sender), [receiver.certificate])
    with pytest.raises(Refusal) as refused:
        decrypt(sealed, stranger)
    assert refused.value.code == "packs.wrong-key"
    assert "stranger" in refused.value.text.zh
    with pytest.raises(Refusal) as refused:
        decrypt(sealed, Pair(receiver.certificate, stranger.key))  # the right certificate, not its key
    assert refused.value.code == "packs.unreadable"
    with pytest.raises(Refusal) as refused:
        decrypt(signed(sender), receiver)
    assert refused.value.code == "packs.no-envelope"


def test_only_the_signature_of_the_certificate_on_record_counts(sender: Pair, stranger: Pair) -> None:
    opened = read_pack(signed(stranger))
    for signature in (opened.signature, b"", b"nonsense", opened.signature[:-1]):
        with pytest.raises(Refusal) as refused:
            verify(opened.head, signature, sender.certificate)
        assert refused.value.code == "packs.signature"
    with pytest.raises(Refusal):
        verify(opened.head + b" ", opened.signature, stranger.certificate)


def test_a_signature_moved_to_other_contents_proves_nothing(sender: Pair) -> None:
    opened = read_pack(signed(sender))
    other = read_pack(build_pack(TITLE, {"case": "2"}, FILES, lambda _: opened.signature).content)
    with pytest.raises(Refusal):
        verify(other.head, other.signature, sender.certificate)


@settings(max_examples=12, deadline=None)
@given(at=st.integers(min_value=0), flip=st.integers(min_value=1, max_value=255))
def test_a_flipped_byte_of_an_envelope_is_refused_or_changes_nothing(folder: Path, at: int, flip: int) -> None:
    sender, receiver = read_pair(folder / "sender.pem"), read_pair(folder / "receiver.pem")
    content = bytearray(encrypt(signed(sender), [receiver.certificate]))
    content[at % len(content)] ^= flip
    try:
        opened = read_pack(decrypt(bytes(content), receiver))
        verify(opened.head, opened.signature, sender.certificate)
    except Refusal:
        return
    assert opened.files == tuple(FILES)


@pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")
def test_openssl_opens_the_envelope_and_verifies_the_signature(
    folder: Path, tmp_path: Path, sender: Pair, receiver: Pair
) -> None:
    (tmp_path / "pack.p7m").write_bytes(encrypt(signed(sender), [receiver.certificate]))
    run("cms", "-decrypt", "-inform", "DER", "-in", tmp_path / "pack.p7m", "-recip", folder / "receiver.pem",
        "-out", tmp_path / "pack.zip")  # fmt: skip
    assert (tmp_path / "pack.zip").read_bytes() == signed(sender)
    opened = read_pack((tmp_path / "pack.zip").read_bytes())
    (tmp_path / "manifest.json").write_bytes(opened.head)
    (tmp_path / "manifest.p7s").write_bytes(opened.signature)
    run("cms", "-verify", "-inform", "DER", "-in", tmp_path / "manifest.p7s", "-content", tmp_path / "manifest.json",
        "-certfile", folder / "sender.pem", "-CAfile", folder / "sender.pem", "-purpose", "any", "-no_check_time",
        "-binary", "-out", tmp_path / "said")  # fmt: skip
    assert (tmp_path / "said").read_bytes() == opened.head


@pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")
@pytest.mark.parametrize("digest", ["sha256", "sha512", "sha1"])
def test_what_openssl_signs_is_verified_and_a_weak_digest_is_not(
    folder: Path, tmp_path: Path, sender: Pair, digest: str
) -> None:
    (tmp_path / "manifest.json").write_bytes(b"{}")
    run("cms", "-sign", "-binary", "-md", digest, "-outform", "DER", "-signer", folder / "sender.pem",
        "-in", tmp_path / "manifest.json", "-out", tmp_path / "manifest.p7s")  # fmt: skip
    signature = (tmp_path / "manifest.p7s").read_bytes()
    if digest == "sha1":
        with pytest.raises(Refusal):
            verify(b"{}", signature, sender.certificate)
    else:
        verify(b"{}", signature, sender.certificate)
        with pytest.raises(Refusal):
            verify(b"{ }", signature, sender.certificate)


@pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")
def test_what_openssl_encrypts_is_opened(folder: Path, tmp_path: Path, sender: Pair, receiver: Pair) -> None:
    (tmp_path / "pack.zip").write_bytes(signed(sender))
    run("cms", "-encrypt", "-binary", "-aes256", "-outform", "DER", "-in", tmp_path / "pack.zip",
        "-out", tmp_path / "pack.p7m", folder / "receiver.pem")  # fmt: skip
    assert decrypt((tmp_path / "pack.p7m").read_bytes(), receiver) == signed(sender)


def run(*arguments: object) -> None:
    done = subprocess.run([str(OPENSSL), *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_own_pair_is_made_once_and_is_for_the_owner_alone(tmp_path: Path) -> None:
    pair = own_pair(tmp_path, "示例市知识产权局", NOW)
    assert own_pair(tmp_path, "another", NOW).certificate == pair.certificate
    assert (tmp_path / "exchange.pem").stat().st_mode & 0o777 == 0o600
    assert pair.key.key_size == 3072
    with pytest.raises(Refusal) as refused:
        own_pair(tmp_path, "示例市知识产权局", NOW + timedelta(days=3651))
    assert refused.value.code == "packs.certificate-expired"


def test_a_partner_is_known_by_the_certificate_that_was_put_there(tmp_path: Path, receiver: Pair) -> None:
    with pytest.raises(Refusal) as refused:
        partner(tmp_path, "cnipa", NOW)
    assert refused.value.code == "packs.no-certificate"
    trust(tmp_path, "cnipa", receiver.certificate, NOW)
    assert partner(tmp_path, "cnipa", NOW) == receiver.certificate
    assert len(fingerprint(receiver.certificate)) == 95
    for code in ("../cnipa", "", "CNIPA", "a/b", "a" * 41):
        with pytest.raises(Refusal):
            partner_path(tmp_path, code)
    partner_path(tmp_path, "cnipa").write_text("nonsense")
    with pytest.raises(Refusal) as refused:
        partner(tmp_path, "cnipa", NOW)
    assert refused.value.code == "packs.unreadable-certificate"
    with pytest.raises(Refusal):
        read_pair(tmp_path / "partners" / "cnipa.pem")


def certificate(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, days: int = 10) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "x")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(NOW - timedelta(days=20))
    return builder.not_valid_after(NOW + timedelta(days=days)).sign(key, hashes.SHA256())


@pytest.mark.parametrize("kind", ["small", "curve", "over"])
def test_a_certificate_for_which_nothing_can_be_encrypted_is_refused(kind: str, receiver: Pair, tmp_path: Path) -> None:
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey = receiver.key
    if kind == "small":
        key = rsa.generate_private_key(65537, 1024)
    if kind == "curve":
        key = ec.generate_private_key(ec.SECP256R1())
    held = certificate(key, days=-1 if kind == "over" else 10)
    with pytest.raises(Refusal):
        trust(tmp_path, "cnipa", held, NOW)
    assert not (tmp_path / "partners").exists()


def test_a_certificate_is_read_in_either_form(tmp_path: Path, receiver: Pair) -> None:
    for form in (serialization.Encoding.PEM, serialization.Encoding.DER):
        (tmp_path / "c").write_bytes(receiver.certificate.public_bytes(form))
        assert read_certificate(tmp_path / "c") == receiver.certificate
    require_valid(receiver.certificate, NOW)
