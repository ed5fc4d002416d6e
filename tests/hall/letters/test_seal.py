"""The electronic seal proves that a file left the office as it is."""

from __future__ import annotations

import random
import stat
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.hall.letters.samples import LETTER

from zhiquan.hall.letters.rendering import render_pdf
from zhiquan.hall.letters.seal import UNSEALED, LocalSeal
from zhiquan.rules.refusal import Refusal

NOW = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
OFFICE = "示例市知识产权局"


@pytest.fixture
def seal(tmp_path: Path) -> LocalSeal:
    return LocalSeal(tmp_path, OFFICE, NOW)


@pytest.fixture
def sealed(seal: LocalSeal) -> bytes:
    return seal.seal(render_pdf(LETTER), LETTER.number)


def test_a_sealed_letter_names_its_signer_and_is_genuine(seal: LocalSeal, sealed: bytes) -> None:
    state = seal.verify(sealed)
    assert state.genuine
    assert state.signer == OFFICE


def test_the_sealed_file_begins_with_the_very_letter(sealed: bytes) -> None:
    assert sealed.startswith(render_pdf(LETTER))


def test_a_flipped_byte_is_detected_wherever_it_stands(seal: LocalSeal, sealed: bytes) -> None:
    start = sealed.index(b"/Contents <") + len(b"/Contents <")
    end = sealed.index(b">", start)
    signed = [*range(start), *range(end, len(sealed))]
    padding = range(end - 200, end)
    for at in [*random.Random(7).sample(signed, 300), *random.Random(8).sample(padding, 50)]:
        flipped = bytearray(sealed)
        flipped[at] ^= 0x01
        assert not seal.verify(bytes(flipped)).genuine, at


def test_something_appended_after_sealing_is_detected(seal: LocalSeal, sealed: bytes) -> None:
    state = seal.verify(sealed + b"\n%%EOF\n")
    assert not state.whole
    assert not state.genuine


def test_the_seal_of_another_installation_is_not_ours(seal: LocalSeal, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    forged = LocalSeal(elsewhere, OFFICE, NOW).seal(render_pdf(LETTER), LETTER.number)
    state = seal.verify(forged)
    assert (state.signer, state.intact, state.whole) == (OFFICE, True, True)
    assert not state.ours
    assert not state.genuine


@pytest.mark.parametrize("file", [b"", b"%PDF-1.7", b"PK\x03\x04", b"%PDF-1.7\n" + b"(" * 5000])
def test_a_file_without_a_readable_signature_proves_nothing(seal: LocalSeal, file: bytes) -> None:
    assert seal.verify(file) == UNSEALED
    assert not UNSEALED.genuine


def test_an_unsealed_letter_proves_nothing(seal: LocalSeal) -> None:
    assert seal.verify(render_pdf(LETTER)) == UNSEALED


def test_the_key_is_for_its_owner_alone_and_made_once(seal: LocalSeal, tmp_path: Path) -> None:
    file = tmp_path / "seal.pem"
    held = file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    LocalSeal(tmp_path, OFFICE, NOW)
    assert file.read_bytes() == held
    assert [path.name for path in tmp_path.iterdir()] == ["seal.pem"]


def test_an_expired_certificate_seals_nothing_but_old_letters_stay_verifiable(
    seal: LocalSeal, sealed: bytes, tmp_path: Path
) -> None:
    later = NOW + timedelta(days=366 * 10)
    with pytest.raises(Refusal) as refused:
        LocalSeal(tmp_path, OFFICE, later).seal(render_pdf(LETTER), LETTER.number)
    assert refused.value.code == "letters.seal-expired"
    (tmp_path / "seal.pem").rename(tmp_path / "seal-2036.pem")
    renewed = LocalSeal(tmp_path, OFFICE, later)
    assert renewed.verify(sealed).genuine
    assert renewed.verify(renewed.seal(render_pdf(LETTER), LETTER.number)).genuine
