"""Entering at the window 窗口代录: an application brought in person, by letter or by telephone, with its receipt."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from zhiquan.hall.cases import drafting, numbers
from zhiquan.hall.cases.models import Case, Draft
from zhiquan.hall.cases.opening import Entry, open_case
from zhiquan.hall.cases.presenting import material_views
from zhiquan.hall.cases.selectors import get_case_for
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.cases.standing import standing_of
from zhiquan.hall.cases.views import MaterialView
from zhiquan.office.access.models import Organisation
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor, acts_for
from zhiquan.office.rulebook.selectors import active
from zhiquan.rules.identifiers import Broken, parse_uscc
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now, today

CHANNELS = {
    "window": Text("窗口", "at the window"),
    "mail": Text("邮寄", "by mail"),
    "phone": Text("电话", "by telephone"),
}
"""How an application comes in that was not made online."""
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody without an account: an organisation with its credit code, or a person without one."""

    name: str
    division: str
    uscc: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the party is given for an application handed over 收件凭据; the letters room makes it a document.

    ``materials`` are the papers received and asked for, ``missing`` what still stands against the application.
    """

    number: str
    secret: str | None
    matter: Text
    applicant: str
    channel: Text
    received_at: datetime
    entered_at: datetime
    clerk: str
    materials: tuple[MaterialView, ...]
    missing: tuple[Text, ...]


def enter_at_counter(  # noqa: PLR0913 - one door for everything that comes over the counter
    actor: Actor,
    matter: str,
    organisation: int | Applicant,
    form: Mapping[str, Any],
    *,
    materials: Sequence[Mapping[str, Any]],
    channel: str,
    received_at: datetime,
    key: str,
) -> Receipt:
    """Enter an application for somebody as a window clerk, who does not become a party to it.

    ``materials`` are rows {material, file} of stored files. What is missing or fails a check is told in the receipt and
    does not stand in the way: what is brought is received, and supplemented or refused afterwards. Wrong answers raise
    ``FormRefusal``. The same ``key`` of the same clerk gives the same receipt.
    """
    drafting.require_key(key)
    if channel not in CHANNELS:
        raise Refusal("cases.channel", _CHANNEL)
    request = f"{actor.user_id}:counter:{key}"
    if found := Case.objects.filter(draft__request=request).select_related("definition", "organisation").first():
        return _receipt(actor, found, drafting.received(found.draft, channel)[1])
    with transaction.atomic():
        party = _party(organisation)
        _require_window(actor, party, matter)
        draft = _draft(actor, matter, party, form, request)
        for row in materials:
            file = drafting.file_row(actor, row["material"], int(row["file"]))
            draft.materials = drafting.with_file(matter_of(draft.definition), draft.materials, file)
        draft.save(update_fields=["materials"])
        application, missing = drafting.received(draft, channel)
        case = open_case(draft, application, Entry(actor, key, Role.WINDOW.value, received_at))
        case.secret_told_at = now()
        case.save(update_fields=["secret_told_at"])
    return _receipt(actor, case, missing)


def receipt_again(actor: Actor, number: str) -> Receipt:
    """Return the receipt of an application that came over the counter, to be printed again, without its secret.

    Nothing is told as missing: what was missing then may have been supplemented since.
    """
    case = get_case_for(actor, number)
    if case.channel not in CHANNELS:
        raise NotFound("cases.no-receipt", _NO_RECEIPT)
    return replace(_receipt(actor, case, ()), secret=None, clerk=_clerk(case))


def _clerk(case: Case) -> str:
    return str(case.events.select_related("actor").get(seq=1).actor or "")


def _require_window(actor: Actor, party: Organisation, matter: str) -> None:
    if acts_for(actor, party.pk, matter, on=today()):
        raise Refusal("cases.own-application", _OWN)
    posts = standing_of(actor, today()).posts
    if not any(post.role == Role.WINDOW.value and post.reach.holds(party.division) for post in posts):
        raise Refusal("cases.not-your-counter", _NOT_YOURS)


def _party(given: int | Applicant) -> Organisation:
    if isinstance(given, int):
        if found := Organisation.objects.filter(pk=given).first():
            return found
        raise NotFound("cases.no-organisation", _NO_PARTY)
    name = given.name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Refusal("cases.no-name", _NAME.format(longest=LONGEST_NAME))
    if not given.uscc:  # a person: the row is a party's name without a code, and nobody's to sign in for
        return Organisation.objects.create(name=name, uscc=f"P{secrets.token_hex(8)}", division=given.division)
    code = parse_uscc(given.uscc)
    if isinstance(code, Broken):
        raise Refusal("cases.uscc", code.text)
    found, _ = Organisation.objects.get_or_create(
        uscc=code.canonical, defaults={"name": name, "division": given.division}
    )
    if found.name != name:
        raise Refusal("cases.other-name", _OTHER.format(name=found.name))
    return found


def _draft(actor: Actor, matter: str, party: Organisation, form: Mapping[str, Any], request: str) -> Draft:
    at = now()
    return Draft.objects.create(
        definition=active(matter, today()),
        organisation=party,
        form={str(key): value for key, value in form.items()},
        created_by_id=actor.user_id,
        created_at=at,
        changed_at=at,
        request=request,
    )


def _receipt(actor: Actor, case: Case, missing: tuple[Text, ...]) -> Receipt:
    """Return the receipt of an entry, also of a repeated one; a secret that was given out anew is not told here."""
    matter, opened = matter_of(case.definition), case.events.get(seq=1)
    secret = numbers.secret_for(case.number) if case.secret_issue == 0 else ""
    return Receipt(
        number=case.number,
        secret=secret if numbers.opens(secret, case.secret_hash) else None,
        matter=matter.title,
        applicant=case.organisation.name,
        channel=CHANNELS[case.channel],
        received_at=opened.acted_at,
        entered_at=opened.recorded_at,
        clerk=actor.name,
        materials=material_views(matter.materials, case.draft.materials, {}),
        missing=missing,
    )


_CHANNEL = Text("收件方式为窗口、邮寄或电话。", "It came in at the window, by mail or by telephone.")
_OWN = Text(
    "不能代录本人所属单位的申请，请由其他人员办理。", "Another clerk enters what your own organisation applies for."
)
_NOT_YOURS = Text(
    "您不是该申请人所在区划的窗口人员，请由该区划窗口收件。",
    "You are not at the window of the applicant's division; let that window take it.",
)
_NO_RECEIPT = Text("网上提交的办件没有收件凭据。", "An application made online has no receipt of the counter.")
_NO_PARTY = Text("没有这个单位。", "There is no such organisation.")
_NAME = Text("请填写申请人名称，不超过 {longest} 字。", "Give the applicant's name, in {longest} characters at most.")
_OTHER = Text("该统一社会信用代码登记的名称是“{name}”，请核对。", "This credit code belongs to “{name}”; check it.")
