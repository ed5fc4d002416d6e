"""One document of version 4: bibliographic data, abstract, first claim."""

from __future__ import annotations

from collections.abc import Iterator

from zhiquan.records.corpus.loaders import Value
from zhiquan.records.corpus.loaders.elements import as_written, day, each, first, local, value
from zhiquan.records.corpus.loaders.uspto import OFFICE, Patent, cited, country, ipc, joined, locarno, number, text
from zhiquan.records.corpus.loaders.uspto_xml.people import parties
from zhiquan.records.corpus.reading.refusing import damaged
from zhiquan.records.corpus.reading.xml import Element

_GRANT = "us-bibliographic-data-grant"
_APPLICATION = "us-bibliographic-data-application"


def patent(place: str, document: Element) -> Patent:
    """Read one document; ``Refusal`` where it has no bibliographic data."""
    data = first(document, _GRANT)
    granted = data is not None
    if data is None:
        data = first(document, _APPLICATION)
    if data is None:
        raise damaged(place.partition("#")[0], "缺少著录项目", "no bibliographic data")
    published = first(data, "publication-reference/document-id")
    filed = first(data, "application-reference/document-id")
    return Patent(
        place=place,
        publication=number(value(published, "doc-number")),
        kind_code=value(published, "kind"),
        application=value(filed, "doc-number"),
        fields=_fields(document, data),
        raw=dict(as_written(data)),
        granted=granted,
        on=day(value(published, "date")),
        citations=[*_citations(data)],
        published_before=[*_published_before(data)],
    )


def _fields(document: Element, data: Element) -> dict[str, Value]:
    applied = first(data, "application-reference")
    symbols = [*_ipc(data)]
    designs = [locarno(value(one)) for one in each(data, "classification-locarno/main-classification")]
    cpc = [*_cpc(data)]
    return {
        "kind": (applied.get("appl-type") or "") if applied is not None else "",
        "title": value(data, "invention-title"),
        "abstract": " ".join(text(one) for one in each(document, "abstract")),
        "claim": text(first(document, "claims/claim")),
        "filing_date": day(value(data, "application-reference/document-id/date")),
        "main_class": next(iter([*designs, *symbols, *cpc]), ""),
        "ipc": symbols,
        "cpc": cpc,
        "locarno": designs,
        "parties": [*parties(data)],
        "priorities": [*_priorities(data)],
        "pct": _pct(data),
    }


def _ipc(data: Element) -> Iterator[str]:
    """Yield the symbols of the IPC: eighth edition apart in parts, seventh in one piece, the first one first."""
    parts = sorted(
        each(data, "classifications-ipcr/classification-ipcr"), key=lambda one: value(one, "symbol-position") != "F"
    )
    yield from map(_symbol, parts)
    for one in each(data, "classification-ipc"):
        for name in ("main-classification", "further-classification"):
            yield from (ipc(value(found)) for found in each(one, name))


def _cpc(data: Element) -> Iterator[str]:
    for where in ("main-cpc", "further-cpc"):
        yield from map(_symbol, each(data, f"classifications-cpc/{where}/classification-cpc"))


def _symbol(one: Element) -> str:
    head = "".join(value(one, name) for name in ("section", "class", "subclass"))
    group, subgroup = value(one, "main-group"), value(one, "subgroup")
    return f"{head}{group}/{subgroup}" if group else head


def _priorities(data: Element) -> Iterator[str]:
    for claim in each(data, "priority-claims/priority-claim"):
        yield joined((value(claim, "country"), value(claim, "doc-number")), " ")
    for provisional in each(data, "us-related-documents/us-provisional-application/document-id"):
        yield joined((value(provisional, "country"), value(provisional, "doc-number")), " ")


def _pct(data: Element) -> str:
    filed = value(data, "pct-or-regional-filing-data/document-id/doc-number")
    published = first(data, "pct-or-regional-publishing-data/document-id")
    return filed or joined((value(published, "country"), value(published, "doc-number")), "")


def _published_before(data: Element) -> Iterator[tuple[str, str]]:
    """Yield document and day of every earlier publication of the same application."""
    for one in each(data, "us-related-documents/related-publication/document-id"):
        document = f"{country(value(one, 'country'))}{number(value(one, 'doc-number'))}{value(one, 'kind')}"
        yield document, day(value(one, "date"))


def _citations(data: Element) -> Iterator[tuple[dict[str, Value], dict[str, Value]]]:
    for listed in ("us-references-cited/us-citation", "references-cited/citation"):
        for one in each(data, listed):
            yield _citation(one), dict(as_written(one))


def _citation(one: Element) -> dict[str, Value]:
    by = value(one, "category").removeprefix("cited by ")
    document = first(one, "patcit/document-id")
    if document is None:
        texts = [value(child) for child in one if local(child) == "nplcit"]
        return {"text": joined(texts, " "), "by": by}
    return cited(
        value(document, "country") or OFFICE,
        value(document, "doc-number"),
        value(document, "kind"),
        value(document, "name"),
        value(document, "date"),
        by,
    )
