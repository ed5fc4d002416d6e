"""Who may bring data in, and what was brought in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.portal.imports.models import ImportJob
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text

IMPORTERS = frozenset({Role.STATISTICS, Role.ADMINISTRATOR})
"""Roles that may bring data in: it changes what everybody searches and counts."""
LISTED = 30


def require_importer(actor: Actor) -> int:
    """Return the user's number; who may not bring data in does not pass, as for others the pages do not exist."""
    if actor.user_id is None or not actor.roles & IMPORTERS:
        raise NotFound("imports.not-yours", _NOT_YOURS)
    return actor.user_id


def get_job_for(actor: Actor, job_id: int) -> ImportJob:
    """Return an upload; everybody who may bring data in sees all of them, as all go into one lake."""
    require_importer(actor)
    job = ImportJob.objects.select_related("uploaded_by").filter(pk=job_id).first()
    if job is None:
        raise NotFound("imports.not-found", _NOT_FOUND)
    return job


def jobs_for(actor: Actor) -> list[ImportJob]:
    """Return the latest uploads, the newest first."""
    require_importer(actor)
    return list(ImportJob.objects.select_related("uploaded_by").order_by("-pk")[:LISTED])


def refused_rows(job: ImportJob) -> Iterator[dict[str, Any]]:
    """Yield the refused rows of an import as the lake's list holds them (place, table, rule, zh, en, raw)."""
    batch = (job.report or {}).get("batch", "")
    path = settings.DATA.lake / "reports" / f"{batch}.jsonl"
    if batch and path.is_file():
        with path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


_NOT_YOURS = Text(
    "这是统计人员和系统管理员的页面。",
    "This page is for statistics officers and administrators.",
)
_NOT_FOUND = Text("没有这次上传。", "There is no such upload.")
