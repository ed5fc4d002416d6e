"""Streams the indications of the array."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from zhiquan.records.corpus.countries import country_code
from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.model import PartyRole, Regime
from zhiquan.records.corpus.reading.json import each
from zhiquan.records.corpus.reading.members import members
from zhiquan.rules.text import Text

LABEL = Text("欧盟地理标志登记簿 eAmbrosia（JSON）", "EU register of geographical indications, eAmbrosia (JSON)")

_REGISTER = "EU"
_REMOVED = "removed"
_DEEPEST = 8
"""Levels of an answer that are kept; real ones have three."""


def expected(path: Path) -> None:
    """Return nothing: only reading tells."""
    del path


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every indication; the day of protection is its registration while the register calls it registered."""
    for member in members(path):
        with member.open() as stream:
            for number, entry in enumerate(each(stream), 1):
                held = entry if isinstance(entry, Mapping) else {}
                yield RawRow(
                    f"{member.name}[{number}]", _fields(held), {k: _plain(v) for k, v in held.items()}, "indications"
                )


def _fields(held: Mapping[str, Any]) -> dict[str, Value]:
    names = [name for name in (*_texts(held, "protectedNames"), *_texts(held, "transcriptions")) if name]
    status = _one(held, "status")
    registered = status.casefold() == "registered"
    return {
        "register": _REGISTER,
        "number": _one(held, "fileNumber"),
        "regime": regime(_one(held, "giType"), _one(held, "productType")),
        "name": names[0] if names else "",
        "names": tuple(names),
        "countries": tuple(country_code(code) or code for code in _texts(held, "countries")),
        "product": _product(held),
        "parties": _parties(held),
        "registration_date": _one(held, "euProtectionDate") if registered else "",
        "status": f"{status} ({_REMOVED})" if held.get("removedFlag") else status,
        "basis": _text_of(held.get("legalInstrument")),
    }


def regime(kind: str, product: str) -> str:
    """Return the regime of a type (PDO, PGI, GI, TSG) and a product; as written where it is none of these."""
    given = kind.strip().upper()
    if given == "GI":
        spirit = "SPIRIT" in product.upper()
        return Regime.SPIRIT if spirit else Regime.WINE if "AROMATISED" in product.upper() else given
    known = {"PDO": Regime.PDO, "PGI": Regime.PGI, "TSG": Regime.TSG}
    return known.get(given, kind)


def _product(held: Mapping[str, Any]) -> str:
    """Return the kind of product and the heading of the tariff 商品编码 in words."""
    found = [_one(held, "productType")]
    for one in _many(held.get("cnClassification")):
        heading = _one(one, "cnTranslation").rpartition("|")[2].strip() if isinstance(one, Mapping) else ""
        found.append(heading)
    return "; ".join(dict.fromkeys(text for text in found if text))


def _parties(held: Mapping[str, Any]) -> tuple[Value, ...]:
    name = " ".join(_one(held, "producerGroupName").split())
    if not name:
        return ()
    address = " ".join(_one(held, "producerGroupAdress").split())
    country = country_code(_one(held, "producerGroupCountry"))
    return ({"role": PartyRole.APPROVER.value, "name": name, "address": address, "country": country},)


def _one(held: Mapping[str, Any], name: str) -> str:
    """Return a value that is a text or a number."""
    value = held.get(name)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _texts(held: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(value for value in _many(held.get(name)) if isinstance(value, str))


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text_of(instrument: Any) -> str:
    return _one(instrument, "text") if isinstance(instrument, Mapping) else ""


def _plain(value: Any, depth: int = 0) -> Value:
    """Return a JSON value as rows keep it: texts, sequences and mappings; what lies deeper than any answer is left."""
    if depth > _DEEPEST:
        return ""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return tuple(_plain(inner, depth + 1) for inner in value)
    return "" if value is None else str(value)
