"""Streams the indications of the array; file numbers are the European Union's, so the keys are too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from zhiquan.records.corpus.countries import country_codes
from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.dates import day_first
from zhiquan.records.corpus.loaders.eambrosia.read import regime
from zhiquan.records.corpus.reading.json import each
from zhiquan.records.corpus.reading.members import members
from zhiquan.rules.text import Text

LABEL = Text("英国 DEFRA 地理标志登记簿（JSON）", "Register of geographical indications by DEFRA (JSON)")

_REGISTER = "EU"
_SHORT = re.compile(r"\(([A-Z]{2,3})\)\s*$")
_BETWEEN_NAMES = re.compile(r"\s+/\s+")


def expected(path: Path) -> None:
    """Return nothing: only reading tells."""
    del path


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every indication; dates are written with the day first."""
    for member in members(path):
        with member.open() as stream:
            for number, entry in enumerate(each(stream), 1):
                told = entry.items() if isinstance(entry, Mapping) else ()
                held = {key: str(value) for key, value in told if isinstance(value, str | int)}
                yield RawRow(f"{member.name}[{number}]", _fields(held), held, "indications")


def _fields(held: Mapping[str, str]) -> dict[str, Value]:
    names = names_of(held.get("EA_Name", ""))
    return {
        "register": _REGISTER,
        "number": held.get("EA_FileNumber", ""),
        "regime": regime_of(held.get("EA_Type", ""), held.get("EA_ProductType", "")),
        "name": names[0] if names else "",
        "names": names,
        "countries": country_codes(held.get("EA_Country", "")),
        "product": held.get("EA_ProductCategory", "") or held.get("EA_ProductType", ""),
        "filing_date": day_first(held.get("EA_ApplicationDate", "")),
        "publication_date": day_first(held.get("EA_DatePublication", "")),
        "registration_date": day_first(held.get("EA_DateRegistration", "")),
        "status": held.get("EA_Status", ""),
        "basis": held.get("EA_LegalInstrument", ""),
    }


def names_of(text: str) -> tuple[str, ...]:
    """Part the names of one indication in several languages or scripts: ``平谷大桃 / Pinggu Da Tao``."""
    return tuple(dict.fromkeys(name for name in _BETWEEN_NAMES.split(text.strip()) if name))


def regime_of(kind: str, product: str) -> str:
    """Return the regime of a type written out with its abbreviation: ``Protected Designation of Origin (PDO)``."""
    short = _SHORT.search(kind)
    return regime(short[1], product) if short else kind
