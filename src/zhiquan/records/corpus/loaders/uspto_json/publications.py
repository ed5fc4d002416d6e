"""A document of Patent Public Search: the patent and what it cites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.elements import day
from zhiquan.records.corpus.loaders.uspto_json.shapes import raw, text, texts

_OFFICE = "US"
_GRANTED = "USPAT"


def publication(place: str, found: Mapping[str, Any]) -> Iterator[RawRow]:
    """Yield the patent (its day of publication is the day of grant), then every United States document it cites.

    The search names the first inventor only (``Hurst; William et al.``).
    """
    number = text(found, "publicationReferenceDocumentNumber")
    codes = texts(found, "kindCode")
    right: dict[str, Value] = {
        "office": _OFFICE,
        "application": text(found, "applicationNumber"),
        "publication": number,
        "kind_code": codes[0] if codes else "",
    }
    ipc = text(found, "ipcCodeFlattened")
    cpc = (text(found, "cpcInventiveFlattened"), text(found, "cpcAdditionalFlattened"))
    filed = texts(found, "applicationFilingDate")
    published = day(text(found, "datePublished"))
    fields: dict[str, Value] = {
        **right,
        "title": text(found, "inventionTitle"),
        "main_class": ipc.split(";")[0],
        "ipc": ipc,
        "cpc": ";".join(filter(None, cpc)),
        "parties": list(_parties(found)),
        "filing_date": day(filed[0]) if filed else "",
        "publication_date": published,
        "grant_date": published if text(found, "type") == _GRANTED else "",
        "family": text(found, "familyIdentifierCur"),
    }
    place = f"{place} {text(found, 'documentId')}"
    yield RawRow(place, fields, raw(found))
    told = {name: value for name, value in right.items() if value}
    for at, cited in enumerate(texts(found, "urpn"), start=1):
        reference = {**right, "cited_office": _OFFICE, "cited_number": cited, "text": f"{_OFFICE} {cited}"}
        yield RawRow(f"{place} citation {at}", reference, {"urpn": cited, **told}, "citations")


def _parties(found: Mapping[str, Any]) -> Iterator[dict[str, Value]]:
    for role, field in (("applicant", "applicantName"), ("owner", "assigneeName")):
        for name in texts(found, field):
            yield {"role": role, "name": name}
    if inventor := text(found, "inventorsShort").removesuffix("et al.").strip():
        yield {"role": "inventor", "name": inventor.replace("; ", ", ")}
