"""Figures beside each other: averages, new and total, spans that were cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from zhiquan.insight.readings.checks.base import HUNDRED, Scene, in_unit, rounded, said
from zhiquan.insight.readings.model import Finding, Outcome, Reading, Sort
from zhiquan.rules.text import Text

_DEALS, _FIRMS, _ASSETS = ("笔", "单"), ("家", "户"), ("件",)
_BAND = (Decimal(10**5), Decimal(3 * 10**9))
"""CNY that one pledge may secure, 100 000 to 3 billion."""
_NEW = ("新增", "新培育", "新建", "新上", "新获批", "新认定")


def _units(held: Sequence[Reading], units: tuple[str, ...]) -> list[Reading]:
    """Return the figures in one of the units; those that are 其中, a part, have no average with the whole."""
    return [one for one in held if one.quantity and one.quantity.unit in units and "其中" not in one.scopes]


def beneficiaries(scene: Scene) -> Iterator[Finding]:
    """A11: 16 418 firms by 1 272 open licences are 12.9 firms for each."""
    for held in (*scene.together("licence.open"), *scene.together("licence")):
        for items in _units(held, _ASSETS):
            for firms in _units(held, _FIRMS):
                if items.value and firms.value:
                    yield _ratio("per-licence", firms, items, _PER_LICENCE)


def averages(scene: Scene) -> Iterator[Finding]:
    """A13: 41.49亿 ÷ 281 filings = 1 476.5万 each; 1 556 ÷ 281 = 5.54 assets; 281 ÷ 270 firms = 1.04."""
    for code in ("pledge", "pledge.patent", "pledge.mark"):
        for held in scene.together(code):
            yield from _averaged(held)


def _averaged(held: Sequence[Reading]) -> Iterator[Finding]:
    money = [one for one in held if one.quantity and one.quantity.sort is Sort.MONEY]
    for deals in _units(held, _DEALS):
        yield from (_each(one, deals) for one in money if deals.value and one.value)
        yield from (_ratio("average", one, deals, _ASSETS_EACH) for one in _units(held, _ASSETS) if deals.value)
        yield from (_ratio("average", deals, one, _DEALS_EACH) for one in _units(held, _FIRMS) if one.value)


def _each(money: Reading, deals: Reading) -> Finding:
    each = (money.value or Decimal(0)) / (deals.value or Decimal(1))
    plausible = _BAND[0] <= each <= _BAND[1]
    text = (_EACH if plausible else _EACH_ODD).format(
        money=in_unit(money.quantity), deals=in_unit(deals.quantity), each=said(each / 10**4, 1)
    )
    outcome = Outcome.PASS if plausible else Outcome.FAIL
    return Finding("average", outcome, text, (money.number, deals.number), {"each": rounded(each, 0)})


def _ratio(code: str, over: Reading, under: Reading, text: Text) -> Finding:
    ratio = (over.value or Decimal(0)) / (under.value or Decimal(1))
    written = text.format(a=in_unit(over.quantity), b=in_unit(under.quantity), ratio=said(ratio))
    return Finding(code, Outcome.UNKNOWN, written, (over.number, under.number), {"ratio": rounded(ratio)})


def new_and_total(scene: Scene) -> Iterator[Finding]:
    """A12: 8 new zones, 18 in all: there were 10 before; more new than in all is a contradiction."""
    for topic in scene.words.topics:
        yield from (finding for held in scene.together(topic) for finding in _new_of(held))


def _new_of(held: Sequence[Reading]) -> Iterator[Finding]:
    for new in (one for one in held if any(scope in _NEW for scope in one.scopes)):
        for total in held:
            if "累计" in total.scopes and new.quantity and total.quantity:
                before = total.quantity.value - new.quantity.value
                text = (_TOTAL if before >= 0 else _TOTAL_NOT).format(
                    new=in_unit(new.quantity), total=in_unit(total.quantity), before=said(before, 0)
                )
                outcome = Outcome.PASS if before >= 0 else Outcome.FAIL
                yield Finding("new-and-total", outcome, text, (new.number, total.number), {"before": before})


def cut(scene: Scene) -> Iterator[Finding]:
    """A17: from 7 days to 3 is −57.1%; a percentage said beside it must agree."""
    for one in scene.readings:
        if not (one.was and one.quantity and one.value is not None):
            continue
        was, now = _days(one.was.value, one.was.unit), _days(one.quantity.value, one.quantity.unit)
        if was is None or now is None:
            continue
        change = (now / was - 1) * HUNDRED
        yield Finding("span-cut", *_held(one, change), (one.number,), {"percent": rounded(change, 1)})


def _held(one: Reading, change: Decimal) -> tuple[Outcome, Text]:
    text = _CUT.format(was=in_unit(one.was), now=in_unit(one.quantity), change=said(change, 1))
    said_so = [growth for growth in one.growth if growth.quantity.sort is Sort.SHARE]
    if not said_so:
        return Outcome.UNKNOWN, text
    agrees = all(abs(abs(growth.amount) - abs(change)) <= max(growth.quantity.step, Decimal(1)) for growth in said_so)
    return (Outcome.PASS if agrees else Outcome.FAIL), text


def _days(value: Decimal, unit: str) -> Decimal | None:
    worth = _DAYS.get(unit)
    return value * worth if worth is not None else None


_DAYS = {unit: Decimal(days) for unit, days in (("天", 1), ("日", 1), ("个月", 30), ("周", 7), ("年", 365))}
_DAYS |= dict.fromkeys(("个工作日", "工作日"), Decimal("1.4"))
_PER_LICENCE = Text("{a} ÷ {b} = 每件惠及 {ratio} 家。", "{a} ÷ {b}: {ratio} firms for each licence.")
_EACH = Text("{money} ÷ {deals}，平均每笔 {each} 万元。", "{money} ÷ {deals}: {each} 万元 for each.")
_EACH_ODD = Text(
    "{money} ÷ {deals}，平均每笔 {each} 万元，不合常理。", "{money} ÷ {deals}: {each} 万元 for each, beyond reason."
)
_ASSETS_EACH = Text("{a} ÷ {b} = 平均每笔 {ratio} 件。", "{a} ÷ {b}: {ratio} rights for each deal.")
_DEALS_EACH = Text("{a} ÷ {b} = 平均每家 {ratio} 笔。", "{a} ÷ {b}: {ratio} deals for each firm.")
_TOTAL = Text("新增 {new}、累计 {total}，此前为 {before}。", "{new} new of {total} in all: {before} before.")
_TOTAL_NOT = Text("新增 {new} 多于累计 {total}。", "{new} new are more than {total} in all.")
_CUT = Text("从 {was} 到 {now}，变化 {change}%。", "From {was} to {now} is {change}%.")
