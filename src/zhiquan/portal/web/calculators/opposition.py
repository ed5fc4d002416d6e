"""The last day to oppose a trademark 商标异议期限, under the law that the publication date selects."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.portal.web.calculators.asking import Answers, Example, Form, Tool, answer
from zhiquan.portal.web.calculators.months import doubt, months
from zhiquan.rules.forms import asking
from zhiquan.rules.law import Ledger, explain, remaining, value_text
from zhiquan.rules.law.trademark_windows import opposition_window
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

WINDOW, GROUNDS = "trademark.opposition.window", "trademark.opposition.grounds"
"""The provisions asked: how long, and who may oppose on what grounds."""
TOOL = Tool(
    "tools.opposition",
    Text("商标异议期限", "Time to oppose a trademark"),
    Text(
        "初步审定公告之后，最后哪一天还能提出异议；2027 年起期限不同。",
        "The last day to oppose after the preliminary publication; from 2027 the time is another.",
    ),
    (
        Form(
            "published",
            Text("推算", "Reckon"),
            (
                asking.day(
                    "published",
                    Text("初步审定公告日", "Preliminary publication"),
                    min=date(1983, 3, 1),
                    max=date(2100, 12, 31),
                    help=Text("见《商标公告》的公告日期。", "The date of the trademark gazette."),
                ),
            ),
        ),
    ),
    (
        Example(Text("2026 年 10 月 13 日公告", "Published on 13 October 2026"), {"published": "2026-10-13"}),
        Example(Text("2026 年 12 月 27 日公告", "Published on 27 December 2026"), {"published": "2026-12-27"}),
        Example(Text("2027 年 1 月 6 日公告", "Published on 6 January 2027"), {"published": "2027-01-06"}),
    ),
)


def opposition(request: HttpRequest) -> HttpResponse:
    """Show the last day, the law it rests on, and who may oppose."""
    return answer(request, TOOL, _reckon)


def _reckon(by: str, answers: Answers) -> Mapping[str, Any]:
    del by
    book, days = law_book(settings.DATA.region), calendar(settings.DATA.region)
    published = date.fromisoformat(answers["published"])
    provision = book.at(WINDOW, published)
    ledger = Ledger.under(provision, _NAME, published)
    window = opposition_window(published, book, days)
    return {
        "published": published,
        "provision": provision,
        "doubt": doubt(published, days) if window.provisional else None,
        "limit": value_text(provision),
        "window": window,
        "steps": explain(ledger, days),
        "left": remaining(ledger, today(), days) if today() <= window.last else None,
        "begun": today() >= published,
        "grounds": book.in_force(GROUNDS, published),
        "versions": [(version, value_text(version)) for version in book.versions(WINDOW)],
        "months": months(published, window.last, days, lambda _: True),
    }


_NAME = Text("异议期限", "The time to oppose")
