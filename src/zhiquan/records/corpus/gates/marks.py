"""The gate of trademarks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from zhiquan.records.corpus.gates.common import Origin, Refused, broken_number, common, mappings, refused, text, texts
from zhiquan.records.corpus.gates.dates import Days
from zhiquan.records.corpus.gates.parties import division_of, read_parties
from zhiquan.records.corpus.gates.regions import told_division
from zhiquan.records.corpus.gates.symbols import BETWEEN, symbol_key
from zhiquan.records.corpus.keys import HOME, folded, is_office, mark_key, office_of
from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.model import MarkClass, MarkRecord, PartyRole
from zhiquan.rules.identifiers import Broken, Standing
from zhiquan.rules.identifiers.common import broken

_TELLING = 200
"""So much of a text is looked at for the kind of sign or mark."""
_GOODS = re.compile(r"[;；|\r\n]+")


def _words(*meant: tuple[str, str]) -> Callable[[str], str]:
    """Return a reader that gives the first value whose words a text holds, empty for none."""
    patterns = tuple((value, re.compile(words)) for value, words in meant)

    def read(written: str) -> str:
        bare = folded(written[:_TELLING])
        return next((value for value, pattern in patterns if value == bare or pattern.search(bare)), "")

    return read


_FEATURES = _words(
    # what sources write (Chinese exports, ST.66, ST.96, United States), folded and without blanks
    ("three_dimensional", "三维|立体|three-?dimension|3-?d"),
    ("sound", "声音|sound|sensory"),
    ("combined", "组合|文字.*图形|图.*文|combin|drawing.*with(?!out)|wordsand|wordand"),
    ("colour", "颜色|colou?r"),
    ("figurative", "图形|figur|device|design|drawing"),
    ("words", "文字|word|letter|text|typeset|standardcharacter|styli[sz]ed"),
)
_KINDS = _words(
    ("collective", "集体|collective"),
    ("certification", "证明|certif|guarantee"),
    ("ordinary", "普通|一般|trade-?mark|servicemark|individual|ordinary"),
)


def check(row: RawRow, origin: Origin) -> MarkRecord | Refused:
    """Let a row of ``marks`` through as a record, or refuse it."""
    fields = row.fields
    number = text(fields, "number")
    office = text(fields, "office").upper() or office_of(number) or HOME
    key = mark_key(office, number) if is_office(office) else _no_office(office)
    if isinstance(key, Broken):
        return broken_number("mark-number", key, row)
    days = Days(fields)
    filed = days.read("filing_date")
    if "filing_date" in days.unread:
        return refused("filing-date.unreadable", row)
    if filed and filed > origin.vintage:
        return refused("filing-date.future", row)
    return _record(row, origin, office, key, days, filed)


def _record(row: RawRow, origin: Origin, office: str, key: str, days: Days, filed: date | None) -> MarkRecord:
    fields = row.fields
    parties = read_parties(fields, origin.addresses)
    classes, unread = _classes(fields)
    division, division_doubts = told_division(fields)
    feature, kind = text(fields, "feature"), text(fields, "kind")
    vienna = [symbol_key("vienna", one) for one in texts(fields.get("vienna", ""), BETWEEN)]
    registered = days.read("registration_date")
    dates = {
        "publication_date": days.read("publication_date"),
        "registration_date": registered,
        "expires_on": days.read("expires_on"),
    }
    own = len(classes) == 1 and not fields.get("classes")
    doubts = {
        "class.unreadable": unread or "" in vienna,
        "class.missing": not classes and not unread,
        "feature.unreadable": bool(feature) and not _FEATURES(feature),
        "kind.unreadable": bool(kind) and not _KINDS(kind),
        "applicant.missing": not any(one.role in (PartyRole.APPLICANT, PartyRole.OWNER) for one in parties),
        "registration.before-filing": bool(filed and registered and registered < filed),
    }
    return MarkRecord(
        **common(
            row,
            origin,
            f"{key}/{classes[0].nice_class:02d}" if own else key,
            key,
            (*(name for name, holds in doubts.items() if holds), *days.doubts(), *division_doubts),
        ),
        office=office,
        number=text(fields, "number"),
        standing=Standing.UNCHECKED.value,
        text=text(fields, "text"),
        text_en=text(fields, "text_en"),
        feature=_FEATURES(feature),
        kind=_KINDS(kind),
        classes=classes,
        vienna=tuple(one.removeprefix("vienna:") for one in vienna if one),
        parties=parties,
        filing_date=filed,
        **dates,
        registration=text(fields, "registration"),
        status=text(fields, "status"),
        division=division or division_of(parties) or origin.division,
    )


def _classes(fields: Mapping[str, Value]) -> tuple[tuple[MarkClass, ...], bool]:
    """Return the classes of a mark in order, and whether one could not be read."""
    given = list(mappings(fields["classes"])) if fields.get("classes") else list(_flat(fields))
    read = [_class(one) for one in given]
    return tuple(one for one in read if one), None in read


def _flat(fields: Mapping[str, Value]) -> Iterator[Mapping[str, Value]]:
    """Yield the class of a row of its own with goods and groups, or several classes that only numbers tell."""
    several = texts(fields.get("nice_class", ""), BETWEEN)
    if len(several) == 1:
        yield {name: fields[name] for name in ("nice_class", "goods", "groups") if fields.get(name)}
    else:
        yield from ({"nice_class": one} for one in several)


def _class(given: Mapping[str, Value]) -> MarkClass | None:
    number = text(given, "nice_class").lstrip("0")
    symbol = symbol_key("nice", number)
    if not symbol:
        return None
    groups = (symbol_key("nice", one) for one in texts(given.get("groups", ""), BETWEEN))
    return MarkClass(
        nice_class=int(symbol.removeprefix("nice:")[:2]),
        goods=texts(given.get("goods", ""), _GOODS),
        groups=tuple(dict.fromkeys(one.removeprefix("nice:") for one in groups if one)),
        status=text(given, "status"),
    )


def _no_office(office: str) -> Broken:
    return broken("office", "“{given}”不是国别代码（如 CN）。", "“{given}” is no code of an office.", office)
