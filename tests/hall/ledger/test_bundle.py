from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.hall.cases.world import World
from tests.hall.ledger import behind

from zhiquan.hall.cases import journal
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.services import keeping
from zhiquan.hall.files.services import store
from zhiquan.hall.ledger import services
from zhiquan.hall.ledger.bundle import verify as verifier
from zhiquan.hall.ledger.hashing import plain_json, sm3
from zhiquan.hall.ledger.key import office_key
from zhiquan.hall.letters.models import Letter
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.settings.now import now

Members = dict[str, bytes]


def bundle_of(case: Case, *, personal: bool = False) -> bytes:
    services.seal()
    out = io.BytesIO()
    services.bundle(case.number, out, personal=personal)
    return out.getvalue()


def members_of(content: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: Members) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def signed_anew(members: Members) -> Members:
    """Return a bundle whose table of contents fits again, as only who has the office's key can make it."""
    listed = plain_json(
        {name: hashlib.sha256(content).hexdigest() for name, content in members.items() if name[:8] != "contents"}
    )
    return {**members, "contents.json": listed, "contents.sig": office_key().sign(listed)}


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run the verifier of a folder in a Python that has nothing but its standard library."""
    command = [sys.executable, "-I", "-S", "verify.py", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)
    assert done.stderr == b""
    return done.returncode, done.stdout.decode()


def laid_out(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def faults(members: Members, path: Path) -> list[str]:
    """Return what the verifier finds, in this process."""
    path.write_bytes(packed(members))
    bundle = verifier.Bundle(path)
    try:
        verifier.check(bundle, "")
    except Exception as error:  # noqa: BLE001 - as the verifier's own main does
        bundle.faults.append(repr(error))
    return bundle.faults


@pytest.mark.parametrize("personal", [False, True])
def test_a_bundle_is_verified_elsewhere_with_nothing_but_the_standard_library(
    case: Case, tmp_path: Path, personal: bool
) -> None:
    content = bundle_of(case, personal=personal)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "case.zip").write_bytes(content)
    elsewhere = laid_out(content, tmp_path / "elsewhere")
    key = office_key().fingerprint
    for arguments in ((), ("../case.zip",), ("--key", key), ("../case.zip", "--key", key)):
        code, said = run(elsewhere, *arguments)
        assert (code, "SOUND" in said) == (0, True), said
    assert case.number in said
    assert run(elsewhere, "--key", "0" * 64)[0] == 1
    assert run(elsewhere, "--key")[0] == 1
    assert run(elsewhere, "nothing.zip")[0] == 2
    with (elsewhere / "events.jsonl").open("ab") as stream:
        stream.write(b"\n")
    assert run(elsewhere)[0] == 1


def test_personal_answers_stay_out_unless_asked_for(case: Case) -> None:
    without, with_them = members_of(bundle_of(case)), members_of(bundle_of(case, personal=True))
    assert "personal.jsonl" not in without
    assert [name for name, content in without.items() if "张三".encode() in content] == []
    assert "张三".encode() in with_them["personal.jsonl"]
    assert {name[:6] for name in with_them.keys() - without.keys()} == {"person", "files/"}


def _line(members: Members, change: Callable[[list[bytes]], None]) -> bytes:
    lines = members["events.jsonl"].splitlines(keepends=True)
    change(lines)
    return b"".join(lines)


def _json(content: bytes, **changes: object) -> bytes:
    return plain_json({**json.loads(content), **changes})


FORGERIES: dict[str, Callable[[Members], Members]] = {
    "an event's content": lambda m: {"events.jsonl": m["events.jsonl"].replace("齐全".encode(), "不全".encode())},
    "an event taken out": lambda m: {"events.jsonl": _line(m, lambda lines: lines.pop(1))},
    "the last event taken out": lambda m: {"events.jsonl": _line(m, lambda lines: lines.pop())},
    "events exchanged": lambda m: {"events.jsonl": _line(m, lambda lines: lines.insert(1, lines.pop(2)))},
    "an event repeated": lambda m: {"events.jsonl": _line(m, lambda lines: lines.append(lines[-1]))},
    "the definition": lambda m: {"definition.json": m["definition.json"].replace(b"2026", b"2025", 1)},
    "the number": lambda m: {"case.json": _json(m["case.json"], number="X-1")},
    "a paper": lambda m: {next(name for name in m if name.startswith("files/")): b"%PDF-1.4 other"},
    "papers left out": lambda m: {"papers.json": b"[]"},
    "the path": lambda m: {"path.json": _json(m["path.json"], path=[])},
    "the leaf": lambda m: {"path.json": _json(m["path.json"], leaf=[1, 2, "", ""])},
    "the seal": lambda m: {"seal.json": _json(m["seal.json"], cases=1)},
    "the seal's signature": lambda m: {"seal.sig": m["contents.sig"]},
    "a personal answer": lambda m: {"personal.jsonl": m["personal.jsonl"].replace("张三".encode(), "李四".encode())},
}


@pytest.mark.parametrize("what", FORGERIES)
@pytest.mark.parametrize("by_the_office", [False, True])
def test_whatever_is_forged_in_a_bundle_is_found(case: Case, tmp_path: Path, what: str, by_the_office: bool) -> None:
    members = members_of(bundle_of(case, personal=True))
    assert faults(members, tmp_path / "whole.zip") == []
    forged = {**members, **FORGERIES[what](members)}
    assert forged != members
    assert faults(signed_anew(forged) if by_the_office else forged, tmp_path / "forged.zip") != []


def test_a_chain_rewritten_after_the_seal_does_not_fit_the_bundle(case: Case, tmp_path: Path) -> None:
    services.seal()
    behind.rewrite(case, 2, role="head")
    assert "sealed" in "".join(faults(members_of(bundle_of(case)), tmp_path / "one.zip"))


def test_names_too_many_too_few_or_twice_are_found(case: Case, tmp_path: Path) -> None:
    members = members_of(bundle_of(case))
    assert "more.txt" in "".join(faults({**members, "more.txt": b""}, tmp_path / "more.zip"))
    for name in members:
        less = {key: value for key, value in members.items() if key != name}
        assert faults(less, tmp_path / "less.zip") != []
    (tmp_path / "twice.zip").write_bytes(packed(members))
    with zipfile.ZipFile(tmp_path / "twice.zip", "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("README.md", members["README.md"])
    bundle = verifier.Bundle(tmp_path / "twice.zip")
    verifier.check(bundle, "")
    assert "twice" in "".join(bundle.faults)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_byte_of_a_bundle_can_be_changed(whole: tuple[Members, Path], data: st.DataObject) -> None:
    members, path = whole
    name = data.draw(st.sampled_from(sorted(members)))
    place = data.draw(st.integers(0, len(members[name]) - 1))
    flip = data.draw(st.integers(1, 255))
    content = bytearray(members[name])
    content[place] ^= flip
    found = faults({**members, name: bytes(content)}, path)
    assert found or (name, members[name][place : place + 1]) == ("key.pem", b"\n")


@pytest.fixture
def whole(case: Case, tmp_path: Path) -> tuple[Members, Path]:
    return members_of(bundle_of(case, personal=True)), tmp_path / "one.zip"


@given(st.binary(max_size=300))
def test_the_verifier_counts_sm3_as_the_library_does(content: bytes) -> None:
    assert verifier.sm3(content) == sm3(content)


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=80), st.integers(0, 10**6))
def test_the_verifier_knows_right_signatures_from_wrong_ones(content: bytes, place: int) -> None:
    key = office_key()
    der = verifier.base64.b64decode("".join(key.public_pem.decode().split("-----")[2].split()))
    signature = key.sign(content)
    assert verifier.signed(der, content, signature)
    assert not verifier.signed(der, content + b"x", signature)
    wrong = bytearray(signature)
    wrong[place % len(wrong)] ^= 1
    assert not verifier.signed(der, content, bytes(wrong))
    other = bytearray(der)
    other[place % len(other)] ^= 1
    assert not verifier.signed(bytes(other), content, signature)


def test_a_case_that_is_not_sealed_or_does_not_exist_has_no_bundle(case: Case) -> None:
    with pytest.raises(Refusal) as refused:
        services.bundle(case.number, io.BytesIO())
    assert refused.value.code == "ledger.not-sealed"
    with pytest.raises(NotFound):
        services.bundle("NONE", io.BytesIO())


def test_a_bundle_is_for_the_office_that_has_the_case_and_personal_answers_for_its_head(
    world: World, case: Case
) -> None:
    services.seal()
    out = io.BytesIO()
    assert services.bundle_for(world.actor("window"), case.number, out).sealed == 3
    assert services.bundle_for(world.actor("head"), case.number, out, personal=True).personal
    for name, personal, code in (
        ("applicant", False, "ledger.role"),
        ("window", True, "ledger.role"),
        ("elsewhere", False, "cases.not-found"),
        ("rival", False, "cases.not-found"),
    ):
        with pytest.raises(Refusal) as refused:
            services.bundle_for(world.actor(name), case.number, out, personal=personal)
        assert refused.value.code == code


def issued(world: World, case: Case) -> Letter:
    """A letter as it stands after it was signed."""
    actor, pdf = world.actor("head"), b"%PDF-1.4\n% a letter\n%%EOF\n"
    letter = Letter.objects.create(
        case=case, template=next(iter(case.definition.letters)), content={"title": "通知书"}, state="signed",
        number="示知〔2026〕1号", drafted_by_id=actor.user_id, drafted_at=now(), signed_by_id=actor.user_id,
        signed_at=now(), pdf=store(actor, "通知书.pdf", pdf),
    )  # fmt: skip
    data = {"letter": letter.pk, "template": letter.template, "number": letter.number}
    journal.record(case, "letter.signed", data, actor=actor, role="head")
    return letter


def test_letters_are_in_the_bundle_and_answer_to_the_events_that_tell_of_them(
    world: World, case: Case, tmp_path: Path
) -> None:
    letter = issued(world, case)
    members = members_of(bundle_of(case))
    path, one = f"letters/{letter.pk}.pdf", tmp_path / "one.zip"
    assert b"a letter" in members[path]
    assert faults(members, one) == []
    rows = json.loads(members["papers.json"])
    without = [row for row in rows if row["path"] != path]
    renumbered = [{**row, "number": "示知〔2026〕2号"} if row["path"] == path else row for row in rows]
    for forged in (
        {**members, "papers.json": plain_json(without)},
        {**members, "papers.json": plain_json(renumbered)},
        {**members, path: b"%PDF-1.4 other"},
    ):
        assert faults(signed_anew(forged), one) != []


def test_events_after_the_seal_are_in_the_bundle_and_told_apart(world: World, case: Case, tmp_path: Path) -> None:
    services.seal()
    out = io.BytesIO()
    keeping.tag(world.actor("window"), case.number, "专项", key="tag")
    made = services.bundle(case.number, out)
    assert (made.events, made.sealed) == (4, 3)
    assert faults(members_of(out.getvalue()), tmp_path / "one.zip") == []
