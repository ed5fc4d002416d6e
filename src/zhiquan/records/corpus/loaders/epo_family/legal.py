"""INPADOC legal events: code, influence, days, parties, and what they do to the right where that is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import Value
from zhiquan.records.corpus.loaders.conveyance import conveyed
from zhiquan.records.corpus.loaders.elements import day, local, value
from zhiquan.records.corpus.loaders.event_kinds import kind_of
from zhiquan.records.corpus.reading.xml import Element

_KINDS = Path(__file__).with_name("kinds.yaml")
_REEL = re.compile(r"REEL/FRAME:\s*([\d/]+)")
_ASSIGNORS = re.compile(r"ASSIGNORS?:(.*?)(?:;(?:SIGNING DATES|REEL/FRAME|AND OTHERS)\b|$)")
_DETAIL = re.compile(r"L5(?!00)\d\dEP")
_OWNER, _TEXT, _EXPIRY, _PAID, _EFFECTIVE = "L509EP", "L510EP", "L513EP", "L518EP", "L525EP"


def event(legal: Element) -> dict[str, Value]:
    """Return an event's fields but for the right: ``event code on published_on text number parties``.

    ``on`` is the day of effect, else of payment, else of the gazette. ``text`` holds the description and every detail
    the office gave; influence on the right (``+`` better, ``-`` worse) stands at its end.
    """
    fields = {local(field): field for field in legal.iter()}
    told = {name: value(field) for name, field in fields.items()}
    office, code = told.get("L001EP", ""), legal.get("code", "").strip()
    description = " ".join(legal.get("desc", "").split())
    free = told.get(_TEXT, "")
    assigned = office == "US" and code == "AS"
    gazette = day(told.get("L007EP", ""))
    effective = (day(told.get(name, "")) for name in (_EFFECTIVE, _PAID))
    number = _REEL.search(free)
    return {
        "event": conveyed(free.split(";")[0]) if assigned else kind_of(_KINDS, office, description),
        "code": code,
        "on": next((on for on in effective if on), gazette),
        "published_on": gazette,
        "text": _text(legal, description, fields),
        "number": number[1] if number else "",
        "parties": list(_parties(told.get(_OWNER, ""), free, assigned=assigned)),
    }


def _text(legal: Element, description: str, fields: dict[str, Element]) -> str:
    details = (
        f"{field.get('desc', name).strip()}: {text}"
        for name, field in fields.items()
        if _DETAIL.fullmatch(name) and (text := value(field))
    )
    influence = legal.get("infl", "").strip()
    return "; ".join((description, *details, *([f"Influence: {influence}"] if influence else [])))


def _parties(owner: str, free: str, *, assigned: bool) -> Iterator[dict[str, Value]]:
    """Yield assignors and assignee of a United States assignment, else the owner."""
    if not assigned:
        if owner:
            yield {"role": "owner", "name": owner}
        return
    if found := _ASSIGNORS.search(free):
        for name in found[1].split(";"):
            if name.strip():
                yield {"role": "from", "name": name.strip()}
    if owner:
        yield {"role": "to", "name": owner}
