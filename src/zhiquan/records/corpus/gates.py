"""Gates: which rows become records, and whether a whole batch may enter the lake.

A row is refused with the rule it breaks; what is odd but lawful is kept with a doubt. The year of the filing date and
the year in the application number differ lawfully: a divisional application 分案申请 keeps its parent's filing date,
an international application keeps the international one, so the number may be years younger; a filing date fixed anew
when missing drawings were handed in late (Implementing Regulations of the Patent Law, chapter on the filing date)
makes the number a little older. In one city's 7,384 real records 10 are of the first and 2 of the second kind and
none is further off. So an older filing date is a doubt, a filing date up to one year younger too, anything beyond is
refused.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.model import PatentRecord
from zhiquan.rules.identifiers import ApplicationNumber, Broken, parse_application_number, parse_class_symbol
from zhiquan.rules.text import Text

FIRST_DAY = date(1985, 4, 1)
"""The Patent Law entered into force; there is no earlier filing date."""
ACCEPT_SHARE = 0.05
"""Largest share of refused rows with which a batch is still taken."""
REPEATED = "row.repeated"
"""Rule of a row that is there twice, word for word: left out, and not held against the batch."""

DOUBTS = {
    "filing-year.earlier": Text(
        "申请日早于申请号的年份（分案申请或国际申请保留原申请日）",
        "filed before the number's year (a divisional or international application keeps its date)",
    ),
    "filing-year.later": Text(
        "申请日晚于申请号的年份一年（补交附图重新确定申请日）",
        "filed a year after the number's year (date fixed anew for late drawings)",
    ),
    "class.unreadable": Text("主分类号无法识别", "the main class cannot be read"),
    "applicant.missing": Text("没有申请人", "no applicant is given"),
}
"""Doubts kept on a record, by key."""

_REFUSALS = {
    "title.missing": Text("缺少名称", "the title is missing"),
    "filing-date.unreadable": Text("申请日无法识别", "the filing date cannot be read"),
    "filing-date.future": Text("申请日晚于数据截止日", "the filing date is after the day of the data"),
    "filing-date.before-law": Text(
        "申请日早于 1985-04-01 专利法施行日", "the filing date is before 1985-04-01, when the Patent Law began"
    ),
    "filing-year.after-number": Text(
        "申请日比申请号的年份晚一年以上", "the filing date is more than a year after the number's year"
    ),
    "number.duplicate": Text("同一文件中申请号重复而内容不同", "the number is there twice with different content"),
    REPEATED: Text("同一文件中完全相同的行", "the row is there twice, word for word"),
}

_DATE = re.compile(r"(\d{4})\s*[-./年]?\s*(\d{1,2})\s*[-./月]?\s*(\d{1,2})\s*日?(?:[T\s]\d{1,2}:\d{2}(?::\d{2})?)?")
_BETWEEN_NAMES = re.compile(r"\s*[;；|\n]+\s*")


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that stays outside: the rule (stable, for machines) and its sentence."""

    rule: str
    text: Text
    row: RawRow


@dataclass(frozen=True, slots=True)
class Origin:
    """What all rows of a batch share."""

    source: str
    batch: str
    division: str
    vintage: date


class Gate:
    """The gates of one batch; remembers the numbers it has let through."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self._seen: dict[str, bytes] = {}

    def check(self, row: RawRow) -> PatentRecord | Refused:
        """Let a row through as a record, or refuse it."""
        number = parse_application_number(row.fields.get("number", ""))
        if isinstance(number, Broken):
            return Refused(f"number.{number.rule}", number.text, row)
        filed = read_date(row.fields.get("filing_date", ""))
        rule = self._broken_rule(row, number, filed)
        if rule or filed is None:
            return _refused(rule or "filing-date.unreadable", row)
        raw = raw_hash(row)
        if earlier := self._seen.get(number.canonical):
            return _refused(REPEATED if earlier.hex() == raw else "number.duplicate", row)
        self._seen[number.canonical] = bytes.fromhex(raw)
        return self._record(row, number, filed, raw)

    def _broken_rule(self, row: RawRow, number: ApplicationNumber, filed: date | None) -> str | None:
        if not row.fields.get("title", "").strip():
            return "title.missing"
        if filed is None:
            return "filing-date.unreadable"
        if filed < FIRST_DAY:
            return "filing-date.before-law"
        if filed > self._origin.vintage:
            return "filing-date.future"
        return "filing-year.after-number" if filed.year > number.year + 1 else None

    def _record(self, row: RawRow, number: ApplicationNumber, filed: date, raw: str) -> PatentRecord:
        given = row.fields.get("main_class", "").strip()
        symbol = parse_class_symbol(given) if given else None
        readable = symbol is not None and not isinstance(symbol, Broken)
        applicants = names(row.fields.get("applicants", ""))
        doubts = {
            "filing-year.earlier": filed.year < number.year,
            "filing-year.later": filed.year > number.year,
            "class.unreadable": bool(given) and not readable,
            "applicant.missing": not applicants,
        }
        return PatentRecord(
            key=number.canonical,
            source=self._origin.source,
            batch=self._origin.batch,
            number=row.fields["number"],
            standing=str(number.standing.value),
            kind=str(number.kind.value),
            title=row.fields["title"].strip(),
            abstract=row.fields.get("abstract", "").strip(),
            applicants=applicants,
            filing_date=filed,
            main_class=symbol.canonical if symbol and not isinstance(symbol, Broken) else "",
            class_scheme=symbol.scheme if symbol and not isinstance(symbol, Broken) else "",
            division=self._origin.division,
            vintage=self._origin.vintage,
            raw_hash=raw,
            doubts=tuple(key for key, holds in doubts.items() if holds),
        )


def read_date(text: str) -> date | None:
    """Read a date as exports write it (``2015-06-30``, ``2015.6.30``, ``20150630``, ``2015年6月30日``); ``None`` if
    none."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def names(text: str) -> tuple[str, ...]:
    """Split several names; each once, in order."""
    return tuple(dict.fromkeys(name for name in _BETWEEN_NAMES.split(text.strip()) if name))


def raw_hash(row: RawRow) -> str:
    """Return the SHA-256 of the row as it was read."""
    return hashlib.sha256(json.dumps(row.raw, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def too_many(read: int, held_against: int, accept_share: float) -> bool:
    """Whether so many rows were refused that the whole batch must stay outside."""
    return read == held_against or held_against > read * accept_share


def _refused(rule: str, row: RawRow) -> Refused:
    return Refused(rule, _REFUSALS[rule], row)
