"""Which letters of a case are to be served on whom, and what was noted of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhiquan.hall.letters.dossier.gathering import Told
from zhiquan.hall.letters.dossier.selectors import Shelf
from zhiquan.hall.letters.models import Letter, State
from zhiquan.hall.letters.receipts import blank_receipt, receipt_content
from zhiquan.hall.letters.rendering import LetterContent
from zhiquan.hall.matters.schema import Action, LetterKind
from zhiquan.hall.matters.snapshot import Done
from zhiquan.rules.law import Manner
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Addressee:
    """A letter and somebody it is served on; ``receipt`` is the step that noted it, none while it is outstanding.

    ``noted`` says whether the matter has a step that notes it: where it has none, nothing is outstanding.
    """

    letter: Letter
    party: str
    name: str
    receipt: Done | None = None
    action: Action | None = None
    noted: bool = True

    @property
    def served_on(self) -> date | None:
        """The day of service."""
        return date.fromisoformat(self.receipt.served["on"]) if self.receipt else None

    @property
    def manner(self) -> Text | None:
        """How it was served."""
        return Manner(self.receipt.served["manner"]).label if self.receipt else None


def services_of(shelf: Shelf) -> list[Addressee]:
    """Return every signed letter with each of its addressees; a party sees its own."""
    told = shelf.told
    letters = Letter.objects.filter(case=told.case, state=State.SIGNED).select_related("case").order_by("signed_at")
    rows = [row for letter in letters for row in _of_letter(told, letter)]
    return [row for row in rows if told.who is None or row.party == told.who.party]


def _of_letter(told: Told, letter: Letter) -> Iterator[Addressee]:
    definition = told.matter.letter(letter.template)
    if definition.kind is not LetterKind.LETTER or not definition.for_parties:
        return
    own = "" if not definition.to else letter.party
    copies = [party.id for role in definition.copies for party in told.snapshot.of_role(role)]
    for party in (own, *copies):
        found = told.snapshot.party(party) if party else None
        name = found.name if found else str(told.snapshot.organisation["name"])
        done = receipt_of(told, letter.pk, party)
        action = told.matter.action(done.action) if done else None
        yield Addressee(letter, party, name, done, action, _is_noted(told, letter.template, party))


def _is_noted(told: Told, template: str, party: str) -> bool:
    found = told.snapshot.party(party) if party else None
    for action in told.matter.actions:
        if action.serves and action.serves.letter == template:
            role = next((field.party for field in action.fields if field.key == action.serves.to), None)
            if role == (found.role if found else None):
                return True
    return False


def receipt_of(told: Told, letter: int, party: str) -> Done | None:
    """Return the step that noted the service of a letter on a party (empty: the applicant)."""
    served = (done for done in told.snapshot.done if done.served)
    return next((d for d in served if (d.served["letter"], d.served["party"]) == (letter, party)), None)


def receipt_for(shelf: Shelf, letter: int, party: str) -> LetterContent:
    """Return the receipt of a letter and an addressee, for the office also blank before it was served."""
    told = shelf.told
    row = next((one for one in services_of(shelf) if (one.letter.pk, one.party) == (letter, party)), None)
    if row is None or (row.receipt is None and shelf.for_party):
        raise NotFound("dossier.no-receipt", _NO_RECEIPT)
    if row.receipt is None:
        return blank_receipt(told.case, told.matter, told.snapshot, row.letter, party)
    return receipt_content(told.case, told.matter, told.snapshot, row.receipt)


_NO_RECEIPT = Text("没有这份送达回证，或者您无权查看。", "There is no such receipt, or it is not for you to see.")
