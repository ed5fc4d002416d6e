"""Notices by mail: the number of the case and a link, nothing of what it is about.

At most once: a mail server cannot tell a repeated mail from a new one. Where it is not known whether a mail went out
(the line broke after it was handed over, or the worker died), it is not sent again and its parcel says ``unknown``;
the inbox has the notice in any case.
"""

from __future__ import annotations

import hashlib
import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from zhiquan.hall.notices.kinds import Kind
from zhiquan.hall.notices.models import Happening, Preference
from zhiquan.office.access.models import User
from zhiquan.office.outbox.models import Parcel, State
from zhiquan.office.outbox.ports import Outcome
from zhiquan.rules.text import Text

REFUSED = 500
"""Answers of a mail server from here on are final (RFC 5321, 4.2.1)."""


class Mail:
    """The carrier of mail."""

    repeatable = False

    def beside(self, parcel: Parcel) -> tuple[str, ...]:
        """Return nobody: all mail goes through one server, and a letter waits for none but its own reader's."""
        del parcel
        return ()

    def send(self, parcel: Parcel) -> Outcome:
        """Send one mail; what the server refuses for good is dead, what it puts off is tried again."""
        message = compose(parcel)
        if message is None:
            return Outcome(State.DEAD, "no address")
        try:
            message.send()
        except smtplib.SMTPRecipientsRefused as error:
            code = max((told[0] for told in error.recipients.values()), default=REFUSED)
            return Outcome(State.DEAD if code >= REFUSED else State.WAITING, f"SMTP {code}")
        except smtplib.SMTPResponseException as error:
            return Outcome(State.DEAD if error.smtp_code >= REFUSED else State.WAITING, f"SMTP {error.smtp_code}")
        except (ConnectionRefusedError, smtplib.SMTPConnectError) as error:
            return Outcome(State.WAITING, type(error).__name__)
        return Outcome(State.SENT)


MAIL = Mail()


def compose(parcel: Parcel) -> EmailMessage | None:
    """Return the mail of a parcel in the language its reader chose; ``None``: there is nobody to write to any more."""
    user = User.objects.filter(pk=parcel.payload["user"], is_active=True).first()
    to = parcel.payload.get("to") or (user.email if user else "")
    if user is None or not to or (found := _written(parcel, user)) is None:
        return None
    subject, body = found
    mark = hashlib.sha256(parcel.key.encode()).hexdigest()[:40]
    headers = {"Message-ID": f"<{mark}@{urlsplit(settings.PUBLIC_URL).hostname}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body, settings.MAIL_FROM, [to], headers=headers)


def _written(parcel: Parcel, user: User) -> tuple[str, str] | None:
    """Return subject and body."""
    chosen = Preference.objects.filter(user=user).values_list("language", flat=True).first() or "zh-hans"
    values: dict[str, object] = {"office": settings.OFFICE_NAME, "site": settings.PUBLIC_URL}
    if address := parcel.payload.get("confirm"):
        values["link"] = f"{settings.PUBLIC_URL}{address}"
        return _CONFIRM.format(**values).say(chosen), _CONFIRM_BODY.format(**values).say(chosen)
    happening = Happening.objects.filter(pk=parcel.payload.get("happening")).first()
    if happening is None:
        return None
    values["kind"] = Kind(happening.kind).label
    if happening.link:
        values["link"] = f"{settings.PUBLIC_URL}{happening.link}"
        return _TOLD.format(**values).say(chosen), _TOLD_BODY.format(**values).say(chosen)
    place = "desk/cases" if parcel.payload.get("desk") else "cases"
    values["number"] = happening.case_number
    values["link"] = f"{settings.PUBLIC_URL}/{place}/{happening.case_number}/"
    return _SUBJECT.format(**values).say(chosen), _BODY.format(**values).say(chosen)


_SUBJECT = Text("【{office}】{kind}：{number}", "[{office}] {kind}: {number}")
_BODY = Text(
    "您好：\n\n办件 {number} 有一条新通知（{kind}），请登录查看：\n{link}\n\n"
    "邮件中不含办件内容。如不需要邮件通知，可在此更改：\n{site}/account/notices/\n\n{office}\n",
    "Hello,\n\nThere is a notice about case {number} ({kind}). Sign in to read it:\n{link}\n\n"
    "Mail never says what a case is about. Choose which mail you want here:\n{site}/account/notices/\n\n{office}\n",
)
_TOLD = Text("【{office}】{kind}", "[{office}] {kind}")
_TOLD_BODY = Text(
    "您好：\n\n有一条新通知（{kind}），请登录查看：\n{link}\n\n"
    "邮件中不含具体内容。如不需要邮件通知，可在此更改：\n{site}/account/notices/\n\n{office}\n",
    "Hello,\n\nThere is a notice ({kind}). Sign in to read it:\n{link}\n\n"
    "Mail never says what it is about. Choose which mail you want here:\n{site}/account/notices/\n\n{office}\n",
)
_CONFIRM = Text("【{office}】请确认您的邮箱", "[{office}] Please confirm your address")
_CONFIRM_BODY = Text(
    "您好：\n\n有人为本站账户登记了这个邮箱。如果是您，请登录后打开下面的链接确认（24 小时内有效）：\n{link}\n\n"
    "如果不是您，请忽略本邮件。\n\n{office}\n",
    "Hello,\n\nSomebody gave this address for an account of this site. If it was you, sign in and open this link"
    " within 24 hours:\n{link}\n\nIf it was not you, ignore this mail.\n\n{office}\n",
)
