"""Numbers of the Patent Cooperation Treaty: applications ``PCT/CN2016/084836`` and publications ``WO2009/043854``.

Forms from knowledge of the Administrative Instructions under the PCT (sections 307 and 404) and WIPO ST.6: since 2004
four digits of year and six of serial number; before, two digits of year and five of serial number (publications: six
from July 2002). Old forms are written out in the new one; there is no check digit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhiquan.rules.identifiers.common import Broken, Flat, Parts, Unchecked, broken, fold, part
from zhiquan.rules.text import Text

FIRST_YEAR, LAST_YEAR, LONG_FORM_YEAR = 1978, 2099, 2004
_PCT = re.compile(
    r"PCT {0,3}/? {0,3}(?P<office>[A-Z]{2}) {0,3}/? {0,3}(?P<year>[0-9]{4}|[0-9]{2}) {0,3}/ {0,3}(?P<serial>[0-9]{5,6})"
)
_PCT_SOLID = re.compile(r"PCT/?(?P<office>[A-Z]{2})(?P<year>[0-9]{4})(?P<serial>[0-9]{6})")
_WO = re.compile(
    r"WO {0,3}/? {0,3}(?P<year>[0-9]{4}|[0-9]{2}) {0,3}/ {0,3}(?P<serial>[0-9]{5,6}) {0,3}(?P<code>[A-Z][0-9]?)?"
    r"|WO {0,3}(?P<year4>[0-9]{4})(?P<serial6>[0-9]{6}) {0,3}(?P<code4>[A-Z][0-9]?)?"
)
WO_CODES = {
    "A1": Text("国际公布，附国际检索报告", "International publication with search report"),
    "A2": Text("国际公布，未附国际检索报告", "International publication without search report"),
    "A3": Text("国际检索报告的在后公布", "Later publication of the search report"),
    "A4": Text("修改后权利要求或声明的在后公布", "Later publication of amended claims or statement"),
    "A8": Text("国际公布，扉页更正", "International publication, front page corrected"),
    "A9": Text("国际公布，全文更正", "International publication, corrected in full"),
}
"""Kind codes of WIPO's publications (ST.16)."""


@dataclass(frozen=True, slots=True)
class PctApplication(Unchecked, Flat):
    """An international application: the receiving ``office`` (ST.3), year of filing, six digits of serial number."""

    office: str
    year: int
    serial: str

    @property
    def canonical(self) -> str:
        """Return ``PCT/`` + office + year + ``/`` + six digits."""
        return f"PCT/{self.office}{self.year}/{self.serial}"

    @property
    def parts(self) -> Parts:
        """Return receiving office, year and serial number."""
        return (
            part("受理局", "Receiving office", self.office),
            part("年份", "Year", self.year),
            part("流水号", "Serial number", self.serial),
        )

    def __str__(self) -> str:
        return self.canonical


@dataclass(frozen=True, slots=True)
class WoPublication(Unchecked, Flat):
    """An international publication: year, six digits of serial number, kind code where one was given."""

    year: int
    serial: str
    code: str

    @property
    def canonical(self) -> str:
        """Return ``WO`` + year + ``/`` + six digits + kind code."""
        return f"WO{self.year}/{self.serial}{self.code}"

    @property
    def parts(self) -> Parts:
        """Return year, serial number and the meaning of the kind code."""
        known = (part("年份", "Year", self.year), part("流水号", "Serial number", self.serial))
        return (*known, part("文献种类", "Document", WO_CODES[self.code])) if self.code else known

    def __str__(self) -> str:
        return self.canonical


def parse_pct_number(text: str) -> PctApplication | Broken:
    """Read one international application number of any office; never raises, whatever the text."""
    body = fold(text)
    if not body:
        return broken("empty", "没有填写国际申请号。", "No international application number was given.", text)
    found = _PCT.fullmatch(body) or _PCT_SOLID.fullmatch(body)
    if not found:
        return broken(
            "form",
            "“{given}”不是国际申请号（如 PCT/CN2016/084836）。",
            "“{given}” is no international application number (like PCT/CN2016/084836).",
            text,
        )
    read = _numbers(found["year"], found["serial"], text)
    return read if isinstance(read, Broken) else PctApplication(found["office"], *read)


def parse_wo_number(text: str) -> WoPublication | Broken:
    """Read one international publication number; never raises, whatever the text."""
    body = fold(text)
    if not body:
        return broken("empty", "没有填写国际公布号。", "No international publication number was given.", text)
    found = _WO.fullmatch(body)
    if not found:
        return broken(
            "form",
            "“{given}”不是国际公布号（如 WO2009/043854）。",
            "“{given}” is no international publication number (like WO2009/043854).",
            text,
        )
    code = found["code"] or found["code4"] or ""
    if code and code not in WO_CODES:
        return broken(
            "kind-code",
            "“{given}”的文献种类代码 {c} 不是国际公布的代码（A1 至 A4、A8、A9）。",
            "“{given}” has kind code {c}; international publications have A1 to A4, A8 and A9.",
            text,
            c=code,
        )
    read = _numbers(found["year"] or found["year4"], found["serial"] or found["serial6"], text)
    return read if isinstance(read, Broken) else WoPublication(*read, code)


def _numbers(year: str, serial: str, text: str) -> tuple[int, str] | Broken:
    """Return year and six-digit serial number; two digits of year are of 1978 to 2003."""
    full = int(year)
    if len(year) == len("98"):
        full += 1900 if full >= FIRST_YEAR % 100 else 2000
    last = LONG_FORM_YEAR - 1 if len(year) == len("98") else LAST_YEAR
    if not FIRST_YEAR <= full <= last:
        return broken(
            "year",
            "“{given}”的年份有误：应在 {first} 至 {last} 之间。",
            "Wrong year in “{given}”: it must lie between {first} and {last}.",
            text,
            first=FIRST_YEAR,
            last=last,
        )
    if full >= LONG_FORM_YEAR and len(serial) != len("084836"):
        return broken(
            "length",
            "“{given}”的流水号有 {n} 位，2004 年起应为 6 位。",
            "The serial number of “{given}” has {n} digits; since 2004 it has 6.",
            text,
            n=len(serial),
        )
    if not int(serial):
        return broken(
            "serial",
            "“{given}”的流水号不能为零。",
            "The serial number of “{given}” cannot be zero.",
            text,
        )
    return full, serial.zfill(6)
