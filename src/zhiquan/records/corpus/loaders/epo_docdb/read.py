"""Streams exchange documents, claims and search answers: patents, their citations and DOCDB families."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import ASIDE, RawRow, Value
from zhiquan.records.corpus.loaders.elements import as_written, day, each, first, local, parts, value, values
from zhiquan.records.corpus.loaders.epo_docdb.numbers import application, forms, known_day, publication, written
from zhiquan.records.corpus.loaders.epo_docdb.parties import parties
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.xml import Element, items
from zhiquan.rules.text import Text

LABEL = Text("欧洲专利局 DOCDB / OPS 交换文件（XML）", "EPO exchange documents, DOCDB or OPS (XML)")

_FOUND = "{http://ops.epo.org}publication-reference"
_IPC = re.compile(r"([A-H]\d{2}[A-Z])\s*(\d{1,4})\s*/\s*(\d{2,6})")
_HEADING = re.compile(r"^(?:[^\n]{0,40}\n\s*)?1\s?\.\s+")
_STEPS = ("section", "class", "subclass", "main-group", "subgroup")
_SECOND_CLAIM = re.compile(r"^\s*2\s?\.\s", re.MULTILINE)


def expected(path: Path) -> int | None:  # noqa: ARG001 - the files do not say
    """Return ``None``: the files do not say how many documents they hold."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield each document with its citations and family, each full text's first claim, each hit's family.

    A document that DOCDB marks as deleted (status ``D``) tells of nothing and is set aside.
    """
    for member in members(path):
        with member.open() as stream:
            tags = ("{*}exchange-document", "{*}fulltext-document", _FOUND)
            for number, element in enumerate(items(stream, *tags), start=1):
                yield from _rows(f"{member.name}#{number}", element)


def _rows(place: str, element: Element) -> Iterator[RawRow]:
    kind = local(element)
    if kind == "exchange-document":
        yield from _document(place, element)
    elif kind == "fulltext-document":
        yield from _claims(place, element)
    elif kind == "publication-reference" and (family := element.get("family-id")):
        found = forms([element])["docdb"]
        right = {"office": found.office, "publication": publication(found.office, found.number)}
        fields = {**right, "kind_code": found.kind, "family": family, "scheme": "docdb"}
        yield RawRow(place, fields, as_written(element), "families")


def _document(place: str, document: Element) -> Iterator[RawRow]:
    bibliography = first(document, "bibliographic-data")
    office = document.get("country", "")
    if bibliography is None or document.get("status") == "D":
        yield RawRow(place, {"rule": "document.deleted"}, as_written(document), ASIDE)
        return
    filed = forms(each(bibliography, "application-reference"))
    right: dict[str, Value] = {
        "office": office,
        "application": application(office, filed),
        "publication": publication(office, document.get("doc-number", "")),
        "kind_code": document.get("kind", ""),
    }
    raw = as_written(document)
    place = f"{place} {office}{document.get('doc-number', '')}{document.get('kind', '')}"
    family = document.get("family-id", "")
    published = known_day(forms(each(bibliography, "publication-reference"))) or day(document.get("date-publ", ""))
    told: dict[str, Value] = {
        "filing_date": known_day(filed),
        "publication_date": published,
        "pct": right["application"] if str(right["application"]).startswith("PCT/") else "",
        "family": family,
        "priorities": _priorities(bibliography),
        "parties": parties(bibliography),
    }
    yield RawRow(place, {**right, **told, **_words(document), **_classes(bibliography)}, raw)
    if family:
        fields = {**right, "family": family, "scheme": "docdb"}
        yield RawRow(f"{place} family", fields, {"family-id": family, **_texts(right)}, "families")
    for number, citation in enumerate(each(bibliography, "references-cited/citation"), start=1):
        fields = {**right, **_cited(citation)}
        yield RawRow(f"{place} citation {number}", fields, {**as_written(citation), **_texts(right)}, "citations")


def _texts(right: dict[str, Value]) -> dict[str, Value]:
    """The right beside a part of its document, so that the same part of two documents is two rows."""
    return {name: text for name, text in right.items() if text}


def _priorities(bibliography: Element) -> list[str]:
    """Priorities in order; DOCDB gives a claim once per form, OPS all forms in one claim."""
    found: dict[str, dict[str, Element]] = {}
    for claim in each(bibliography, "priority-claims/priority-claim"):
        found.setdefault(claim.get("sequence", ""), {})[claim.get("data-format", "")] = claim
    return [text for claims in found.values() if (text := written(forms(claims.values())))]


def _words(document: Element) -> dict[str, Value]:
    """Title and abstract: Chinese before English before what comes first, English beside the Chinese."""
    words: dict[str, Value] = {}
    for field, path in (("title", "bibliographic-data/invention-title"), ("abstract", "abstract")):
        told: dict[str, str] = {}
        for element in each(document, path):
            told.setdefault(element.get("lang", "").lower(), value(element))
        chosen = told.get("zh") or told.get("en") or next(iter(told.values()), "")
        words[field] = chosen
        words[f"{field}_en"] = told.get("en", "") if told.get("zh") else ""
    return words


def _classes(bibliography: Element) -> dict[str, Value]:
    ipc = values(bibliography, "classifications-ipcr/classification-ipcr/text")
    ipc += values(bibliography, "classification-ipc/text")
    ipc += values(bibliography, "classification-ipc/main-classification")
    symbols = list(dict.fromkeys(f"{found[1]}{found[2]}/{found[3]}" for text in ipc if (found := _IPC.match(text))))
    return {"main_class": symbols[0] if symbols else "", "ipc": symbols, "cpc": _cpc(bibliography)}


def _cpc(bibliography: Element) -> list[str]:
    """Return the symbols of the Cooperative Patent Classification, each once; national schemes are left out."""
    symbols: dict[str, None] = {}
    for entry in each(bibliography, "patent-classifications/patent-classification"):
        scheme = first(entry, "classification-scheme")
        if scheme is None or not scheme.get("scheme", "").startswith("CPC"):
            continue
        told = parts(entry)
        if whole := _IPC.match(told.get("classification-symbol", "")):
            symbols[f"{whole[1]}{whole[2]}/{whole[3]}"] = None
        elif all(step in told for step in _STEPS):
            *above, subgroup = (told[step] for step in _STEPS)
            symbols[f"{''.join(above)}/{subgroup}"] = None
    return list(symbols)


def _cited(citation: Element) -> dict[str, Value]:
    fields: dict[str, Value] = {
        "category": ",".join(dict.fromkeys(values(citation, "//category"))),
        "by": citation.get("cited-by") or citation.get("cited-phase") or "",
    }
    patent = first(citation, "patcit")
    if patent is None:
        return {**fields, "text": value(citation, "nplcit/text") or value(citation, "nplcit")}
    found = forms([patent])
    docdb = found.get("docdb")
    by = next(iter(values(patent, "document-id/name")), "")
    fields["text"] = ", ".join(filter(None, (written(found), by, known_day(found))))
    if docdb:
        fields["cited_office"] = docdb.office
        fields["cited_number"] = publication(docdb.office, docdb.number)
        fields["cited_kind_code"] = docdb.kind
    return fields


def _claims(place: str, document: Element) -> Iterator[RawRow]:
    """The first claim of a full text; of several languages Chinese, else English, else the first."""
    references = each(document, "bibliographic-data/publication-reference")
    found = forms(references).get("docdb")
    told: dict[str, str] = {}
    for claims in each(document, "claims"):
        told.setdefault(claims.get("lang", "").lower(), _first_claim(claims))
    claim = told.get("zh") or told.get("en") or next(iter(told.values()), "")
    if found is None or not claim:
        return
    number = publication(found.office, found.number)
    fields: dict[str, Value] = {"office": found.office, "publication": number, "kind_code": found.kind, "claim": claim}
    yield RawRow(f"{place} {found.office}{found.number}{found.kind}", fields, as_written(document))


def _first_claim(claims: Element) -> str:
    """Claims come as one text each, or all in one text of a line each with a heading before them."""
    lines = next((found.itertext() for found in each(claims, "claim/claim-text")), iter(()))
    text = "".join(map(str, lines)).strip()
    text = _HEADING.sub("", text)
    second = _SECOND_CLAIM.search(text)
    return " ".join(text[: second.start() if second else None].split())
