"""Reading drafts and cases: every object is reached here, and only by those who may see it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from zhiquan.hall.cases.fold import events_of, events_with_actors, snapshot_of
from zhiquan.hall.cases.guessing import count_wrong, refuse_after_many
from zhiquan.hall.cases.models import Case, Draft, Paper
from zhiquan.hall.cases.numbers import opens
from zhiquan.hall.cases.payloads import reveal
from zhiquan.hall.cases.presenting import draft_view as present_draft
from zhiquan.hall.cases.presenting_case import present_case, present_progress
from zhiquan.hall.cases.presenting_matter import present_matter
from zhiquan.hall.cases.seeing import HEAVY, cases_for
from zhiquan.hall.cases.shelf import matter_of, moment
from zhiquan.hall.cases.standing import standing_of
from zhiquan.hall.cases.views import CaseView, DraftView, MatterView, ProgressView
from zhiquan.hall.cases.worklist import desk_of, time_in_state_for, worklist_for, workload_for
from zhiquan.hall.matters.letter_values import values
from zhiquan.hall.matters.letters import LetterSource
from zhiquan.hall.matters.reading_rights import papers_read
from zhiquan.office.access.lapsed import lapsed
from zhiquan.office.access.selectors import Actor, represented
from zhiquan.office.prepared import Prepared
from zhiquan.office.rulebook.selectors import active, all_active
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

__all__ = [
    "case_by_secret",
    "case_view",
    "cases_for",
    "desk_of",
    "draft_view",
    "drafts_for",
    "get_case_for",
    "get_draft_for",
    "letter_source",
    "matter_view",
    "matters",
    "may_read_file",
    "progress",
    "time_in_state_for",
    "worklist_for",
    "workload_for",
]


def get_case_for(actor: Actor, number: str, action: str = "view") -> Case:
    """Return a case by number, or ``NotFound`` where there is none that this actor may see.

    An agency whose delegation for the very case is over is told when it ended (``access.delegation-…``). Whether an
    ``action`` can be taken is the guards' answer (``case_view`` says why not); seeing is decided here.
    """
    del action
    case = next(iter(_by_number(actor, today(), settings.DATA.region)(number=number)), None)
    if case is None:
        raise _lapsed(actor, Case.objects.filter(number=number)) or NotFound("cases.not-found", _NOT_FOUND)
    return case


@lru_cache(maxsize=1024)
def _by_number(actor: Actor, on: date, region: Path) -> Prepared[Case]:
    """Return the question for a case by number among those an actor may see on a day; who works asks it all day."""
    del on, region  # what an actor may see depends on them
    return Prepared(lambda number: cases_for(actor).filter(number=number), number=str)


def drafts_for(actor: Actor) -> QuerySet[Draft]:
    """Return the drafts of those the actor acts for that are not submitted, last changed first."""
    drafts = Draft.objects.filter(represented(actor, today(), case=None), case__isnull=True)
    return drafts.select_related("definition", "organisation").order_by("-changed_at")


def get_draft_for(actor: Actor, draft_id: int) -> Draft:
    """Return a draft of one of those the actor acts for, submitted or not; otherwise ``NotFound``, as for a case."""
    drafts = Draft.objects.filter(represented(actor, today(), case="case__number"))
    draft = drafts.select_related("definition", "organisation").defer(*HEAVY).filter(pk=draft_id).first()
    if draft is None:
        written = Draft.objects.filter(pk=draft_id).values_list("organisation_id", "definition__code").first()
        refusal = lapsed(actor, [written[0]], written[1], on=today()) if written else None
        raise refusal or NotFound("cases.no-draft", _NO_DRAFT)
    return draft


def _lapsed(actor: Actor, cases: QuerySet[Case]) -> NotFound | None:
    """Return why an agency no longer sees a case that a delegation once let it see; nothing else is ever told."""
    if not actor.organisations or (case := cases.only("organisation_id", "matter", "number").first()) is None:
        return None
    parties = [one.organisation_id for one in case.participants.filter(joined=True) if one.organisation_id]
    return lapsed(actor, [case.organisation_id, *parties], case.matter, case.number, on=today())


def draft_view(actor: Actor, draft_id: int) -> DraftView:
    """Return a draft for its page."""
    return present_draft(get_draft_for(actor, draft_id))


def may_read_file(actor: Actor, file_id: int) -> bool:
    """Say whether a stored file is a paper of a draft or case that the actor may see (port of the files room)."""
    papers = Paper.objects.filter(file=file_id)
    drafts = represented(
        actor, today(), organisation="draft__organisation_id", matter="draft__definition__code", case=None
    )
    if papers.filter(drafts, draft__case__isnull=True).exists():
        return True
    held = Case.objects.filter(pk__in=papers.values("case_id"))
    cases = cases_for(actor).filter(pk__in=held.values("pk"))
    return any(_reads(actor, case, file_id) for case in cases)


def _reads(actor: Actor, case: Case, file_id: int) -> bool:
    """Say whether a paper of a case is for somebody who sees the case: the office reads all, others by its kind."""
    who = standing_of(actor, today()).who(case)
    if not who.takes_part:
        return actor.is_staff
    return any(row["file"] == file_id for row in papers_read(matter_of(case.definition), snapshot_of(case), who))


def case_view(actor: Actor, number: str) -> CaseView:
    """Return a case for its page, with the actions open to this actor and, for the others, why not."""
    case = get_case_for(actor, number)
    rows = events_with_actors(case)
    return present_case(case, rows, reveal(case, snapshot_of(case, rows)), standing_of(actor, today()), moment())


def progress(number: str, secret: str, *, source: str = "") -> ProgressView:
    """Return what anybody may know who has number and secret; one answer for every mismatch.

    ``source`` is the address that asks. After some wrong secrets the answer is ``cases.too-many-guesses`` for a while.
    """
    case = case_by_secret(number, secret, source=source)
    rows = events_of(case)
    return present_progress(case, rows, snapshot_of(case, rows))


def case_by_secret(number: str, secret: str, *, source: str = "") -> Case:
    """Return the case that a number and its secret open; wrong secrets are counted."""
    refuse_after_many(number, source)
    case = Case.objects.select_related("definition").defer(*HEAVY).filter(number=number.strip().upper()).first()
    if case is None or not opens(secret, case.secret_hash):
        count_wrong(number, source)
        raise NotFound("cases.no-progress", _NO_PROGRESS)
    return case


def letter_source(case: Case, template: str, party: str = "") -> LetterSource:
    """Return the template of a letter of the case, pinned with its definition, and the values to fill it with.

    Where each party of a role has its own, ``party`` says whose; ``parties`` of the source are all of them.
    """
    matter = matter_of(case.definition)
    try:
        letter = matter.letter(template)
    except KeyError:
        raise NotFound("cases.no-letter", _NO_LETTER) from None
    snapshot = reveal(case, snapshot_of(case))
    addressed = snapshot.party(party) if party else None
    if party and (addressed is None or addressed.role != letter.to):
        raise NotFound("cases.no-letter", _NO_LETTER)
    return LetterSource(
        key=template,
        label=letter.label,
        kind=letter.kind,
        template=case.definition.letters[template],
        values=values(matter, snapshot, case.number, template, addressed),
        drafters=letter.drafters,
        reviewers=letter.reviewers,
        signers=letter.signers,
        repeats=letter.repeats,
        parties=tuple(one.id for one in snapshot.of_role(letter.to)) if letter.to else ("",),
    )


def matters() -> tuple[MatterView, ...]:
    """Return the matters in force today, for the catalogue."""
    now = moment()
    return tuple(present_matter(version, now) for version in all_active(now.on))


def matter_view(code: str) -> MatterView:
    """Return one matter in force today, for its guide."""
    now = moment()
    return present_matter(active(code, now.on), now)


_NOT_FOUND = Text("没有这个办件，或者您无权查看。", "There is no such case, or it is not for you to see.")
_NO_DRAFT = Text("没有这个草稿，或者您无权查看。", "There is no such draft, or it is not for you to see.")
_NO_PROGRESS = Text("办件编号或查询码不对，请核对。", "The number or the secret is wrong; check both.")
_NO_LETTER = Text("这个事项没有这种文书。", "This matter has no such letter.")
