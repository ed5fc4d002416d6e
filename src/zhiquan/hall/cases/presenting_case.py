"""A case for its page: facts, clocks that explain themselves, history, and what can be done now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from zhiquan.hall.cases.behalf import behalf_said
from zhiquan.hall.cases.kept import kept_of
from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.cases.presenting import answers, check_views, form_groups, material_views, text_of
from zhiquan.hall.cases.presenting_notes import NOTED, noted, role_label
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.cases.standing import Standing
from zhiquan.hall.cases.views import ActionOffer, CaseView, ClockView, EventView, LetterOffer, ProgressView
from zhiquan.hall.matters.clocks import Moment, NamedLedger, ledgers
from zhiquan.hall.matters.fold import ACTED, OPENED
from zhiquan.hall.matters.guards import Who, demanded, recusal, why_not
from zhiquan.hall.matters.ports import CheckOutcome, CheckResult
from zhiquan.hall.matters.reading_rights import answers_read, letter_read, papers_read
from zhiquan.hall.matters.schema import Audience, Letter, Matter
from zhiquan.hall.matters.snapshot import Done, LetterStand, Snapshot
from zhiquan.office.access.roles import STAFF_ROLES
from zhiquan.rules.forms.fields import Field
from zhiquan.rules.law import Ledger, Unit, due, explain, remaining, state
from zhiquan.rules.text import Text
from zhiquan.settings.now import SHANGHAI


def present_case(
    case: Case, rows: Sequence[CaseEvent], snapshot: Snapshot, standing: Standing, now: Moment
) -> CaseView:
    """Return a case as one actor sees it on one day; ``snapshot`` has its personal answers put back, ``rows`` are its
    events with their actors.
    """
    matter, who = matter_of(case.definition), standing.who(case)
    asked = demanded(matter, snapshot.form, _results(snapshot))
    return CaseView(
        number=case.number,
        matter=matter.code,
        title=matter.title,
        organisation=str(snapshot.organisation["name"]),
        division=snapshot.division,
        state=snapshot.state,
        state_label=matter.state(snapshot.state).label,
        public_label=matter.state(snapshot.state).public,
        opened_on=case.opened_on,
        closed=snapshot.closed,
        outcome=snapshot.outcome,
        version=snapshot.seq,
        form=form_groups(matter, _open_answers(matter, snapshot, who)),
        materials=material_views(matter.materials, _papers(matter, snapshot, who), asked),
        checks=() if who.party else check_views(matter, snapshot.checks),
        clocks=tuple(_clock(named, now) for named in ledgers(matter, snapshot)),
        events=tuple(_events(matter, rows, snapshot, who)),
        offers=tuple(_offers(matter, snapshot, who, now)),
        letters=tuple(_letters(matter, snapshot, who)),
        parties=snapshot.parties,
        recused=who.user in snapshot.recused,
        packs=bool(matter.packs),
        kept=kept_of(matter, snapshot, who),
    )


def _results(snapshot: Snapshot) -> list[CheckResult]:
    return [
        CheckResult(row["key"], CheckOutcome(row["outcome"]), text_of(row["text"]), text_of(row["source"]))
        for row in snapshot.checks
    ]


def _clock(named: NamedLedger, now: Moment) -> ClockView:
    when, left = due(named.ledger, now.calendar), remaining(named.ledger, now.on, now.calendar)
    return ClockView(
        key=named.clock.key,
        label=named.ledger.name,
        promised=named.promised,
        state=state(named.ledger, now.on, now.calendar).value,
        due_on=when.on,
        provisional=when.provisional,
        left=left,
        unit=(Unit.WORKING_DAY if named.ledger.working else Unit.CALENDAR_DAY).counted(left),
        total=_days(named.ledger),
        explain=explain(named.ledger, now.calendar),
        for_party=named.clock.audience is Audience.PARTY,
        paused_because=next((pause.reason for pause in named.ledger.pauses if pause.until is None), None),
    )


def _days(ledger: Ledger) -> int | None:
    """Return the limit and its extensions in the days that ``remaining`` counts; None where months are among them."""
    unit = Unit.WORKING_DAY if ledger.working else Unit.CALENDAR_DAY
    return sum(limit.amount for limit in ledger.limits) if all(x.unit is unit for x in ledger.limits) else None


def _events(matter: Matter, rows: Sequence[CaseEvent], snapshot: Snapshot, who: Who) -> Iterator[EventView]:
    """Yield the history; internal answers and letters are for those who handle the case, personal ones for both them
    and the applicant.
    """
    done = {step.seq: step for step in snapshot.done}
    names = {party.id: party.name for party in snapshot.parties}
    for row in rows:
        step = done.get(row.seq)
        label = _label(matter, row, step)
        if _is_party(who) and _hidden_letter(matter, row, who):
            continue
        yield EventView(
            seq=row.seq,
            label=_ANEW.format(label=label) if row.seq in snapshot.anew else label,
            actor=str(row.actor) if row.actor else "",
            role=role_label(matter, row.role) if row.role else None,
            behalf=behalf_said(row.data),
            acted_at=row.acted_at,
            answers=answers(_shown(matter, snapshot, step, who), step.data, names) if step else (),
        )


def _shown(matter: Matter, snapshot: Snapshot, step: Done, who: Who) -> list[Field]:
    fields = matter.action(step.action).fields
    if _is_party(who) and not answers_read(matter, snapshot, who, step):
        return []
    return [f for f in fields if not (_is_party(who) and f.internal) and not (who.party and f.personal)]


def _is_party(who: Who) -> bool:
    """Whether somebody takes part in the case and does not handle it."""
    return not who.roles & _STAFF


def _open_answers(matter: Matter, snapshot: Snapshot, who: Who) -> Mapping[str, Any]:
    """Return the form's answers; those that are personal are not for the other parties."""
    personal = {field.key for field in matter.fields if field.personal} if who.party else set()
    return {key: value for key, value in snapshot.form.items() if key not in personal}


