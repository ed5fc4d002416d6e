"""How the value of each field that is not text is read: symbols, codes, numbers, days."""

from __future__ import annotations

import re
from calendar import monthrange

from zhiquan.records.characters.folding import fold
from zhiquan.records.corpus.model import Regime
from zhiquan.records.search.language.faults import Fault
from zhiquan.records.search.language.tree import Below, Code, Dated, Day, Is, Like, Node, Number, NumberOf
from zhiquan.records.search.language.wild import has_wildcard, read_like_name
from zhiquan.records.search.numbers import compact
from zhiquan.records.search.schemes import DIVISION, SCHEMES, What, division_step
from zhiquan.rules.identifiers import Broken, PatentKind, parse_application_number
from zhiquan.rules.text import Text

SCHEME_OF = {"IC": "ipc", "CPC": "cpc", "LC": "locarno", "NC": "nice", "VC": "vienna"}
"""Field → the scheme of its symbols."""
DAY_OF = {"AD": Day.FILED, "PD": Day.PUBLISHED, "GD": Day.GRANTED, "DT": Day.DATED}
"""Field → the day it asks for."""
NUMBER_OF: dict[str, NumberOf] = {"AN": "application", "PN": "publication"}
"""Field → the numbers it asks for."""
_FORMS = {
    "IC": Text("IC=H01M10/0525 或其上位 IC=H01M", "IC=H01M10/0525 or above it IC=H01M"),
    "CPC": Text("CPC=H01M10/0525 或其上位 CPC=H01M", "CPC=H01M10/0525 or above it CPC=H01M"),
    "LC": Text("LC=06-01", "LC=06-01"),
    "NC": Text("NC=9 或类似群 NC=0901", "NC=9 or a group NC=0901"),
    "VC": Text("VC=26.1", "VC=26.1"),
}
_CUT_SUBGROUP = re.compile(r"/\d+[+*]+$")
_CUT = Text(
    "分类号只能按层级截断，不能截断小组的数字；请写 IC=H01M50 或者完整的小组",
    "a symbol is cut at its levels, not inside a subgroup; write IC=H01M50 or the whole subgroup",
)
_MONTHS = 12
_DATE = re.compile(r"(\d{4})(?:[-./]?(\d{2})(?:[-./]?(\d{2}))?)?")
_DIVISION = re.compile(r"\d{2}|\d{4}|\d{6}|\d{9}|\d{12}")
_SHORT = {"发明专利": "invention", "外观": "design"}


def _kinds() -> dict[str, str]:
    """Return written kind → its value, in both languages: kinds of patents, of marks, regimes of indications."""
    found = {kind.label.zh: kind.value for kind in PatentKind} | {kind.value: kind.value for kind in PatentKind}
    for value, label in MARK_LABELS.items():
        found |= {value: value, label.zh: value, label.en.lower(): value}
    for regime in Regime:
        found |= {
            regime.value: regime.value,
            fold(regime.label.zh): regime.value,
            regime.label.en.lower(): regime.value,
        }
    return found | _SHORT


MARK_LABELS = {
    "mark": Text("普通商标", "Ordinary mark"),
    "collective": Text("集体商标", "Collective mark"),
    "certification": Text("证明商标", "Certification mark"),
}
"""Kind of mark → its name for people."""
_WHATS = {what.label.zh: what.value for what in What} | {what.value: what.value for what in What} | {"gi": "indication"}


def read_symbol(field: str, word: str, at: int) -> Below:
    """Read a class symbol of the field's scheme; ``+`` at its end says nothing, a symbol holds what is below it."""
    if _CUT_SUBGROUP.search(word):
        raise Fault(at, _CUT)
    scheme = SCHEME_OF[field]
    symbol = SCHEMES[scheme](word.rstrip("+*").rstrip("/"))
    if isinstance(symbol, Broken):
        form = _FORMS[field]
        hint = Text("；外观设计分类写作 LC=06-01", ", for designs LC=06-01") if field == "IC" else Text("", "")
        zh = f"“{word}”不是这个字段的分类号；写作 {form.zh}{hint.zh}"
        raise Fault(at, Text(zh, f"“{word}” is no symbol of this field; write {form.en}{hint.en}"))
    return Below(scheme, symbol.path[-1])


