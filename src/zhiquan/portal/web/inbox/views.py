"""The inbox: read, marked as read one by one, by case or as a whole; and the choices about mail."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.hall.notices import services
from zhiquan.hall.notices.kinds import Kind
from zhiquan.hall.notices.selectors import inbox as inbox_of
from zhiquan.hall.notices.selectors import preference_of, unread_count
from zhiquan.portal.web.account.views import user_of
from zhiquan.portal.web.answers import signed_in, told
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

SCOPES = {"unread": Text("未读", "Unread"), "all": Text("全部", "All")}
LANGUAGES = {"zh-hans": "简体中文", "en": "English"}


@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    """Show one's notices, the newest first; a POST marks one, those of a case, or all as read."""
    actor, case = actor_of(request), request.GET.get("case", "")[:40]
    if request.method == "POST":
        posted = request.POST
        done = services.mark_read(actor, whole(posted.get("id", "")), case=posted.get("case", "")[:40])
        if not posted.get("id"):
            messages.success(request, gettext("已标为已读。") if done else gettext("没有未读通知。"))
        return redirect(request.get_full_path())
    scope = "all" if request.GET.get("scope") == "all" or case else "unread"
    rows, older = inbox_of(actor, unread=scope == "unread", case=case, before=whole(request.GET.get("before", "")))
    shown = {"rows": rows, "older": older, "scope": scope, "scopes": SCOPES.items(), "case": case}
    return page(request, "inbox/inbox.html", {**shown, "unread": any(row.read_at is None for row in rows)})


def count(request: HttpRequest) -> HttpResponse:
    """Return the number beside the link in the head of every page; empty for a visitor and when all is read."""
    user = getattr(request.user, "pk", None)
    return page(request, "inbox/count.html", {"count": unread_count(user) if user else 0})


@signed_in
def preferences(request: HttpRequest) -> HttpResponse:
    """Choose which kinds come by mail, in which language, and to which address."""
    actor, posted = actor_of(request), request.POST
    if request.method == "POST":
        try:
            if posted.get("go") == "address":
                services.propose_address(actor, posted.get("address", ""))
                given = bool(posted.get("address", "").strip())
                messages.success(
                    request, gettext("确认邮件已发出，请打开其中的链接。") if given else gettext("不再发送邮件。")
                )
            else:
                services.choose(actor, posted.getlist("mailed"), posted.get("language", ""))
                messages.success(request, gettext("已保存。"))
        except Refusal as refusal:
            return told(request, refusal, "account.notices")
        return redirect("account.notices")
    user = user_of(request)
    shown = {
        "kinds": [(kind.value, kind.label) for kind in Kind],
        "chosen": preference_of(user.pk),
        "languages": LANGUAGES.items(),
        "address": user.email,
        "mails": bool(settings.MAIL_FROM),
    }
    return page(request, "inbox/preferences.html", shown)


@signed_in
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask whoever opened the link of a mail to confirm: a program that merely opens links confirms nothing."""
    if request.method != "POST":
        return page(request, "inbox/confirm.html", {"token": request.GET.get("token", "")})
    try:
        services.confirm_address(actor_of(request), request.POST.get("token", ""))
    except Refusal as refusal:
        return told(request, refusal, "account.notices")
    messages.success(request, gettext("邮箱已确认。"))
    return redirect("account.notices")
