"""The receipt of service 送达回证 as a document: filled from the step that noted it, or blank to be taken along."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from zhiquan.hall.cases.models import Case
from zhiquan.hall.letters.models import Letter
from zhiquan.hall.letters.rendering import FORM, Facts, LetterContent
from zhiquan.hall.matters.letters import chinese_date, shown
from zhiquan.hall.matters.schema import Matter, find
from zhiquan.hall.matters.snapshot import Done, Snapshot

TITLE = "送达回证"
BLANK = (
    "送达方式",
    "收到之日",
    "收件人（签名或者盖章）",
    "代收人与受送达人的关系、代收理由",
    "拒收事由和见证人",
    "送 达 人",
    "备　　注",
)
"""What is written by hand on a receipt that is taken along."""
NOTE = (
    "受送达人不在的，由有权代收的人签收并注明关系；拒绝接收的，由送达人记明拒收事由和日期，与见证人签名后留置送达，"
    "或者拍照、录像。"
)


def receipt_content(case: Case, matter: Matter, snapshot: Snapshot, done: Done) -> LetterContent:
    """Return a receipt as it was noted; its number is the case's with the number of the event."""
    party = str(done.served["party"])
    answers = dict(done.data)
    fields = matter.action(done.action).fields

    def said(key: str) -> str:
        return shown(fields, key, answers).zh

    served = _served(case, matter, snapshot, int(done.served["letter"]))
    facts = (
        *_addressee(matter, snapshot, party),
        ("送达的文书", served),
        ("送达方式", said("manner")),
        ("交付、寄出或者公告之日", said("sent_on")),
        ("收到之日", said("received_on") or "—"),
        ("收件人（签名或者盖章）", said("receiver") or "—"),
        *_if("与受送达人的关系、代收理由", said("relation")),
        *_if("拒收事由和见证人", said("witness")),
        *_if("公告的原因、经过和载体", said("why_notice")),
        ("送 达 日", f"{_day(done)}　{done.served['why']['zh']}"),
        ("送 达 人", said("server")),
        *_if("备　　注", said("note")),
    )
    return _form(case, f"第{done.seq}号", facts, done.on)


def blank_receipt(case: Case, matter: Matter, snapshot: Snapshot, letter: Letter, party: str) -> LetterContent:
    """Return a receipt to be filled in by hand when a letter is served on a party (empty: the applicant)."""
    facts = (
        *_addressee(matter, snapshot, party),
        ("送达的文书", _served(case, matter, snapshot, letter.pk)),
        *((label, "　\n　") for label in BLANK),
    )
    return _form(case, "", facts, letter.dated or case.opened_on)


def _form(case: Case, number: str, facts: tuple[tuple[str, str], ...], on: date) -> LetterContent:
    return LetterContent(
        title=TITLE,
        recipient="",
        number=number,
        body=(Facts((("送达机关", settings.OFFICE_NAME), *facts)), NOTE),
        office=settings.OFFICE_NAME,
        dated=on,
        basis=case.number,
        kind=FORM,
        final=True,
    )


def _addressee(matter: Matter, snapshot: Snapshot, party: str) -> tuple[tuple[str, str], ...]:
    found = snapshot.party(party) if party else None
    if found is None:
        name, row = str(snapshot.organisation["name"]), snapshot.form
    else:
        rows = snapshot.form.get(find(matter.parties, found.role).rows, [{}])
        name, row = found.name, rows[int(found.id.rpartition("-")[2]) - 1]
    return (("受送达人", name), *_if("送达地址", str(row.get("address", ""))))


def _served(case: Case, matter: Matter, snapshot: Snapshot, pk: int) -> str:
    """Return which letter was served: as it is kept here, or, of a case taken over, as its events name it."""
    letter = Letter.objects.filter(case=case, pk=pk).first()
    if letter is not None:
        return f"《{letter.title}》{letter.number or ''}　1 份"
    stand = next(one for one in snapshot.letters if one.letter == pk)
    return f"《{matter.letter(stand.template).label.zh}》{stand.number}　1 份（本系统未存电子件）"


def _day(done: Done) -> str:
    return chinese_date(date.fromisoformat(done.served["on"]))


def _if(label: str, value: str) -> tuple[tuple[str, str], ...]:
    return ((label, value),) if value else ()
