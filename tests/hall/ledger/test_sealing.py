from __future__ import annotations

import json
from datetime import timedelta

import pytest
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st
from tests.hall.cases.world import World
from tests.hall.ledger import behind

from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.services import keeping
from zhiquan.hall.ledger import sealing
from zhiquan.hall.ledger.hashing import sha256, sm3
from zhiquan.hall.ledger.key import OfficeKey, known_keys, office_key
from zhiquan.hall.ledger.merkle import Pair, Tree
from zhiquan.hall.ledger.models import Leaf, Seal, Sealing
from zhiquan.hall.ledger.sealing import seal, seal_if_due
from zhiquan.hall.ledger.turn import SILENT, turn
from zhiquan.hall.ledger.verifying import verify
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.settings.now import now


def test_a_seal_says_what_it_covers_and_is_linked_and_signed(world: World, case: Case) -> None:
    first = seal()
    assert (first.made, first.number, first.cases, first.changed, first.events) == (True, 1, 2, 2, 4)
    keeping.tag(world.actor("window"), case.number, "专项", key="tag")
    second = seal()
    assert (second.number, second.cases) == (2, 2)
    one, two = Seal.objects.all()
    assert one.says["previous"] is None
    told = one.statement.encode()
    assert two.says["previous"] == {"sha256": sha256(told).hex(), "sm3": sm3(told).hex()}
    assert known_keys()[two.says["key"]].signed(two.statement.encode(), bytes.fromhex(two.signature))
    assert not office_key().signed(told, bytes.fromhex(two.signature))
    assert json.loads(two.statement)["sha256"] == second.sha256 != first.sha256


def test_only_what_is_new_is_read_and_nothing_new_makes_no_seal(world: World, case: Case) -> None:
    seal()
    again = seal()
    assert (again.made, again.number, again.changed, again.events) == (False, 1, 0, 0)
    keeping.tag(world.actor("window"), case.number, "专项", key="tag")
    third = seal()
    assert (third.made, third.number, third.changed, third.events) == (True, 2, 1, 1)


def test_before_there_is_any_case_the_empty_ledger_is_sealed(world: World) -> None:
    made = seal()
    assert (made.cases, made.sha256, made.sm3) == (0, sha256(b"").hex(), sm3(b"").hex())
    assert verify().sound


def test_a_chain_that_does_not_fit_is_sealed_only_as_far_as_it_is_whole(case: Case) -> None:
    behind.change(case, 3, role="head")
    report = seal()
    assert report.unsound == [(case.number, 3)]
    assert Leaf.objects.get(case=case.pk).seq == 2


def test_a_run_that_was_killed_is_taken_up_and_before_that_breaks_nothing(
    world: World, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal()
    keeping.tag(world.actor("window"), case.number, "专项", key="tag")
    with monkeypatch.context() as killing:
        killing.setattr(sealing, "_signed", _killed)
        with pytest.raises(KeyboardInterrupt):
            seal()
    assert Leaf.objects.filter(case=case.pk).count() == 2
    report = verify()
    assert (report.sound, report.unsealed) == (True, 1)
    keeping.tag(world.actor("window"), case.number, "又一专项", key="more")
    assert seal().made
    report = verify()
    assert (report.sound, report.unsealed, report.seals) == (True, 0, 2)
    assert list(Leaf.objects.filter(case=case.pk).order_by("seal").values_list("seq", "until")) == [(3, 2), (5, None)]


def _killed(*args: object) -> None:
    raise KeyboardInterrupt


def test_one_process_seals_at_a_time_and_a_dead_one_is_succeeded(world: World, case: Case) -> None:
    with turn() as mine:
        with pytest.raises(Conflict) as busy:
            seal()
        assert busy.value.code == "ledger.busy"
        Sealing.objects.update(beat=now() - SILENT - timedelta(seconds=1))
        assert seal().made
        with pytest.raises(Conflict):
            mine.keep()
    assert verify().sound


def test_a_seal_is_due_a_day_after_the_last(world: World, case: Case) -> None:
    assert seal_if_due(now()) is not None
    keeping.tag(world.actor("window"), case.number, "专项", key="tag")
    assert seal_if_due(now() + timedelta(hours=23)) is None
    later = seal_if_due(now() + timedelta(hours=25))
    assert later is not None
    assert later.number == 2


def test_a_seal_cannot_be_changed_or_removed_through_the_models(case: Case) -> None:
    seal()
    made = Seal.objects.get()
    for attempt in (made.save, made.delete):
        with pytest.raises(Refusal):
            attempt()


def test_seals_of_a_former_key_are_still_known(world: World, case: Case) -> None:
    seal()
    former = office_key()
    from django.conf import settings

    present = settings.DATA.keys / "seal.pem"
    present.rename(settings.DATA.keys / "seal-2036.pem")
    try:
        keeping.tag(world.actor("window"), case.number, "专项", key="tag")
        assert seal().made
        assert office_key().fingerprint != former.fingerprint
        assert verify().sound
        held = (settings.DATA.keys / "seal-2036.pem").read_bytes()
        (settings.DATA.keys / "seal-2036.pem").unlink()
        assert not verify().sound
        assert x509.load_pem_x509_certificate(held) is not None
        assert OfficeKey(held).fingerprint == former.fingerprint
    finally:
        present.write_bytes(held)


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40), st.data())
def test_the_path_of_any_leaf_leads_to_the_roots(leaves: list[bytes], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(leaves) - 1))
    tree = Tree(place)
    for leaf in leaves:
        tree.add(leaf)
    node = Pair(sha256(b"\x00" + leaves[place]), sm3(b"\x00" + leaves[place]))
    for side, other in tree_path(tree):
        left, right = (other, node) if side == "left" else (node, other)
        node = Pair(sha256(b"\x01" + left.sha256 + right.sha256), sm3(b"\x01" + left.sm3 + right.sm3))
    assert node == root(leaves)


def tree_path(tree: Tree) -> list[tuple[str, Pair]]:
    tree.close()
    return [(side, pair) for side, pair in tree.path]


def root(leaves: list[bytes]) -> Pair:
    """Return the roots as RFC 6962 defines them, by recursion."""
    if len(leaves) == 1:
        return Pair(sha256(b"\x00" + leaves[0]), sm3(b"\x00" + leaves[0]))
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    left, right = root(leaves[:half]), root(leaves[half:])
    return Pair(sha256(b"\x01" + left.sha256 + right.sha256), sm3(b"\x01" + left.sm3 + right.sm3))
