"""The gate of geographical indications."""

from __future__ import annotations

import re
from collections.abc import Mapping

from zhiquan.records.corpus.gates.common import Origin, Refused, broken_number, common, digest, refused, text, texts
from zhiquan.records.corpus.gates.dates import Days
from zhiquan.records.corpus.gates.parties import read_parties
from zhiquan.records.corpus.gates.regions import told_division
from zhiquan.records.corpus.keys import folded, indication_key
from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.model import IndicationRecord, Regime
from zhiquan.rules.identifiers import Broken

_TELLING = 200
_BETWEEN = re.compile(r"[;；|/\r\n]+")
_COUNTRIES = re.compile(r"[\s;；,，、|]+")
_WORDS: Mapping[str, Regime] = {
    # the words that decide, the most telling first
    "集体商标": Regime.COLLECTIVE_MARK,
    "证明商标": Regime.CERTIFICATION_MARK,
    "农产品": Regime.AGRICULTURAL,
    "保护产品": Regime.PRODUCT,
    "地理标志产品": Regime.PRODUCT,
    "designationoforigin": Regime.PDO,
    "geographicalindication(pgi)": Regime.PGI,
    "spirit": Regime.SPIRIT,
    "aromatised": Regime.WINE,
    "traditionalspeciality": Regime.TSG,
}


def check(row: RawRow, origin: Origin) -> IndicationRecord | Refused:
    """Let a row of ``indications`` through as a record, or refuse it."""
    fields = row.fields
    given = (text(fields, "name"), *texts(fields.get("names", ""), _BETWEEN))
    names = tuple(dict.fromkeys(name for name in given if name))
    if not names:
        return refused("name.missing", row)
    register, number = text(fields, "register"), text(fields, "number")
    key = indication_key(register, number or f"ref-{digest(folded(names[0]))}")
    if isinstance(key, Broken):
        return broken_number("indication-number", key, row)
    regime = _regime(text(fields, "regime"))
    days = Days(fields)
    filed, published = days.read("filing_date"), days.read("publication_date")
    registered, ended = days.read("registration_date"), days.read("ended_on")
    division, division_doubts = told_division(fields)
    doubts = {
        "number.missing": not number,
        "regime.unreadable": regime is None,
        "registration.before-filing": bool(filed and registered and registered < filed),
        "end.before-beginning": bool(ended and registered and ended < registered),
    }
    return IndicationRecord(
        **common(
            row,
            origin,
            key,
            key,
            (*(name for name, holds in doubts.items() if holds), *days.doubts(), *division_doubts),
        ),
        register=register,
        number=number,
        regime=(regime or Regime.OTHER).value,
        name=names[0],
        names=names,
        countries=texts(fields.get("countries", ""), _COUNTRIES),
        area=text(fields, "area"),
        division=division or origin.division,
        product=text(fields, "product"),
        parties=read_parties(fields, origin.addresses),
        filing_date=filed,
        publication_date=published,
        registration_date=registered,
        ended_on=ended,
        status=text(fields, "status"),
        basis=text(fields, "basis"),
    )


def _regime(written: str) -> Regime | None:
    """Return the regime that a text names; none where it names no known one."""
    bare = folded(written[:_TELLING])
    try:
        return Regime(bare)
    except ValueError:
        return next((regime for word, regime in _WORDS.items() if word in bare), None)
