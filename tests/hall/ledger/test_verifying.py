from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from tests.hall.cases.world import World
from tests.hall.ledger import behind

from zhiquan.hall.cases.models import Case, CasePayload
from zhiquan.hall.cases.services import keeping
from zhiquan.hall.ledger import shares, verifying
from zhiquan.hall.ledger.faults import SHOWN, Change, Verified
from zhiquan.hall.ledger.models import Leaf, Seal
from zhiquan.hall.ledger.sealing import seal
from zhiquan.hall.ledger.verifying import verify, verify_case
from zhiquan.rules.refusal import NotFound


def named(report: Verified, case: Case) -> list[tuple[int | None, Change]]:
    """Return what was found in a case; nothing may be found in another."""
    assert {fault.case for fault in report.faults} <= {case.number, ""}
    return [(fault.event, fault.change) for fault in report.faults if fault.case]


def test_an_untouched_ledger_is_sound_sealed_or_not(case: Case) -> None:
    assert verify().sound
    seal()
    report = verify()
    assert (report.sound, report.cases, report.events, report.leaves, report.seals) == (True, 2, 4, 2, 1)
    assert report.payloads > 0
    assert report.unsealed == 0


def _anew(case: Case, seq: int) -> None:
    last = case.events.get(seq=seq + 1)
    behind.rewrite(case, seq, role="head")
    behind.change(case, seq + 1, prev=last.prev, hash=last.hash)


def _closed_gap(case: Case) -> None:
    behind.remove(case, 2)
    behind.change(case, 3, seq=2)


SEALED_OR_NOT = pytest.mark.parametrize("sealed", [False, True])
TAMPERINGS: dict[str, tuple[Callable[[Case], None], int, Change]] = {
    "an answer": (lambda case: behind.change(case, 1, data={"form": {}}), 1, Change.CONTENT),
    "who acted": (lambda case: behind.change(case, 2, actor_id=None), 2, Change.CONTENT),
    "the role": (lambda case: behind.change(case, 3, role="head"), 3, Change.CONTENT),
    "the time": (lambda case: behind.change(case, 2, acted_at="2026-07-01 00:00:00"), 2, Change.CONTENT),
    "the hash before": (lambda case: behind.change(case, 2, prev="0" * 64), 2, Change.CONTENT),
    "the hash": (lambda case: behind.change(case, 3, hash="0" * 64), 3, Change.CONTENT),
    "an event hashed anew": (lambda case: _anew(case, 2), 2, Change.CONTENT),
    "the order": (lambda case: behind.swap(case, 2, 3), 2, Change.ORDER),
    "one taken out": (lambda case: behind.remove(case, 2), 2, Change.MISSING),
    "the last taken out": (lambda case: behind.remove(case, 3), 3, Change.MISSING),
    "one taken out and the gap closed": (_closed_gap, 2, Change.MISSING),
    "one put in": (lambda case: behind.insert(case, 2), 2, Change.ADDED),
    "one put in at the end": (lambda case: behind.insert(case, 4), 4, Change.ADDED),
}


@SEALED_OR_NOT
@pytest.mark.parametrize("what", TAMPERINGS)
def test_whatever_is_changed_in_a_chain_is_named_with_its_kind(case: Case, what: str, sealed: bool) -> None:
    tamper, seq, change = TAMPERINGS[what]
    if sealed:
        seal()
    tamper(case)
    assert (seq, change) in named(verify(), case)
    assert (seq, change) == named(verify_case(case.number), case)[0]


def test_a_chain_rewritten_whole_is_known_only_by_its_seal(case: Case) -> None:
    seal()
    behind.rewrite(case, 2, role="head")
    assert named(verify(), case) == [(3, Change.HEAD)]
    Leaf.objects.all().delete()
    Seal.objects.all()._raw_delete("default")
    assert verify().sound


def test_only_the_first_of_several_heads_is_named(world: World, case: Case) -> None:
    seal()
    keeping.tag(world.actor("window"), case.number, "专项", key="tag")
    seal()
    behind.rewrite(case, 1, role="head")
    assert named(verify(), case) == [(3, Change.HEAD)]


def test_the_count_of_events_in_the_row_of_a_case_is_checked(case: Case) -> None:
    seal()
    behind.execute("UPDATE cases_case SET version = 2 WHERE id = %s", case.pk)
    assert named(verify(), case) == [(3, Change.HEAD)]


def test_a_personal_answer_exchanged_removed_or_silently_erased_is_named(case: Case) -> None:
    first, second, *_ = CasePayload.objects.filter(case=case).order_by("pk")
    value = first.value
    CasePayload.objects.filter(pk=first.pk).update(value="李四")
    assert named(verify(), case) == [(1, Change.PAYLOAD)]
    CasePayload.objects.filter(pk=first.pk).update(value=None, erased_at=case.events.get(seq=1).acted_at)
    assert named(verify(), case) == [(1, Change.PAYLOAD)]
    CasePayload.objects.filter(pk=first.pk).update(value=value, erased_at=None)
    assert verify().sound
    second.delete()
    assert named(verify(), case) == [(1, Change.PAYLOAD)]


