"""Class symbols of patents: IPC 国际专利分类, CPC 联合专利分类 and, for designs, Locarno 洛迦诺分类.

The forms are from knowledge of the IPC guide, WIPO ST.8 (the fixed 14 places ``A01B0001020000``) and the Locarno
Classification (classes 01 to 32). Whether a symbol exists in an edition is a table's matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from zhiquan.rules.identifiers.common import Broken, Parts, Unchecked, broken, fold, part
from zhiquan.rules.text import Text

LOCARNO_CLASSES = 32
INDEXING_GROUP = 2000
"""CPC main groups from here on are indexing codes, for additional information only."""
_TAIL = r"(?:\s{0,9}\((?P<edition>[0-9]{4}\.[0-9]{2})\)\s{0,9}(?P<level>[A-Z])?)?"
_SYMBOL = re.compile(
    r"(?P<section>[A-HY])(?:(?P<cls>[0-9]{2})"
    r"(?:(?P<sub>[A-Z])(?:\s{0,9}(?P<main>[0-9]{1,4})(?:/(?P<group>[0-9]{2,6}))?)?)?)?" + _TAIL
)
_FIXED = re.compile(r"(?P<section>[A-HY])(?P<cls>[0-9]{2})(?P<sub>[A-Z])(?P<main>[0-9]{4})(?P<group>[0-9]{6})" + _TAIL)
_LOCARNO = re.compile(
    r"(?:LOC\s{0,9}\((?P<edition>[0-9]{1,2})\)\s{0,9}CL\.?\s{0,9})?"
    r"(?P<cls>[0-9]{2})(?:-(?P<sub>[0-9]{2})(?:-(?P<item>[A-Z][0-9]{4}))?)?"
)
_LEVELS = (
    Text("部", "section"),
    Text("大类", "class"),
    Text("小类", "subclass"),
    Text("大组", "main group"),
    Text("小组", "subgroup"),
)


@dataclass(frozen=True, slots=True)
class ClassSymbol(Unchecked):
    """A class symbol: ``canonical`` without spaces, edition or item; ``path`` from the widest class to the symbol.

    ``scheme`` is ``ipc``, ``cpc``, ``locarno``, ``nice`` or ``vienna``. ``edition`` is the year and month of the IPC
    (``2006.01``) or the Locarno edition's number; ``item`` the Locarno list's item (``C0293``); empty where not given.
    """

    scheme: str
    canonical: str
    path: tuple[str, ...]
    edition: str = ""
    item: str = ""
    facts: Parts = ()

    @property
    def parts(self) -> Parts:
        """Return level and whatever the scheme says beside it, with edition and item where given."""
        found = list(self.facts)
        if self.edition:
            found.append(part("版本", "Edition", self.edition))
        if self.item:
            found.append(part("项", "Item", self.item))
        return tuple(found)

    def __str__(self) -> str:
        return self.canonical


def parse_class_symbol(text: str) -> ClassSymbol | Broken:
    """Read an IPC symbol of any level or a Locarno symbol; never raises, whatever the text.

    ``G01L3/00（2006.01）I`` → ``G01L3/00``; ``21-01-C0293`` → ``21-01``; ``H01M`` stays ``H01M``.
    """
    found = parse_ipc_symbol(text)
    if isinstance(found, Broken) and found.rule == "form":
        found = parse_locarno_symbol(text)
    if isinstance(found, Broken) and found.rule == "form":
        return broken(
            "form",
            "“{given}”不是国际专利分类号（如 G01L3/00）或洛迦诺分类号（如 06-01）。",
            "“{given}” is neither an IPC symbol (like G01L3/00) nor a Locarno symbol (like 06-01).",
            text,
        )
    return found


def parse_ipc_symbol(text: str) -> ClassSymbol | Broken:
    """Read an IPC symbol of any level, sections A to H; never raises, whatever the text."""
    return _hierarchical(text, "ipc", "ABCDEFGH")


def parse_cpc_symbol(text: str) -> ClassSymbol | Broken:
    """Read a CPC symbol of any level, sections A to H and Y; never raises, whatever the text."""
    return _hierarchical(text, "cpc", "ABCDEFGHY")


def _hierarchical(text: str, scheme: Literal["ipc", "cpc"], sections: str) -> ClassSymbol | Broken:
    symbol = fold(text)
    if not symbol:
        return broken("empty", "没有填写分类号。", "No class symbol was given.", text)
    fixed = _FIXED.fullmatch(symbol)
    found = fixed or _SYMBOL.fullmatch(symbol)
    if not found or found["section"] not in sections:
        return broken(
            "form",
            "“{given}”不是 {s} 分类号（如 G01L3/00）。",
            "“{given}” is no {s} symbol (like G01L3/00).",
            text,
            s=scheme.upper(),
        )
    if found["cls"] == "00" or (found["main"] and not int(found["main"])):
        return broken(
            "number",
            "“{given}”的大类或大组编号为零，没有这样的分类号。",
            "Class or main group of “{given}” is zero; there is no such symbol.",
            text,
        )
    group = found["group"]
    if fixed:
        group = group[:2] + group[2:].rstrip("0")
    path = _widening(found["section"], found["cls"], found["sub"], found["main"], group)
    facts = [part("级别", "Level", _LEVELS[len(path) - 1])]
    if scheme == "cpc" and found["main"] and int(found["main"]) >= INDEXING_GROUP:
        facts.append(part("用途", "Use", Text("仅作附加信息的引得码", "indexing code, additional information only")))
    return ClassSymbol(scheme, path[-1], path, found["edition"] or "", facts=tuple(facts))


def _widening(section: str, *rest: str | None) -> tuple[str, ...]:
    """Return each level spelled out, from the section down to the last part given."""
    cls, sub, main, group = rest
    path = [section]
    for piece in (cls, sub, main and str(int(main)), group and f"/{group}"):
        if piece:
            path.append(path[-1] + piece)
    return tuple(path)


def parse_locarno_symbol(text: str) -> ClassSymbol | Broken:
    """Read a Locarno class or subclass, with edition and item as printed; never raises, whatever the text."""
    symbol = fold(text)
    if not symbol:
        return broken("empty", "没有填写分类号。", "No class symbol was given.", text)
    found = _LOCARNO.fullmatch(symbol)
    if not found:
        return broken(
            "form",
            "“{given}”不是洛迦诺分类号（如 06-01）。",
            "“{given}” is no Locarno symbol (like 06-01).",
            text,
        )
    if not 1 <= int(found["cls"]) <= LOCARNO_CLASSES:
        return broken(
            "locarno-class",
            "“{given}”的大类 {c} 不存在，洛迦诺分类为 01 至 32 类。",
            "“{given}” names class {c}; Locarno has classes 01 to 32.",
            text,
            c=found["cls"],
        )
    path = (found["cls"],) if not found["sub"] else (found["cls"], f"{found['cls']}-{found['sub']}")
    level = Text("大类", "class") if len(path) == 1 else Text("小类", "subclass")
    return ClassSymbol(
        "locarno", path[-1], path, found["edition"] or "", found["item"] or "", (part("级别", "Level", level),)
    )
