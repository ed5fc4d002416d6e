"""The same request many times at once, and counting at once, in a process of its own.

``python -m tests.portal.api.race_once`` prints what happened as JSON: with the guards, and without them to show that
the requests do meet.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from datetime import UTC, datetime
from typing import Any

from tests.hall.cases.race import together

THREADS, TIMES = 5, 4
MINUTE = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def main() -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0, skip_checks=True)
    from zhiquan.office.access.models import User
    from zhiquan.office.access.selectors import actor_for
    from zhiquan.portal.api import limits, once, tokens
    from zhiquan.settings.now import today

    user = User.objects.create_user(username="system")
    _, secret = tokens.make(actor_for(user, today()), tokens.Wanted("race", ("cases:write",), 1))
    guarded = _uploaded(secret, "guarded")
    counted = _counted(limits, "guarded")
    _take_the_guards_away(once, limits)
    return {
        "guarded": guarded,
        "unguarded": _uploaded(secret, "unguarded"),
        "counted": counted,
        "miscounted": _counted(limits, "unguarded"),
    }


def _uploaded(secret: str, key: str) -> dict[str, Any]:
    """Send one upload from every thread under one key; tell the statuses, the bodies, and how many files there are."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from tests.portal.web.conftest import docx

    from zhiquan.hall.files.models import StoredFile

    before, paper = StoredFile.objects.count(), docx()
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": key}

    def send() -> str:
        answer = Client().post("/api/v1/files", {"file": SimpleUploadedFile("a.docx", paper)}, headers=headers)
        return f"{answer.status_code} {answer.json()['id'] if answer.status_code == 200 else answer.json()['code']}"

    told = together([send] * THREADS)
    return {"told": sorted({one.split()[0] for one in told}), "files": StoredFile.objects.count() - before}


def _counted(limits: Any, caller: str) -> int:
    from zhiquan.portal.api.models import Window

    def count() -> str:
        for _ in range(TIMES):
            limits.count(caller, MINUTE, known=True)
        return "counted"

    together([count] * THREADS)
    return sum(Window.objects.filter(caller=caller).values_list("count", flat=True))


def _take_the_guards_away(once: Any, limits: Any) -> None:
    """Ask whether the key is there, wait for the others to have asked too, then go on; read a count, then write it."""
    from zhiquan.portal.api.models import KeptAnswer, Window
    from zhiquan.settings.now import now

    meet, reading = threading.Barrier(THREADS), threading.Barrier(THREADS)

    def take(caller: Any, key: str, digest: str) -> Any:
        found = KeptAnswer.objects.filter(key=key).first()
        meet.wait(timeout=20)
        mine = f"{key}-{threading.get_ident()}"
        return found or KeptAnswer.objects.create(user_id=caller.actor.user_id, key=mine, digest=digest, taken_at=now())

    def counted(caller: str, starts: datetime) -> int:
        found = Window.objects.filter(caller=caller).first()
        reading.wait(timeout=20)
        if found is None:
            Window.objects.get_or_create(caller=caller, starts=starts, defaults={"count": 1})
            return 1
        found.count += 1
        found.save()
        return found.count

    once.take, limits._counted = take, counted


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhiquan.settings.test"
    sys.stdout.write(json.dumps(main()))
