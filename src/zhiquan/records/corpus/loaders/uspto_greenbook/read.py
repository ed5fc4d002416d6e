"""Streams the patents of a Green Book text, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.elements import day
from zhiquan.records.corpus.loaders.uspto import OFFICE, Patent, cited, ipc, is_locarno, joined, locarno, number, party
from zhiquan.records.corpus.loaders.uspto_greenbook.sections import CLAIMS, Section, patents
from zhiquan.records.corpus.loaders.uspto_greenbook.sniff import is_ours
from zhiquan.records.corpus.model import PartyRole
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.text import lines
from zhiquan.rules.text import Text

LABEL = Text("美国专利商标局授权全文（1976–2001 年绿皮书文本）", "USPTO grants (Green Book text, 1976 to 2001)")

_KINDS = {
    "1": ("utility", "A"),
    "2": ("reissue", "E"),
    "4": ("design", "S"),
    "5": ("defensive publication", "I4"),
    "6": ("plant", "P"),
    "7": ("statutory invention registration", "H"),
}
"""Kind by ``APT``, with the kind code that the office uses for such documents until 2001 (its list of kind codes)."""
_ADDRESS = ("STR", "CTY", "STA", "ZIP")
_SERIAL = 6
_AGENTS = ("FR2", "AAT", "AGT", "ATT", "NAM")


def expected(path: Path) -> int | None:  # noqa: ARG001 - the tape's first line counts bytes, not patents
    """Return ``None``: nothing in the text says how many patents it holds."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every patent with its grant and what it cites."""
    for member in members(path):
        if is_ours(member.first):
            with member.open() as stream:
                for at, sections in enumerate(patents(lines(stream, legacy="cp1252"), member.name), start=1):
                    yield from _patent(f"{member.name}#{at}", sections).rows()


def _patent(place: str, sections: list[Section]) -> Patent:
    head = sections[0]
    raw: dict[str, Value] = {}
    for section in sections:
        if section.name not in ("BSUM", "DETD", "DRWD", "CLMS", "ABST"):
            raw.setdefault(section.name, "\n".join(f"{code} {text}" for code, text in section.lines))
    return Patent(
        place=place,
        publication=_number(head.value("WKU")),
        kind_code=_KINDS.get(head.value("APT").strip(), ("", ""))[1],
        application=_application(head),
        fields=_fields(head, sections),
        raw=raw,
        granted=True,
        on=day(head.value("ISD")),
        citations=[*_citations(sections)],
    )


def _number(written: str) -> str:
    """Return the patent's number out of ``WKU``, whose last character is a check digit."""
    return number(written.strip()[:-1]) if written.strip() else ""


def _application(head: Section) -> str:
    """Return series code and serial number; the seventh character of ``APN`` is a check digit."""
    series, serial = head.value("SRC").strip(), head.value("APN").strip()[:_SERIAL]
    if not serial:
        return ""
    return f"{int(series):02d}{serial:0>6}" if series.isdecimal() else f"{series}{serial:0>6}"


def _fields(head: Section, sections: list[Section]) -> dict[str, Value]:
    symbols = [symbol for one in _named(sections, "CLAS") for symbol in one.values("ICL")]
    inventions = [ipc(symbol) for symbol in symbols if not is_locarno(symbol)]
    designs = [locarno(symbol) for symbol in symbols if is_locarno(symbol)]
    return {
        "kind": _KINDS.get(head.value("APT").strip(), ("", ""))[0],
        "title": head.value("TTL"),
        "abstract": _text(_named(sections, "ABST")),
        "claim": _first_claim(sections),
        "filing_date": day(head.value("APD").strip()),
        "main_class": next(iter([*designs, *inventions]), ""),
        "ipc": inventions,
        "locarno": designs,
        "parties": [*_parties(sections)],
        "priorities": [joined((country(one.value("CNT")), one.value("APN")), " ") for one in _named(sections, "PRIR")],
        "pct": next((one.value("PCN") for one in _named(sections, "PCTA")), ""),
    }


def _named(sections: list[Section], *names: str) -> list[Section]:
    return [section for section in sections if section.name in names]


def _text(sections: list[Section]) -> str:
    return joined((text for section in sections for _, text in section.lines), " ")


def _first_claim(sections: list[Section]) -> str:
    """Return the first claim: what stands between the first and the second number, or all of a design's."""
    parts: list[str] = []
    for section in _named(sections, *CLAIMS):
        numbers = 0
        for code, text in section.lines:
            numbers += code == "NUM"
            if numbers > 1:
                break
            if code not in ("NUM", "STM"):
                parts.append(text)
    return joined(parts, " ")


def _parties(sections: list[Section]) -> Iterator[dict[str, Value]]:
    for section in sections:
        if section.name == "INVT":
            yield _party(PartyRole.INVENTOR, section)
        elif section.name == "ASSG":
            yield _party(PartyRole.OWNER, section)
        elif section.name == "LREP":
            for code, text in section.lines:
                if code == "FRM":
                    yield party(PartyRole.AGENCY, text)
                elif code in _AGENTS:
                    yield party(PartyRole.AGENT, _person(text))


def _party(role: PartyRole, section: Section) -> dict[str, Value]:
    name = section.value("NAM")
    address = joined(section.value(code) for code in _ADDRESS)
    at_home = OFFICE if section.value("STA").strip() else ""
    return party(role, _person(name), address, country(section.value("CNT")) or at_home)


def _person(written: str) -> str:
    """Return ``Hoff; Don G.`` as ``Don G. Hoff``; organisations have no semicolon."""
    last, mark, given = written.partition(";")
    return joined((given, last), " ") if mark else written.strip()


def country(written: str) -> str:
    """Return the country of a code of the Green Book, which has a third character behind it (``DEX``)."""
    return written.strip().upper()[:2]


def _citations(sections: list[Section]) -> Iterator[tuple[dict[str, Value], dict[str, Value]]]:
    for section in sections:
        raw: dict[str, Value] = {"lines": "\n".join(f"{code} {text}" for code, text in section.lines)}
        if section.name in ("UREF", "FREF"):
            office = country(section.value("CNT")) if section.name == "FREF" else OFFICE
            document, on = section.value("PNO").strip(), section.value("ISD").strip()
            yield cited(office, document, "", section.value("NAM"), on), raw
        elif section.name == "OREF":
            for text in section.values("PAL", "PAR"):
                yield {"text": text}, {"text": text}
