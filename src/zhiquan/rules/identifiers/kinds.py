"""All kinds of identifier this program reads: name, parser, and the characters a repair may put in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from zhiquan.rules.identifiers.application import parse_application_number
from zhiquan.rules.identifiers.classes import parse_cpc_symbol, parse_ipc_symbol, parse_locarno_symbol
from zhiquan.rules.identifiers.common import Broken, Identifier
from zhiquan.rules.identifiers.division import parse_division_code
from zhiquan.rules.identifiers.index_number import parse_index_number
from zhiquan.rules.identifiers.international import parse_pct_number, parse_wo_number
from zhiquan.rules.identifiers.mark_classes import parse_nice_symbol, parse_vienna_symbol
from zhiquan.rules.identifiers.organisation import VALUES, parse_organisation_code
from zhiquan.rules.identifiers.publication import parse_publication_number
from zhiquan.rules.identifiers.trademark import parse_trademark_number
from zhiquan.rules.identifiers.uscc import ALPHABET, parse_uscc
from zhiquan.rules.text import Text


class Kind(StrEnum):
    """A kind of identifier, in the order in which a text that several kinds allow is more likely one of them."""

    PATENT = "patent"
    PUBLICATION = "publication"
    PCT = "pct"
    WO = "wo"
    INDEX = "index"
    USCC = "uscc"
    IPC = "ipc"
    CPC = "cpc"
    LOCARNO = "locarno"
    VIENNA = "vienna"
    DIVISION = "division"
    ORGANISATION = "organisation"
    NICE = "nice"
    TRADEMARK = "trademark"

    @property
    def label(self) -> Text:
        """Return the kind's name for people."""
        return READERS[self].label


@dataclass(frozen=True, slots=True)
class Reader:
    """How one kind is read: its name, its parser, its characters, whether a check character confirms it."""

    label: Text
    parse: Callable[[str], Identifier | Broken]
    characters: str
    checked: bool = False


_DIGITS, _CAPITALS = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
READERS: dict[Kind, Reader] = {
    Kind.PATENT: Reader(
        Text("专利申请号", "Patent application number"), parse_application_number, "0123456789X", checked=True
    ),
    Kind.PUBLICATION: Reader(
        Text("专利公开（公告）号", "Patent publication number"), parse_publication_number, f"{_DIGITS}ABCUYSD"
    ),
    Kind.PCT: Reader(Text("国际申请号", "International application number"), parse_pct_number, _DIGITS),
    Kind.WO: Reader(Text("国际公布号", "International publication number"), parse_wo_number, _DIGITS),
    Kind.INDEX: Reader(
        Text("政府信息索引号", "Open-government index number"), parse_index_number, ALPHABET, checked=True
    ),
    Kind.USCC: Reader(Text("统一社会信用代码", "Unified social credit code"), parse_uscc, ALPHABET, checked=True),
    Kind.IPC: Reader(Text("国际专利分类号", "IPC symbol"), parse_ipc_symbol, f"{_DIGITS}{_CAPITALS}"),
    Kind.CPC: Reader(Text("联合专利分类号", "CPC symbol"), parse_cpc_symbol, f"{_DIGITS}{_CAPITALS}"),
    Kind.LOCARNO: Reader(Text("洛迦诺分类号", "Locarno symbol"), parse_locarno_symbol, _DIGITS),
    Kind.VIENNA: Reader(Text("维也纳图形要素编码", "Vienna code"), parse_vienna_symbol, _DIGITS),
    Kind.DIVISION: Reader(Text("行政区划代码", "Division code"), parse_division_code, _DIGITS),
    Kind.ORGANISATION: Reader(Text("组织机构代码", "Organisation code"), parse_organisation_code, VALUES, checked=True),
    Kind.NICE: Reader(Text("商品和服务分类号", "Nice symbol"), parse_nice_symbol, f"{_DIGITS}C"),
    Kind.TRADEMARK: Reader(Text("商标号", "Trademark number"), parse_trademark_number, f"{_DIGITS}{_CAPITALS}"),
}
"""Every kind's reader."""
