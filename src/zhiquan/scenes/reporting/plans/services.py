"""Reporting on a task and urging one 督办; what was said is never changed, a later report takes its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from zhiquan.hall.files.services import attach
from zhiquan.insight.plans.definition import Task
from zhiquan.insight.plans.lights import DONE_PERCENT
from zhiquan.office.access.selectors import Actor
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.models import ProgressNote, Urging
from zhiquan.scenes.reporting.plans.selectors import HeldPlan, get_plan_for, may_urge, post_in

MOST_TEXT, MOST_EVIDENCE, MOST_ASKED = 1000, 200, 400


@dataclass(frozen=True, slots=True)
class Report:
    """What a lead unit reports; ``after`` is the report that was in force when the form was opened (``None``: none).

    ``files`` are staged uploads (``hall.files``) that prove it.
    """

    percent: int
    text: str
    evidence: str = ""
    after: int | None = None
    files: tuple[int, ...] = ()


def report(actor: Actor, code: str, task: str, said: Report, *, at: datetime) -> ProgressNote:
    """Record a report of the lead unit; it answers the oldest urging that waits, and takes the last report's place.

    Refusals: ``plans.lead`` (not of the lead unit), ``plans.report`` (no text, no per cent), ``plans.evidence`` (done
    without evidence), ``plans.faster`` (somebody reported meanwhile).
    """
    held = get_plan_for(actor, code, at.date())
    one = _task(held, task)
    post = post_in(actor, held.plan, one.lead)
    if post is None:
        raise Refusal("plans.lead", _LEAD.format(unit=one.lead.department))
    _in_order(said)
    mine = ProgressNote.objects.filter(code=code, task=task)
    last = mine.filter(superseded_by=None).first()
    if (last.pk if last else None) != said.after:
        raise Conflict("plans.faster", _FASTER)
    waiting = Urging.objects.filter(code=code, task=task, answer=None).order_by("pk").first()
    note = ProgressNote(plan=held.version, code=code, task=task, percent=said.percent, at=at, by_id=actor.user_id)
    note.text, note.evidence, note.department = said.text.strip(), said.evidence.strip(), post.department
    note.supersedes, note.answers = last, waiting
    try:
        with transaction.atomic():
            note.save()
            attach(said.files)
            note.files.set(said.files)
    except IntegrityError as error:
        raise Conflict("plans.faster", _FASTER) from error
    return note


def urge(actor: Actor, code: str, task: str, text: str, answer_by: date, *, at: datetime) -> Urging:
    """Urge a task's lead unit; refused without a text, with a day that is past, or twice while one waits."""
    held = get_plan_for(actor, code, at.date())
    one = _task(held, task)
    if not may_urge(actor, held.plan):
        raise Refusal("plans.urge-role", _URGE_ROLE)
    if not 0 < len(text.strip()) <= MOST_ASKED:
        raise Refusal("plans.urge-text", _URGE_TEXT.format(most=MOST_ASKED))
    if answer_by < at.date():
        raise Refusal("plans.urge-day", _URGE_DAY)
    with transaction.atomic():
        DefinitionVersion.objects.select_for_update().get(pk=held.version.pk)  # two who urge at once come one by one
        if Urging.objects.filter(code=code, task=task, answer=None).exists():
            raise Refusal("plans.urged", _URGED.format(unit=one.lead.department))
        return Urging.objects.create(
            plan=held.version,
            code=code,
            task=task,
            text=text.strip(),
            answer_by=answer_by,
            by_id=actor.user_id,
            at=at,
        )


def _task(held: HeldPlan, key: str) -> Task:
    found = next((task for task in held.plan.tasks if task.key == key), None)
    if found is None:
        raise NotFound("plans.task", _NO_TASK.format(key=key))
    return found


def _in_order(said: Report) -> None:
    text = 0 < len(said.text.strip()) <= MOST_TEXT and len(said.evidence.strip()) <= MOST_EVIDENCE
    if not text or not 0 <= said.percent <= DONE_PERCENT:
        raise Refusal("plans.report", _REPORT.format(most=MOST_TEXT))
    if said.percent == DONE_PERCENT and not (said.evidence.strip() or said.files):
        raise Refusal("plans.evidence", _EVIDENCE)


_LEAD = Text("进展由牵头单位“{unit}”的人员报告。", "Progress is reported by staff of the lead unit “{unit}”.")
_REPORT = Text(
    "请填写完成百分比（0至100）和进展情况（不超过{most}字；佐证不超过200字）。",
    "Give the per cent done (0 to 100) and the progress in words (at most {most} characters; evidence at most 200).",
)
_EVIDENCE = Text(
    "报告完成（100%）时请写明或上传佐证材料。", "Name or upload the evidence of a task that is done (100 %)."
)
_FASTER = Text(
    "同单位另一人刚刚报告了进展，请核对后再提交；您填写的内容已保留。",
    "A colleague has just reported; check that report and send yours again. What you typed is kept.",
)
_URGE_ROLE = Text(
    "督办由该区划的统计人员或签发人发起。", "Statistics officers and signing heads of the place urge tasks."
)
_URGE_TEXT = Text("请写明督办要求（不超过{most}字）。", "Write what is asked (at most {most} characters).")
_URGE_DAY = Text("答复期限不能早于今天。", "The day by which to answer cannot be past.")
_URGED = Text("上一次督办“{unit}”尚未答复，请待其答复。", "“{unit}” has not answered the last urging yet; wait for it.")
_NO_TASK = Text("工作要点中没有任务“{key}”。", "The plan has no task “{key}”.")
