"""Reading drafts and cases: every object is reached here, and only by those who may see it."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.models import Case, Draft, Paper, Participant
from zhiquan.hall.cases.numbers import opens
from zhiquan.hall.cases.payloads import reveal
from zhiquan.hall.cases.presenting import draft_view as present_draft
from zhiquan.hall.cases.presenting_case import present_case, present_progress
from zhiquan.hall.cases.presenting_matter import present_matter
from zhiquan.hall.cases.shelf import matter_of, moment
from zhiquan.hall.cases.standing import Standing, standing_of
from zhiquan.hall.cases.views import CaseView, DraftView, MatterView, ProgressView, WorkPage, WorkRow
from zhiquan.hall.matters.letters import LetterSource, values
from zhiquan.hall.matters.schema import Matter
from zhiquan.office.access.selectors import Actor, division_scope
from zhiquan.office.rulebook.selectors import active, all_active
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

PAGE = 50


def cases_for(actor: Actor) -> QuerySet[Case]:
    """Return exactly the cases an actor may see: those of own organisations and those in which they take part (once
    they have joined), and for staff their divisions'.
    """
    visible = Q(organisation_id__in=actor.organisations)
    if actor.organisations:
        part = Participant.objects.filter(organisation_id__in=actor.organisations, joined=True)
        visible |= Q(pk__in=part.values("case_id"))
    if actor.is_staff:
        visible |= division_scope(actor)
    return Case.objects.filter(visible).select_related("definition", "organisation")


def get_case_for(actor: Actor, number: str, action: str = "view") -> Case:
    """Return a case by number, or ``NotFound`` where there is none that this actor may see.

    Whether an ``action`` can be taken is the guards' answer (``case_view`` says why not); seeing is decided here.
    """
    del action
    case = cases_for(actor).filter(number=number).first()
    if case is None:
        raise NotFound("cases.not-found", _NOT_FOUND)
    return case


def drafts_for(actor: Actor) -> QuerySet[Draft]:
    """Return the drafts of the actor's organisations that are not submitted, last changed first."""
    drafts = Draft.objects.filter(organisation_id__in=actor.organisations, case__isnull=True)
    return drafts.select_related("definition", "organisation").order_by("-changed_at")


def get_draft_for(actor: Actor, draft_id: int) -> Draft:
    """Return a draft of one of the actor's organisations, submitted or not; otherwise ``NotFound``."""
    drafts = Draft.objects.filter(organisation_id__in=actor.organisations).select_related("definition", "organisation")
    draft = drafts.filter(pk=draft_id).first()
    if draft is None:
        raise NotFound("cases.no-draft", _NO_DRAFT)
    return draft


def draft_view(actor: Actor, draft_id: int) -> DraftView:
    """Return a draft for its page."""
    return present_draft(get_draft_for(actor, draft_id))


def may_read_file(actor: Actor, file_id: int) -> bool:
    """Say whether a stored file is a paper of a draft or case that the actor may see (port of the files room)."""
    own = Q(draft__organisation_id__in=actor.organisations)
    return Paper.objects.filter(own | Q(case__in=cases_for(actor)), file=file_id).exists()


def case_view(actor: Actor, number: str) -> CaseView:
    """Return a case for its page, with the actions open to this actor and, for the others, why not."""
    case = get_case_for(actor, number)
    return present_case(case, reveal(case, snapshot_of(case)), standing_of(actor, today()), moment())


def worklist_for(
    actor: Actor,
    *,
    matter: str = "",
    state: str = "",
    closed: bool = False,
    after: str | None = None,
    size: int = PAGE,
) -> WorkPage:
    """Return a page of the cases an actor may see, soonest due first, those without a due date last.

    ``after`` is the ``next`` of the page before. Two queries, however many rows.
    """
    rows = cases_for(actor).filter(closed=closed)
    rows = rows.filter(matter=matter) if matter else rows
    rows = rows.filter(state=state) if state else rows
    rows = rows.order_by(F("due_on").asc(nulls_last=True), "number")
    found = list(_beyond(rows, after)[: size + 1])
    standing, on = standing_of(actor, today()), today()
    shown = tuple(_row(case, standing, on.isoformat()) for case in found[:size])
    return WorkPage(shown, _mark(found[size - 1]) if len(found) > size else None)


