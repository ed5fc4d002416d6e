"""Checks of field and place: is the class among a centre's fields, does the maker work in the area of origin."""

from __future__ import annotations

from django.conf import settings

from zhiquan.hall.cases.shelf import region
from zhiquan.hall.matters.ports import CheckContext, CheckOutcome, CheckResult
from zhiquan.office.access.selectors import prefix_of
from zhiquan.rules.text import Text
from zhiquan.scenes.management.checks_lists import OWN
from zhiquan.scenes.management.fields import field_list
from zhiquan.scenes.management.lists import described, entry_by_number, evidence, in_force
from zhiquan.scenes.management.sources import Sources, text_of


def field_gate(context: CheckContext) -> CheckResult:
    """Every class in the answer ``field`` falls under a symbol of the centre's ``list`` in force that day."""
    given = Sources.of(context).value(context.params["field"])
    symbols = [given] if isinstance(given, str) else list(given)
    fields = field_list(context.params["list"], context.on, region())
    outside = [symbol for symbol in symbols if fields.branch_of(symbol) is None]
    if outside:
        names = "、".join(outside)
        text = Text(f"分类号 {names} 不在服务领域内", f"{names}: not among the centre's fields")
        return CheckResult("field-gate", CheckOutcome.FAIL, text, fields.source, fields.valid_from)
    under = {symbol: fields.branch_of(symbol) for symbol in symbols}
    names = "、".join(f"{symbol}（{branch}）" for symbol, branch in under.items())
    text = Text(f"属于服务领域：{names}", f"among the centre's fields: {names}")
    return CheckResult("field-gate", CheckOutcome.PASS, text, fields.source, fields.valid_from, {"under": under})


def seated_here(context: CheckContext) -> CheckResult:
    """The applicant's division lies in the area of this office."""
    division, here = str(context.organisation["division"]), str(settings.DIVISION)
    inside = division.startswith(prefix_of(here)) or here == "CN"
    outcome = CheckOutcome.PASS if inside else CheckOutcome.FAIL
    text = (
        Text(f"注册地 {division} 在服务区域内", f"{division} lies in the area")
        if inside
        else Text(f"注册地 {division} 不在服务区域内", f"{division} lies outside the area")
    )
    return CheckResult("seated-here", outcome, text, Text("单位登记信息", "The organisation's record"), context.on)


def origin(context: CheckContext) -> CheckResult:
    """The place ``field`` lies in the area of the entry ``number`` of ``register`` (its data name it ``area``)."""
    sources, label = Sources.of(context), text_of(context.params["label"])
    entry = entry_by_number(context.params["register"], sources.number(context.params["number"]))
    if entry is None or not in_force(entry, context.on):
        text = Text(f"本局{label.zh}中没有有效的登记，须核对公告", f"{label.en}: no entry in force; see the notice")
        return CheckResult("origin", CheckOutcome.UNKNOWN, text, OWN, context.on)
    place, said = str(sources.value(context.params["field"])), described(entry, label)
    if any(place.startswith(prefix_of(str(area))) for area in entry.data.get("area", ())):
        text = Text(f"生产地 {place} 在{said.zh}的产地范围内", f"{place} lies in the area of {said.en}")
        return CheckResult("origin", CheckOutcome.PASS, text, OWN, context.on, evidence([entry]))
    text = Text(f"生产地 {place} 不在{said.zh}的产地范围内", f"{place} lies outside the area of {said.en}")
    return CheckResult("origin", CheckOutcome.FAIL, text, OWN, context.on, evidence([entry]))
