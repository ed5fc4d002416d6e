"""Trademark application and registration numbers 商标申请号／注册号, with the class that makes them a key.

From knowledge of the published registers: decimal, at most eight digits, one number for all classes of one filing, so
that number and class together are the key; a divided application 分割申请 carries a letter behind the number; an
international registration designating China carries ``G`` before it (the Madrid number, at most seven digits).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhiquan.rules.identifiers.common import Broken, Parts, Unchecked, broken, fold, part
from zhiquan.rules.text import Text

CLASSES, FIRST_SERVICE = 45, 35
LONGEST, LONGEST_INTERNATIONAL = 8, 7
_GAP = " {0,3}"
_NUMBER = rf"(?:(?:第|NO\.?|TM){_GAP})?(?P<g>G{_GAP})?(?P<digits>[0-9]{{1,20}})(?P<letter>[A-Z])?{_GAP}号?"
_CLASS = "(?P<cls>[0-9]{1,3})"
_NAMED = rf"(?:第|CLASS|CL\.?){_GAP}{_CLASS}{_GAP}类?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        _NUMBER,
        rf"{_NUMBER}{_GAP}/{_GAP}{_CLASS}",
        rf"{_NUMBER}{_GAP}\({_GAP}{_CLASS}{_GAP}\)",
        rf"{_NUMBER}{_GAP}[,、;]?{_GAP}{_NAMED}",
        rf"{_NUMBER}{_GAP}\({_GAP}{_NAMED}{_GAP}\)",
        rf"{_NAMED}(?:(?<=类)|[ ,、;]){_GAP}{_NUMBER}",
    )
)


@dataclass(frozen=True, slots=True)
class TrademarkNumber(Unchecked):
    """A trademark's number: ``digits`` without leading zeros, ``letter`` of a division, ``nice_class`` where given."""

    digits: str
    letter: str
    international: bool
    nice_class: int | None

    @property
    def number(self) -> str:
        """Return the number without the class, as the register writes it."""
        return f"{'G' if self.international else ''}{self.digits}{self.letter}"

    @property
    def canonical(self) -> str:
        """Return ``number/class`` with two places for the class, the key of one mark in one class; or the number."""
        return self.number if self.nice_class is None else f"{self.number}/{self.nice_class:02d}"

    @property
    def key(self) -> tuple[str, int] | None:
        """Return number and class, or nothing while the class is not known: the number alone is no key."""
        return None if self.nice_class is None else (self.number, self.nice_class)

    @property
    def path(self) -> tuple[str, ...]:
        """Return the number and the number in its class."""
        return (self.number,) if self.nice_class is None else (self.number, self.canonical)

    @property
    def parts(self) -> Parts:
        """Return route, division and class as far as given."""
        route = Text("马德里国际注册", "International registration") if self.international else Text("国内", "National")
        found = [part("途径", "Route", route)]
        if self.letter:
            found.append(part("分割", "Divided", self.letter))
        if self.nice_class is not None:
            goods = Text("商品", "goods") if self.nice_class < FIRST_SERVICE else Text("服务", "services")
            found.append(part("类别", "Class", Text("{c}（{g}）", "{c} ({g})").format(c=self.nice_class, g=goods)))
        return tuple(found)

    def __str__(self) -> str:
        return self.canonical


def parse_trademark_number(text: str) -> TrademarkNumber | Broken:
    """Read one trademark number, with or without its class; never raises, whatever the text.

    ``第12345678号``, ``12345678A``, ``G1234567``, ``12345678/9``, ``12345678（第9类）``, ``第9类 第12345678号``.
    """
    body = fold(text)
    if not body:
        return broken("empty", "没有填写商标号。", "No trademark number was given.", text)
    found = next((match for form in _FORMS if (match := form.fullmatch(body))), None)
    if not found:
        return broken(
            "form",
            "“{given}”不是商标申请号或注册号（如 12345678、G1234567，可加类别：12345678/09）。",
            "“{given}” is no trademark number (like 12345678 or G1234567; with class: 12345678/09).",
            text,
        )
    named = found.groupdict()
    return _checked(named, named.get("cls"), text)


def _checked(named: dict[str, str | None], given_class: str | None, text: str) -> TrademarkNumber | Broken:
    digits = (named["digits"] or "").lstrip("0")
    longest = LONGEST_INTERNATIONAL if named["g"] else LONGEST
    if not digits:
        return broken("zero", "“{given}”：商标号不能为零。", "“{given}”: a trademark number cannot be zero.", text)
    if len(digits) > longest:
        return broken(
            "length",
            "“{given}”有 {n} 位数字，此种商标号最多 {m} 位。",
            "“{given}” has {n} digits; a trademark number of this kind has at most {m}.",
            text,
            n=len(digits),
            m=longest,
        )
    number = None if given_class is None else int(given_class)
    if number is not None and not 1 <= number <= CLASSES:
        return broken(
            "nice-class",
            "“{given}”的类别 {c} 不存在，商品和服务分为第 1 至 45 类。",
            "“{given}” names class {c}; goods and services have classes 1 to 45.",
            text,
            c=number,
        )
    return TrademarkNumber(digits, named["letter"] or "", bool(named["g"]), number)
