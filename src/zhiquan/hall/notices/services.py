"""What a person does about notices: read them, choose which come by mail, name and confirm an address."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from zhiquan.hall.notices.kinds import Kind
from zhiquan.hall.notices.models import Preference
from zhiquan.hall.notices.selectors import notices_for
from zhiquan.office.access.models import User
from zhiquan.office.access.selectors import Actor
from zhiquan.office.access.services.person import person
from zhiquan.office.outbox.models import Parcel
from zhiquan.office.outbox.services import Posted, post
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

LANGUAGES = ("zh-hans", "en")
A_DAY, MOST_PROPOSED = timedelta(days=1), 5
"""How many confirmations are sent for one person in how long."""
CONFIRM_SECONDS = 24 * 3600
_SALT = "notices.address"


def mark_read(actor: Actor, notice_id: int = 0, *, case: str = "") -> int:
    """Mark one notice as read, those of a case, or all; returns how many were unread."""
    mine = notices_for(actor).filter(read_at__isnull=True)
    if notice_id:
        mine = mine.filter(pk=notice_id)
    if case:
        mine = mine.filter(happening__case_number=case)
    return mine.order_by().update(read_at=now())


def choose(actor: Actor, mailed: Collection[str], language: str) -> Preference:
    """Keep which kinds come by mail, and in which language; what is no kind is left out, no language is refused."""
    if language not in LANGUAGES:
        raise Refusal("notices.language", _LANGUAGE)
    chosen = sorted(set(mailed) & {kind.value for kind in Kind})
    kept = {"mailed": chosen, "language": language}
    held, _ = Preference.objects.update_or_create(user_id=person(actor), defaults=kept)
    return held


def propose_address(actor: Actor, address: str) -> None:
    """Send a link to an address, which is taken when its reader opens the link signed in; empty: no mail any more."""
    given, user = address.strip(), person(actor)
    if not given:
        User.objects.filter(pk=user).update(email="")
        return
    if not settings.MAIL_FROM:
        raise Refusal("notices.no-mail", _NO_MAIL)
    try:
        validate_email(given)
    except ValidationError:
        raise Refusal("notices.address", _ADDRESS) from None
    _require_calm(user)
    token = signing.dumps({"user": user, "address": given}, salt=_SALT)
    key = hashlib.sha256(f"{user}/{given}/{now().isoformat(timespec='minutes')}".encode()).hexdigest()
    payload = {"user": user, "to": given, "confirm": f"/account/notices/confirm/?token={token}"}
    post([Posted("mail", f"confirm-{key}", f"user:{user}", payload)])


def _require_calm(user: int) -> None:
    """Refuse a person who has had too many confirmations sent: nobody makes the office write to strangers."""
    lately = Parcel.objects.filter(target=f"user:{user}", key__startswith="confirm-", made_at__gt=now() - A_DAY)
    if lately.count() >= MOST_PROPOSED:
        raise Refusal("notices.too-many", _TOO_MANY.format(most=MOST_PROPOSED))


def confirm_address(actor: Actor, token: str) -> str:
    """Take the address of a link that was opened by the very person it was made for; returns the address."""
    user = person(actor)
    try:
        told = signing.loads(token, salt=_SALT, max_age=CONFIRM_SECONDS)
    except signing.BadSignature:
        told = {}
    if told.get("user") != user:
        raise Refusal("notices.link", _LINK)
    User.objects.filter(pk=user).update(email=told["address"])
    return str(told["address"])


_NO_MAIL = Text(
    "本站尚未开通邮件，通知只在站内显示；请管理员设置邮件服务器。",
    "This site sends no mail yet, notices stay on the site; the administrator can set a mail server.",
)
_TOO_MANY = Text(
    "一天内最多发送 {most} 封确认邮件，请查收已发出的，或明天再试。",
    "At most {most} confirmations are sent in a day; look for the last one, or try again tomorrow.",
)
_LANGUAGE = Text("请选择中文或者英文。", "Choose Chinese or English.")
_ADDRESS = Text("请填写有效的邮箱地址。", "Give a valid address.")
_LINK = Text(
    "确认链接已失效，或不属于您的账户，请重新登记邮箱。",
    "The link has run out or is not for your account; give your address again.",
)
