"""The gate of patents.

The year of the filing date and the year in a Chinese application number differ lawfully: a divisional application
分案申请 keeps its parent's filing date, an international application keeps the international one, so the number may be
years younger; a filing date fixed anew when missing drawings were handed in late (Implementing Regulations of the
Patent Law, chapter on the filing date) makes the number a little older. In one city's 7,384 real records 10 are of the
first and 2 of the second kind and none is further off. So an older filing date is a doubt, a filing date up to one year
younger too, anything beyond is refused.

Foreign rights, and publications of which no application is known, are taken without knowing more than their form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from zhiquan.records.corpus.gates.common import Origin, Refused, broken_number, common, digest, refused, text
from zhiquan.records.corpus.gates.dates import Days
from zhiquan.records.corpus.gates.kinds import kind_by_code, kind_in_words
from zhiquan.records.corpus.gates.parties import division_of, names, read_parties
from zhiquan.records.corpus.gates.regions import told_division
from zhiquan.records.corpus.gates.rights import Right, read_right
from zhiquan.records.corpus.gates.symbols import read_symbols
from zhiquan.records.corpus.keys import HOME, REFERENCE, folded
from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.model import Party, PartyRole, PatentRecord
from zhiquan.rules.identifiers import Broken, Standing, parse_pct_number, parse_publication_number, parse_wo_number

FIRST_DAY = date(1985, 4, 1)
"""The Patent Law entered into force; there is no earlier filing date."""
_INTERNATIONAL = re.compile(
    r"PCT ?/? ?[A-Z]{2} ?/? ?[0-9]{2,4} ?/? ?[0-9]{5,6}"
    r"|WO ?/? ?[0-9]{2,4} ?/? ?[0-9]{5,6}(?: ?[A-Z][0-9]?(?![A-Z0-9]))?"
)
_KIND_CODE = re.compile(r"(?<=[0-9])[A-Z][0-9]?$")
_SHORT = re.compile(r"PCT ?/? ?([A-Z]{2}) ?/? ?(0[4-9]|[1-6][0-9]|7[0-7]) ?/ ?([0-9]{5,6})")


def check(row: RawRow, origin: Origin) -> PatentRecord | Refused:
    """Let a row of ``patents`` through as a record, or refuse it."""
    fields = row.fields
    right = _right(fields)
    if isinstance(right, Broken):
        return broken_number("number", right, row)
    dates = _Dates(fields)
    title = text(fields, "title") or text(fields, "title_en")
    if not (right.key or (title and (dates.filed or names(fields.get("applicants", "")) or fields.get("parties")))):
        return refused("number.empty", row)
    rule = _broken_rule(right, title, dates, origin.vintage)
    if rule:
        return refused(rule, row)
    return _record(row, origin, right, title, dates)


class _Dates:
    """The three dates of a row."""

    __slots__ = ("days", "filed", "granted", "published")

    def __init__(self, fields: Mapping[str, Value]) -> None:
        self.days = Days(fields)
        self.filed = self.days.read("filing_date")
        self.published = self.days.read("publication_date")
        self.granted = self.days.read("grant_date")


def _right(fields: Mapping[str, Value]) -> Right | Broken:
    if text(fields, "application") or text(fields, "publication"):
        return read_right(fields)
    office = text(fields, "office").upper() or HOME
    return Right(office, "", "", None, ("number.missing",))


def _broken_rule(right: Right, title: str, dates: _Dates, vintage: date) -> str:
    if not title and (not right.publication or not right.key):
        return "title.missing"
    if "filing_date" in dates.days.unread:
        return "filing-date.unreadable"
    filed, number = dates.filed, right.chinese
    if filed is None:
        return ""
    if filed > vintage:
        return "filing-date.future"
    if right.office == HOME and filed < FIRST_DAY:
        return "filing-date.before-law"
    return "filing-year.after-number" if number and filed.year > number.year + 1 else ""


def _record(row: RawRow, origin: Origin, right: Right, title: str, dates: _Dates) -> PatentRecord:
    fields = row.fields
    parties = read_parties(fields, origin.addresses)
    symbols = read_symbols(fields)
    scheme, main_class = symbols.main
    kind, kind_differs = _kind(fields, right)
    pct, pct_unread = _pct(text(fields, "pct"))
    named = {party.role for party in parties}
    division, division_doubts = told_division(fields)
    key = right.key or _reference(title, parties, dates.filed)
    doubts = _doubts(
        right,
        dates,
        {
            "title.absent": not title,
            "class.unreadable": bool(symbols.unread),
            "applicant.missing": not named & {PartyRole.APPLICANT, PartyRole.OWNER},
            "kind.differs": kind_differs,
            "pct.unreadable": pct_unread,
        },
    )
    return PatentRecord(
        **common(row, origin, _document(right, key, dates.published), key, (*doubts, *division_doubts)),
        office=right.office,
        number=text(fields, "application") or text(fields, "publication"),
        standing=right.chinese.standing.value if right.chinese else Standing.UNCHECKED.value,
        application=right.application,
        publication=right.publication,
        kind=kind,
        title=title,
        title_en=text(fields, "title_en"),
        abstract=text(fields, "abstract"),
        abstract_en=text(fields, "abstract_en"),
        claim=text(fields, "claim"),
        parties=parties,
        filing_date=dates.filed,
        publication_date=dates.published,
        grant_date=dates.granted,
        main_class=main_class,
        class_scheme=scheme,
        classes=tuple(symbols.found),
        priorities=names(fields.get("priorities", "")),
        pct=pct,
        family=text(fields, "family"),
        status=text(fields, "status"),
        division=division or division_of(parties) or origin.division,
    )


def _document(right: Right, key: str, published: date | None) -> str:
    """Return the name of what the row speaks of: its publication, else the right.

    Application and grant of one Chinese invention share their number; where a source gives no kind code (lists of
    PATENTSCOPE), or no number at all (titles of a literature database), the day of publication tells the two apart.
    """
    number = right.publication
    without_code = number and number[-1].isdigit() and not number[-2].isalpha()
    if published and (without_code or key.startswith(REFERENCE)):
        return f"{number or key}@{published.isoformat()}"
    return number or key


def _doubts(right: Right, dates: _Dates, others: Mapping[str, bool]) -> list[str]:
    found = [*right.doubts, *(key for key, holds in others.items() if holds)]
    found += dates.days.doubts()
    filed, number = dates.filed, right.chinese
    if filed is None:
        if not right.publication:
            found.append("filing-date.missing")
        return found
    if number and filed.year != number.year:
        found.append("filing-year.earlier" if filed.year < number.year else "filing-year.later")
    if any(later and later < filed for later in (dates.published, dates.granted)):
        found.append("publication.before-filing")
    return found


def _kind(fields: Mapping[str, Value], right: Right) -> tuple[str, bool]:
    """Return the kind, and whether number and words name different ones (then the number's holds)."""
    said = kind_in_words(text(fields, "kind"))
    known = right.chinese.kind.value if right.chinese else _published_kind(fields, right)
    return known or said, bool(known and said and known != said)


def _published_kind(fields: Mapping[str, Value], right: Right) -> str:
    if right.office == HOME and right.publication:
        read = parse_publication_number(right.publication)
        return "" if isinstance(read, Broken) else read.kind.value
    behind = _KIND_CODE.search(right.publication)
    return kind_by_code(text(fields, "kind_code") or (behind[0] if behind else ""))


def _pct(written: str) -> tuple[str, bool]:
    """Return the international application or publication that a text names (dates and languages behind it fall
    away), else the text as it is and that it could not be read.

    The United States office writes two digits of the year, and the serial number without its zeros, to this day
    (``PCT/US15/27322``): since two digits are of 1978 to 2077 this is no guess.
    """
    if not written:
        return "", False
    found = _INTERNATIONAL.search(written.upper())
    number = found[0] if found else ""
    if short := _SHORT.fullmatch(number):
        number = f"PCT/{short[1]}20{short[2]}/{short[3].zfill(6)}"
    for parse in (parse_pct_number, parse_wo_number):
        read = parse(number)
        if not isinstance(read, Broken):
            return read.canonical, False
    return written, True


def _reference(title: str, parties: tuple[Party, ...], filed: date | None) -> str:
    first = next((party.name for party in parties), "")
    return REFERENCE + digest(folded(title), folded(first), filed.isoformat() if filed else "")
