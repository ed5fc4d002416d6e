"""One dispute is one right, one respondent and one kind of quarrel: the list of those that an office has open.

It is what makes the authority that was first to accept the only one (Patent Rules art. 97) inside this installation,
and what keeps a mediation and an adjudication of the same thing from running side by side. The list is internal: an
entry names no right, so that it is not shown in the right's file.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zhiquan.office.registers.models import RegisterEntry
from zhiquan.office.registers.services import end, enter

DISPUTE = "dispute"
NO_RIGHT = "-"
"""Stands for the right in a quarrel that names none (a reward, say)."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A right (canonical number), a respondent (credit code, else folded name) and a kind of quarrel."""

    right: str
    respondent: str
    name: str
    kind: str

    @property
    def mark(self) -> str:
        """Return what entries of this dispute begin with; 24 characters."""
        return hashlib.sha256(f"{self.right}|{self.respondent}|{self.kind}".encode()).hexdigest()[:24]


def disputes_of(form: Mapping[str, Any], params: Mapping[str, Any]) -> tuple[Dispute, ...]:
    """Return the disputes of a form with ``rights`` and ``respondents``.

    ``params``: the kind of quarrel as ``kind``, or as ``kind_field`` the field that says it.
    """
    kind = str(params["kind"] if "kind" in params else form.get(params["kind_field"], ""))
    rights = form.get("rights") or [NO_RIGHT]
    return tuple(
        Dispute(right, who, str(row["name"]), kind)
        for right in rights
        for who, row in ((respondent_key(row), row) for row in form.get("respondents", ()))
    )


def respondent_key(row: Mapping[str, Any]) -> str:
    """Return what tells a respondent from another: the credit code, else the name without spaces and wide forms."""
    return str(row.get("code") or "") or "".join(unicodedata.normalize("NFKC", str(row["name"])).split()).casefold()


def open_cases(dispute: Dispute, on: date) -> tuple[str, ...]:
    """Return the numbers of the cases in which a dispute is open on a day."""
    return tuple(entry.basis for entry in _entries(dispute) if _open(entry, on))


def claim(disputes: tuple[Dispute, ...], case_number: str, division: str, on: date) -> None:
    """Enter the disputes of a case; ``Conflict`` where another case took one at the same moment.

    The number of an entry counts those before it, so that of two that are entered at once only one can be.
    """
    for dispute in disputes:
        before = [entry for entry in _entries(dispute) if entry.basis != case_number]
        data = {"right": dispute.right, "respondent": dispute.name, "kind": dispute.kind}
        enter(DISPUTE, f"{dispute.mark}-{len(before) + 1}", division, (), data, on, None, case_number)


def release(case_number: str, on: date) -> None:
    """End the entries of a case: the last day on which the dispute was open is the day before its end, if there is one.

    A dispute opened and ended on one day stays entered for that day.
    """
    for entry in RegisterEntry.objects.filter(register=DISPUTE, basis=case_number, ended_by=""):
        end(entry, max(entry.valid_from, on - timedelta(days=1)), case_number)


def _entries(dispute: Dispute) -> Iterator[RegisterEntry]:
    yield from RegisterEntry.objects.filter(register=DISPUTE, number__startswith=dispute.mark).order_by("pk")


def _open(entry: RegisterEntry, on: date) -> bool:
    return entry.valid_from <= on and not entry.ended_by
