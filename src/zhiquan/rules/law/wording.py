"""Values of provisions in words: ``900元``, ``5%``, ``1–5倍``, ``五个工作日`` as a person reads them."""

from __future__ import annotations

from decimal import Decimal

from zhiquan.rules.law.measures import Bounds, Bracket, Measure, Share
from zhiquan.rules.law.provision import Provision
from zhiquan.rules.law.units import Unit
from zhiquan.rules.text import Text

WAN = 10_000
"""万: from here on amounts of money are written in ten thousands, where they are whole ones."""
_ENGLISH = {
    Unit.WORKING_DAY: ("working day", "working days"),
    Unit.CALENDAR_DAY: ("day", "days"),
    Unit.HOUR: ("hour", "hours"),
    Unit.HALF_MONTH: ("half-month of 15 days", "half-months of 15 days"),
    Unit.MONTH: ("month", "months"),
    Unit.YEAR: ("year", "years"),
    Measure.TIMES: ("time", "times"),
    Measure.PERSONS: ("person", "persons"),
    Measure.POINTS: ("point", "points"),
}
_CHINESE = {
    Measure.TIMES: "倍",
    Measure.PERSONS: "人",
    Measure.POINTS: "分",
    Measure.PERCENT: "%",
    Measure.COUNT: "件（项）",
}


def amount_text(amount: Decimal | int, unit: Unit | Measure) -> Text:
    """Return one amount with its unit."""
    number = f"{Decimal(amount):f}"
    if unit is Measure.CNY:
        return Text(_money(Decimal(amount)), f"CNY {Decimal(amount):,f}")
    if unit is Measure.PERCENT:
        return Text(f"{number}%", f"{number}%")
    zh = unit.label.zh if isinstance(unit, Unit) else _CHINESE.get(unit, "")
    one, many = _ENGLISH.get(unit, ("", ""))
    return Text(f"{number}{zh}", f"{number} {one if number == '1' else many}".rstrip())


def value_text(provision: Provision) -> Text:
    """Return what a provision rules in words: the value, what it is taken of, and the condition."""
    said = _value(provision)
    if provision.of:
        said = _of(said, provision.of, provision.unit)
    return Text(f"{said.zh}（{provision.when.zh}）", f"{said.en} ({provision.when.en})") if provision.when else said


def _value(provision: Provision) -> Text:
    match provision.value:
        case int() as amount:
            return amount_text(amount, provision.unit)
        case Bounds() as bounds:
            return _bounds(bounds, provision.unit)
        case rows:
            return _joined([_row(row, provision.unit) for row in rows])


def _of(said: Text, base: Text, unit: Unit | Measure) -> Text:
    if unit is Measure.PERCENT:
        return Text(f"{base.zh}的{said.zh}", f"{said.en} of {base.en}")
    if unit is Measure.TIMES:
        return Text(f"{base.zh}的{said.zh}", f"{said.en} {base.en}")
    return Text(f"{base.zh}{said.zh}", f"{base.en}: {said.en}")


def _money(amount: Decimal) -> str:
    if amount >= WAN and amount % WAN == 0:
        return f"{amount / WAN:f}万元"
    return f"{amount:f}元"


def _bounds(bounds: Bounds, unit: Unit | Measure) -> Text:
    low, high = bounds.low, bounds.high
    if low is not None and high is not None:
        return _range(bounds, low, high, unit)
    if high is None:
        least = amount_text(low or 0, unit)
        if bounds.above is None:
            return Text(f"{least.zh}以上", f"at least {least.en}")
        return Text(f"超过{least.zh}", f"more than {least.en}")
    most = amount_text(high, unit)
    if bounds.below is None:
        return Text(f"{most.zh}以下", f"up to {most.en}")
    return Text(f"不满{most.zh}", f"less than {most.en}")


def _range(bounds: Bounds, low: Decimal, high: Decimal, unit: Unit | Measure) -> Text:
    most = amount_text(high, unit)
    first = Text(_money(low), f"CNY {low:,f}") if unit is Measure.CNY else Text(f"{low:f}", f"{low:f}")
    en = f"{first.en}–{most.en.removeprefix('CNY ')}"
    outside = [
        Text("不含下限", "lower bound excluded") if bounds.above is not None else None,
        Text("不含上限", "upper bound excluded") if bounds.below is not None else None,
    ]
    told = [text for text in outside if text]
    if not told:
        return Text(f"{first.zh}–{most.zh}", en)
    return Text(f"{first.zh}–{most.zh}（{'、'.join(t.zh for t in told)}）", f"{en} ({', '.join(t.en for t in told)})")


def _row(row: Bracket | Share | Text, unit: Unit | Measure) -> Text:
    if isinstance(row, Text):
        return row
    if isinstance(row, Share):
        return Text(f"{row.party.zh} {row.percent:f}%", f"{row.party.en} {row.percent:f}%")
    amount = amount_text(row.amount, unit)
    return Text(f"{row.first}–{row.last}：{amount.zh}", f"{row.first}–{row.last}: {amount.en}")


def _joined(rows: list[Text]) -> Text:
    return Text("；".join(row.zh for row in rows), "; ".join(row.en for row in rows))
