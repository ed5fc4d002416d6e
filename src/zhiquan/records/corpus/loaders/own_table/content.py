"""What a column holds, told by its values alone: numbers, dates, codes, symbols, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from zhiquan.records.characters.folding import HAN_CLASS
from zhiquan.records.corpus.loaders.heading_table import values as read
from zhiquan.rules.identifiers import (
    Broken,
    Standing,
    parse_application_number,
    parse_division_code,
    parse_ipc_symbol,
    parse_locarno_symbol,
    parse_publication_number,
    parse_uscc,
)
from zhiquan.rules.text import Text


class Content(StrEnum):
    """What the values of a column are."""

    APPLICATION = "application"
    PUBLICATION = "publication"
    USCC = "uscc"
    DATE = "date"
    IPC = "ipc"
    LOCARNO = "locarno"
    DIVISION = "division"
    PATENT_KIND = "patent_kind"
    ORGANISATIONS = "organisations"
    PERSONS = "persons"
    ADDRESS = "address"
    LONG_TEXT = "long_text"
    NUMBER = "number"

    @property
    def label(self) -> Text:
        """What such values are, for people."""
        return _LABELS[self]


_LABELS = {
    Content.APPLICATION: Text("校验位正确的申请号", "application numbers with the right check character"),
    Content.PUBLICATION: Text("公开（公告）号", "publication numbers"),
    Content.USCC: Text("统一社会信用代码", "unified social credit codes"),
    Content.DATE: Text("日期", "dates"),
    Content.IPC: Text("IPC 分类号", "IPC symbols"),
    Content.LOCARNO: Text("洛迦诺分类号", "Locarno symbols"),
    Content.DIVISION: Text("行政区划代码", "division codes"),
    Content.PATENT_KIND: Text("专利类型", "kinds of patent"),
    Content.ORGANISATIONS: Text("单位名称", "names of organisations"),
    Content.PERSONS: Text("人名", "names of persons"),
    Content.ADDRESS: Text("地址", "addresses"),
    Content.LONG_TEXT: Text("长文字", "long texts"),
    Content.NUMBER: Text("数字", "numbers"),
}
_ORGANISATION = re.compile(
    r".*(公司|大学|学院|研究所|研究院|医院|厂|集团|中心|协会|合作社|银行|委员会|学校|局|社|部|Ltd\.?|Inc\.?|GmbH|University|Corp\.?)[)）]?"
)
_PERSON = re.compile(f"[{HAN_CLASS}]{{2,4}}|[{HAN_CLASS}]+·[{HAN_CLASS}·]+")
_ADDRESS = re.compile(r".*(省|市|区|县|镇|路|街|村|道|号).{0,20}\d*.*(号|室|层|楼|路|街|村|区|园)")
_NUMBER = re.compile(r"-?[\d,]+(\.\d+)?%?")
_KIND = re.compile(r"(中国)?(发明|实用新型|外观设计)(专利|授权|公布|公开|申请)?(申请)?")
_LONG = 60
_PLACE, _LONGEST_PLACE = 8, 200
"""Characters of an address: a place and a road at least; nothing longer is searched for them."""
_MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class Found:
    """The content of a column: how many of the values looked at are such."""

    content: Content
    hits: int
    seen: int

    @property
    def share(self) -> float:
        """Return the share of the values that are such."""
        return self.hits / self.seen if self.seen else 0.0

    @property
    def text(self) -> Text:
        """Say it."""
        return Text(
            f"{self.seen} 个取值中 {self.hits} 个是{self.content.label.zh}",
            f"{self.hits} of {self.seen} values are {self.content.label.en}",
        )


ENOUGH = 0.6
"""From this share of its values on a column is of that content."""


def content_of(cells: Sequence[str]) -> tuple[Found, ...]:
    """Return what most of the values are, the most specific first; empty values are not looked at."""
    filled = [bare for cell in cells if (bare := read.tidy(cell))]
    found = (Found(content, sum(map(test, filled)), len(filled)) for content, test in _TESTS.items())
    return tuple(one for one in found if one.share >= ENOUGH)


def share_of(content: Content, cells: Sequence[str]) -> Found:
    """Return how many of the values are of one content."""
    filled = [bare for cell in cells if (bare := read.tidy(cell))]
    return Found(content, sum(map(_TESTS[content], filled)), len(filled))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;；|、\n]+", text) if part.strip()][:_MOST_PARTS]


def _application(text: str) -> bool:
    first = parse_application_number((read.numbers(text) or [text])[0])
    return not isinstance(first, Broken) and (first.standing is Standing.VALID or text.upper().startswith(("CN", "ZL")))


def _publication(text: str) -> bool:
    found = parse_publication_number(text)
    return not isinstance(found, Broken) and text.upper().startswith("CN")


def _date(text: str) -> bool:
    day = read.day(text)
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", day)) and not re.fullmatch(r"\d{5}(\.\d+)?", text)


def _each(parse: Callable[[str], object]) -> Callable[[str], bool]:
    return lambda text: bool(parts := _parts(text)) and not any(isinstance(parse(part), Broken) for part in parts)


def _division(text: str) -> bool:
    return len(text) == 6 and not isinstance(parse_division_code(text), Broken)  # noqa: PLR2004 - GB/T 2260


def _all(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: bool(parts := _parts(text)) and all(map(pattern.fullmatch, parts))


_TESTS: dict[Content, Callable[[str], bool]] = {
    Content.APPLICATION: _application,
    Content.PUBLICATION: _publication,
    Content.USCC: lambda text: not isinstance(parse_uscc(text), Broken),
    Content.DATE: _date,
    Content.IPC: _each(parse_ipc_symbol),
    Content.LOCARNO: _each(parse_locarno_symbol),
    Content.DIVISION: _division,
    Content.PATENT_KIND: lambda text: bool(_KIND.fullmatch(text)),
    Content.ORGANISATIONS: lambda text: bool(parts := _parts(text)) and bool(_ORGANISATION.fullmatch(parts[0])),
    Content.PERSONS: _all(_PERSON),
    Content.ADDRESS: lambda text: _PLACE < len(text) < _LONGEST_PLACE and bool(_ADDRESS.fullmatch(text)),
    Content.LONG_TEXT: lambda text: len(text) > _LONG,
    Content.NUMBER: lambda text: bool(_NUMBER.fullmatch(text)),
}
