"""What must go on by itself, and whom the program speaks with: tick, outbox, mail, scanner; and the law it goes by."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection

from zhiquan.hall.cases import shelf
from zhiquan.hall.cases.editions import edition
from zhiquan.hall.files.models import Scan, StoredFile
from zhiquan.hall.files.scanning import scanner
from zhiquan.office.outbox.models import Parcel, State
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.portal.operations import marks
from zhiquan.portal.operations.doctor.finding import Said, fail, ok, warn
from zhiquan.rules.law.calendar import Certainty
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.now import now

TICK, STUCK = timedelta(minutes=10), timedelta(hours=2)
_YEAR_ENDS = 11
"""From this month on the next year's days off are usually announced (国务院办公厅, October or November)."""


def tick() -> Iterator[Said]:
    """Say when time limits were last looked at."""
    last = marks.last(settings.DATA, "tick")
    if last is None or now() - last > TICK:
        when = last.strftime("%Y-%m-%d %H:%M") if last else ""
        yield fail(
            f"期限提醒（zhiquan tick）没有在运行，上次 {when or '从未'}：请启动 zhiquan serve 或 tick 服务。",
            f"The tick is not running (last: {when or 'never'}): start zhiquan serve or the tick's unit.",
        )
    else:
        yield ok(f"期限提醒 {last:%H:%M:%S}", f"Tick at {last:%H:%M:%S}")


def outbox() -> Iterator[Said]:
    """Say whether what leaves the house arrives."""
    lost = Parcel.objects.filter(state__in=(State.DEAD, State.UNKNOWN)).count()
    stuck = Parcel.objects.filter(state=State.WAITING, made_at__lt=now() - STUCK).count()
    if lost or stuck:
        yield warn(
            f"发件箱有 {lost} 件未送达、{stuck} 件等待超过两小时：请执行 zhiquan outbox status。",
            f"{lost} parcels did not arrive, {stuck} wait for over two hours: run zhiquan outbox status.",
        )
    else:
        yield ok("发件箱没有积压", "Nothing is stuck in the outbox")


def mail() -> Iterator[Said]:
    """Say whether mail can leave: the server is asked, nothing is sent."""
    if not settings.MAIL_FROM:
        yield warn(
            "未设邮件（ZHIQUAN_MAIL_HOST、ZHIQUAN_MAIL_FROM），通知只在站内。",
            "No mail is set (ZHIQUAN_MAIL_HOST, ZHIQUAN_MAIL_FROM): notices stay on the site.",
        )
        return
    try:
        with get_connection("django.core.mail.backends.smtp.EmailBackend", timeout=5):
            yield ok(f"邮件服务器 {settings.EMAIL_HOST} 应答", f"The mail server {settings.EMAIL_HOST} answers")
    except (OSError, smtplib.SMTPException) as error:
        yield fail(
            f"邮件服务器 {settings.EMAIL_HOST} 不应答（{error}）：请核对 ZHIQUAN_MAIL_ 各项设置。",
            f"The mail server {settings.EMAIL_HOST} does not answer ({error}): check ZHIQUAN_MAIL_*.",
        )


def scan() -> Iterator[Said]:
    """Say whether uploads are scanned: the scanner is asked about harmless bytes."""
    waiting = StoredFile.objects.filter(scan=Scan.WAITING).count()
    asked = scanner()
    if asked is None and not settings.SCAN_REQUIRED:
        yield warn(
            "未设病毒扫描（ZHIQUAN_SCANNER），上传的文件不经扫描。",
            "No scanner is set (ZHIQUAN_SCANNER): uploads are not scanned.",
        )
        return
    try:
        answered = asked is not None and not asked.find(b"zhiquan")
    except OSError:
        answered = False
    if answered:
        yield ok(f"病毒扫描应答，待扫描 {waiting} 个", f"The scanner answers, {waiting} files wait")
    else:
        yield fail(
            f"病毒扫描不应答，{waiting} 个文件在等：请启动 clamd 并核对 ZHIQUAN_SCANNER。",
            f"The scanner does not answer, {waiting} files wait: start clamd and check ZHIQUAN_SCANNER.",
        )


def law() -> Iterator[Said]:
    """Say whether law book and calendar are read, and reach as far as clocks do."""
    today = shelf.moment()
    years, this = today.calendar.years, today.on
    if today.calendar.certainty(this) is not Certainty.ANNOUNCED:
        yield fail(
            f"日历中没有 {this.year} 年的放假安排，期限都是暂定：请在 /rulebook/calendar/ 录入。",
            f"The calendar lacks {this.year}, every last day is provisional: enter it at /rulebook/calendar/.",
        )
    elif this.month >= _YEAR_ENDS and this.year + 1 not in years:
        yield warn(
            f"{this.year + 1} 年放假安排尚未录入，跨年期限为暂定：通知公布后请在 /rulebook/calendar/ 录入。",
            f"The days off of {this.year + 1} are not entered, limits into it are provisional: enter them at"
            " /rulebook/calendar/ once announced.",
        )
    yield ok(
        f"法规库 {len(today.book)} 条，日历 {min(years)}—{max(years)} 年",
        f"{len(today.book)} provisions, calendar {min(years)} to {max(years)}",
    )


def matters() -> Iterator[Said]:
    """Say how many matters can be applied for, and which published version this program cannot read.

    A case goes on under the version under which it began, so that each one must be readable, however old.
    """
    published = list(DefinitionVersion.objects.filter(kind="matter").order_by("code", "pk"))
    for version in published:
        try:
            edition(version)
        except Refusal as refusal:
            yield fail(
                f"{version.code} {version.version} 无法读取，按它办理的件都打不开（{refusal.text.zh}）："
                "请装回发布它的程序版本，并报告。",
                f"{version.code} {version.version} cannot be read, and none of its cases opened ({refusal.text.en}): go"
                " back to the program that published it, and report this.",
            )
    if published:
        count = len({version.code for version in published})
        yield ok(f"已发布事项 {count} 个", f"{count} matters are published")
    else:
        yield fail("没有已发布的事项：请执行 zhiquan site setup。", "No matter is published: run zhiquan site setup.")
