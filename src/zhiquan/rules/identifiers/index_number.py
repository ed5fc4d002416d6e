"""Index numbers of open government information 政府信息公开索引号 of the form ``credit code/YYYYMM-serial``.

Form read off published pages: the publishing body's unified social credit code, year and month of the document, five
digits of serial number. Other places use other forms; this one carries a check digit through its credit code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from zhiquan.rules.identifiers.common import Broken, Parts, Standing, broken, fold, part
from zhiquan.rules.identifiers.uscc import Uscc, parse_uscc

FIRST_YEAR, LAST_YEAR, MONTHS = 1949, 2099, 12
_FORM = re.compile(r"(?P<code>[0-9A-Z]{1,30}) {0,3}/ {0,3}(?P<year>[0-9]{4})(?P<month>[0-9]{2})-(?P<serial>[0-9]{5})")


@dataclass(frozen=True, slots=True)
class IndexNumber:
    """An index number: publishing body, year and month of the document, serial number of five digits."""

    body: Uscc
    year: int
    month: int
    serial: str

    @property
    def canonical(self) -> str:
        """Return ``credit code/YYYYMM-serial``."""
        return f"{self.body.canonical}/{self.year}{self.month:02d}-{self.serial}"

    @property
    def standing(self) -> Standing:
        """Return ``VALID``: the credit code's check character confirmed it."""
        return self.body.standing

    @property
    def path(self) -> tuple[str, ...]:
        """Return the publishing body and the number."""
        return (self.body.canonical, self.canonical)

    @property
    def parts(self) -> Parts:
        """Return body, its division, month and serial number."""
        return (
            part("发布机构", "Body", self.body.canonical),
            part("行政区划", "Division", self.body.division),
            part("年月", "Month", f"{self.year}-{self.month:02d}"),
            part("流水号", "Serial number", self.serial),
        )

    def __str__(self) -> str:
        return self.canonical


def parse_index_number(text: str) -> IndexNumber | Broken:
    """Read one index number; a wrong credit code in it keeps the rule it breaks; never raises."""
    body = fold(text)
    if not body:
        return broken("empty", "没有填写索引号。", "No index number was given.", text)
    found = _FORM.fullmatch(body)
    if not found:
        return broken(
            "form",
            "“{given}”不是索引号：应为统一社会信用代码／年月-五位流水号。",
            "“{given}” is no index number: credit code/YYYYMM-five digits.",
            text,
        )
    code = parse_uscc(found["code"])
    if isinstance(code, Broken):
        return replace(code, given=text)
    year, month = int(found["year"]), int(found["month"])
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= MONTHS):
        return broken(
            "month",
            "“{given}”的年月 {y}{m} 有误。",
            "“{given}” has no possible year and month: {y}{m}.",
            text,
            y=found["year"],
            m=found["month"],
        )
    return IndexNumber(code, year, month, found["serial"])
