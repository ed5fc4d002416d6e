"""What of a case each of those who take part may read: papers, answers and letters, by rule.

The office reads everything. Who takes part reads what they handed in, what the definition shows them (``shown``, at
once or after an action), and the letters addressed to them. When in doubt, no.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zhiquan.hall.matters.guards import APPLICANT, Who
from zhiquan.hall.matters.names import done_about, party_named
from zhiquan.hall.matters.schema import Action, Letter, Matter, Shown
from zhiquan.hall.matters.snapshot import Done, Snapshot

OFFICE = "office"
"""Who handed a paper in, beside the applicant and the parties by their ids."""


def papers_read(definition: Matter, snapshot: Snapshot, who: Who) -> Iterator[Mapping[str, Any]]:
    """Yield the rows {material, file, name, by} of the papers that somebody who takes part may read."""
    kinds = {material.key: material for material in definition.materials}
    for row in snapshot.materials:
        kind, by = kinds.get(row["material"]), row.get("by", APPLICANT)
        if kind is None or kind.internal:
            continue
        if _is(who, by) or (by == OFFICE and not who.party) or _shown(definition, snapshot, who, kind.shown, by):
            yield row


def answers_read(definition: Matter, snapshot: Snapshot, who: Who, done: Done) -> bool:
    """Return whether somebody who takes part may read the answers of a step: not those of a step by or about another
    party, unless the definition shows them.
    """
    action = definition.action(done.action)
    about = done.party or party_named(action, done.data)
    return not about or _is(who, about) or _shown(definition, snapshot, who, action.shown, about)


def letter_read(letter: Letter, who: Who, addressed: str) -> bool:
    """Return whether somebody who takes part may read a signed letter; ``addressed`` is the party it was made for."""
    return letter.seen_by(role_of(who), who.party, addressed)


def handed_in_by(action: Action, data: Mapping[str, Any], party: str, role: str) -> str:
    """Return who handed in the papers of a step: the party that acts or is spoken of, the applicant, the office."""
    return party or party_named(action, data) or (APPLICANT if role == APPLICANT else OFFICE)


def role_of(who: Who) -> str:
    """Return in which role somebody takes part."""
    return next(iter(who.roles), "") if who.party else APPLICANT


def _is(who: Who, by: str) -> bool:
    return by == (who.party or APPLICANT)


def _shown(definition: Matter, snapshot: Snapshot, who: Who, shown: Iterable[Shown], by: str) -> bool:
    role = role_of(who)
    return any(one.to == role and _since(definition, snapshot, one, by) for one in shown)


def _since(definition: Matter, snapshot: Snapshot, shown: Shown, by: str) -> bool:
    if shown.after is None:
        return True
    party = snapshot.party(by)
    if party is not None:
        return shown.after in done_about(definition, snapshot, party)
    return bool(snapshot.times(shown.after))
