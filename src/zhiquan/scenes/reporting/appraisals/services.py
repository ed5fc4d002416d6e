"""Saying something of an item, and publishing an appraisal; what was said is never changed, later words supersede."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from zhiquan.hall.files.services import attach
from zhiquan.insight.appraisals.definition import Appraised, Bonus, ByEvidence, Item
from zhiquan.insight.figures.facts import digest
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.appraisals.selectors import (
    HeldAppraisal,
    Line,
    Sheet,
    get_appraisal_for,
    post_of,
    reviewer_post,
    sheets,
    visible,
)
from zhiquan.scenes.reporting.models import AppraisalResult, ItemScore, Step

MOST_TEXT = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of an item; ``after`` is the row of the same step in force when the form was opened."""

    points: Decimal | None
    reason: str
    files: tuple[int, ...] = ()
    after: int | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something is said."""

    held: HeldAppraisal
    sheet: Sheet
    line: Line

    @property
    def who(self) -> Appraised:
        return self.sheet.who

    @property
    def item(self) -> Item:
        return self.line.item


def claim(actor: Actor, code: str, who: str, item: str, said: Said, *, at: datetime) -> ItemScore:
    """Record a self score 自评 with its evidence.

    Refusals: ``appraisals.own`` (not of that place), ``.computed`` (scored by a figure, or by the reviewer alone),
    ``.closed``, ``.points``, ``.evidence``, ``.faster``.
    """
    place = _place(actor, code, who, item, at)
    post = post_of(actor, place.who)
    if post is None:
        raise Refusal("appraisals.own", _OWN.format(who=place.who.label))
    if not place.item.claimed:
        raise Refusal("appraisals.computed", _COMPUTED.format(item=place.item.label))
    _in_time(at.date(), place.held.appraisal.self_by)
    _in_order(place.item, said)
    rule = place.item.rule
    least = rule.files if isinstance(rule, ByEvidence | Bonus) and said.points else 0
    if len(said.files) < least:
        raise Refusal("appraisals.evidence", _EVIDENCE.format(count=least))
    return _add(place, Step.CLAIM, said, actor, post.department, at)


def review(actor: Actor, code: str, who: str, item: str, said: Said, *, at: datetime) -> ItemScore:
    """Record a reviewer's points 评审 with the reason; it answers an objection that waits.

    Refusals: ``appraisals.reviewer``, ``.computed``, ``.closed``, ``.unclaimed`` (nothing was claimed and time is
    left), ``.self`` (one's own claim), ``.points``, ``.reason`` (other points than claimed, or an answer, without a
    reason), ``.faster``.
    """
    place = _place(actor, code, who, item, at)
    post, claimed, objection = reviewer_post(actor, place.held.appraisal), place.line.claim, place.line.objection
    if post is None:
        raise Refusal("appraisals.reviewer", _REVIEWER)
    if not place.item.reviewed:
        raise Refusal("appraisals.computed", _COMPUTED.format(item=place.item.label))
    if not objection:
        _in_time(at.date(), place.held.appraisal.review_by)
    if place.item.claimed and claimed is None and at.date() <= place.held.appraisal.self_by:
        raise Refusal("appraisals.unclaimed", _UNCLAIMED.format(day=place.held.appraisal.self_by))
    if claimed is not None and claimed.by_id == actor.user_id:
        raise Refusal("appraisals.self", _SELF)
    _in_order(place.item, said)
    expected = claimed.points if claimed else Decimal(0)
    if (said.points != expected or objection) and not said.reason.strip():
        raise Refusal("appraisals.reason", _REASON)
    return _add(place, Step.REVIEW, said, actor, post.department, at, answers=objection)


def object_to(actor: Actor, code: str, who: str, item: str, said: Said, *, at: datetime) -> ItemScore:
    """Record an objection 申诉 to an item's points; one at a time, with a reason, evidence if there is any."""
    place = _place(actor, code, who, item, at)
    post = post_of(actor, place.who)
    if post is None:
        raise Refusal("appraisals.own", _OWN.format(who=place.who.label))
    _in_time(at.date(), place.held.appraisal.object_by)
    if place.line.review is None or place.line.objection:
        raise Refusal("appraisals.no-objection", _NO_OBJECTION)
    if not 0 < len(said.reason.strip()) <= MOST_TEXT:
        raise Refusal("appraisals.reason", _REASON)
    words = Said(None, said.reason, said.files, said.after)
    return _add(place, Step.OBJECTION, words, actor, post.department, at)


def publish(actor: Actor, code: str, *, at: datetime) -> AppraisalResult:
    """Publish the result, once, by the signing head; refused while an item or an objection is open.

    Refusals: ``appraisals.publisher``, ``.published``, ``.open``.
    """
    held = get_appraisal_for(actor, code, at.date())
    if not actor.holds(Role.HEAD, held.appraisal.division):
        raise Refusal("appraisals.publisher", _PUBLISHER)
    if held.result:
        raise Conflict("appraisals.published", _PUBLISHED)
    try:
        with transaction.atomic():
            _lock(held)
            found = sheets(held)
            if waiting := sum(_open(one) for one in found.values()):
                raise Refusal("appraisals.open", _OPEN.format(count=waiting))
            content = content_of(found)
            return AppraisalResult.objects.create(
                appraisal=held.version,
                code=code,
                content=content,
                digest=digest(content),
                published_at=at,
                published_by_id=actor.user_id,
            )
    except IntegrityError as error:
        raise Conflict("appraisals.published", _PUBLISHED) from error


def content_of(found: dict[str, Sheet]) -> dict[str, Any]:
    """Return what is published of all sheets: points, place, grade, and of a figure the signed value that counted."""
    return {"sheets": [_sheet_content(one) for one in sorted(found.values(), key=lambda one: one.place or 0)]}


