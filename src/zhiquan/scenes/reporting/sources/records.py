"""The lake's records as facts: patents with the days they were in force, marks, indications, transfers and licences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from zhiquan.definitions.shelf import law_book
from zhiquan.insight.figures.views import View
from zhiquan.records.corpus.classification import matcher
from zhiquan.records.corpus.concordance import Matcher
from zhiquan.records.corpus.datasets import registry
from zhiquan.records.corpus.entities.holders import holder_kind
from zhiquan.records.corpus.merged import merged
from zhiquan.records.corpus.model import EventKind, EventRecord, PatentRecord
from zhiquan.records.corpus.reckoned import mark
from zhiquan.records.corpus.standing import register_events
from zhiquan.records.corpus.store import Lake
from zhiquan.scenes.reporting.sources import Extract, FactSource
from zhiquan.scenes.reporting.sources.stretches import NEVER, Stretches, stretches

DIGITAL = "digital"
"""The table of the core industries of the digital economy among the concordances."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What reading a right's record takes beside it."""

    held: Stretches
    industries: Matcher
    events: Mapping[str, list[EventRecord]]


def of_lake(facts: Callable[[Lake], Iterator[dict[str, Any]]], table: str) -> FactSource:
    """Return the source that reads a table of the lake; its facts depend on the lake's version and the law alone."""

    def until() -> date | None:
        held = registry(Lake(settings.DATA.lake))
        sets = held.sets if held else ()
        speaking = (one.vintage for one in sets if any(cover.table == table for cover in one.tables))
        return max((date.fromisoformat(day) for day in speaking), default=None)

    def stamp() -> str:
        version = Lake(settings.DATA.lake).version()
        return "-" if version is None else f"lake {mark(version, law_book(settings.DATA.region))}"

    def read(view: View) -> Extract:
        lake = Lake(settings.DATA.lake)
        if lake.version() is None:
            return Extract((), "-")
        outside: list[str] = []
        placed = _placed(facts(lake), view, outside)
        rows = list(placed)
        return Extract(rows, f"{stamp()}, {len(outside)} 件无区划")

    return FactSource(read, stamp, complete=False, until=until)


def _placed(facts: Iterable[dict[str, Any]], view: View, outside: list[str]) -> Iterator[dict[str, Any]]:
    """Pass on the facts that have a division; the others are only counted."""
    for fact in facts:
        if fact[view.place]:
            yield fact
        else:
            outside.append(fact[view.key])


def patent_facts(lake: Lake) -> Iterator[dict[str, Any]]:
    """Yield one fact for each patent of a Chinese office."""
    tools = Tools(stretches(lake), matcher(lake), _events(lake))
    for right in merged(lake, "patents"):
        record: PatentRecord = right.record
        if record.office == "CN":
            yield _patent(record, tools)


def _patent(record: PatentRecord, tools: Tools) -> dict[str, Any]:
    told = register_events(record, tools.events.get(record.key, ()))
    holder = next(iter(record.owners or record.applicants), "")
    force, high = tools.held.in_force.get(record.key, NEVER), tools.held.high_value.get(record.key, NEVER)
    granted = record.grant_date or next((one.on for one in told if one.kind == "grant"), None)
    return {
        "key": record.key,
        "title": record.title,
        "division": record.division,
        "kind": record.kind or None,
        "holder": holder or None,
        "holder_kind": holder_kind(holder) or None,
        "filed_on": record.filing_date,
        "granted_on": granted,
        "days_to_grant": (granted - record.filing_date).days if granted and record.filing_date else None,
        "in_force_from": force[0],
        "in_force_until": force[1],
        "high_value_from": high[0],
        "high_value_until": high[1],
        "digital": _digital(record, tools.industries),
    }


def _digital(record: PatentRecord, industries: Matcher) -> str:
    symbols = [one.partition(":")[2] for one in record.classes if one.startswith("ipc:")]
    hits = industries.match_any(symbols, DIGITAL)
    if any(not hit.needs_topic and not hit.uncertain for hit in hits):
        return "yes"
    return "unknown" if hits or not len(industries) else "no"


def _events(lake: Lake) -> dict[str, list[EventRecord]]:
    """Return the legal events by right."""
    found: defaultdict[str, list[EventRecord]] = defaultdict(list)
    for event in lake.records("events"):
        found[event.key].append(event)
    return found


def mark_facts(lake: Lake) -> Iterator[dict[str, Any]]:
    """Yield one fact for each trademark of the Chinese office."""
    for right in merged(lake, "marks"):
        record = right.record
        if record.office == "CN":
            yield {
                "key": record.key,
                "text": record.text or None,
                "division": record.division,
                "kind": record.kind or None,
                "filed_on": record.filing_date,
                "registered_on": record.registration_date,
                "valid_until": record.expires_on,
            }


def indication_facts(lake: Lake) -> Iterator[dict[str, Any]]:
    """Yield one fact for each geographical indication."""
    for right in merged(lake, "indications"):
        record = right.record
        yield {
            "key": record.key,
            "name": record.name,
            "division": record.division,
            "regime": record.regime,
            "registered_on": record.registration_date,
            "ended_on": record.ended_on,
        }


def deal_facts(lake: Lake) -> Iterator[dict[str, Any]]:
    """Yield one fact for each transfer or recorded licence, once however many sources tell of it."""
    divisions = {one["key"]: one["division"] for one in lake.columns("patents", "key", "division") if one["division"]}
    seen: set[str] = set()
    for event in lake.records("events"):
        if event.event not in {EventKind.TRANSFERRED, EventKind.LICENSED}:
            continue
        names = {party.role: party.name for party in reversed(event.parties)}
        key = f"{event.key}/{event.event}/{event.on.isoformat()}/{names.get('to', '')}"
        if key in seen:
            continue
        seen.add(key)
        given = next((party.division for party in event.parties if party.role == "from" and party.division), "")
        yield {
            "key": key,
            "right": event.key,
            "division": event.division or given or divisions.get(event.key, ""),
            "kind": event.event,
            "effective_on": event.on,
            "giver": names.get("from"),
            "giver_kind": holder_kind(names.get("from", "")) or None,
            "taker": names.get("to"),
        }
