"""``apply(snapshot, event, definition) -> snapshot``: pure, total over lawful events, and it refuses any other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from zhiquan.hall.matters.fold_clocks import ended, move_clocks
from zhiquan.hall.matters.fold_notes import NOTES
from zhiquan.hall.matters.guards import APPLICANT
from zhiquan.hall.matters.reading_rights import handed_in_by
from zhiquan.hall.matters.schema import Action, Matter
from zhiquan.hall.matters.snapshot import CaseParty, Done, Event, LetterStand, Link, Snapshot
from zhiquan.hall.matters.unlawful import broken

OPENED = "opened"
ACTED = "acted"
VOIDED = "voided"
REPLACED = "replaced"
"""A step recorded anew in its own place: ``{seq, reason, data}``, ``data`` being the whole event as it should read."""
CORRECTIONS = (VOIDED, REPLACED)
LETTER_STAGES = ("drafted", "reviewed", "signed", "void")


def apply(snapshot: Snapshot, event: Event, definition: Matter) -> Snapshot:
    """Return the case after one more event; an event that the definition does not allow here is refused.

    A correction changes what went before, so it needs the whole story: see ``fold``.
    """
    if event.seq != snapshot.seq + 1:
        raise broken(event, "its number does not follow the event before")
    if (event.kind == OPENED) != (snapshot.seq == 0):
        raise broken(event, "a case is opened once, and first")
    step = _STEPS.get(event.kind.partition(".")[0])
    if step is None:
        raise broken(event, "its kind is not known")
    return replace(step(snapshot, event, definition), seq=event.seq)


def fold(events: Iterable[Event], definition: Matter, *, before: int = 0) -> Snapshot:
    """Return the case after all its events, or as it stood just ``before`` one of them.

    An event that a later correction takes back counts as if it never was, one that is recorded anew as if it had been
    so from the start. What remains must be lawful, so a step is taken back only when nothing rests on it.
    """
    told = list(events)
    voided = frozenset(int(event.data["seq"]) for event in told if event.kind == VOIDED)
    anew = {int(e.data["seq"]): e.data["data"] for e in told if e.kind == REPLACED and e.seq not in voided}
    snapshot = Snapshot(voided=voided, anew=frozenset(anew))
    for event in told:
        if event.seq == before:
            break
        if event.seq in voided:
            if event.kind in {OPENED, *CORRECTIONS}:
                raise broken(event, "an opening and a correction cannot be taken back")
            snapshot = replace(snapshot, seq=event.seq)
        else:
            said = anew.get(event.seq) if event.kind == ACTED else None
            snapshot = apply(snapshot, replace(event, data=said) if said else event, definition)
    return snapshot


def _opened(snapshot: Snapshot, event: Event, definition: Matter) -> Snapshot:
    opened = replace(
        snapshot,
        state=definition.opening.state,
        division=event.data["division"],
        organisation=event.data["organisation"],
        form=event.data["form"],
        materials=tuple({**row, "by": APPLICANT, "seq": event.seq} for row in event.data["materials"]),
        checks=tuple(event.data["checks"]),
        opened_on=event.on,
        since=event.on,
        parties=tuple(CaseParty(**party) for party in event.data.get("parties", ())),
        links=tuple(Link(**link) for link in event.data.get("links", ())),
        tags=frozenset(event.data.get("tags", ())),
    )
    return move_clocks(opened, event, definition.title)


def _acted(snapshot: Snapshot, event: Event, definition: Matter) -> Snapshot:
    try:
        action = definition.action(event.data["action"])
    except KeyError:
        raise broken(event, "the definition has no such action") from None
    if snapshot.closed and not action.reopens:
        raise broken(event, "the case is closed")
    state, outcome = event.data["to"], _outcome(snapshot, event, action)
    if snapshot.state not in action.from_ or outcome is None:
        raise broken(event, "the action does not lead there from here")
    done = Done(
        action=action.key,
        seq=event.seq,
        actor=event.actor,
        role=event.role,
        on=event.on,
        data=event.data["data"],
        party=event.data.get("party", ""),
        served=event.data.get("served", {}),
        instead_of=event.data.get("deputy_for", {}).get("id"),
    )
    by = handed_in_by(action, event.data["data"], event.data.get("party", ""), event.role)
    acted = replace(
        snapshot,
        state=state,
        division=event.data.get("division", snapshot.division),
        since=snapshot.since if state == snapshot.state else event.on,
        done=(*snapshot.done, done),
        materials=(
            *snapshot.materials,
            *({**row, "by": by, "seq": event.seq} for row in event.data.get("materials", ())),
        ),
        packs=(*snapshot.packs, action.pack) if action.pack else snapshot.packs,
        outcome="" if action.reopens else snapshot.outcome,
        closed_on=None if action.reopens else snapshot.closed_on,
    )
    moved = move_clocks(acted, event, action.label)
    final = not action.stays and definition.state(state).final
    return _close(moved, event.on, outcome) if final else moved


def _outcome(snapshot: Snapshot, event: Event, action: Action) -> str | None:
    """Return how an action ends the case, "" where it does not; nothing where it does not lead there."""
    state = event.data["to"]
    if action.stays:
        return "" if state == snapshot.state else None
    outcomes = [str(target.outcome or "") for target in action.to if target.state == state]
    told = event.data.get("outcome", outcomes[-1] if outcomes else None)
    return told if told in outcomes else None


def _close(snapshot: Snapshot, on: date, outcome: str) -> Snapshot:
    """End the case: no clock outlives it."""
    clocks = tuple(run if run.ended else ended(run, on) for run in snapshot.clocks)
    return replace(snapshot, clocks=clocks, outcome=str(outcome), closed_on=on)


def _letter(snapshot: Snapshot, event: Event, definition: Matter) -> Snapshot:
    stage, template = event.kind.partition(".")[2], event.data["template"]
    if stage not in LETTER_STAGES or template not in {letter.key for letter in definition.letters}:
        raise broken(event, "the definition has no such letter")
    number, party = event.data.get("number") or "", event.data.get("party", "")
    stand = LetterStand(template, event.data["letter"], stage, number, party)
    others = tuple(s for s in snapshot.letters if s.letter != stand.letter)
    return replace(snapshot, letters=(*others, stand))


def _voided(snapshot: Snapshot, event: Event, definition: Matter) -> Snapshot:
    del definition
    if event.data["seq"] not in snapshot.voided or not 1 < event.data["seq"] < event.seq:
        raise broken(event, "a correction is told with the whole story, and takes back an earlier step")
    return snapshot


def _replaced(snapshot: Snapshot, event: Event, definition: Matter) -> Snapshot:
    del definition
    if event.data["seq"] not in snapshot.anew or not 1 < event.data["seq"] < event.seq:
        raise broken(event, "a correction is told with the whole story, and replaces an earlier step")
    return snapshot


_STEPS: dict[str, Callable[[Snapshot, Event, Matter], Snapshot]] = {
    OPENED: _opened,
    ACTED: _acted,
    VOIDED: _voided,
    REPLACED: _replaced,
    "letter": _letter,
    **NOTES,
}