def _sheet_content(one: Sheet) -> dict[str, Any]:
    items = [
        {
            "item": line.item.key,
            "points": str(line.points) if line.points is not None else None,
            "signed": line.scored.signed.pk if line.scored and line.scored.signed else None,
            "before": line.scored.before.pk if line.scored and line.scored.before else None,
            "review": line.review.pk if line.review else None,
        }
        for line in one.lines
    ]
    grade = one.grade.label.zh if one.grade else None
    told = {"who": one.who.key, "points": str(one.total.points), "place": one.place, "grade": grade, "items": items}
    return told | {"bonus": str(one.total.bonus), "deduction": str(one.total.deduction)}


def _open(one: Sheet) -> int:
    """Return how much of a sheet waits: items without points, claims of a bonus without review, objections."""
    unanswered = sum(line.objection is not None for line in one.lines)
    unreviewed = sum(line.claim is not None and line.review is None and not line.item.ordinary for line in one.lines)
    return len(one.total.open) + unanswered + unreviewed


def _place(actor: Actor, code: str, who: str, item: str, at: datetime) -> _Place:
    held = get_appraisal_for(actor, code, at.date())
    if who not in {one.key for one in visible(actor, held)}:
        raise NotFound("appraisals.sheet", _NO_SHEET)
    if held.result:
        raise Conflict("appraisals.published", _PUBLISHED)
    sheet = sheets(held)[who]
    line = sheet.line(item)
    if line is None:
        raise NotFound("appraisals.item", _NO_ITEM.format(key=item))
    return _Place(held, sheet, line)


def _in_time(on: date, last: date) -> None:
    if on > last:
        raise Refusal("appraisals.closed", _CLOSED.format(day=last))


def _in_order(item: Item, said: Said) -> None:
    points = said.points
    fits = points is not None and 0 <= points <= item.points and points == points.quantize(Decimal("0.01"))
    if not fits:
        raise Refusal("appraisals.points", _POINTS.format(most=item.points))
    if len(said.reason) > MOST_TEXT:
        raise Refusal("appraisals.reason", _REASON)


def _lock(held: HeldAppraisal) -> None:
    """Let who speaks and who publishes at once come one by one."""
    type(held.version).objects.select_for_update().get(pk=held.version.pk)


def _add(  # noqa: PLR0913 - who says what where, when, and to what it is an answer
    place: _Place,
    step: Step,
    said: Said,
    actor: Actor,
    department: str,
    at: datetime,
    *,
    answers: ItemScore | None = None,
) -> ItemScore:
    last = place.line.latest(step)
    if (last.pk if last else None) != said.after:
        raise Conflict("appraisals.faster", _FASTER)
    row = ItemScore(code=place.held.appraisal.code, appraised=place.who.key, item=place.item.key, step=step, at=at)
    row.appraisal, row.points, row.reason = place.held.version, said.points, said.reason.strip()
    row.department, row.by_id, row.supersedes, row.answers = department, actor.user_id, last, answers
    try:
        with transaction.atomic():
            _lock(place.held)
            if AppraisalResult.objects.filter(code=row.code).exists():
                raise Conflict("appraisals.published", _PUBLISHED)
            row.save()
            attach(said.files)
            row.files.set(said.files)
    except IntegrityError as error:
        raise Conflict("appraisals.faster", _FASTER) from error
    return row


_OWN = Text("“{who}”的自评和申诉由该单位的人员提交。", "Self scores and objections of “{who}” come from its own staff.")
_COMPUTED = Text(
    "“{item}”不由此环节打分：数据项按核定数自动计分，扣分项由评审人员填写。",
    "“{item}” is not scored here: figures are reckoned from what is signed off, deductions come from the reviewer.",
)
_CLOSED = Text("本环节已于 {day} 截止。", "This step closed on {day}.")
_POINTS = Text("分值请填写 0 至 {most}，最多两位小数。", "Give points from 0 to {most}, with two decimals at most.")
_EVIDENCE = Text("请至少上传 {count} 份佐证材料。", "Upload at least {count} file(s) of evidence.")
_REVIEWER = Text(
    "评审由组织考核的统计人员或签发人进行。",
    "Reviews are made by statistics officers or the signing head of the place that appraises.",
)
_UNCLAIMED = Text("该项尚未自评，自评于 {day} 截止后再评审。", "Nothing was claimed yet; review after {day}.")
_SELF = Text("自评人不能评审本人的自评。", "Nobody reviews a score of their own.")
_REASON = Text("请写明理由（不超过1000字）。", "Give the reason (at most 1,000 characters).")
_NO_OBJECTION = Text(
    "该项尚未评审或已有未答复的申诉，不能提出申诉。",
    "There is no review yet, or an objection waits for its answer.",
)
_PUBLISHER = Text("考核结果由该区划的签发人公布。", "The result is published by the signing head of the place.")
_PUBLISHED = Text("考核结果已公布，不能再改动。", "The result was published and is not changed any more.")
_OPEN = Text(
    "还有 {count} 处未完成（未评分、数据未核定或申诉未答复），完成后再公布。",
    "{count} places are open (no points, a figure not signed, an objection unanswered); finish them first.",
)
_FASTER = Text(
    "另一人刚刚填写了该项，请核对后再提交；您填写的内容已保留。",
    "Somebody has just filled this in; check it and send yours again. What you typed is kept.",
)
_NO_SHEET = Text("没有这张考核表。", "There is no such sheet.")
_NO_ITEM = Text("考核表中没有“{key}”。", "The sheet has no item “{key}”.")
