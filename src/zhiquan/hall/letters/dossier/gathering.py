"""Gathering the entries of a dossier from the case, as far as the viewer may read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.letters.dossier.entries import Entry, Volume
from zhiquan.hall.letters.dossier.sheets import checks_sheet, form_sheet, history_sheet
from zhiquan.hall.letters.models import Letter, State
from zhiquan.hall.letters.receipts import receipt_content
from zhiquan.hall.letters.rendering import LetterContent
from zhiquan.hall.matters.guards import APPLICANT, Who
from zhiquan.hall.matters.reading_rights import OFFICE, letter_read, papers_read
from zhiquan.hall.matters.schema import Matter, find
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.settings.now import SHANGHAI


@dataclass(frozen=True, slots=True)
class Told:
    """A case with its answers put back; ``who`` is the party that looks, nobody where the office does."""

    case: Case
    matter: Matter
    snapshot: Snapshot
    office: str
    who: Who | None = None


def gather(told: Told) -> list[Entry]:
    """Return the entries in the order of the story: those of a party hold exactly what it may read, all in the main
    volume; the office's have both volumes.
    """
    rows = {row.seq: row for row in told.case.events.order_by("seq").select_related("actor")}
    parts = (_form(told), _papers(told, rows), _letters(told, rows), _receipts(told))
    entries = [entry for part in parts for entry in part]
    if told.who is None:
        entries += [*_checks(told), *_packs(told, rows), history_sheet_entry(told, list(rows.values()))]
    return sorted(entries, key=lambda entry: entry.order)


def _form(told: Told) -> Iterator[Entry]:
    hidden = {field.key for field in told.matter.fields if field.personal} if told.who and told.who.party else set()
    answers = {key: value for key, value in told.snapshot.form.items() if key not in hidden}
    content = form_sheet(told.case, told.matter, told.snapshot, answers, told.office)
    on, by = told.snapshot.opened_on or told.case.opened_on, _name(told, APPLICANT)
    yield Entry((1, 0), content.title, by, on, Volume.MAIN, content)


def _papers(told: Told, rows: Mapping[int, CaseEvent]) -> Iterator[Entry]:
    kinds = {material.key: material for material in told.matter.materials}
    seen = told.snapshot.materials if told.who is None else tuple(papers_read(told.matter, told.snapshot, told.who))
    files = StoredFile.objects.in_bulk([row["file"] for row in seen])
    for at, row in enumerate(seen, start=1):
        kind, file = kinds.get(row["material"]), files.get(row["file"])
        if kind is None or file is None:
            continue
        volume = Volume.SUB if kind.internal else Volume.MAIN
        title = f"{kind.label.zh}：{row['name']}"
        yield Entry((row["seq"], at), title, _name(told, row["by"]), _day(rows[row["seq"]]), volume, file)


def _letters(told: Told, rows: Mapping[int, CaseEvent]) -> Iterator[Entry]:
    """Yield the issued letters; void ones are kept in the sub volume and say so."""
    signed = {row.data["letter"]: row for row in rows.values() if row.kind == "letter.signed"}
    for letter in Letter.objects.filter(case=told.case, pdf__isnull=False).select_related("pdf"):
        definition, void = told.matter.letter(letter.template), letter.state == State.VOID
        if told.who is not None and (void or not letter_read(definition, told.who, letter.party)):
            continue
        row = signed[letter.pk]
        volume = Volume.MAIN if definition.for_parties and not void else Volume.SUB
        if letter.pdf is not None:
            yield Entry(
                (row.seq, 0), _title(told, letter), told.office, letter.dated or _day(row), volume, letter.pdf,
                letter.number or "", "作废" if void else "",
            )  # fmt: skip


def _title(told: Told, letter: Letter) -> str:
    party = told.snapshot.party(letter.party) if letter.party else None
    return f"{letter.title}（{party.name}）" if party else letter.title


def _receipts(told: Told) -> Iterator[Entry]:
    """Yield the receipts 送达回证; a party has its own."""
    for done in told.snapshot.done:
        if not done.served:
            continue
        mine = told.who is None or done.served["party"] == told.who.party
        if mine:
            content = receipt_content(told.case, told.matter, told.snapshot, done)
            title = f"{content.title}（{_name(told, done.served['party'] or APPLICANT)}）"
            yield Entry((done.seq, 0), title, told.office, done.on, Volume.MAIN, content, content.number)


def _checks(told: Told) -> Iterator[Entry]:
    if told.snapshot.checks:
        content = checks_sheet(told.case, told.matter, told.snapshot, told.office)
        on = told.snapshot.opened_on or told.case.opened_on
        yield Entry((1, 10_000), content.title, told.office, on, Volume.SUB, content)


def _packs(told: Told, rows: Mapping[int, CaseEvent]) -> Iterator[Entry]:
    """Yield what was handed over to deciding offices, and what a result came back in."""
    sent = [(row.seq, "移送材料包", row.data["pack"]) for row in rows.values() if "pack" in row.data]
    back = [
        (row.seq, "回传结果", file) for row in rows.values() for file in row.data.get("received", {}).get("files", ())
    ]
    files = StoredFile.objects.in_bulk([int(one["file"]) for _, _, one in (*sent, *back)])
    for at, (seq, kind, one) in enumerate((*sent, *back), start=20_000):
        if file := files.get(int(one["file"])):
            yield Entry((seq, at), f"{kind}：{file.name}", told.office, _day(rows[seq]), Volume.SUB, file)


def history_sheet_entry(told: Told, rows: list[CaseEvent]) -> Entry:
    """Return the log of the handling 办理经过, the last sheet of the sub volume."""
    content: LetterContent = history_sheet(told.case, told.matter, told.snapshot, rows, told.office)
    return Entry((len(rows) + 1, 0), content.title, told.office, _day(rows[-1]), Volume.SUB, content)


def _name(told: Told, by: str) -> str:
    if by == OFFICE:
        return told.office
    party = told.snapshot.party(by)
    return party.name if party else str(told.snapshot.organisation["name"])


def _day(row: CaseEvent) -> date:
    return row.acted_at.astimezone(SHANGHAI).date()


def others(matter: Matter, snapshot: Snapshot) -> list[tuple[str, str]]:
    """Return the parties beside the applicant, by the label of their role, for the cover."""
    found: dict[str, Any] = {}
    for party in snapshot.parties:
        found.setdefault(find(matter.parties, party.role).label.zh, []).append(party.name)
    return [(label, "、".join(names)) for label, names in found.items()]
