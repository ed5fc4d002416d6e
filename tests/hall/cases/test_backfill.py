"""A result that comes back is taken in only when it is genuine, whole, and the answer to what was handed over."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from tests.hall.cases.world import PDF, REGISTERED, World
from tests.hall.files.daemon import MARK, clamd

from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.journal import verify_chain
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.payloads import reveal
from zhiquan.hall.cases.services import read_result, take_result
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.files.selectors import get_file_for, open_file
from zhiquan.hall.files.sweeping import sweep
from zhiquan.hall.letters.dossier.entries import Volume
from zhiquan.hall.letters.dossier.gathering import Told, gather
from zhiquan.hall.matters.moves import FormRefusal
from zhiquan.office.exchange import build_pack, read_pack
from zhiquan.office.exchange.certificates import Pair
from zhiquan.office.exchange.envelopes import decrypt, encrypt, sign
from zhiquan.office.exchange.partners import demo_pair, ours
from zhiquan.portal.cli.main import root
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text

TITLE = Text("结果", "Result")


@pytest.fixture
def case(world: World) -> Case:
    world.act(world.case(), "window", "accept")
    case = Case.objects.get()
    return world.act(case, "examiner", "forward", {"opinion": "符合"})


@pytest.fixture
def registry() -> Pair:
    """The deciding office."""
    return demo_pair("cnipa")


def handed_over(world: World, case: Case) -> bytes:
    pack = case.events.get(data__has_key="pack").data["pack"]
    with open_file(get_file_for(world.actor("window"), pack["file"])) as stream:
        return stream.read()


def manifest(world: World, case: Case, registry: Pair) -> dict[str, Any]:
    digest = read_pack(decrypt(handed_over(world, case), registry)).digest
    return {"case": case.number, "answers": digest, "result": dict(REGISTERED)}


def answer(told: dict[str, Any], signer: Pair, files: list[tuple[str, bytes]] | None = None) -> bytes:
    documents = [("登记通知书.pdf", PDF)] if files is None else files
    return encrypt(build_pack(TITLE, told, documents, partial(sign, pair=signer)).content, [ours().certificate])


def test_what_is_handed_over_is_for_the_deciding_office_alone_and_signed(
    world: World, case: Case, registry: Pair
) -> None:
    sealed = handed_over(world, case)
    assert "张三".encode() not in sealed
    opened = read_pack(decrypt(sealed, registry))
    assert opened.manifest["form"]["contact"] == "张三"
    assert opened.digest == case.events.get(data__has_key="pack").data["pack"]["contents"]
    assert read_pack(decrypt(sealed, ours())) == opened, "the office can show what it handed over"
    with pytest.raises(Refusal) as refused:
        decrypt(sealed, demo_pair("province"))
    assert refused.value.code == "packs.wrong-key"


def test_nothing_is_handed_over_in_the_clear(world: World, settings: Any) -> None:
    case = world.act(world.case(), "window", "accept")
    settings.DEMO = False
    path = settings.DATA.region / "partners" / "cnipa.pem"
    kept = path.read_bytes() if path.exists() else None
    path.unlink(missing_ok=True)
    try:
        with pytest.raises(Refusal) as refused:
            world.act(case, "examiner", "forward", {"opinion": "符合"})
    finally:
        if kept:
            path.write_bytes(kept)
    assert refused.value.code == "packs.no-certificate"
    case.refresh_from_db()
    assert case.state == "accepted"


def test_a_genuine_result_is_taken_in_once_with_its_documents(world: World, case: Case, registry: Pair) -> None:
    content, examiner = answer(manifest(world, case, registry), registry), world.actor("examiner")
    taken = take_result(examiner, content, "结果.p7m")
    assert (taken.state, taken.version) == ("registered_back", case.version + 1)
    assert take_result(examiner, content, "again.p7m").version == taken.version
    event = taken.events.latest("seq")
    pack, paper = event.data["received"]["files"]
    assert event.data["data"]["registration_number"] == REGISTERED["registration_number"]
    with open_file(get_file_for(examiner, paper["file"])) as stream:
        assert stream.read() == PDF
    with pytest.raises(NotFound):  # the party is told by the office's own letter
        get_file_for(world.actor("applicant"), paper["file"])
    assert (pack["name"], paper["name"]) == ("结果.p7m", "登记通知书.pdf")
    assert verify_chain(taken).intact
    world.clock.turn(28)
    sweep()
    assert get_file_for(examiner, pack["file"]).attached_at is not None


def test_what_came_back_lies_in_the_dossier_beside_what_went_out(world: World, case: Case, registry: Pair) -> None:
    taken = take_result(world.actor("examiner"), answer(manifest(world, case, registry), registry), "结果.p7m")
    told = Told(taken, matter_of(taken.definition), reveal(taken, snapshot_of(taken)), "示例市知识产权局")
    titles = [entry.title for entry in gather(told) if entry.volume is Volume.SUB]
    assert [title for title in titles if "：" in title] == [
        f"移送材料包：{case.number}-cnipa.zip.p7m",
        "回传结果：结果.p7m",
        "回传结果：登记通知书.pdf",
    ]


Spoil = Callable[[dict[str, Any]], dict[str, Any]]
WRONG: dict[str, tuple[Spoil, str]] = {
    "of another pack": (lambda told: {**told, "answers": "0" * 64}, "packs.unanswered"),
    "of no pack": (lambda told: {**told, "answers": ""}, "packs.unanswered"),
    "of no case": (lambda told: {**told, "case": "ZYDJ-1999-000001"}, "cases.not-found"),
    "without a result": (lambda told: {**told, "result": "registered"}, "packs.no-result"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_result_that_does_not_answer_is_not_taken_in(world: World, case: Case, registry: Pair, wrong: str) -> None:
    spoil, code = WRONG[wrong]
    with pytest.raises(Refusal) as refused:
        take_result(world.actor("examiner"), answer(spoil(manifest(world, case, registry)), registry), "r.p7m")
    assert refused.value.code == code
    case.refresh_from_db()
    assert case.state == "forwarded"


def test_a_result_signed_by_somebody_else_or_by_nobody_or_changed_is_not_taken_in(
    world: World, case: Case, registry: Pair
) -> None:
    told, examiner = manifest(world, case, registry), world.actor("examiner")
    unsigned = encrypt(build_pack(TITLE, told, []).content, [ours().certificate])
    genuine = read_pack(decrypt(answer(told, registry), ours()))
    forged = build_pack(TITLE, {**told, "result": {"result": "refused"}}, [], lambda _: genuine.signature).content
    for content in (answer(told, demo_pair("province")), answer(told, ours()), unsigned, forged):
        with pytest.raises(Refusal) as refused:
            read_result(examiner, content)
        assert refused.value.code == "packs.signature"
    with pytest.raises(Refusal) as refused:
        read_result(examiner, genuine_with(answer(told, registry), b"other contract"))
    assert refused.value.code == "packs.changed"


def genuine_with(content: bytes, other: bytes) -> bytes:
    """The same pack with one document exchanged."""
    import io
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(decrypt(content, ours()))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, other if name.endswith(".pdf") else old.read(name))
    return made.getvalue()


def test_the_answers_are_read_as_if_they_were_typed(world: World, case: Case, registry: Pair) -> None:
    told = {**manifest(world, case, registry), "result": {"result": "registered"}}
    with pytest.raises(FormRefusal):
        take_result(world.actor("examiner"), answer(told, registry), "r.p7m")


def test_only_who_takes_the_step_takes_a_result_in(world: World, case: Case, registry: Pair) -> None:
    content = answer(manifest(world, case, registry), registry)
    with pytest.raises(NotFound):
        take_result(world.actor("elsewhere"), content, "r.p7m")
    with pytest.raises(Refusal):
        take_result(world.actor("window"), content, "r.p7m")
    with pytest.raises(Refusal):
        take_result(world.actor("applicant"), content, "r.p7m")


def test_a_second_result_comes_too_late(world: World, case: Case, registry: Pair) -> None:
    told, examiner = manifest(world, case, registry), world.actor("examiner")
    take_result(examiner, answer(told, registry), "r.p7m")
    other = {**told, "result": {"result": "refused", "registered_on": "2026-07-20", "reason": "x"}}
    with pytest.raises((Refusal, Conflict)):
        take_result(examiner, answer(other, registry), "r.p7m")
    case.refresh_from_db()
    assert case.state == "registered_back"


def test_what_the_scanner_cannot_see_through_the_encryption_is_scanned_inside(
    world: World, case: Case, registry: Pair, settings: Any
) -> None:
    told = manifest(world, case, registry)
    with clamd() as daemon:
        settings.SCANNER = daemon.url
        with pytest.raises(Refusal) as refused:
            take_result(world.actor("examiner"), answer(told, registry, [("a.pdf", PDF + MARK)]), "r.p7m")
    assert refused.value.code == "files.infected"


def test_the_deciding_office_opens_and_answers_by_the_command(
    world: World, case: Case, registry: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIQUAN_LANG", "en")
    (tmp_path / "pack.p7m").write_bytes(handed_over(world, case))
    (tmp_path / "office.pem").write_bytes(ours().certificate.public_bytes(Encoding.PEM))
    (tmp_path / "result.json").write_text(json.dumps(REGISTERED))
    (tmp_path / "notice.pdf").write_bytes(PDF)
    key = str(settings.DATA.keys / "demo-office-cnipa.pem")

    def run(*arguments: object) -> str:
        done = CliRunner().invoke(root, ["packs", *map(str, arguments)], catch_exceptions=True)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.output

    said = run("open", tmp_path / "pack.p7m", "--key", key, "--sender", tmp_path / "office.pem", "--out",
               tmp_path / "taken")  # fmt: skip
    assert "Signature verified." in said
    assert json.loads((tmp_path / "taken" / "manifest.json").read_bytes())["manifest"]["case"] == case.number
    assert (tmp_path / "taken" / "01-application-application.pdf").read_bytes() == PDF
    run("answer", tmp_path / "pack.p7m", "--key", key, "--result", tmp_path / "result.json", "--file",
        tmp_path / "notice.pdf", "--to", tmp_path / "office.pem", "--out", tmp_path / "result.p7m")  # fmt: skip
    taken = take_result(world.actor("examiner"), (tmp_path / "result.p7m").read_bytes(), "result.p7m")
    assert taken.state == "registered_back"
    with pytest.raises(Refusal) as refused:
        run("open", tmp_path / "result.p7m", "--key", key)
    assert refused.value.code == "packs.wrong-key"


def test_a_partner_is_trusted_only_with_the_fingerprint_it_told(
    tmp_path: Path, registry: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zhiquan.office.exchange.certificates import fingerprint, partner_path

    (tmp_path / "c.pem").write_bytes(registry.certificate.public_bytes(Encoding.PEM))
    path = partner_path(settings.DATA.region, "test-partner")
    wrong = CliRunner().invoke(root, ["packs", "trust", "test-partner", str(tmp_path / "c.pem"), "--fingerprint", "00"])
    assert isinstance(wrong.exception, Refusal)
    assert not path.exists()
    told = fingerprint(registry.certificate).replace(":", "").lower()
    CliRunner().invoke(root, ["packs", "trust", "test-partner", str(tmp_path / "c.pem"), "--fingerprint", told])
    assert path.exists()
    path.unlink()
    shown = CliRunner().invoke(root, ["packs", "certificate"])
    assert "BEGIN CERTIFICATE" in shown.output
    assert "PRIVATE" not in shown.output