@pytest.mark.parametrize(
    ("column", "value"), [("sha256", "0" * 64), ("sm3", "0" * 64), ("seq", 2), ("mark", "0" * 64), ("position", 9)]
)
def test_a_leaf_changed_is_named(case: Case, column: str, value: object) -> None:
    seal()
    Leaf.objects.filter(case=case.pk).update(**{column: value})
    report = verify()
    assert Change.LEAF in {change for _, change in named(report, case)}


def test_a_chain_rewritten_together_with_its_leaf_is_named(case: Case) -> None:
    seal()
    behind.rewrite(case, 2, role="head")
    Leaf.objects.filter(case=case.pk).update(sha256=case.events.get(seq=3).hash)
    found = verify()
    assert (3, Change.LEAF) in named(found, case)
    assert [fault.change for fault in found.faults if not fault.case] == [Change.SEAL]


def test_a_leaf_taken_out_or_put_in_changes_the_root(case: Case) -> None:
    seal()
    held = Leaf.objects.get(case=case.pk)
    held.delete()
    assert [fault.change for fault in verify().faults] == [Change.SEAL]
    held.save(force_insert=True)
    assert verify().sound
    Leaf.objects.create(position=5, case=10**6, number="X", seal=1, seq=1, sha256="0" * 64, sm3="0" * 64, mark="")
    assert {fault.change for fault in verify().faults} == {Change.SEAL, Change.LEAF, Change.CASE}


def test_a_case_that_disappeared_is_named(case: Case) -> None:
    seal()
    for table in ("caseevent", "casepayload", "paper", "clockduty", "participant", "casetag"):
        behind.execute(f"DELETE FROM cases_{table} WHERE case_id = %s", case.pk)
    behind.execute("DELETE FROM cases_case WHERE id = %s", case.pk)
    assert named(verify(), case) == [(None, Change.CASE)]


def test_a_seal_changed_forged_or_taken_out_is_named(world: World, case: Case) -> None:
    seal()
    world.case(key="third")
    seal()
    first = Seal.objects.get(number=1)
    Seal.objects.filter(number=1).update(statement=first.statement.replace('"cases":2', '"cases":3'))
    assert Change.SEAL in {fault.change for fault in verify().faults}
    Seal.objects.filter(number=1).update(statement=first.statement)
    assert verify().sound
    Seal.objects.filter(number=1)._raw_delete("default")
    assert Change.SEAL in {fault.change for fault in verify().faults}


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every case lie in a share of its own."""
    monkeypatch.setattr(shares, "IDS", 1)


@SEALED_OR_NOT
@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_event_changed_in_any_share_is_named_as_without_shares(
    world: World, case: Case, place: int, sealed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.case(key="third")
    changed = Case.objects.order_by("pk")[place]
    if sealed:
        seal()
    behind.change(changed, 1, role="head")
    whole = verify()
    monkeypatch.setattr(shares, "IDS", 1)
    assert len(shares.shares(1, 3, 0)) == 3
    parted = verify()
    assert named(parted, changed) == [(1, Change.CONTENT)]
    parted.seconds = whole.seconds
    assert parted == whole


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_case_that_disappeared_from_any_share_is_named(world: World, case: Case, place: int) -> None:
    world.case(key="third")
    seal()
    gone = Case.objects.order_by("pk")[place]
    for table in ("caseevent", "casepayload", "paper", "clockduty", "participant", "casetag"):
        behind.execute(f"DELETE FROM cases_{table} WHERE case_id = %s", gone.pk)
    behind.execute("DELETE FROM cases_case WHERE id = %s", gone.pk)
    assert named(verify(), gone) == [(None, Change.CASE)]


@pytest.mark.parametrize(("first", "last"), [(1, 0), (1, 1), (7, 7), (1, 9), (5, 30_000), (20_000, 20_001)])
def test_every_id_lies_in_exactly_one_share(first: int, last: int) -> None:
    parts = shares.shares(first, last, 0)
    assert (parts[0].after, parts[-1].until) == (0, None)
    assert all(one.until == other.after for one, other in pairwise(parts))
    assert len(parts) == max(1, -(-(last - first + 1) // shares.IDS))


def test_no_more_faults_are_kept_of_all_shares_than_of_one() -> None:
    whole = Verified()
    for _ in range(3):
        part = Verified()
        for _ in range(700):
            part.found(Change.CASE, "X", None)
        whole.add(part)
    assert (whole.count, len(whole.faults)) == (2_100, SHOWN)


def test_a_case_that_does_not_exist_is_refused(world: World) -> None:
    with pytest.raises(NotFound):
        verify_case("NONE")


def test_a_case_acted_in_while_it_is_verified_is_not_named(
    world: World, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(after: int, end: int) -> dict[int, dict[str, CasePayload]]:
        keeping.tag(world.actor("window"), case.number, "专项", key="tag")
        return {}

    monkeypatch.setattr(verifying, "_payloads_between", meanwhile)
    report = verify()
    assert (report.sound, report.events) == (True, 5)
    assert report.payloads > 0
