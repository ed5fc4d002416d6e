"""Publication and grant numbers of Chinese patents 专利文献号 with kind codes 文献种类标识代码.

Sources: ZC 0007 (numbers) and ZC 0008 (kind codes), in force 2004-07-01, revised 2012. The numbers of the earlier
periods, the first serial numbers of 1989 and the change of letters on 2010-04-07 are from knowledge of the published
documents; the standards' texts were not at hand. Periods:

- 1985-1988: the application number itself (8 digits) with A, B, U or S;
- 1989-1992: kind digit and 6 digits with A, B (examined), U, S;
- 1993-2010: kind digit and 6 digits, from 2007 8 digits, with A, C (granted invention), Y, D;
- since 2010-04-07: kind digit and 8 digits with A, B, U, S, an invention keeping one number for A and B.

There is no check digit: a well-formed number is always ``UNCHECKED``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhiquan.rules.identifiers.common import Broken, Flat, Parts, PatentKind, Unchecked, broken, fold, part
from zhiquan.rules.text import Text

_FORM = re.compile(r"(?:(?P<office>[A-Z]{2})[\s-]*)?(?P<digits>[0-9][0-9 ]{5,15}[0-9])[ -]{0,3}(?P<code>[A-Z][0-9]?)?")
_KINDS = {"1": PatentKind.INVENTION, "2": PatentKind.UTILITY_MODEL, "3": PatentKind.DESIGN}
_INVENTION, _MODEL, _DESIGN = PatentKind.INVENTION, PatentKind.UTILITY_MODEL, PatentKind.DESIGN

_PUBLISHED = Text("发明专利申请公布", "Invention application published")
_GRANTED = Text("发明专利授权公告", "Invention granted")
_MODEL_GRANTED = Text("实用新型专利授权公告", "Utility model granted")
_DESIGN_GRANTED = Text("外观设计专利授权公告", "Design granted")
_FRONT = Text("{of}（扉页更正）", "{of} (front page corrected)")
_WHOLE = Text("{of}（全文更正）", "{of} (corrected in full)")
_PARTLY = Text("{kind}专利权部分无效宣告公告（第 {n} 次）", "{kind}: declared invalid in part (no. {n})")

SIX, APPLICATION, EIGHT = 7, 8, 9
"""Lengths: kind digit and six places; an application number of 1985-1988; kind digit and eight places."""
FIRST_SERIALS = {
    "1A": 1_030_001,
    "1B": 1_003_001,
    "2U": 2_030_001,
    "3S": 3_003_001,
}
"""First numbers of the seven-digit rows of 1989 (from knowledge); no number below the lowest of its kind exists."""


def _codes() -> dict[str, tuple[PatentKind, Text, frozenset[int]]]:
    """Return kind code → kind of patent, meaning, lengths of number that carry it."""
    any_length, later, now = frozenset({SIX, APPLICATION, EIGHT}), frozenset({SIX, EIGHT}), frozenset({EIGHT})
    found = {
        "A": (_INVENTION, _PUBLISHED, any_length),
        "B": (_INVENTION, Text("发明专利授权公告（1993 年前为审定公告）", _GRANTED.en), any_length),
        "C": (_INVENTION, Text("发明专利授权公告（2010 年 4 月前）", "Invention granted (before April 2010)"), later),
        "U": (_MODEL, Text("实用新型专利授权公告（1993 年前为申请公告）", _MODEL_GRANTED.en), any_length),
        "Y": (
            _MODEL,
            Text("实用新型专利授权公告（2010 年 4 月前）", "Utility model granted (before April 2010)"),
            later,
        ),
        "S": (_DESIGN, Text("外观设计专利授权公告（1993 年前为申请公告）", _DESIGN_GRANTED.en), any_length),
        "D": (_DESIGN, Text("外观设计专利授权公告（2010 年 4 月前）", "Design granted (before April 2010)"), later),
    }
    for letter, kind, of in (
        ("A", _INVENTION, _PUBLISHED),
        ("B", _INVENTION, _GRANTED),
        ("U", _MODEL, _MODEL_GRANTED),
        ("S", _DESIGN, _DESIGN_GRANTED),
    ):
        found[f"{letter}8"] = (kind, _FRONT.format(of=of), now)
        found[f"{letter}9"] = (kind, _WHOLE.format(of=of), now)
    for letter, kind in (("C", _INVENTION), ("Y", _MODEL), ("S", _DESIGN)):
        for n in range(1, 8):
            found[f"{letter}{n}"] = (kind, _PARTLY.format(kind=kind.label, n=n), later)
    return found


KIND_CODES = _codes()


@dataclass(frozen=True, slots=True)
class PublicationNumber(Unchecked, Flat):
    """A publication or grant number; ``digits`` has 7, 8 or 9 places, ``code`` is empty where none was given."""

    kind: PatentKind
    digits: str
    code: str

    @property
    def canonical(self) -> str:
        """Return ``CN`` + digits + kind code."""
        return f"CN{self.digits}{self.code}"

    @property
    def meaning(self) -> Text | None:
        """Return what the kind code says, or nothing without one."""
        return KIND_CODES[self.code][1] if self.code else None

    @property
    def parts(self) -> Parts:
        """Return kind, period of the form, and the meaning of the kind code where one was given."""
        periods = {
            SIX: Text("1989 至 2007 年", "1989 to 2007"),
            APPLICATION: Text("1985 至 1988 年", "1985 to 1988"),
            EIGHT: Text("2007 年以后", "since 2007"),
        }
        known = (part("种类", "Kind", self.kind.label), part("编号时期", "Period", periods[len(self.digits)]))
        return (*known, part("文献种类", "Document", self.meaning)) if self.meaning else known

    def __str__(self) -> str:
        return self.canonical


def parse_publication_number(text: str) -> PublicationNumber | Broken:
    """Read one publication or grant number, with or without ``CN``, kind code, brackets around; never raises."""
    body = fold(text)
    if body.startswith("(") and body.endswith(")"):
        body = body[1:-1]
    if not body:
        return broken("empty", "没有填写公开（公告）号。", "No publication number was given.", text)
    found = _FORM.fullmatch(body)
    if not found:
        return broken(
            "form",
            "“{given}”不是公开（公告）号（如 CN101234567A）。",
            "“{given}” is no publication number (like CN101234567A).",
            text,
        )
    if found["office"] not in {None, "CN"}:
        return broken(
            "prefix",
            "“{given}”的前缀 {p} 不是中国专利文献的国别代码 CN。",
            "The prefix {p} of “{given}” is not CN, the code of Chinese patent documents.",
            text,
            p=found["office"],
        )
    return _checked(found["digits"].replace(" ", ""), found["code"] or "", text)


def _checked(digits: str, code: str, text: str) -> PublicationNumber | Broken:
    if len(digits) not in {SIX, APPLICATION, EIGHT}:
        return broken(
            "length",
            "“{given}”有 {n} 位数字，公开（公告）号应为 7、8 或 9 位。",
            "“{given}” has {n} digits; a publication number has 7, 8 or 9.",
            text,
            n=len(digits),
        )
    if len(digits) == APPLICATION and digits[:2] not in {"85", "86", "87", "88"}:
        return broken(
            "year",
            "“{given}”为 8 位，仅 1985 至 1988 年的公开（公告）号沿用 8 位申请号。",
            "“{given}” has 8 digits; only the numbers of 1985 to 1988 are application numbers of 8 digits.",
            text,
        )
    kind = _KINDS.get(digits[2] if len(digits) == APPLICATION else digits[0])
    if kind is None:
        return broken(
            "kind",
            "“{given}”的种类号有误：1 为发明，2 为实用新型，3 为外观设计。",
            "Wrong kind digit in “{given}”: 1 invention, 2 utility model, 3 design.",
            text,
        )
    if len(digits) == SIX and int(digits) < min(n for k, n in FIRST_SERIALS.items() if k[0] == digits[0]):
        return broken(
            "serial",
            "“{given}”小于 1989 年起用的首个号码，没有这个号码。",
            "“{given}” lies below the first number of 1989; there is no such number.",
            text,
        )
    return _broken_code(kind, digits, code, text) or PublicationNumber(kind, digits, code)


def _broken_code(kind: PatentKind, digits: str, code: str, text: str) -> Broken | None:
    """Return what is wrong with a kind code beside these digits, or nothing; no code is never wrong."""
    if not code:
        return None
    if code not in KIND_CODES:
        return broken(
            "kind-code",
            "“{given}”的文献种类代码 {c} 不存在。",
            "“{given}” has kind code {c}, which does not exist.",
            text,
            c=code,
        )
    of, _, lengths = KIND_CODES[code]
    if of is not kind:
        return broken(
            "kind-mismatch",
            "“{given}”的号码属{k}，文献种类代码 {c} 却属{m}。",
            "The digits of “{given}” are of the kind {k}, but kind code {c} is of the kind {m}.",
            text,
            k=kind.label,
            c=code,
            m=of.label,
        )
    if len(digits) not in lengths:
        return broken(
            "kind-period",
            "“{given}”的文献种类代码 {c} 不用于 {n} 位的号码。",
            "Kind code {c} is not used with a number of {n} digits (“{given}”).",
            text,
            c=code,
            n=len(digits),
        )
    return None
