"""How readings are said to a person: value, growth, rank, standing, in both languages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from zhiquan.insight.readings.model import Basis, Bound, Growth, Outcome, Quantity, Reading, Sort, Standing
from zhiquan.insight.readings.numbers.periods import Period
from zhiquan.insight.readings.topics import vocabulary
from zhiquan.rules.text import Text

BOUNDS = {
    Bound.EXACT: Text("", ""), Bound.ABOUT: Text("约 ", "about "), Bound.NEAR: Text("近 ", "nearly "),
    Bound.OVER: Text("超过 ", "over "), Bound.AT_LEAST: Text("不少于 ", "at least "),
    Bound.BELOW: Text("不到 ", "below "),
    Bound.AT_MOST: Text("不超过 ", "at most "),
}  # fmt: skip
STANDINGS = {
    Standing.READ: Text("读出", "read"),
    Standing.REPAIRED: Text("修复后读出", "read after a repair"),
    Standing.DOUBTFUL: Text("存疑", "doubtful"),
}
OUTCOMES = {
    Outcome.PASS: Text("相符", "agrees"),
    Outcome.FAIL: Text("不符或存疑", "disagrees or doubtful"),
    Outcome.UNKNOWN: Text("推算", "computed"),
}
HOW = {
    "stated": Text("", ""),
    "sentence": Text("同句", "said in the sentence"),
    "paragraph": Text("承前文", "said before in the paragraph"),
    "before": Text("承前文", "said in an earlier paragraph"),
    "document": Text("未写明，按全文", "not said; by the whole text"),
    "repeated": Text("同另一处", "as where it is said again"),
}
_SCALES = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))


def value(quantity: Quantity) -> Text:
    """Return a value in the scale that it was written in: 41.49亿元, 7.61万件."""
    number, scale = quantity.value, ""
    for worth, sign in _SCALES:
        if sign in quantity.shown or (quantity.sort is Sort.MONEY and number >= worth):
            number, scale = number / worth, sign
            break
    plain = f"{number.normalize():,f}{scale}{quantity.unit}"
    upper = f"–{quantity.upper.normalize():,f}" if quantity.upper is not None else ""
    bound = BOUNDS[quantity.bound]
    return Text(f"{bound.zh}{plain}{upper}", f"{bound.en}{plain}{upper}")


def growth(one: Growth) -> Text:
    """Return a change: 同比 +12%."""
    sign, bound = "+" if one.amount >= 0 else "−", BOUNDS[one.quantity.bound]
    amount = sign + value(replace(one.quantity, bound=Bound.EXACT)).zh.replace("-", "")
    basis = {
        Basis.YEAR: Text("同比", "on the year before"),
        Basis.MONTH: Text("环比", "on the period before"),
        Basis.NAMED: Text(f"比 {one.since}", f"on {one.since}"),
        Basis.MEAN: Text("年均", "a year on average"),
        Basis.UNSAID: Text("未写明基期", "base not said"),
    }[one.basis]
    again = Text("（承前）", " (said before)") if one.inherited else Text("", "")
    return Text(f"{basis.zh} {bound.zh}{amount}{again.zh}", f"{bound.en}{amount} {basis.en}{again.en}")


def period(when: Period | None) -> Text:
    """Return a period as it is said."""
    if when is None:
        return Text("未写明", "not said")
    code = when.code
    if code.startswith("@"):
        return Text(f"截至 {code[1:]}", f"as of {code[1:]}")
    if code.endswith(".."):
        return Text(f"{code[:-2]} 以来", f"since {code[:-2]}")
    if code.isdigit():
        return Text(f"{code} 年", code)
    return Text(code.replace("/", " 至 "), code.replace("/", " to "))


def label(reading: Reading) -> Text:
    """Return the topic's name, or the text's own words where the topic is not known."""
    topic = vocabulary().topics.get(reading.topic)
    return topic.label if topic else Text(reading.name or "—", reading.name or "—")
