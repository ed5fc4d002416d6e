"""A recorded licence or transfer moves the figures and is one of the rows they open to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.scenes.reporting.conftest import NOW, STATISTICS, FilesLake

from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.office.access.selectors import NOBODY
from zhiquan.office.registers.services import end, enter
from zhiquan.rules.refusal import Refusal
from zhiquan.scenes.reporting.selectors import open_figure
from zhiquan.scenes.reporting.services import recompute
from zhiquan.scenes.reporting.sources import collect

RIGHTS = ("CN202010000001.1", "CN202010000002.2")


def entered(register: str, number: str, amount: Any, *rights: str, on: date = date(2026, 2, 3)) -> Any:
    data = {"kind": "sale", "amount": amount, "giver": "甲公司", "taker": "乙公司", "deal": f"CJ-{number}"}
    return enter(register, number, "990101", rights or RIGHTS[:1], data, on, None, f"办{number}")


@pytest.mark.django_db
def test_a_deal_moves_the_figure_and_opens_down_to_its_entry_its_case_and_its_deal(lake: FilesLake) -> None:
    entered("transfer", "Z1", "800000.00", *RIGHTS)
    recompute(NOW, lake)
    assert open_figure("trades.contracts", "990100", "2026-03-ytd", STATISTICS).value == 1
    entered("licence", "X1", "200000.50")
    ended = entered("licence", "X2", "", on=date(2026, 1, 5))
    end(ended, date(2026, 2, 1), "办X2")  # what ends early stays in its period; without an amount it adds none
    recompute(NOW, lake)
    figure = open_figure("trades.amount", "990100", "2026-03-ytd", STATISTICS)
    assert figure.value == Decimal("1000000.50")
    told = {(row.values["entry"], row.values["case_number"], row.values["deal"]) for row in figure.rows}
    assert told >= {("Z1", "办Z1", "CJ-Z1"), ("X1", "办X1", "CJ-X1")}
    values = {code: open_figure(f"trades.{code}", "990100", "2026-03-ytd", STATISTICS).value
              for code in ("contracts", "rights", "licences", "transfers")}  # fmt: skip
    assert values == {"contracts": 3, "rights": 4, "licences": 2, "transfers": 1}
    (row,) = open_figure("trades.transfers", "990100", "2026-03-ytd", NOBODY).rows
    seen = {name for name, value in row.values.items() if value is not None}
    assert seen == {"division", "register", "kind", "effective_on", "rights", "right_count"}


@pytest.mark.django_db
def test_an_amount_that_cannot_be_read_is_told_with_its_entry() -> None:
    entered("licence", "X9", "about five")
    with pytest.raises(Refusal, match="X9"):
        collect(catalogue().views["trades"])
