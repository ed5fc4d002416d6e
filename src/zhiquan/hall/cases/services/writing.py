"""Writing an application and handing it in; its parts are in ``drafting``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from zhiquan.hall.cases import drafting
from zhiquan.hall.cases.models import Case, Draft
from zhiquan.hall.cases.opening import Entry, open_case
from zhiquan.hall.cases.presenting import draft_view
from zhiquan.hall.cases.selectors import get_draft_for
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.cases.views import DraftView, Precheck
from zhiquan.hall.files import services as files
from zhiquan.office.access.lapsed import scoped_out
from zhiquan.office.access.models import Organisation
from zhiquan.office.access.selectors import Actor, acts_for
from zhiquan.office.rulebook.selectors import active
from zhiquan.rules.refusal import Conflict, NotFound
from zhiquan.rules.text import Text
from zhiquan.settings.now import now, today


def start_draft(actor: Actor, matter_code: str, organisation_id: int) -> Draft:
    """Begin an application of an organisation that the actor acts for, under the definition in force today.

    What the matter asks of the organisation's record is filled in (``Field.fill``). An agency whose delegation is over,
    not begun or does not cover the matter is told so (``access.delegation-…``).
    """
    on = today()
    if actor.user_id is None or not acts_for(actor, organisation_id, matter_code, on=on):
        raise scoped_out(actor, organisation_id, matter_code, on=on) or NotFound(
            "cases.not-your-organisation", _NOT_YOURS
        )
    definition, at = active(matter_code, on), now()
    organisation = Organisation.objects.get(pk=organisation_id)
    return Draft.objects.create(
        definition=definition,
        organisation=organisation,
        form=drafting.known_of(organisation, matter_of(definition)),
        created_by_id=actor.user_id,
        created_at=at,
        changed_at=at,
    )


def save_draft(actor: Actor, draft_id: int, form: Mapping[str, Any]) -> DraftView:
    """Keep what was typed, as it was typed, and return what is wrong with it; wrong answers are never refused here.

    A draft begun under an older definition moves to the one in force, which may ask for more.
    """
    with transaction.atomic():
        draft = drafting.open_for_change(actor, draft_id)
        draft.form = {str(key): value for key, value in form.items()}
        draft.definition = active(draft.definition.code, today())
        drafting.changed(draft)
    return draft_view(draft)


def attach(actor: Actor, draft_id: int, material: str, file_id: int) -> DraftView:
    """Add a stored file of the actor's as a paper; a paper that is not ``many`` replaces the one before."""
    file = drafting.file_row(actor, material, file_id)
    with transaction.atomic():
        draft = drafting.open_for_change(actor, draft_id)
        draft.materials = drafting.with_file(matter_of(draft.definition), draft.materials, file)
        drafting.changed(draft)
        draft.papers.get_or_create(file=file_id)
        files.attach({file_id}, waiting=True)
        drafting.let_go(draft)
    return draft_view(draft)


def detach(actor: Actor, draft_id: int, material: str, file_id: int) -> DraftView:
    """Take a paper out of a draft."""
    with transaction.atomic():
        draft = drafting.open_for_change(actor, draft_id)
        draft.materials = [r for r in draft.materials if (r["material"], r["file"]) != (material, file_id)]
        drafting.changed(draft)
        drafting.let_go(draft)
    return draft_view(draft)


def precheck(actor: Actor, draft_id: int) -> Precheck:
    """Run the matter's checks over a complete draft; ``FormRefusal`` when its answers are not in order."""
    return drafting.precheck(get_draft_for(actor, draft_id))


def submit(actor: Actor, draft_id: int, key: str) -> Case:
    """Submit a draft: number, opening event and projection in one transaction; the same ``key`` gives the same case.

    Refusals: ``cases.form`` (answers), ``cases.obstacles`` (a check that blocks, a paper that is missing),
    ``cases.new-definition``, ``cases.already-submitted``; ``Conflict`` when the draft changed meanwhile.
    """
    return hand_in(actor, draft_id, key)


def hand_in(actor: Actor, draft_id: int, key: str, *, series: str | None = None) -> Case:
    """Submit a draft, linked with the first case of a series where one is given."""
    drafting.require_key(key)
    draft = get_draft_for(actor, draft_id)
    if found := drafting.submitted_as(draft, key):
        return found
    application = drafting.application(draft)
    with transaction.atomic():
        locked = (
            Draft.objects.select_for_update(of=("self",))
            .select_related("definition", "organisation", "origin")
            .get(pk=draft.pk)
        )
        if found := drafting.submitted_as(locked, key):
            return found
        if locked.changed_at != draft.changed_at:
            raise Conflict("cases.draft-changed", _DRAFT_CHANGED)
        return open_case(locked, application, Entry(actor, key, series=series))


_NOT_YOURS = Text("请以您所代表的单位申请。", "Apply for an organisation that you act for.")
_DRAFT_CHANGED = Text("草稿刚刚被修改，请重新核对后提交。", "The draft was just changed; look at it again and submit.")
