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
    names = [str(name) for name in (*_many(held.get("protectedNames")), *_many(held.get("transcriptions")))]
    status = str(held.get("status") or "")
    registered = status.casefold() == "registered"
    return {
        "register": _REGISTER,
        "number": str(held.get("fileNumber") or ""),
        "regime": regime(str(held.get("giType") or ""), str(held.get("productType") or "")),
        "name": names[0] if names else "",
        "names": tuple(names),
        "countries": tuple(country_code(str(code)) or str(code) for code in _many(held.get("countries"))),
        "product": _product(held),
        "parties": _parties(held),
        "registration_date": str(held.get("euProtectionDate") or "") if registered else "",
        "status": f"{status} ({_REMOVED})" if held.get("removedFlag") else status,
        "basis": str((held.get("legalInstrument") or {}).get("text") or ""),
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
    found = [str(held.get("productType") or "")]
    for one in _many(held.get("cnClassification")):
        heading = str(one.get("cnTranslation") or "").rpartition("|")[2].strip() if isinstance(one, Mapping) else ""
        found.append(heading)
    return "; ".join(dict.fromkeys(text for text in found if text))


def _parties(held: Mapping[str, Any]) -> tuple[Value, ...]:
    name = " ".join(str(held.get("producerGroupName") or "").split())
    if not name:
        return ()
    address = " ".join(str(held.get("producerGroupAdress") or "").split())
    country = country_code(str(held.get("producerGroupCountry") or ""))
    return ({"role": PartyRole.APPROVER.value, "name": name, "address": address, "country": country},)


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _plain(value: Any) -> Value:
    """Return a JSON value as rows keep it: texts, sequences and mappings."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return tuple(_plain(inner) for inner in value)
    return "" if value is None else str(value)
