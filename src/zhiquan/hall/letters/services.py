"""What is done to letters: drafted, reviewed by another person, signed with number and seal, declared void."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from zhiquan.hall.cases.journal import record
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.selectors import letter_source
from zhiquan.hall.files.services import store
from zhiquan.hall.letters.models import Letter, State
from zhiquan.hall.letters.office import CODE_SIGNS, new_code, next_number, office_seal, verify_url
from zhiquan.hall.letters.rendering import (
    LetterContent,
    LetterTemplate,
    Opinion,
    fill,
    letter_fonts,
    parse_template,
    render_docx,
    render_pdf,
)
from zhiquan.hall.letters.turn import NO_POST, require_another, role_in, source_of, who_voids
from zhiquan.hall.matters.letters import LetterSource
from zhiquan.hall.matters.schema import LetterKind
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now, today


def draft(
    actor: Actor, case: Case, template_key: str, template: LetterTemplate, values: Mapping[str, Any], party: str = ""
) -> Letter:
    """Draft 拟稿 a letter of a case from its template; refused when a value or a character of a font is missing.

    A case has one letter of a template, or one for each ``party`` addressed, that is not void; of a record that repeats
    the next can be drafted once those before are signed, and says in its title the how manieth it is.
    """
    source = letter_source(case, template_key, party)
    role = role_in(actor, case, source.drafters)
    if party not in source.parties:
        raise Refusal("letters.addressee", _ADDRESSEE)
    parts = fill(template, values)
    content = LetterContent(
        title=parts.title,
        recipient=parts.recipient,
        number="",
        body=parts.body,
        office=settings.OFFICE_NAME,
        dated=today(),
        basis=case.number,
        kind=source.kind.value,
        opinions=(_opinion(HANDLER, parts.opinion, actor),) if source.kind is LetterKind.APPROVAL else (),
    )
    letter_fonts().require(content)
    with transaction.atomic():
        occasion = _occasion(case, template_key, party, source, content.title)
        if occasion > 1:
            content = replace(content, title=f"{content.title}（第{occasion}次）")
        letter = Letter.objects.create(
            case=case,
            template=template_key,
            party=party,
            occasion=occasion,
            content=content.to_json(),
            drafted_by_id=_person(actor),
            drafted_at=now(),
        )
        _record(letter, "drafted", actor, role)
    return letter


def _occasion(case: Case, template: str, party: str, source: LetterSource, title: str) -> int:
    """Return the how manieth letter of a template this is, or refuse while one stands that keeps it out."""
    standing = Letter.objects.filter(case=case, template=template, party=party).exclude(state=State.VOID)
    open_ones = standing.exclude(state=State.SIGNED) if source.repeats else standing
    if open_ones.exists():
        raise Conflict("letters.exists", _EXISTS.format(title=title))
    return (standing.aggregate(last=Max("occasion"))["last"] or 0) + 1


def draft_each(actor: Actor, case: Case, template_key: str) -> list[Letter]:
    """Draft a letter from the matter's own template: the one of the case, or for each party that has none yet its own.

    Where nothing is left to draft, that is refused as a second draft would be.
    """
    source = letter_source(case, template_key)
    standing = Letter.objects.filter(case=case, template=template_key).exclude(state=State.VOID)
    standing = standing.exclude(state=State.SIGNED) if source.repeats else standing
    held = set(standing.values_list("party", flat=True))
    sources = [(party, letter_source(case, template_key, party)) for party in source.parties if party not in held]
    with transaction.atomic():
        made = [
            draft(actor, case, template_key, parse_template(source.template), source.values, party)
            for party, source in sources
        ]
    if not made:
        raise Conflict("letters.exists", _EXISTS.format(title=source.label.zh))
    return made


def review(actor: Actor, letter: Letter, opinion: str = "") -> Letter:
    """Pass a draft 审核; whoever drafted it cannot. On an approval stands what the reviewer says of it."""
    role = role_in(actor, letter.case, source_of(letter).reviewers)
    with transaction.atomic():
        held = _locked(letter)
        _expect(held, State.DRAFT)
        require_another(actor, held, role)
        held.content = _with_opinion(held.as_content(), REVIEWER, opinion, actor).to_json()
        held.state, held.reviewed_by_id, held.reviewed_at = State.REVIEWED, actor.user_id, now()
        held.save(update_fields=["state", "reviewed_by", "reviewed_at", "content"])
        _record(held, "reviewed", actor, role)
    return held


def sign(actor: Actor, letter: Letter, opinion: str = "") -> Letter:
    """Sign 签发 a reviewed letter: number, date and code, then PDF and docx, then the seal.

    The number is given in a short transaction of its own and stays with the letter: when typesetting fails after it,
    signing again goes on with the same number. Signing a signed letter changes nothing. Records and approvals bear no
    number; on an approval stands what the leader says 审批意见.
    """
    role = role_in(actor, letter.case, source_of(letter).signers)
    if letter.state == State.SIGNED:
        return letter
    tried = _with_opinion(letter.as_content(), SIGNER, opinion, actor)
    letter_fonts().require(_with_marks(tried, f"{settings.OFFICE_CODE}〔0123456789〕号", CODE_SIGNS))
    numbered = _give_number(actor, letter, role, opinion)
    if numbered.state == State.SIGNED:
        return numbered
    content = numbered.as_content()
    pdf, docx = office_seal().seal(render_pdf(content), content.number or content.code), render_docx(content)
    with transaction.atomic():
        held = _locked(numbered)
        if held.state == State.SIGNED:
            return held
        _expect(held, State.REVIEWED)
        name = f"{content.title} {content.number or content.basis}"
        held.pdf, held.docx = store(actor, f"{name}.pdf", pdf), store(actor, f"{name}.docx", docx)
        held.state, held.signed_by_id, held.signed_at = State.SIGNED, actor.user_id, now()
        held.save(update_fields=["state", "pdf", "docx", "signed_by", "signed_at"])
        _record(held, "signed", actor, role)
    return held


def void(actor: Actor, letter: Letter, reason: str) -> Letter:
    """Declare a letter void 作废, also a draft that is sent back; its number stays visible as void."""
    role = role_in(actor, letter.case, who_voids(letter))
    if not reason.strip():
        raise Refusal("letters.void-reason", _WHY)
    with transaction.atomic():
        held = _locked(letter)
        if held.state == State.VOID:
            return held
        _expect(held, State(letter.state))
        held.state, held.voided_by_id, held.voided_at = State.VOID, actor.user_id, now()
        held.void_reason = reason.strip()[:200]
        held.save(update_fields=["state", "voided_by", "voided_at", "void_reason"])
        _record(held, "void", actor, role)
    return held


@transaction.atomic
def _give_number(actor: Actor, letter: Letter, role: str, opinion: str) -> Letter:
    """Give date and code, and to a letter its number, once."""
    held = _locked(letter)
    if held.state == State.SIGNED or held.code:
        return held
    _expect(held, State.REVIEWED)
    require_another(actor, held, role)
    dated, code, content = today(), new_code(), _with_opinion(held.as_content(), SIGNER, opinion, actor)
    held.number = next_number(dated.year) if content.kind == LetterKind.LETTER else None
    held.code, held.dated = code, dated
    held.content = replace(_with_marks(content, held.number or "", code), dated=dated).to_json()
    held.save(update_fields=["number", "code", "dated", "content"])
    return held


def _with_marks(content: LetterContent, number: str, code: str) -> LetterContent:
    return replace(content, number=number, code=code, verify_url=verify_url(code))


def _with_opinion(content: LetterContent, label: str, said: str, actor: Actor) -> LetterContent:
    """Return an approval with one more link of its chain; another document as it is."""
    if content.kind != LetterKind.APPROVAL:
        return content
    return replace(content, opinions=(*content.opinions, _opinion(label, said.strip() or AGREED, actor)))


def _opinion(label: str, said: str, actor: Actor) -> Opinion:
    return Opinion(label, said, actor.name, today())


def _locked(letter: Letter) -> Letter:
    rows = Letter.objects.select_for_update(of=("self",)).select_related(
        "case", "case__definition", "case__organisation"
    )
    return rows.get(pk=letter.pk)


def _person(actor: Actor) -> int:
    if actor.user_id is None:
        raise Refusal("letters.role", NO_POST)
    return actor.user_id


def _expect(letter: Letter, state: State) -> None:
    if letter.state != state:
        raise Conflict("letters.state", _STATE.format(title=letter.title, state=Text(*_STATES[State(letter.state)])))


def _record(letter: Letter, stage: str, actor: Actor, role: str) -> None:
    data = {"letter": letter.pk, "template": letter.template}
    marked = {**data, **{name: value for name in ("party", "number") if (value := getattr(letter, name))}}
    record(letter.case, f"letter.{stage}", marked, actor=actor, role=role)


HANDLER, REVIEWER, SIGNER = "承办人意见", "审核意见", "负责人审批意见"
"""The chain of opinions of an approval 审批表."""
AGREED = "同意。"
"""What stands there when nothing else was said: whoever disagrees sends the draft back."""

_ADDRESSEE = Text(
    "这种文书逐一写给各当事人，请选择写给哪一当事人。",
    "Each party has a letter of its own; say for which party it is drafted.",
)
_EXISTS = Text(
    "本办件已有一份“{title}”，需要重拟的，请先将其作废。",
    "The case has a “{title}” already; declare it void before drafting another.",
)
_WHY = Text("作废文书须写明原因。", "Give the reason why the letter is void.")
_STATE = Text(
    "“{title}”现在是{state}，不能办理这一步，请刷新后再办。",
    "“{title}” is {state} now, so this step cannot be taken; reload it first.",
)
_STATES = {
    State.DRAFT: ("待审核", "waiting for review"),
    State.REVIEWED: ("待签发", "waiting for signature"),
    State.SIGNED: ("已签发", "signed"),
    State.VOID: ("已作废", "void"),
}
