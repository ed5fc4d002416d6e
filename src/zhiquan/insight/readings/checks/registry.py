"""The list of checks, each with its rule and an example. A1–A21 are those of the paper's table; B1–B8 are more."""

from __future__ import annotations

from zhiquan.insight.readings.checks import bases, cases, consistency, damage, population, ratios, shares, targets
from zhiquan.insight.readings.checks.base import Check, Run
from zhiquan.rules.text import Text

_ROWS: tuple[tuple[str, str, Text, Run], ...] = (
    ("A1", "implied-population", Text("密度隐含的人口", "Population that a density implies"), population.implied),
    ("A2", "shared-population", Text("两项密度同一人口", "Two densities, one population"), population.shared),
    ("A3", "shares-agree", Text("总量之比与人均之比", "Share by stock and by density"), shares.agree),
    ("A4", "vintage", Text("人口用的是哪一年", "Vintage of the population"), population.vintage),
    ("A5", "base-population", Text("基期的人口", "Population of the base year"), population.base),
    ("A6", "density-before", Text("增长之前的密度", "Density before its growth"), population.before),
    ("A7", "closing-rate", Text("结案率", "Closing rate"), cases.closing),
    ("A8", "case-partition", Text("案件分项相加", "Cases add up"), cases.partition),
    ("A9", "implied-base", Text("增幅隐含的基数", "Base that a growth implies"), bases.whole_year),
    ("A10", "same-period-base", Text("隐含的上年同期数", "Same period a year before"), bases.part_year),
    ("A11", "per-licence", Text("每件许可惠及企业数", "Firms for each licence"), ratios.beneficiaries),
    ("A12", "new-and-total", Text("新增与累计", "New and in all"), ratios.new_and_total),
    ("A13", "average", Text("每笔平均", "Averages"), ratios.averages),
    ("A14", "share-of-part", Text("分项占比", "Share of a part"), shares.share),
    ("A15", "target-base", Text("目标隐含的上期数", "Base that a target implies"), bases.target),
    ("A16", "target-known", Text("目标与已知数", "Target against what is known"), bases.against_known),
    ("A17", "span-cut", Text("时限压缩幅度", "How much a span was cut"), ratios.cut),
    ("A18", "growth-gap", Text("总量与人均增幅之差", "Growth of stock and of density"), population.gap),
    ("A19", "glued", Text("连写的数字", "Glued numbers"), damage.glued),
    ("A20", "damaged-date", Text("残缺的日期", "Damaged dates"), damage.dates),
    ("A21", "index-number", Text("政府信息索引号", "Index number"), damage.index_numbers),
    ("B1", "dual-target", Text("目标完成情况", "Targets"), targets.check),
    ("B2", "said-twice", Text("同一数据两处所写", "One figure said twice"), consistency.said_twice),
    ("B3", "part-over-whole", Text("分项大于总数", "A part over its whole"), shares.over),
    ("B4", "growth-as-printed", Text("前后数与增幅", "Growth between printed values"), consistency.as_printed),
    ("B5", "add-up", Text("分项之和", "Parts add up"), consistency.add_up),
    ("B6", "lists-needed", Text("覆盖与排名的依据", "Coverage and rank need lists"), consistency.lists_needed),
    ("B7", "lost-unit", Text("缺失或不合的单位", "Lost or odd units"), damage.lost),
    ("B8", "table-total", Text("表格合计", "Totals of tables"), consistency.totals),
)

CHECKS: tuple[Check, ...] = tuple(Check(number, code, label, run) for number, code, label, run in _ROWS)
"""All checks, in order."""
