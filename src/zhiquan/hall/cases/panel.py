"""What an organisation's file shows of its cases: those that the viewer may see anyhow."""

from __future__ import annotations

from datetime import date

from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.seeing import cases_for, ended
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.office.access.selectors import Actor
from zhiquan.office.panels import Fact, PanelView, Subject
from zhiquan.rules.law.explaining import told
from zhiquan.rules.text import Text

LATEST = 8


def case_panel(subject: Subject, viewer: Actor, on: date) -> PanelView | None:
    """Return the organisation's cases, open ones first; nothing to whoever may see none of them anyhow."""
    del on
    seeing = subject.id in viewer.organisations or viewer.mandates or viewer.is_staff
    if subject.id is None or not seeing:
        return None
    cases = cases_for(viewer).filter(organisation_id=subject.id)
    running = list(cases.filter(ended(closed=False)).order_by("sort_on", "number")[:LATEST])
    over = list(cases.filter(ended(closed=True)).order_by("-closed_on", "number")[: LATEST - len(running)])
    facts = tuple(_fact(case, viewer, subject) for case in (*running, *over))
    if not facts and subject.id not in viewer.organisations and not viewer.covers(subject.division):
        return None
    return PanelView(Text("办件", "Cases"), facts, _EMPTY)


def _fact(case: Case, viewer: Actor, subject: Subject) -> Fact:
    matter = matter_of(case.definition)
    office = subject.id not in viewer.organisations and viewer.is_staff
    state = matter.state(case.state)
    link = f"/{'desk/cases' if office else 'cases'}/{case.number}/"
    due = _DUE.format(due=told(case.due_on)) if case.due_on and not case.closed else None
    said = _CASE.format(number=case.number, state=state.label if office else state.public)
    return Fact(matter.title, said, due, link)


_DUE = Text("{due}到期", "due on {due}")
_CASE = Text("{number}（{state}）", "{number} ({state})")
_EMPTY = Text("没有办件。", "No cases.")
