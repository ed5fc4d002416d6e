"""The annuities 年费 of a patent, year by year, with what they rest on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.portal.web.calculators.asking import Answers, Example, Form, Tool, answer
from zhiquan.portal.web.calculators.days import DAY, day_of
from zhiquan.rules.forms import asking
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import term_of
from zhiquan.rules.law.annuity_table import History, Paid, annuity_table
from zhiquan.rules.law.reductions import Claims, OpenLicence, Qualified
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

FIRST = date(1985, 4, 1)
"""The day the Patent Law came into force."""
TOOL = Tool(
    "tools.annuity",
    Text("专利年费", "Patent annuities"),
    Text("每一年度交多少、最迟哪天交、补缴到哪天，依据哪一条。", "What each year costs, when it is due, and why."),
    (
        Form(
            "filed",
            Text("列出年费", "List the annuities"),
            (
                asking.choice(
                    "kind",
                    Text("专利种类", "Kind of patent"),
                    asking.choices(**{str(kind): kind.label for kind in PatentKind}),
                ),
                asking.day(
                    "filed",
                    Text("申请日", "Filing date"),
                    min=FIRST,
                    max=date(2100, 12, 31),
                    help=Text("有优先权的，仍填在中国的申请日。", "The date in China, also where priority is claimed."),
                ),
                asking.day(
                    "granted",
                    Text("授权公告日", "Date of grant"),
                    required=False,
                    min=FIRST,
                    max=date(2120, 12, 31),
                    help=Text("填了就从授权当年列起。", "With it the table begins with the year of grant."),
                ),
                asking.choice(
                    "qualified",
                    Text("费用减缴", "Reduction"),
                    asking.choices(
                        none=Text("没有", "none"),
                        single=Text("一个权利人，已备案", "one qualified owner"),
                        joint=Text("多个权利人，各自已备案", "several, each qualified"),
                    ),
                    required=False,
                ),
                asking.day(
                    "licence",
                    Text("开放许可实施起日", "Open licence used since"),
                    required=False,
                    min=FIRST,
                    max=date(2120, 12, 31),
                ),
                asking.text(
                    "paid",
                    Text("缴费情况", "Payments"),
                    required=False,
                    many=True,
                    help=Text(
                        "每行一笔：年度 缴费日，如 12 2023-07-08；没缴的写 12 未缴。",
                        "One per line: year and day of payment, like 12 2023-07-08; for one never paid, 12 unpaid.",
                    ),
                ),
            ),
            defaults={"kind": str(PatentKind.INVENTION), "qualified": "none"},
            further=Text("减缴、开放许可与缴费情况", "Reduction, open licence, payments"),
            asked_further=("qualified", "licence", "paid"),
        ),
    ),
    (
        Example(
            Text("2012 年申请、2015 年授权的发明", "An invention filed in 2012, granted in 2015"),
            {"kind": "invention", "filed": "2012-03-30", "granted": "2015-06-10"},
        ),
        Example(
            Text("同上，减缴七成，有一笔迟缴", "The same with a reduction and a late payment"),
            {
                "kind": "invention",
                "filed": "2012-03-30",
                "granted": "2015-06-10",
                "qualified": "joint",
                "licence": "2024-01-01",
                "paid": "12 2023-07-08",
            },
        ),
        Example(
            Text("2022 年申请的实用新型", "A utility model filed in 2022"),
            {"kind": "utility_model", "filed": "2022-09-16"},
        ),
        Example(Text("2024 年申请的外观设计", "A design filed in 2024"), {"kind": "design", "filed": "2024-02-29"}),
    ),
)


def annuity(request: HttpRequest) -> HttpResponse:
    """Show the table of annuities."""
    return answer(request, TOOL, _reckon)


def _reckon(by: str, answers: Answers) -> Mapping[str, Any]:
    del by
    book, days = law_book(settings.DATA.region), calendar(settings.DATA.region)
    kind, filed = PatentKind(answers["kind"]), date.fromisoformat(answers["filed"])
    history = _history(answers)
    rows = annuity_table(kind, filed, book, days, history)
    sources = tuple(dict.fromkeys(source for row in rows for source in row.provisions))
    upcoming = next((row for row in rows if row.paid is Paid.OPEN and row.due_on >= today()), None)
    return {
        "kind": kind,
        "filed": filed,
        "granted": history.granted_on,
        "term": term_of(kind, filed, book, history.granted_on),
        "rows": [(row, [sources.index(source) + 1 for source in row.provisions]) for row in rows],
        "sources": list(enumerate(sources, 1)),
        "next": upcoming,
        "total": sum((row.total for row in rows), Decimal(0)),
        "claimed": history.claims != Claims() or bool(history.payments),
        "surcharge": book.in_force("patent.annuity.surcharge", today()),
    }


def _history(answers: Answers) -> History:
    """Return what was told of the right: its grant, claims of reductions, payments."""
    granted, licence = (date.fromisoformat(answers[key]) if key in answers else None for key in ("granted", "licence"))
    owner = answers.get("qualified", "none")
    claims = Claims(None if owner == "none" else Qualified(owner), licences=(OpenLicence(licence),) if licence else ())
    return History(granted, claims, dict(map(_payment, answers.get("paid", ()))))


def _payment(line: str) -> tuple[int, date | None]:
    found = _PAID.fullmatch(line.strip())
    if found is None:
        raise Refusal("tools.paid", _NO_PAYMENT.format(line=line[:40]))
    if found[2] is None:
        return int(found[1]), None
    day = day_of(found[2])
    if day is None:
        raise Refusal("tools.paid", _NO_PAYMENT.format(line=line[:40]))
    return int(found[1]), day


_PAID = re.compile(rf"第?\s*([0-9]{{1,2}})\s*(?:年度?)?[\s:：,，]*(?:({DAY})|未缴|unpaid)", re.IGNORECASE)
_NO_PAYMENT = Text(
    "缴费“{line}”读不懂，请写作 12 2023-07-08，没缴的写 12 未缴。",
    "The payment “{line}” cannot be read; write 12 2023-07-08, or 12 unpaid.",
)
