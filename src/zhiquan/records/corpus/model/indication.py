"""Geographical indications under the three Chinese regimes and abroad."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zhiquan.records.corpus.model.common import Party, Record
from zhiquan.rules.text import Text


class Regime(StrEnum):
    """Under what law a geographical indication 地理标志 is protected."""

    PRODUCT = "product"
    COLLECTIVE_MARK = "collective_mark"
    CERTIFICATION_MARK = "certification_mark"
    AGRICULTURAL = "agricultural"
    PDO = "pdo"
    PGI = "pgi"
    SPIRIT = "spirit"
    WINE = "wine"
    TSG = "tsg"
    OTHER = "other"

    @property
    def label(self) -> Text:
        """The regime's name for people."""
        return _LABELS[self]


_LABELS = {
    Regime.PRODUCT: Text("地理标志产品", "GI product"),
    Regime.COLLECTIVE_MARK: Text("地理标志集体商标", "GI as collective mark"),
    Regime.CERTIFICATION_MARK: Text("地理标志证明商标", "GI as certification mark"),
    Regime.AGRICULTURAL: Text("农产品地理标志", "Agricultural product GI"),
    Regime.PDO: Text("原产地名称（PDO）", "Protected designation of origin"),
    Regime.PGI: Text("地理标志（PGI）", "Protected geographical indication"),
    Regime.SPIRIT: Text("烈酒地理标志（GI）", "Geographical indication of a spirit drink"),
    Regime.WINE: Text("葡萄酒地理标志（GI）", "Geographical indication of an aromatised wine"),
    Regime.TSG: Text("传统特色保证（TSG）", "Traditional speciality guaranteed"),
    Regime.OTHER: Text("其他", "Other"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicationRecord(Record):
    """A geographical indication 地理标志 as one source tells it.

    ``key`` is ``gi.<register>.<number>`` (``gi.EU.PGI-CN-1234``). ``name`` is the first protected name, ``names`` all
    of them in every script. ``countries`` are ST.3 codes, ``area`` the place in words, ``division`` its code.
    ``product`` is what it is on (class or category in the source's words). ``status`` in the source's words.
    """

    register: str
    number: str
    regime: str
    name: str
    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    area: str = ""
    division: str = ""
    product: str = ""
    parties: tuple[Party, ...] = ()
    filing_date: date | None = None
    publication_date: date | None = None
    registration_date: date | None = None
    ended_on: date | None = None
    status: str = ""
    basis: str = ""
