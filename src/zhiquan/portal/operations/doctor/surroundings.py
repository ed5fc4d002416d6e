"""What the machine and the settings must offer: addresses, folders, disk, clock, fonts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from zhiquan.hall.cases.models import CaseEvent
from zhiquan.hall.letters.rendering import letter_fonts
from zhiquan.portal.operations.doctor.finding import Said, fail, ok, warn
from zhiquan.settings.folders import DataFolder
from zhiquan.settings.now import now

LOW, EMPTY = 5 << 30, 500 << 20
"""Bytes free below which somebody should look, and below which work stops."""
_SKEW_SECONDS = 60


def addresses() -> Iterator[Said]:
    """Say whether the site is told who it is, and keeps what it says between itself and the reader."""
    at = urlsplit(settings.PUBLIC_URL)
    here = at.hostname in {"localhost", "127.0.0.1", "::1"}
    if settings.DEBUG:
        yield fail(
            "调试模式开着，错误页会泄露设置：请去掉 ZHIQUAN_DEBUG。",
            "Debugging is on, pages of errors show the settings: unset ZHIQUAN_DEBUG.",
        )
    if settings.DEMO:
        yield warn(
            "这是演示站点，口令公开，不要录入真实数据。",
            "This is a demonstration, its passwords are public: enter no real data.",
        )
    if here:
        yield warn(
            "ZHIQUAN_PUBLIC_URL 是本机地址，文书上的核验网址外面打不开：请改为对外网址。",
            "ZHIQUAN_PUBLIC_URL names this machine, the address on letters opens for nobody else: set the public"
            " address.",
        )
    elif not (settings.HTTPS and at.scheme == "https"):
        yield fail(
            "对外网站未用 HTTPS：请设 ZHIQUAN_HTTPS=1，并把 ZHIQUAN_PUBLIC_URL 改为 https://。",
            "The public site does not use HTTPS: set ZHIQUAN_HTTPS=1 and an https:// ZHIQUAN_PUBLIC_URL.",
        )
    if not here and at.hostname not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        yield fail(
            f"ZHIQUAN_HOSTS 中没有 {at.hostname}，网站会拒绝访问：请加上。",
            f"ZHIQUAN_HOSTS lacks {at.hostname}, every visit is refused: add it.",
        )
    if not settings.SECOND_FACTOR and not settings.DEMO:
        yield warn(
            "未要求工作人员双因素登录：请去掉 ZHIQUAN_SECOND_FACTOR=false。",
            "Staff need no second factor: unset ZHIQUAN_SECOND_FACTOR=false.",
        )
    yield ok(
        f"网址 {settings.PUBLIC_URL}，机关 {settings.OFFICE_NAME}",
        f"Address {settings.PUBLIC_URL}, office {settings.OFFICE_NAME}",
    )


def folders() -> Iterator[Said]:
    """Say whether every folder can be written."""
    data: DataFolder = settings.DATA
    for folder in (data.root, data.lake, data.index, data.files, data.quarantine, data.keys, data.region):
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            yield fail(
                f"目录 {folder} 不存在或不可读写：请把它交给运行本程序的用户。",
                f"{folder} is missing or cannot be written: give it to the user who runs the program.",
            )
    yield ok(f"数据目录 {data.root}", f"Data folder {data.root}")


def disk() -> Iterator[Said]:
    """Say how much room is left beside the data."""
    free = shutil.disk_usage(settings.DATA.root).free
    said = (f"磁盘剩余 {free / 2**30:.1f} GiB", f"{free / 2**30:.1f} GiB free")
    if free < EMPTY:
        yield fail(f"{said[0]}：即将无法收件，请立即腾出空间。", f"{said[1]}: nothing can be taken in soon; make room.")
    elif free < LOW:
        yield warn(f"{said[0]}：请扩容或清理。", f"{said[1]}: make room or enlarge the disk.")
    else:
        yield ok(*said)


def clock() -> Iterator[Said]:
    """Say whether the clock can be right: it is not before what was recorded, nor far from the database's."""
    at = now()
    newest = CaseEvent.objects.order_by("-pk").values_list("recorded_at", flat=True).first()
    if newest and newest > at:
        yield fail(
            f"本机时钟 {at:%Y-%m-%d %H:%M} 早于最近一条办件记录：请校准时钟（NTP）后再受理。",
            f"The clock says {at:%Y-%m-%d %H:%M}, before the newest event: set it right (NTP) before anything is"
            " taken in.",
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
            skew = abs(float(cursor.fetchone()[0]) - at.timestamp())
        if skew > _SKEW_SECONDS:
            yield warn(
                f"本机与数据库时钟相差 {skew:.0f} 秒：请都用 NTP 校时。",
                f"This machine's clock and the database's differ by {skew:.0f} s: set both by NTP.",
            )
    yield ok(f"时钟 {at:%Y-%m-%d %H:%M} 北京时间", f"The clock says {at:%Y-%m-%d %H:%M} in Shanghai")


def fonts() -> Iterator[Said]:
    """Say whether letters can be printed: a missing font is a refusal that says what to install."""
    held = letter_fonts()
    yield ok(
        f"文书字体 {held.body[0]}，{len(held.characters)} 字",
        f"Letters are set in {held.body[0]}, {len(held.characters)} characters",
    )
