"""The records of the lake: one dataclass for each table, one row per (record, source).

``TABLES`` names them; columns and JSON are derived from the dataclasses (``corpus.store.schema``, ``common``), so a
field is declared once.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zhiquan.records.corpus.model.common import Party, PartyRole, Record
from zhiquan.records.corpus.model.facts import CitationRecord, EventKind, EventRecord, FamilyRecord, OrganisationRecord
from zhiquan.records.corpus.model.indication import IndicationRecord, Regime
from zhiquan.records.corpus.model.mark import MarkClass, MarkRecord
from zhiquan.records.corpus.model.patent import PatentRecord, applicants
from zhiquan.records.corpus.model.reference import ClassRecord, ConcordanceRecord, DivisionRecord, StatisticRecord

TABLES: Mapping[str, type[Record]] = MappingProxyType(
    {
        "patents": PatentRecord,
        "marks": MarkRecord,
        "indications": IndicationRecord,
        "events": EventRecord,
        "citations": CitationRecord,
        "families": FamilyRecord,
        "organisations": OrganisationRecord,
        "classes": ClassRecord,
        "concordances": ConcordanceRecord,
        "divisions": DivisionRecord,
        "statistics": StatisticRecord,
    }
)

__all__ = [
    "TABLES",
    "CitationRecord",
    "ClassRecord",
    "ConcordanceRecord",
    "DivisionRecord",
    "EventKind",
    "EventRecord",
    "FamilyRecord",
    "IndicationRecord",
    "MarkClass",
    "MarkRecord",
    "OrganisationRecord",
    "Party",
    "PartyRole",
    "PatentRecord",
    "Record",
    "Regime",
    "StatisticRecord",
    "applicants",
]
