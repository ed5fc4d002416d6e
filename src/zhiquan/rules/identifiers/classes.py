"""Class symbols: the International Patent Classification 国际专利分类 and Locarno 洛迦诺分类 for designs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhiquan.rules.identifiers.common import Broken, broken, fold

LOCARNO_CLASSES = 32
_IPC = re.compile(
    r"(?P<section>[A-H])(?:(?P<cls>[0-9]{2})(?:(?P<sub>[A-Z])(?:\s*(?P<main>[0-9]{1,4})(?:/(?P<group>[0-9]{2,6}))?)?)?)?"
    r"(?:\s*\((?P<edition>[0-9]{4}\.[0-9]{2})\)\s*(?P<level>[A-Z])?)?"
)
_LOCARNO = re.compile(
    r"(?:LOC\s*\((?P<edition>[0-9]{1,2})\)\s*CL\.?\s*)?(?P<cls>[0-9]{2})(?:-(?P<sub>[0-9]{2})(?:-(?P<item>[A-Z][0-9]{4}))?)?"
)


@dataclass(frozen=True, slots=True)
class ClassSymbol:
    """A class symbol: ``canonical`` without spaces, edition or item; ``path`` from the widest class to the symbol.

    ``edition`` is the year and month of the IPC (``2006.01``) or the Locarno edition's number; ``item`` the Locarno
    list's item (``C0293``); both empty where not given.
    """

    scheme: str
    canonical: str
    path: tuple[str, ...]
    edition: str = ""
    item: str = ""

    def __str__(self) -> str:
        return self.canonical


def parse_class_symbol(text: str) -> ClassSymbol | Broken:
    """Read an IPC symbol of any level or a Locarno symbol; never raises, whatever the text.

    ``G01L3/00（2006.01）I`` → ``G01L3/00``; ``21-01-C0293`` → ``21-01``; ``H01M`` stays ``H01M``.
    """
    symbol = fold(text)
    if not symbol:
        return broken("empty", "没有填写分类号。", "No class symbol was given.", text)
    if found := _IPC.fullmatch(symbol):
        return _ipc(found)
    if found := _LOCARNO.fullmatch(symbol):
        return _locarno(found, text)
    return broken(
        "form",
        "“{given}”不是国际专利分类号（如 G01L3/00）或洛迦诺分类号（如 06-01）。",
        "“{given}” is neither an IPC symbol (like G01L3/00) nor a Locarno symbol (like 06-01).",
        text,
    )


def _ipc(found: re.Match[str]) -> ClassSymbol:
    parts = [found["section"]]
    for name in ("cls", "sub"):
        if found[name]:
            parts.append(parts[-1] + found[name])
    if found["main"]:
        parts.append(f"{parts[-1]}{int(found['main'])}")
    if found["group"]:
        parts.append(f"{parts[-1]}/{found['group']}")
    return ClassSymbol("ipc", parts[-1], tuple(parts), found["edition"] or "")


def _locarno(found: re.Match[str], text: str) -> ClassSymbol | Broken:
    if not 1 <= int(found["cls"]) <= LOCARNO_CLASSES:
        return broken(
            "locarno-class",
            "“{given}”的大类 {c} 不存在，洛迦诺分类为 01 至 32 类。",
            "“{given}” names class {c}; Locarno has classes 01 to 32.",
            text,
            c=found["cls"],
        )
    path = (found["cls"],) if not found["sub"] else (found["cls"], f"{found['cls']}-{found['sub']}")
    return ClassSymbol("locarno", path[-1], path, found["edition"] or "", found["item"] or "")
