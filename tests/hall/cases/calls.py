"""Two small matters for what the pledge does not have: expiry, parties with clocks of their own, quota, spawn, bulk."""

from __future__ import annotations

from typing import Any

from tests.hall.cases.world import World

from zhiquan.hall.cases import services
from zhiquan.hall.cases.models import Case
from zhiquan.hall.matters.load import matter_from, resolved_json
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.settings.now import now, today

FIVE_DAYS = "licensing.acceptance"
"""A provision whose value is 5: working days for a clock, places for a quota."""


def label(zh: str) -> dict[str, str]:
    return {"zh": zh, "en": zh}


def field(key: str, kind: str = "text", **rest: Any) -> dict[str, Any]:
    return {"key": key, "label": label(key), "type": kind, "required": False, **rest}


def action(key: str, start: list[str], to: Any, roles: list[str], **rest: Any) -> dict[str, Any]:
    where = {} if to is None else {"to": to}
    return {"key": key, "label": label(key), "from": start, **where, "roles": roles, **rest}


def frame(code: str, prefix: str, fields: list[dict[str, Any]], states: tuple[str, ...]) -> dict[str, Any]:
    return {
        "code": code, "version": "2026.1", "prefix": prefix, "title": label(code), "summary": label(code),
        "chain": "manage", "authority": {"kind": "own"}, "applicants": [label("某")], "basis": [FIVE_DAYS],
        "form": {"sections": [{"key": "all", "label": label("申请"), "fields": fields}]},
        "states": [{"key": key, "label": label(key), "public": label(key), "final": key == "over"} for key in states],
        "statistics": {"family": code, "counted_as": "case"},
    }  # fmt: skip


END = [{"state": "over", "outcome": "favourable"}]
CALL: dict[str, Any] = {
    **frame(
        "call", "ZJ",
        [field("year"), field("shop"),
         field("others", "table", columns=[field("name", required=True), field("code", "credit_code")])],
        ("received", "publicity", "listed", "over"),
    ),
    "opening": {"state": "received", "clocks": [{"clock": "handling", "op": "start"}]},
    "parties": [{"key": "respondent", "label": label("被请求人"), "rows": "others", "name": "name", "code": "code"}],
    "materials": [{"key": "licence", "label": label("营业执照"), "required": True}],
    "clocks": [
        {"key": "handling", "label": label("办理时限"), "legal": FIVE_DAYS},
        {"key": "publicity", "label": label("公示"), "legal": FIVE_DAYS, "audience": "public",
         "on_expiry": "close_publicity"},
        {"key": "defence", "label": label("答辩"), "legal": FIVE_DAYS, "audience": "party", "on_expiry": "no_defence"},
    ],
    "actions": [
        action("serve", ["received"], None, ["examiner"], once=True,
               clocks=[{"clock": "defence", "op": "start", "each": "respondent"}]),
        action("no_defence", ["received"], None, ["system"],
               clocks=[{"clock": "defence", "op": "stop", "of": "actor"}]),
        action("hold", ["received"], None, ["window"], fields=[field("why")],
               clocks=[{"clock": "handling", "op": "pause", "reason": "why"}]),
        action("go_on", ["received"], None, ["window"], clocks=[{"clock": "handling", "op": "resume"}]),
        action("publish", ["received"], "publicity", ["window"], bulk=True,
               clocks=[{"clock": "handling", "op": "stop"}, {"clock": "publicity", "op": "start"}]),
        action("close_publicity", ["publicity"], "listed", ["system", "head"], requires={"overdue": "publicity"},
               clocks=[{"clock": "publicity", "op": "stop"}]),
        action("list", ["listed", "received"], END, ["examiner"], quota={"series": "form.year", "limit": FIVE_DAYS},
               spawn={"matter": "follow", "form": {"shop": "form.shop", "origin": "case.number"}}),
    ],
}  # fmt: skip
FOLLOW: dict[str, Any] = {
    **frame("follow", "GZ", [field("shop"), field("origin"), field("note")], ("received", "over")),
    "opening": {"state": "received", "clocks": []},
    "actions": [action("end", ["received"], END, ["window"])],
}  # fmt: skip


def publish_calls() -> None:
    """Publish both as they stand."""
    for raw in (CALL, FOLLOW):
        DefinitionVersion.objects.create(
            kind="matter",
            code=raw["code"],
            version="2026.1",
            sha256=raw["code"],
            resolved={"matter": resolved_json(matter_from(raw)), "checks": {}, "effects": {}},
            letters={},
            in_force_from=today().replace(month=1, day=1),
            published_at=now(),
            published_by="test",
        )


def draft_call(world: World, **form: Any) -> int:
    from zhiquan.hall.files.services import store

    actor = world.actor("applicant")
    draft = services.start_draft(actor, "call", world.firm.pk)
    services.save_draft(actor, draft.pk, {"year": "2026", "shop": "甲店", **form})
    services.attach(actor, draft.pk, "licence", store(actor, "licence.pdf", b"%PDF-1.4\n%%EOF\n").pk)
    return draft.pk


def open_call(world: World, key: str = "submit", **form: Any) -> Case:
    return services.submit(world.actor("applicant"), draft_call(world, **form), key)