def read_code(field: str, word: str, at: int, *, quoted: bool) -> Node:
    """Read a value of ``KI``, ``WH``, ``OF``, ``ST`` or ``DV``."""
    match field:
        case "KI":
            return Is(Code.KIND, _chosen(word, at, _kinds(), Text("类型", "kind")))
        case "WH":
            return Is(Code.WHAT, _chosen(word, at, _WHATS, Text("权利", "right")))
        case "OF":
            return Is(Code.OFFICE, compact(word) or _fault(at, Text("国别写作 OF=CN", "write OF=CN")))
        case "DV":
            return _division(word, at, quoted=quoted)
        case _:
            return _status(word, at, quoted=quoted)


def _status(word: str, at: int, *, quoted: bool) -> Is | Like:
    if not quoted and has_wildcard(word):
        return read_like_name(Code.STATUS, word, at)
    return Is(Code.STATUS, fold(word) or _fault(at, Text("法律状态写作 ST=有效 或 ST=+无效+", "write ST=+invalid+")))


def _division(word: str, at: int, *, quoted: bool) -> Is | Below:
    code = word.strip().rstrip("+*")
    if not _DIVISION.fullmatch(code):
        raise Fault(
            at,
            Text(
                '区划写作 DV=370900（含下辖）、DV=37，只要这一级写 DV="370900"',
                'write a division DV=370900 (with what is below it), DV=37, or for the code alone DV="370900"',
            ),
        )
    return Is(Code.DIVISION, code) if quoted else Below(DIVISION, division_step(code))


def _chosen(word: str, at: int, values: dict[str, str], what: Text) -> str:
    value = values.get(word.strip().lower()) or values.get(fold(word))
    if value is None:
        zh = "、".join(name for name in values if not name.isascii())
        en = ", ".join(name for name in dict.fromkeys(values.values()))
        raise Fault(at, Text(f"没有{what.zh}“{word}”，可用：{zh}", f"there is no {what.en} “{word}”; there are {en}"))
    return value


def _fault(at: int, text: Text) -> str:
    raise Fault(at, text)


def read_number(field: str, word: str, at: int) -> Number:
    """Read a number: a Chinese application number is checked, any other is taken in its compact form."""
    if field == "AN":
        number = parse_application_number(word)
        if not isinstance(number, Broken):
            return Number("application", compact(number.canonical))
        if looks_chinese(word):
            raise Fault(at, Text(number.text.zh.rstrip("。"), number.text.en.rstrip(".")))
    form = compact(word)
    if not any(map(str.isdecimal, form)):
        raise Fault(at, Text(f"“{word}”不是号码", f"“{word}” is no number"))
    return Number(NUMBER_OF[field], form)


def looks_chinese(text: str) -> bool:
    """Whether a text that is no Chinese application number was meant as one."""
    looks = text.upper().strip().removeprefix("CN").removeprefix("ZL").replace(".", "").rstrip("X")
    return looks.isdecimal() and (len(looks) in {12, 13} or (len(looks) in {8, 9} and not text.strip().isdecimal()))


def read_day(field: str, word: str, at: int) -> Dated:
    """Read a year, a month or a day of a date field."""
    return Dated(DAY_OF[field], *_day(word, at))


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


def read_range(field: str, low: tuple[str, int], high: tuple[str, int]) -> Dated:
    """Read ``[low TO high]`` of a date field; ``*`` leaves a side open. Each bound comes with its offset."""
    first = None if low[0] == "*" else _day(*low)[0]
    last = None if high[0] == "*" else _day(*high)[1]
    if first is not None and last is not None and first > last:
        raise Fault(low[1], Text("区间的起点晚于终点", "the range starts after its end"))
    return Dated(DAY_OF[field], first, last)


def read_comparison(field: str, sign: str, word: str, at: int) -> Dated:
    """Read ``>=``, ``>``, ``<=`` or ``<`` with a date; ``> 2015`` starts with 2016."""
    first, last = _day(word, at)
    bounds = {">=": (first, None), ">": (last + 1, None), "<=": (None, last), "<": (None, first - 1)}
    return Dated(DAY_OF[field], *bounds[sign])