def _mark(case: Case) -> str:
    return f"{case.due_on.isoformat() if case.due_on else ''}~{case.number}"


def _beyond(rows: QuerySet[Case], after: str | None) -> QuerySet[Case]:
    if after is None:
        return rows
    due, separator, number = after.partition("~")
    if not separator:
        raise Refusal("cases.page", _PAGE)
    if not due:
        return rows.filter(due_on__isnull=True, number__gt=number)
    return rows.filter(Q(due_on__gt=due) | Q(due_on=due, number__gt=number) | Q(due_on__isnull=True))


def _row(case: Case, standing: Standing, today_iso: str) -> WorkRow:
    matter = matter_of(case.definition)
    roles = standing.who(case).roles
    overdue = case.due_on is not None and case.due_on.isoformat() < today_iso
    return WorkRow(
        number=case.number,
        title=matter.title,
        organisation=case.organisation.name,
        division=case.division,
        state_label=matter.state(case.state).label,
        opened_on=case.opened_on,
        due_on=case.due_on,
        paused=case.paused,
        clock_state="overdue" if overdue else case.clock_state,
        closed=case.closed,
        mine=bool(roles & _waited_for(matter, case.state, overdue=overdue)),
    )


def _waited_for(matter: Matter, state: str, *, overdue: bool) -> set[str]:
    """Return the roles that can act in a state; a step that needs an expired limit waits for nobody before."""
    able = (action for action in matter.actions if state in action.from_ and (overdue or not action.requires.overdue))
    return {role for action in able for role in action.roles}


def progress(number: str, secret: str) -> ProgressView:
    """Return what anybody may know who has number and secret; one answer for every mismatch."""
    case = Case.objects.select_related("definition").filter(number=number.strip().upper()).first()
    if case is None or not opens(secret, case.secret_hash):
        raise NotFound("cases.no-progress", _NO_PROGRESS)
    return present_progress(case, snapshot_of(case))


def letter_source(case: Case, template: str) -> LetterSource:
    """Return the template of a letter of the case, pinned with its definition, and the values to fill it with."""
    matter = matter_of(case.definition)
    try:
        letter = matter.letter(template)
    except KeyError:
        raise NotFound("cases.no-letter", _NO_LETTER) from None
    return LetterSource(
        key=template,
        label=letter.label,
        template=case.definition.letters[template],
        values=values(matter, reveal(case, snapshot_of(case)), case.number, template),
        drafters=letter.drafters,
        reviewers=letter.reviewers,
        signers=letter.signers,
    )


def matters() -> tuple[MatterView, ...]:
    """Return the matters in force today, for the catalogue."""
    now = moment()
    return tuple(present_matter(version, matter_of(version), now) for version in all_active(now.on))


def matter_view(code: str) -> MatterView:
    """Return one matter in force today, for its guide."""
    now = moment()
    version = active(code, now.on)
    return present_matter(version, matter_of(version), now)


_NOT_FOUND = Text("没有这个办件，或者您无权查看。", "There is no such case, or it is not for you to see.")
_NO_DRAFT = Text("没有这个草稿，或者您无权查看。", "There is no such draft, or it is not for you to see.")
_NO_PROGRESS = Text("办件编号或查询码不对，请核对。", "The number or the secret is wrong; check both.")
_NO_LETTER = Text("这个事项没有这种文书。", "This matter has no such letter.")
_PAGE = Text("翻页标识不对，请从第一页开始。", "The page mark is wrong; begin at the first page.")
