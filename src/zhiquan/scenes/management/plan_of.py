"""An organisation's annuity plan: its lines, its sums by year, and both as a workbook."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhiquan.hall.cases.shelf import moment
from zhiquan.office.access.models import Organisation
from zhiquan.rules.law.units import add_months
from zhiquan.rules.text import Text
from zhiquan.scenes.management.models import Choice
from zhiquan.scenes.management.plan import YEARS, Line, Year, line, years
from zhiquan.scenes.management.selectors import Account, accounts_of


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as of a day: each right with its line, or with the reason why its fees cannot be told."""

    organisation: Organisation
    on: date
    rows: tuple[tuple[Account, Line | None], ...]
    years: tuple[Year, ...]

    @property
    def span(self) -> range:
        """Return the calendar years of the plan."""
        return range(self.on.year, self.on.year + YEARS)

    @property
    def untold(self) -> int:
        """Return how many rights are in no sum, because nothing is owed or nothing can be told."""
        return sum(row is None for _, row in self.rows)


def plan_of(organisation: Organisation, on: date) -> Plan:
    """Return the plan of an organisation as of a day."""
    now = moment()
    accounts = accounts_of(organisation, on, add_months(on, 12 * YEARS))
    rows = tuple(
        (one, line(one.held.number, one.choice, one.owed, on, now.book, now.calendar) if one.owed else None)
        for one in accounts
    )
    return Plan(organisation, on, rows, years((row for _, row in rows if row), on.year))


def workbook(plan: Plan, language: str) -> bytes:
    """Return the plan as xlsx: one sheet of sums by year, one of rights; amounts are numbers in CNY."""
    from openpyxl import Workbook

    book = Workbook()
    sums = book.active
    assert sums is not None  # noqa: S101 - a new workbook has a sheet
    sums.title = _SUMS.say(language)
    sums.append([one.say(language) for one in (_YEAR, *_CHOICES.values())])
    for one in plan.years:
        sums.append([one.year, *(_cell(part) for part in (one.keep, one.undecided, one.drop))])
    rights = book.create_sheet(_RIGHTS.say(language))
    heads = [one.say(language) for one in (_NUMBER, _TITLE, _CHOICE, _WHY, _WHO)]
    rights.append([*heads, *plan.span, _TOTAL.say(language), _GAP.say(language)])
    for account, row in plan.rows:
        rights.append(_right(plan, account, row, language))
    for cells in rights.iter_rows(min_row=2):
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text whatever it begins with: nothing typed becomes a formula
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _right(plan: Plan, account: Account, row: Line | None, language: str) -> list[object]:
    record, said = account.held.record, account.decision
    by = f"{said.said_by} {said.said_at:%Y-%m-%d}" if said else ""
    head = [account.held.number, record.title if record else "", _CHOICES[account.choice].say(language)]
    sums = [row.dues.get(year) if row else None for year in plan.span]
    gap = account.gap.say(language) if account.gap else ""
    total = row.total if row else None
    return [*head, said.reason if said else "", by, *map(_cell, sums), _cell(total), gap]


def _cell(amount: Decimal | None) -> float | None:
    return float(amount) if amount is not None else None


_CHOICES = {
    Choice.KEEP: Text("维持", "Keep"),
    Choice.UNDECIDED: Text("未定", "Undecided"),
    Choice.DROP: Text("放弃", "Drop"),
}
_SUMS, _RIGHTS = Text("分年合计", "By year"), Text("逐件", "Rights")
_YEAR, _NUMBER, _TITLE = Text("年份", "Year"), Text("专利号", "Number"), Text("名称", "Title")
_CHOICE, _WHY, _WHO = Text("决定", "Decision"), Text("理由", "Reason"), Text("决定人", "Decided by")
_TOTAL, _GAP = Text("合计（元）", "Total (CNY)"), Text("说明", "Note")
