"""The open clocks of a case as its row keeps them, so that they can be counted again without reading its events."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from zhiquan.hall.cases.ladder import pending
from zhiquan.hall.matters.clocks import NamedLedger, ledgers
from zhiquan.hall.matters.schema import Audience, Matter
from zhiquan.hall.matters.snapshot import ClockRun, Extended, LimitUsed, Snapshot, Span
from zhiquan.rules.law import Calendar, due
from zhiquan.rules.text import Text

_MORE = Text("延期", "extension")


@lru_cache(maxsize=8)
def mark_of(calendar: Calendar) -> str:
    """Return a mark by which two calendars can be told apart."""
    days = [sorted(map(str, part)) for part in (calendar.years, calendar.expected, calendar.days_off, calendar.working)]
    return hashlib.sha256(json.dumps(days).encode()).hexdigest()[:16]


def packed(snapshot: Snapshot) -> dict[str, Any]:
    """Return the open runs as JSON, with what was told about them; nothing for a closed case."""
    runs = [_run(run) for run in snapshot.clocks if run.ended is None]
    if snapshot.closed or not runs:
        return {}
    return {"runs": runs, "told": sorted(snapshot.told)}


def unpacked(kept: Mapping[str, Any], state: str) -> Snapshot:
    """Return as much of a snapshot as its clocks need."""
    runs = tuple(_unrun(run) for run in kept.get("runs", ()))
    return Snapshot(state=state, clocks=runs, told=frozenset(kept.get("told", ())))


def dues_of(definition: Matter, snapshot: Snapshot, calendar: Calendar) -> dict[str, str | None]:
    """Return the last day of every open run, by ``clock``, ``clock/subject``, and ``…~promised``; None: it stands."""
    found = {}
    for named in ledgers(definition, snapshot):
        if named.ledger.ended is None:
            on = due(named.ledger, calendar).on
            found[_name(named)] = on.isoformat() if on else None
    return found


def next_day(definition: Matter, snapshot: Snapshot, calendar: Calendar) -> date | None:
    """Return the first day on which the program has something to do in a case."""
    return min((duty.on for duty in pending(definition, snapshot, calendar)), default=None)


def pause_reason(definition: Matter, kept: Mapping[str, Any]) -> Text | None:
    """Return why the office's clock stands, of the first that does."""
    for run in kept.get("runs", ()):
        if definition.clock(run["clock"]).audience is Audience.OFFICE:
            for span in run.get("pauses", ()):
                if span["until"] is None:
                    return Text(span["reason"][0], span["reason"][1])
    return None


def _name(named: NamedLedger) -> str:
    about = "/".join(filter(None, (named.clock.key, named.subject)))
    return f"{about}~promised" if named.promised else about


def _run(run: ClockRun) -> dict[str, Any]:
    kept: dict[str, Any] = {"clock": run.clock, "started": run.started.isoformat(), "legal": _limit(run.legal)}
    if run.subject:
        kept["subject"] = run.subject
    if run.promised:
        kept["promised"] = _limit(run.promised)
    if run.pauses:
        kept["pauses"] = [
            {
                "since": span.since.isoformat(),
                "until": span.until.isoformat() if span.until else None,
                "span": span.span,
                "reason": [span.reason.zh, span.reason.en],
            }
            for span in run.pauses
        ]
    if run.extensions:
        kept["extensions"] = [{"limit": _limit(more.limit), "on": more.on.isoformat()} for more in run.extensions]
    return kept


def _limit(limit: LimitUsed) -> list[Any]:
    return [limit.key, limit.amount, limit.unit, limit.roll, list(limit.excludes)]


def _unrun(kept: Mapping[str, Any]) -> ClockRun:
    return ClockRun(
        clock=kept["clock"],
        started=date.fromisoformat(kept["started"]),
        legal=_unlimit(kept["legal"]),
        promised=_unlimit(kept["promised"]) if "promised" in kept else None,
        pauses=tuple(_unpause(span) for span in kept.get("pauses", ())),
        subject=kept.get("subject", ""),
        extensions=tuple(
            Extended(_unlimit(more["limit"]), date.fromisoformat(more["on"]), _MORE)
            for more in kept.get("extensions", ())
        ),
    )


def _unpause(kept: Mapping[str, Any]) -> Span:
    until = date.fromisoformat(kept["until"]) if kept["until"] else None
    return Span(date.fromisoformat(kept["since"]), Text(*kept["reason"]), until, kept["span"])


def _unlimit(kept: list[Any]) -> LimitUsed:
    key, amount, unit, roll, excludes = kept
    return LimitUsed(key, amount, unit, roll, excludes=tuple(excludes))
