"""Lawful erasure breaks no chain, no seal and no bundle."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from tests.hall.cases.world import World
from tests.hall.ledger.test_bundle import faults, members_of

from zhiquan.hall.cases import selectors
from zhiquan.hall.cases.journal import verify_chain
from zhiquan.hall.cases.models import Case, CasePayload
from zhiquan.hall.cases.services import erase_personal, withdraw
from zhiquan.hall.ledger import services
from zhiquan.hall.ledger.faults import Change
from zhiquan.hall.ledger.verifying import verify
from zhiquan.rules.refusal import Refusal


def close(world: World, case: Case) -> None:
    case.refresh_from_db()
    withdraw(world.actor("applicant"), case.number, "不办了", version=case.version, key="withdraw")
    case.refresh_from_db()
    assert case.closed


def test_erasing_takes_the_values_and_leaves_chain_seal_and_bundle_sound(world: World, tmp_path: Path) -> None:
    case = world.case()
    close(world, case)
    services.seal()
    erase_personal(world.actor("head"), case.number, "保存期限届满", key="erase")
    case.refresh_from_db()
    assert set(CasePayload.objects.filter(case=case).values_list("value", "salt")) == {(None, "")}
    assert not {"contact", "phone"} & case.draft.form.keys()
    last = case.events.order_by("seq").last()
    assert last is not None
    assert (last.kind, last.data["reason"], len(last.data["digests"])) == ("erased", "保存期限届满", 2)
    assert verify_chain(case).intact
    assert verify().sound
    services.seal()
    assert verify().sound
    out = io.BytesIO()
    services.bundle(case.number, out, personal=True)
    assert members_of(out.getvalue())["personal.jsonl"] == b""
    assert faults(members_of(out.getvalue()), tmp_path / "one.zip") == []
    view = selectors.case_view(world.actor("window"), case.number)
    assert any("保存期限届满" in event.label.zh for event in view.events)


def test_an_erasure_that_no_event_tells_of_is_named(world: World) -> None:
    case = world.case()
    close(world, case)
    CasePayload.objects.filter(case=case).update(value=None, salt="", erased_at=case.opened_on.isoformat() + "T00:00Z")
    assert {fault.change for fault in verify().faults} == {Change.PAYLOAD}


def test_only_the_head_erases_once_with_a_reason_when_the_case_is_closed(world: World) -> None:
    case = world.case()

    def refused(name: str, reason: str = "届满") -> str:
        with pytest.raises(Refusal) as refusal:
            erase_personal(world.actor(name), case.number, reason, key="erase")
        return refusal.value.code

    assert refused("head") == "cases.still-open"
    close(world, case)
    assert refused("window") == refused("applicant") == "cases.not-yours-to-erase"
    assert refused("rival") == "cases.not-found"
    assert refused("head", " ") == "cases.no-reason"
    first = erase_personal(world.actor("head"), case.number, "届满", key="erase")
    assert erase_personal(world.actor("head"), case.number, "届满", key="erase").version == first.version
    with pytest.raises(Refusal) as refusal:
        erase_personal(world.actor("head"), case.number, "届满", key="again")
    assert refusal.value.code == "cases.nothing-personal"
