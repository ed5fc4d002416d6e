"""Verification by processes, on a database of its own: ``python -m tests.hall.ledger.shared_out``.

Prints as JSON what one process and two find in cases of which the first, one in the middle and the last were changed.
"""

from __future__ import annotations

import json
import sys
from typing import Any

CASES, CHANGED = 5, (0, 2, 4)


def main() -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    from _pytest.monkeypatch import MonkeyPatch
    from tests.hall.cases.world import build
    from tests.hall.ledger import behind

    from zhiquan.hall.cases.models import Case
    from zhiquan.hall.ledger import shares
    from zhiquan.hall.ledger.sealing import seal
    from zhiquan.hall.ledger.verifying import verify

    world = build(MonkeyPatch())
    for place in range(CASES):
        world.case(key=f"case-{place}")
    seal()
    cases = list(Case.objects.order_by("pk"))
    for place in CHANGED:
        behind.change(cases[place], 1, role="head")
    shares.IDS = 1
    told = []
    found = {
        str(workers): [(f.case, f.event, f.change.value) for f in verify(lambda *at: told.append(at), workers).faults]
        for workers in (1, 2)
    }
    return {"found": found, "changed": [cases[place].number for place in CHANGED], "told": told}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main()))
