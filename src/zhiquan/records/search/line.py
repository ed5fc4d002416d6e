"""A record as one line of a table: the same columns for patents, marks and geographical indications."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from zhiquan.records.corpus.model import IndicationRecord, MarkRecord, PartyRole, PatentRecord, Record
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.text import Text

Line: TypeAlias = dict[str, str]

COLUMNS: Mapping[str, Text] = MappingProxyType(
    {
        "key": Text("知全编号", "Key"),
        "what": Text("权利类型", "Right"),
        "name": Text("名称", "Name"),
        "number": Text("申请号／注册号", "Number"),
        "publication": Text("公开（公告）号", "Publication"),
        "applicants": Text("申请人", "Applicants"),
        "owners": Text("权利人", "Owners"),
        "inventors": Text("发明（设计）人", "Inventors"),
        "agency": Text("代理机构", "Agency"),
        "filing_date": Text("申请日", "Filed"),
        "publication_date": Text("公开（公告）日", "Published"),
        "grant_date": Text("授权（注册）日", "Granted or registered"),
        "main_class": Text("主分类号", "Main class"),
        "classes": Text("分类号", "Classes"),
        "status": Text("法律状态（来源原文）", "Status (as the source says)"),
        "office": Text("国别", "Office"),
        "division": Text("区划代码", "Division"),
        "text": Text("摘要／商品服务", "Abstract or goods"),
        "source": Text("来源", "Source"),
        "vintage": Text("数据截止日", "As of"),
    }
)
"""Column → its heading, in the order of the table."""

_BETWEEN = "; "


_MARK = Text("商标", "Trademark")
_INDICATION = Text("地理标志", "Geographical indication")
_PATENT = Text("专利", "Patent")


def line(record: Record, language: str = "zh") -> Line:
    """Return a record's cells by column, every column there; several values are joined by ``; ``."""
    match record:
        case PatentRecord():
            told = _patent(record, language)
        case MarkRecord():
            told = _mark(record) | {"what": _MARK.say(language)}
        case IndicationRecord():
            told = _indication(record) | {"what": _INDICATION.say(language)}
        case _:
            raise TypeError(f"no line for {type(record).__name__}")
    told |= {"key": record.key, "source": record.source, "vintage": record.vintage.isoformat()}
    return {column: told.get(column, "") for column in COLUMNS}


def _patent(record: PatentRecord, language: str) -> Line:
    kind = PatentKind(record.kind).label if record.kind else _PATENT
    return {
        "what": kind.say(language),
        "name": record.title,
        "number": record.application,
        "publication": record.publication,
        "applicants": _BETWEEN.join(record.applicants),
        "owners": _BETWEEN.join(record.owners),
        "inventors": _BETWEEN.join(record.inventors),
        "agency": _BETWEEN.join(record.named(PartyRole.AGENCY)),
        "filing_date": _day(record.filing_date),
        "publication_date": _day(record.publication_date),
        "grant_date": _day(record.grant_date),
        "main_class": record.main_class,
        "classes": _BETWEEN.join(one.partition(":")[2] for one in record.classes),
        "status": record.status,
        "office": record.office,
        "division": record.division,
        "text": record.abstract,
    }


def _mark(record: MarkRecord) -> Line:
    return {
        "name": record.text,
        "number": record.number,
        "publication": record.registration,
        "applicants": _BETWEEN.join(record.owners),
        "agency": _named(record, PartyRole.AGENCY),
        "filing_date": _day(record.filing_date),
        "publication_date": _day(record.publication_date),
        "grant_date": _day(record.registration_date),
        "classes": _BETWEEN.join(str(one.nice_class) for one in record.classes),
        "status": record.status,
        "office": record.office,
        "division": record.division,
        "text": _BETWEEN.join(goods for one in record.classes for goods in one.goods),
    }


def _indication(record: IndicationRecord) -> Line:
    return {
        "name": _BETWEEN.join(dict.fromkeys((record.name, *record.names))),
        "number": record.number,
        "applicants": _named(record, PartyRole.APPLICANT),
        "filing_date": _day(record.filing_date),
        "publication_date": _day(record.publication_date),
        "grant_date": _day(record.registration_date),
        "main_class": record.regime,
        "status": record.status,
        "office": _BETWEEN.join(record.countries),
        "division": record.division,
        "text": _BETWEEN.join(filter(None, (record.product, record.area))),
    }


def _named(record: MarkRecord | IndicationRecord, role: PartyRole) -> str:
    return _BETWEEN.join(dict.fromkeys(party.name for party in record.parties if party.role == role))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
