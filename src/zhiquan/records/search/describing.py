"""Record → entry: what of a patent, a mark or a geographical indication answers to which field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date

from zhiquan.records.characters.folding import fold
from zhiquan.records.corpus.model import IndicationRecord, MarkRecord, Party, PartyRole, PatentRecord
from zhiquan.records.search.entry import OTHERS, Entry, Item, Searched, Told, day_number, rank_of
from zhiquan.records.search.language.tree import Code, Day, TextField
from zhiquan.records.search.numbers import application_forms, publication_forms
from zhiquan.records.search.schemes import DIVISION, What, canonical, division_step

WHAT: Mapping[type[Searched], What] = {
    PatentRecord: What.PATENT,
    MarkRecord: What.MARK,
    IndicationRecord: What.INDICATION,
}
"""Type of record → the right it is of."""
MARK_KINDS = {"": "mark", "ordinary": "mark", "collective": "collective", "certification": "certification"}
"""Kind of mark in the lake → as it is searched, beside the kinds of patents and the regimes of indications."""


def entry_of(item: Item) -> Entry:
    """Return the entry of a record."""
    record, others = (item.record, item.publications) if isinstance(item, Told) else (item, ())
    match record:
        case PatentRecord():
            return _patent(record, others)
        case MarkRecord():
            return _mark(record)
        case IndicationRecord():
            return _indication(record)


def read_record(stored: bytes) -> Searched:
    """Read a record as ``Record.to_json`` wrote it, of the kind that its key or its fields tell."""
    row = json.loads(stored)
    return _kind(row["key"]).from_row(row)


def read_item(stored: bytes) -> Item:
    """Read what ``Entry.stored`` holds."""
    row = json.loads(stored)
    record, others = _kind(row["key"]).from_row(row), row.get(OTHERS)
    return Told(record, tuple(others)) if others else record


def _kind(key: str) -> type[Searched]:
    if key.startswith("tm."):
        return MarkRecord
    return IndicationRecord if key.startswith("gi.") else PatentRecord


def shown(record: Searched) -> tuple[str, str]:
    """Return the title and the text that a result shows: the first ones of what is searched under them."""
    texts = _texts_of(record)
    return next(iter(texts[TextField.TITLE]), ""), "；".join(texts[TextField.ABSTRACT])


def _texts_of(record: Searched) -> Mapping[TextField, tuple[str, ...]]:
    match record:
        case PatentRecord():
            title = record.title or record.title_en
            return {TextField.TITLE: _held(title), TextField.ABSTRACT: _held(record.abstract or record.abstract_en)}
        case MarkRecord():
            return {TextField.TITLE: _held(record.text, record.text_en), TextField.ABSTRACT: _goods(record)}
        case IndicationRecord():
            return {TextField.TITLE: _held(record.name), TextField.ABSTRACT: _held(record.product, record.area)}


def _patent(record: PatentRecord, others: tuple[str, ...]) -> Entry:
    main = f"{record.class_scheme}:{record.main_class}" if record.main_class else ""
    return _entry(
        record,
        {
            TextField.TITLE: _held(record.title, record.title_en),
            TextField.ABSTRACT: _held(record.abstract, record.abstract_en),
            TextField.CLAIM: _held(record.claim),
        },
        parties=record.parties,
        numbers=(
            application_forms(_own(record.key), record.application, record.pct),
            publication_forms(record.publication, record.key.partition("pub.")[2], *others),
        ),
        kind=record.kind,
        classes=_held(main, *record.classes),
        days=(record.filing_date, record.publication_date, record.grant_date),
        others=others,
    )


def _mark(record: MarkRecord) -> Entry:
    classes = [f"nice:{one.nice_class:02d}" for one in record.classes]
    classes += [f"nice:{group}" for one in record.classes for group in one.groups]
    classes += [f"vienna:{code}" for code in record.vienna]
    return _entry(
        record,
        {TextField.TITLE: _held(record.text, record.text_en), TextField.ABSTRACT: _goods(record)},
        parties=record.parties,
        numbers=(_with_office(record.office, record.number, record.registration), ()),
        kind=MARK_KINDS.get(record.kind, record.kind),
        classes=classes,
        days=(record.filing_date, record.publication_date, record.registration_date),
    )


def _indication(record: IndicationRecord) -> Entry:
    return _entry(
        record,
        {
            TextField.TITLE: _held(*dict.fromkeys((record.name, *record.names))),
            TextField.ABSTRACT: _held(record.product, record.area),
        },
        parties=record.parties,
        numbers=(_with_office(record.register, record.number), ()),
        kind=record.regime,
        classes=(),
        days=(record.filing_date, record.publication_date, record.registration_date),
    )


def _entry(  # noqa: PLR0913 - one keyword for every part that differs between rights
    record: Searched,
    texts: dict[TextField, tuple[str, ...]],
    *,
    parties: Iterable[Party],
    numbers: tuple[tuple[str, ...], tuple[str, ...]],
    kind: str,
    classes: Iterable[str],
    days: tuple[date | None, date | None, date | None],
    others: tuple[str, ...] = (),
) -> Entry:
    what = WHAT[type(record)]
    office = record.register if isinstance(record, IndicationRecord) else record.office
    told = {
        Code.WHAT: what.value,
        Code.KIND: kind,
        Code.OFFICE: office.upper(),
        Code.STATUS: fold(record.status),
        Code.DIVISION: record.division,
    }
    known = {of: day_number(day) for of, day in zip((Day.FILED, Day.PUBLISHED, Day.GRANTED), days, strict=True) if day}
    first = next((day for day in days if day), None)
    if first:
        known[Day.DATED] = day_number(first)
    symbols = [canonical(symbol) for symbol in classes]
    if record.division:
        symbols.append(f"{DIVISION}:{division_step(record.division)}")
    return Entry(
        record=record,
        what=what,
        texts={field: values for field, values in (texts | _names(parties)).items() if values},
        applications=numbers[0],
        publications=numbers[1],
        codes={code: value for code, value in told.items() if value},
        classes=tuple(dict.fromkeys(symbols)),
        days=known,
        rank=rank_of(record.key, first),
        others=others,
    )


_ROLES = {
    PartyRole.APPLICANT.value: TextField.APPLICANT,
    PartyRole.OWNER.value: TextField.APPLICANT,
    PartyRole.INVENTOR.value: TextField.INVENTOR,
    PartyRole.AGENCY.value: TextField.AGENCY,
    PartyRole.AGENT.value: TextField.AGENCY,
}


def _names(parties: Iterable[Party]) -> dict[TextField, tuple[str, ...]]:
    names: dict[TextField, dict[str, None]] = {}
    for party in parties:
        field = _ROLES.get(party.role)
        if field and party.name:
            names.setdefault(field, {})[party.name] = None
    return {field: tuple(held) for field, held in names.items()}


def _goods(record: MarkRecord) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for one in record.classes for item in one.goods if item))


def _own(key: str) -> str:
    """A key that is an application number; a publication's or a description's is none."""
    return "" if key.startswith(("pub.", "ref.")) else key


def _with_office(office: str, *numbers: str) -> tuple[str, ...]:
    return application_forms(*(form for number in numbers if number for form in (number, f"{office}{number}")))


def _held(*values: str) -> tuple[str, ...]:
    return tuple(value for value in values if value)
