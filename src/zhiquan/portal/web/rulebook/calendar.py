"""The calendar of working days: each year as it is known, and what a notice not yet in force would move."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhiquan.definitions import files, read_yaml
from zhiquan.definitions.shelf import calendar as calendar_in_force
from zhiquan.hall.cases.calendar_ahead import ahead
from zhiquan.portal.web.calculators.months import WEEKDAYS, months
from zhiquan.portal.web.page import actor_of, page
from zhiquan.portal.web.rulebook.views import officials_only
from zhiquan.rules.law import Calendar, Certainty
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

CERTAINTIES = {
    Certainty.ANNOUNCED: (Text("已公布", "Announced"), "pass"),
    Certainty.PROVISIONAL: (Text("暂定", "Provisional"), "unknown"),
    Certainty.UNKNOWN: (Text("未知", "Unknown"), "fail"),
}
DAY = r"\d{4}-\d{2}-\d{2}"
REST = re.compile(rf"(\S+)\s+({DAY})(?:\s+({DAY}))?")


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as it was typed: the year, spans of rest line by line, make-up working days line by line."""

    year: int
    rest: str
    working: str

    def entry(self) -> dict[str, Any]:
        """Return the year's entry as a definition file holds it; refused with the line that cannot be read."""
        spans = [_span(line) for line in _lines(self.rest)]
        working = [_date(line) for line in _lines(self.working)]
        if not spans:
            raise Refusal("calendar.rest", _NO_REST)
        if strange := [day for day in (*working, *(s["from"] for s in spans)) if day.year != self.year]:
            raise Refusal("calendar.year", _YEAR.format(day=strange[0].isoformat(), year=self.year))
        return {"rest": spans, "working": working}

    def text(self) -> str:
        """Return the file that puts the notice in force."""
        entry = self.entry()
        rest = "\n".join(
            f"      - {{name: {span['name']}, from: {span['from']}, to: {span['to']}}}" for span in entry["rest"]
        )
        working = ", ".join(str(day) for day in entry["working"])
        return f"years:\n  {self.year}:\n    rest:\n{rest}\n    working: [{working}]\n"


@officials_only
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a year; of a posted notice, the year as it would be and which open cases it would move."""
    known = calendar_in_force(settings.DATA.region)
    asked = request.POST if request.method == "POST" else request.GET
    given = asked.get("year", "")
    year = int(given) if re.fullmatch(r"20\d\d", given) else today().year
    shown: dict[str, Any] = {"year": year, "years": _years(known), "weekdays": WEEKDAYS, "counted_nothing": True}
    notice, days, status = Notice(year, asked.get("rest", ""), asked.get("working", "")), known, 200
    if request.method == "POST":
        try:
            days = _with(notice.entry(), year)
            shown |= {"ahead": ahead(actor_of(request), days), "file": notice.text()}
        except Refusal as refusal:
            shown["refusal"], status = refusal, 422
    certainty, look = CERTAINTIES[days.certainty(date(year, 1, 1))]
    drawn = months(date(year, 1, 1), date(year, 12, 31), days, lambda _: False)
    shown |= {"notice": notice, "certainty": certainty, "look": look, "months": drawn}
    return page(request, "rulebook/calendar.html", shown, status=status)


def _with(entry: Mapping[str, Any], year: int) -> Calendar:
    """Return the calendar with one year's notice laid over what is in force."""
    documents: dict[str, Any] = {str(path): read_yaml(path) for path in files("calendar", region=settings.DATA.region)}
    try:
        return Calendar.from_documents({**documents, "notice": {"years": {year: entry}}})
    except ValueError as wrong:
        raise Refusal("calendar.days", _DAYS.format(wrong=str(wrong))) from None


def _years(known: Calendar) -> list[tuple[int, str]]:
    """Return the years of the table and the two that follow, with how sure each is."""
    last = max(known.years | known.expected)
    return [
        (year, CERTAINTIES[known.certainty(date(year, 1, 1))][1])
        for year in range(min(known.years), max(last, today().year) + 2)
    ]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _span(line: str) -> dict[str, Any]:
    found = REST.fullmatch(line)
    if found is None:
        raise Refusal("calendar.line", _LINE.format(line=line))
    first, last = _date(found[2]), _date(found[3] or found[2])
    if last < first:
        raise Refusal("calendar.line", _LINE.format(line=line))
    return {"name": found[1], "from": first, "to": last}


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("calendar.line", _LINE.format(line=text)) from None


_LINE = Text(
    "这一行读不懂：“{line}”。每行写名称和起止日期，例如“春节 2027-02-05 2027-02-11”；调休上班每行一个日期。",
    "This line could not be read: “{line}”. Write a name and the first and last day; of make-up days one day a line.",
)
_NO_REST = Text("请填写放假安排，每行一个假期。", "Give the days off, one holiday a line.")
_YEAR = Text("{day} 不在 {year} 年。", "{day} is not in {year}.")
_DAYS = Text("这些日期互相矛盾：{wrong}", "These days contradict one another: {wrong}")
