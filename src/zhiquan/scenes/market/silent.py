"""Grounds about which the records here are silent: always unknown, so that the copy of the register is asked for."""

from __future__ import annotations

from zhiquan.hall.matters.ports import CheckContext, CheckFunction, CheckOutcome, CheckResult
from zhiquan.rules.text import Text
from zhiquan.scenes.shared.findings import Finding, each

SILENT = {
    "annuity-paid": Text("来源不含缴费记录", "the source holds no record of payments"),
    "suspended": Text("来源不含中止、保全登记", "the source holds no record of suspension or preservation"),
    "invalidation-pending": Text("来源不含无效宣告程序", "the source holds no invalidation proceedings"),
}


def silent(key: str) -> CheckFunction:
    """Return the check of one such ground."""

    def check(context: CheckContext) -> CheckResult:
        return each(
            key,
            context,
            lambda right: Finding(CheckOutcome.UNKNOWN, SILENT[key], right.source, right.vintage),
        )

    return check
