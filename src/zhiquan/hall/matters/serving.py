"""Service 送达 of a letter, noted as a step: what a receipt 送达回证 asks, and the day on which the letter was served.

The ways and their days are provisions of the law book (Civil Procedure Law arts. 87 to 95 and 283, or the patent
office's own rule); clocks that the step starts count from the day of service, not from the day of noting it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhiquan.hall.matters.clocks import Moment
from zhiquan.hall.matters.schema import Action, Matter, Serves
from zhiquan.hall.matters.snapshot import LetterStand, Snapshot
from zhiquan.rules.law import Manner, served
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


def served_by(definition: Matter, action: Action, values: Mapping[str, Any], snapshot: Snapshot, moment: Moment) -> Any:
    """Return what the event keeps of a receipt: which letter, to whom (empty: the applicant), how, since when, why.

    Refusals: ``cases.needs-letter`` (that letter is not signed), ``law.service`` (a day is missing or impossible),
    ``cases.service-ahead`` (a receipt of a day that has not come).
    """
    serves = action.serves
    if serves is None:
        return None
    party = str(values[serves.to]) if serves.to else ""
    stand = letter_for(definition, serves, party, snapshot)
    manner, sent_on = Manner(values["manner"]), date.fromisoformat(values["sent_on"])
    received_on = date.fromisoformat(values["received_on"]) if "received_on" in values else None
    if max(sent_on, received_on or sent_on) > moment.on:
        raise Refusal("cases.service-ahead", _AHEAD)
    day = served(manner, sent_on, moment.book, received_on, family=serves.law)
    return {
        "letter": stand.letter,
        "template": serves.letter,
        "party": party,
        "manner": manner.value,
        "sent_on": sent_on.isoformat(),
        "on": day.on.isoformat(),
        "provision": day.provision.key if day.provision else None,
        "why": {"zh": day.text.zh, "en": day.text.en},
    }


def letter_for(definition: Matter, serves: Serves, party: str, snapshot: Snapshot) -> LetterStand:
    """Return the signed letter that is served on a party: its own, or the one made for all of them."""
    letter = definition.letter(serves.letter)
    stand = snapshot.letter(letter.key, party if letter.to else "")
    if stand is None or stand.stage != "signed":
        raise Refusal("cases.needs-letter", _LETTER.format(letter=letter.label))
    return stand


_LETTER = Text("请先签发“{letter}”。", "Have “{letter}” signed first.")
_AHEAD = Text(
    "送达和收到的日期不能晚于办理之日，请在实际送达后登记。",
    "Service is noted after it took place: neither day may lie after the day of this step.",
)
