"""What the two WIPO forms of trademark records have in common: dates and status of a mark, and its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.elements import as_written, day, value
from zhiquan.records.corpus.reading.xml import Element


def standing_of(mark: Element) -> dict[str, Value]:
    """Return the days and the status of a mark, under the model's names."""
    return {
        "filing_date": day(value(mark, "ApplicationDate")),
        "registration_date": day(value(mark, "RegistrationDate")),
        "expires_on": day(value(mark, "ExpiryDate")),
        "registration": value(mark, "RegistrationNumber"),
        "status": value(mark, "//MarkCurrentStatusExternalDescriptionText") or value(mark, "MarkCurrentStatusCode"),
    }


def mark_rows(
    place: str, fields: dict[str, Value], whole: Element, told: Iterable[tuple[dict[str, Value], Element]]
) -> Iterator[RawRow]:
    """Yield the row of a mark, then one for each event told of it: its fields, and the element that tells it."""
    office, number = fields["office"], fields["number"]
    where = f"{place} {office} {number}"
    yield RawRow(where, fields, as_written(whole), "marks")
    right: dict[str, Value] = {"office": office, "mark_number": number}
    for at, (event, element) in enumerate(told, start=1):
        yield RawRow(f"{where} event {at}", {**right, **event}, {**as_written(element), **right}, "events")