def _papers(matter: Matter, snapshot: Snapshot, who: Who) -> Sequence[Mapping[str, Any]]:
    return tuple(papers_read(matter, snapshot, who)) if _is_party(who) else snapshot.materials


def _hidden_letter(matter: Matter, row: CaseEvent, who: Who) -> bool:
    if not row.kind.startswith("letter."):
        return False
    return not letter_read(matter.letter(row.data["template"]), who, row.data.get("party", ""))


def event_label(matter: Matter, snapshot: Snapshot, row: CaseEvent) -> Text:
    """Return how one event reads in a log."""
    step = next((done for done in snapshot.done if done.seq == row.seq), None)
    label = _label(matter, row, step)
    return _ANEW.format(label=label) if row.seq in snapshot.anew else label


def _label(matter: Matter, row: CaseEvent, step: Done | None) -> Text:
    if step is not None:
        return matter.action(step.action).label
    if row.kind == OPENED:
        return _SUBMITTED
    kind, _, stage = row.kind.partition(".")
    if kind == "letter":
        return _STAGES[stage].format(letter=matter.letter(row.data["template"]).label)
    return _taken_back(matter, row) if kind == ACTED else NOTED[kind].format(**noted(matter, row.data))


def _taken_back(matter: Matter, row: CaseEvent) -> Text:
    """An action without a step of its own was taken back by a later correction."""
    return _VOID.format(action=matter.action(row.data["action"]).label)


def _offers(matter: Matter, snapshot: Snapshot, who: Who, now: Moment) -> Iterator[ActionOffer]:
    """Yield the actions of the present state; a closed case offers none, nor any to who is recused from it 回避."""
    for action in () if who.user in snapshot.recused else matter.actions:
        if snapshot.state in action.from_:
            refusal = why_not(matter, snapshot, action, who, now)
            yield ActionOffer(
                key=action.key,
                label=action.label,
                offered=refusal is None,
                why_not=refusal.text if refusal else None,
                fields=action.fields,
                materials=material_views(matter.materials if action.materials else (), (), {}),
                confirm=action.confirm,
                serves=action.serves.letter if action.serves else "",
                done=refusal is not None and refusal.code == "cases.once",
                whose=() if who.role_for(action.roles) else tuple(role_label(matter, role) for role in action.roles),
            )


