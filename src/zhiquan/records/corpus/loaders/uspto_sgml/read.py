"""Streams patents after WIPO ST.32: the number of an element is the INID code of what it holds (B540: title (54))."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.elements import as_written, day, each, first, value
from zhiquan.records.corpus.loaders.uspto import Patent, cited, ipc, is_locarno, joined, locarno, number, party, text
from zhiquan.records.corpus.loaders.uspto_sgml.sniff import ROOTS, is_ours
from zhiquan.records.corpus.model import PartyRole
from zhiquan.records.corpus.reading.limits import LARGEST_ITEM, MIB
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.refusing import damaged, name_of, too_large
from zhiquan.records.corpus.reading.xml import Element, documents, items
from zhiquan.rules.text import Text

LABEL = Text("美国专利商标局授权全文（2001–2004 年 SGML/ST.32）", "USPTO grants (SGML after ST.32, 2001 to 2004)")

_OPENED = re.compile(rb"<([A-Za-z][\w.-]*)(?=[\s>])[^<>]*(?<!/)>")
_CLOSED = re.compile(rb"</([A-Za-z][\w.-]*)\s*>")
_BY = (("CITED-BY-EXAMINER", "examiner"), ("CITED-BY-OTHER", "other"))
_ADDRESS = ("OMC", "STR", "CITY", "STATE", "PCODE")


def expected(path: Path) -> int | None:  # noqa: ARG001 - bulk files do not say how many documents they hold
    """Return ``None``: bulk files do not say how many documents they hold."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every patent with its grant and what it cites."""
    for member in members(path):
        if is_ours(member.first):
            with member.open() as stream:
                for at, document in enumerate(_documents(stream), start=1):
                    yield from _patent(f"{member.name}#{at}", document).rows()


def _documents(stream: BinaryIO) -> Iterator[Element]:
    for document in documents(stream):
        data = document.read(LARGEST_ITEM + 1)
        if len(data) > LARGEST_ITEM:
            most = LARGEST_ITEM // MIB
            raise too_large(name_of(stream), f"有超过 {most} MiB 的单个文献", f"has a document beyond {most} MiB")
        whole = io.BytesIO(closed(data))
        whole.name = name_of(stream)
        yield from items(whole, *ROOTS)


def closed(data: bytes) -> bytes:
    """Return a document with its empty elements closed: in SGML those are written without a slash, and never end."""
    ended = {found[1] for found in _CLOSED.finditer(data)}

    def close(found: re.Match[bytes]) -> bytes:
        return found[0] if found[1] in ended else found[0][:-1] + b"/>"

    return _OPENED.sub(close, data)


def _patent(place: str, document: Element) -> Patent:
    data = first(document, "SDOBI")
    if data is None:
        raise damaged(place.partition("#")[0], "缺少著录项目", "no bibliographic data")
    return Patent(
        place=place,
        publication=number(value(data, "B100/B110")),
        kind_code=value(data, "B100/B130"),
        application=value(data, "B200/B210"),
        fields=_fields(document, data),
        raw=dict(as_written(data)),
        granted=True,
        on=day(value(data, "B100/B140")),
        citations=[*_citations(data)],
    )


def _fields(document: Element, data: Element) -> dict[str, Value]:
    symbols = [value(one) for name in ("B511", "B512") for one in each(data, f"B500/B510/{name}")]
    designs = [locarno(symbol) for symbol in symbols if is_locarno(symbol)]
    inventions = [ipc(symbol) for symbol in _columns(data) if not is_locarno(symbol)]
    return {
        "title": value(data, "B500/B540"),
        "abstract": " ".join(text(one) for one in each(document, "SDOAB//PARA")),
        "claim": text(first(document, "SDOCL//CLM")),
        "filing_date": day(value(data, "B200/B220")),
        "main_class": next(iter([*designs, *inventions]), ""),
        "ipc": inventions,
        "locarno": designs,
        "parties": [*_parties(data)],
        "priorities": [*_priorities(data)],
        "pct": value(data, "B800/B860/B861//DNUM") or value(data, "B800/B870/B871//DNUM"),
    }


def _columns(data: Element) -> Iterator[str]:
    """Yield the symbols of the IPC with their blanks, which are columns."""
    for name in ("B511", "B512"):
        for one in each(data, f"B500/B510/{name}"):
            yield "".join(str(text) for text in one.itertext()).strip("\r\n")


def _parties(data: Element) -> Iterator[dict[str, Value]]:
    for role, path in (
        (PartyRole.APPLICANT, "B700/B710/B711"),
        (PartyRole.INVENTOR, "B700/B720/B721"),
        (PartyRole.OWNER, "B700/B730/B731"),
        (PartyRole.AGENCY, "B700/B740/B741"),
    ):
        for one in each(data, f"{path}/PARTY-US"):
            yield _party(role, one)


def _party(role: PartyRole, one: Element) -> dict[str, Value]:
    organisation = value(one, "NAM/ONM")
    person = joined((value(one, f"NAM/{part}") for part in ("TTL", "FNM", "SNM", "SFX")), " ")
    address = joined(value(one, f"ADR/{part}") for part in _ADDRESS)
    if role is PartyRole.AGENCY and not organisation:
        role = PartyRole.AGENT
    # an address without a country is one of the office's own
    code = value(one, "ADR/CTRY") or ("US" if value(one, "ADR/STATE") else "")
    return party(role, organisation or person, address, code)


def _priorities(data: Element) -> Iterator[str]:
    for one in each(data, "B300"):
        yield joined((value(one, "B330"), value(one, "B310")), " ")
    for one in each(data, "B600/B680US//DNUM"):
        yield joined(("US", value(one)), " ")


def _citations(data: Element) -> Iterator[tuple[dict[str, Value], dict[str, Value]]]:
    for one in each(data, "B500/B560/B561"):
        document, name = first(one, "PCIT/DOC"), joined([value(one, "PCIT/PARTY-US/NAM")])
        fields = cited(
            value(document, "CTRY"),
            value(document, "DNUM"),
            value(document, "KIND"),
            name,
            value(document, "DATE"),
            _by(one),
        )
        yield fields, dict(as_written(one))
    for one in each(data, "B500/B560/B562"):
        yield {"text": value(one, "NCIT"), "by": _by(one)}, dict(as_written(one))


def _by(one: Element) -> str:
    return next((by for mark, by in _BY if first(one, mark) is not None), "")
