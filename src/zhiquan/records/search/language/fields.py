"""Names of the fields in both languages, and how the value of each is read."""

from __future__ import annotations

import re
from calendar import monthrange

from zhiquan.records.search.language.faults import Fault
from zhiquan.records.search.language.tree import (
    ClassBelow,
    Filed,
    KindIs,
    Mode,
    Node,
    Number,
    Term,
    TextField,
)
from zhiquan.records.search.language.wild import (
    NO_WORD,
    has_wildcard,
    read_like_name,
    read_like_number,
    read_wild,
)
from zhiquan.records.search.text import fold, is_han, is_word
from zhiquan.rules.identifiers import Broken, PatentKind, parse_application_number, parse_class_symbol
from zhiquan.rules.text import Text

NAMES = {
    "TI": ("TI", "名称", "标题", "发明名称", "专利名称"),
    "AB": ("AB", "摘要"),
    "TIAB": ("TIAB", "名称摘要"),
    "PA": ("PA", "申请人", "专利权人"),
    "AN": ("AN", "申请号"),
    "IC": ("IC", "IPC", "分类号"),
    "LC": ("LC", "外观分类号"),
    "AD": ("AD", "申请日"),
    "KI": ("KI", "类型", "专利类型"),
}
"""Field → the names a searcher may write, the first one being its own."""

BY_NAME = {name: field for field, names in NAMES.items() for name in names}

TEXT_FIELDS = {
    "": (TextField.TITLE, TextField.ABSTRACT),
    "TI": (TextField.TITLE,),
    "AB": (TextField.ABSTRACT,),
    "TIAB": (TextField.TITLE, TextField.ABSTRACT),
    "PA": (TextField.APPLICANT,),
}
"""Field → where its terms are looked for; no field means title and abstract."""

_KINDS = {
    "发明": PatentKind.INVENTION,
    "发明专利": PatentKind.INVENTION,
    "invention": PatentKind.INVENTION,
    "实用新型": PatentKind.UTILITY_MODEL,
    "utility_model": PatentKind.UTILITY_MODEL,
    "外观设计": PatentKind.DESIGN,
    "外观": PatentKind.DESIGN,
    "design": PatentKind.DESIGN,
}

_CUT_SUBGROUP = re.compile(r"/\d+[+*]+$")
_CUT = Text(
    "分类号只能按层级截断，不能截断小组的数字；请写 IC=H01M50 或者完整的小组",
    "a symbol is cut at its levels, not inside a subgroup; write IC=H01M50 or the whole subgroup",
)
_MONTHS = 12
_DATE = re.compile(r"(\d{4})(?:[-./]?(\d{2})(?:[-./]?(\d{2}))?)?")


def field_named(name: str, at: int) -> str:
    """Return the field of a written name."""
    field = BY_NAME.get(name.strip().upper())
    if field is None:
        known = "、".join("/".join(names[:2]) for names in NAMES.values())
        raise Fault(at, Text(f"没有字段“{name}”，可用：{known}", f"there is no field “{name}”; there are {known}"))
    return field


def read_value(field: str, word: str, at: int, *, quoted: bool) -> Node:
    """Read one value of a field; the place is the value's offset in the query."""
    match field:
        case "IC" | "LC":
            return _symbol(field, word, at)
        case "AD":
            first, last = _day(word, at)
            return Filed(first, last)
        case "KI":
            return _kind(word, at)
        case "AN":
            return _number(word, at) if quoted or not has_wildcard(word) else read_like_number(word, at)
        case _:
            return _term(field, word, at, quoted=quoted)


def _term(field: str, word: str, at: int, *, quoted: bool) -> Node:
    if not quoted and has_wildcard(word):
        return _name_like(word, at) if field == "PA" else read_wild(TEXT_FIELDS[field], word, at)
    text = _worded(word, at)
    return Term(TEXT_FIELDS[field], text, Mode.EXACT if quoted and field == "PA" else Mode.CONTAINS)


def _name_like(word: str, at: int) -> Node:
    """A pattern of a name is one for all of it; ``示例+`` is the plain question how it begins."""
    if word[-1] in "+*" and not has_wildcard(word[:-1]):
        return Term(TEXT_FIELDS["PA"], _worded(word[:-1], at), Mode.BEGINS)
    return read_like_name(word, at)


def _worded(word: str, at: int) -> str:
    text = fold(word)
    if not any(is_han(char) or is_word(char) for char in text):
        raise Fault(at, NO_WORD)
    return text


def _symbol(field: str, word: str, at: int) -> ClassBelow:
    if _CUT_SUBGROUP.search(word):
        raise Fault(at, _CUT)
    symbol = parse_class_symbol(word.rstrip("+*").rstrip("/"))
    scheme = "ipc" if field == "IC" else "locarno"
    if isinstance(symbol, Broken) or symbol.scheme != scheme:
        zh = (
            f"“{word}”不是这个字段的分类号；国际专利分类写作 IC=H01M10/0525 或其上位 IC=H01M，外观设计分类写作 LC=06-01"
        )
        en = f"“{word}” is no symbol of this field; write IC=H01M10/0525 or above it IC=H01M, for designs LC=06-01"
        raise Fault(at, Text(zh, en))
    return ClassBelow(scheme, symbol.canonical)


def _kind(word: str, at: int) -> KindIs:
    kind = _KINDS.get(word.strip().lower())
    if kind is None:
        raise Fault(
            at,
            Text(
                f"没有类型“{word}”，可用：发明、实用新型、外观设计",
                f"there is no kind “{word}”; there are invention, utility_model, design",
            ),
        )
    return KindIs(kind.value)


def _number(word: str, at: int) -> Number:
    number = parse_application_number(word)
    if isinstance(number, Broken):
        raise Fault(at, Text(number.text.zh.rstrip("。"), number.text.en.rstrip(".")))
    return Number(number.canonical)


def _day(word: str, at: int) -> tuple[int, int]:
    """Return the first and last ``yyyymmdd`` that a year, month or day covers."""
    found = _DATE.fullmatch(fold(word))
    if found:
        year, month, day = (int(part) if part else 0 for part in found.groups())
        months = (month, month) if found[2] else (1, _MONTHS)
        if 1 <= months[0] <= months[1] <= _MONTHS and year:
            last = monthrange(year, months[1])[1]
            days = (day, day) if found[3] else (1, last)
            if 1 <= days[0] <= days[1] <= last:
                return year * 10000 + months[0] * 100 + days[0], year * 10000 + months[1] * 100 + days[1]
    raise Fault(
        at,
        Text(
            f"“{word}”不是日期；写作 2015、201506 或 20150630", f"“{word}” is no date; write 2015, 201506 or 20150630"
        ),
    )


def read_range(low: tuple[str, int], high: tuple[str, int]) -> Filed:
    """Read ``[low TO high]`` of a date field; ``*`` leaves a side open. Each bound comes with its offset."""
    first = None if low[0] == "*" else _day(*low)[0]
    last = None if high[0] == "*" else _day(*high)[1]
    if first is not None and last is not None and first > last:
        raise Fault(low[1], Text("区间的起点晚于终点", "the range starts after its end"))
    return Filed(first, last)


def read_comparison(sign: str, word: str, at: int) -> Filed:
    """Read ``>=``, ``>``, ``<=`` or ``<`` with a date; ``> 2015`` starts with 2016."""
    first, last = _day(word, at)
    return {
        ">=": Filed(first, None),
        ">": Filed(last + 1, None),
        "<=": Filed(None, last),
        "<": Filed(None, first - 1),
    }[sign]