def _letters(matter: Matter, snapshot: Snapshot, who: Who) -> Iterator[LetterOffer]:
    """Yield the letters that exist or can be drafted in the present state."""
    for letter in matter.letters:
        for party in snapshot.of_role(letter.to) if letter.to else (None,):
            key = party.id if party else ""
            stand, here = snapshot.letter(letter.key, key), snapshot.state in letter.from_
            yield from _earlier(letter, snapshot, who) if letter.repeats else ()
            if (stand is None and not here) or (_is_party(who) and not letter_read(letter, who, key)):
                continue
            yield LetterOffer(
                key=letter.key,
                label=_FOR.format(letter=letter.label, party=party.name) if party else letter.label,
                stage=stand.stage if stand else "",
                letter=stand.letter if stand else None,
                number=stand.number if stand else "",
                can_draft=here and _next(letter, stand) and _may_draft(snapshot, who, letter.drafters),
                party=key,
            )


def _next(letter: Letter, stand: LetterStand | None) -> bool:
    """Return whether the letter, or the next of a record that repeats, has still to be drafted."""
    return stand is None or (letter.repeats and stand.stage == "signed")


def _earlier(letter: Letter, snapshot: Snapshot, who: Who) -> Iterator[LetterOffer]:
    """Yield the records of a template that repeats, without the newest, which is offered as any letter is."""
    stands = [one for one in snapshot.letters if one.template == letter.key and one.stage != "void"]
    for place, stand in enumerate(stands[:-1], start=1):
        if not _is_party(who) or letter_read(letter, who, ""):
            yield LetterOffer(
                key=letter.key, label=_NTH.format(letter=letter.label, place=place), stage=stand.stage,
                letter=stand.letter, number=stand.number, can_draft=False, party="",
            )  # fmt: skip


def _may_draft(snapshot: Snapshot, who: Who, drafters: tuple[str, ...]) -> bool:
    role = who.role_for(drafters)
    return bool(role) and recusal(snapshot, who, role) is None


def present_progress(case: Case, rows: Sequence[CaseEvent], snapshot: Snapshot) -> ProgressView:
    """Return what anybody with number and secret may know: public labels and dates, no names, no answers."""
    matter = matter_of(case.definition)
    return ProgressView(
        number=case.number,
        title=matter.title,
        state_label=matter.state(snapshot.state).public,
        opened_on=case.opened_on,
        due_on=case.due_on,
        closed=snapshot.closed,
        steps=tuple(_steps(matter, rows)),
        may_rate=matter.rating and snapshot.closed and snapshot.rating is None,
    )


def _steps(matter: Matter, rows: Sequence[CaseEvent]) -> Iterator[tuple[date, Text]]:
    """Yield the days on which the public label changed."""
    last: Text | None = None
    for row in rows:
        if row.kind in {OPENED, ACTED}:
            label = matter.state(row.data.get("to", matter.opening.state)).public
            if label != last:
                yield row.acted_at.astimezone(SHANGHAI).date(), label
            last = label


_STAFF = frozenset(role.value for role in STAFF_ROLES)
_VOID = Text("{action}（已更正撤销）", "{action} (taken back)")
_ANEW = Text("{label}（已更正）", "{label} (corrected)")
_NTH = Text("{letter}（第{place}次）", "{letter} ({place})")
_FOR = Text("{letter}（{party}）", "{letter} ({party})")
_SUBMITTED = Text("提交申请", "Submitted")
_STAGES = {
    "drafted": Text("起草“{letter}”", "“{letter}” drafted"),
    "reviewed": Text("审核“{letter}”", "“{letter}” reviewed"),
    "signed": Text("签发“{letter}”", "“{letter}” signed"),
    "void": Text("作废“{letter}”", "“{letter}” made void"),
}
