"""Per-10 000 figures imply the population they were divided by; growths of stock and density imply the one before.

Source of the rule: inventions per 10 000 people = inventions in force ÷ year-end resident population 常住人口 as last
published, as a rule of the year before (official tables print the population they use).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from zhiquan.insight.readings.checks.base import Scene, factor, in_unit, rounded, said, same_place, windows_meet
from zhiquan.insight.readings.model import Finding, Outcome, Reading
from zhiquan.insight.readings.places import Population
from zhiquan.rules.text import Text

Window = tuple[Decimal, Decimal]


def _known(scene: Scene, density: Reading) -> Sequence[Population]:
    """Return the populations to compare with; a row of a table is a place of its own, which has none here."""
    return () if density.column and density.scopes else scene.populations


def window(stock: Reading, density: Reading) -> Window:
    """Return the populations (万人) that print these two figures after rounding."""
    assert stock.quantity  # noqa: S101 - ``Scene.densities`` gives none without
    assert density.quantity  # noqa: S101
    (low, high), (thin, thick) = stock.quantity.window(), density.quantity.window()
    return low / thick, high / thin


def implied(scene: Scene) -> Iterator[Finding]:
    """A1: 76 100 ÷ 72.42 = 1 050.8万, between 1 050.1 and 1 051.5 for rounding."""
    for stock, density in scene.densities:
        low, high = window(stock, density)
        people = (stock.value or Decimal(0)) / (density.value or Decimal(1))
        populations = _known(scene, density)
        fitting = [one for one in populations if low <= one.wan <= high]
        sure = any(one.sure for one in fitting)
        outcome = Outcome.PASS if sure else Outcome.UNKNOWN
        text = _IMPLIED.format(people=said(people), low=said(low), high=said(high))
        if not populations:
            text = _add(text, _NO_POPULATION)
        elif not fitting:
            outcome = Outcome.FAIL if _covers(scene, density) else Outcome.UNKNOWN
            text = _add(text, _NONE_FITS)
        yield Finding("implied-population", outcome, text, (stock.number, density.number), _values(people, low, high))


def vintage(scene: Scene) -> Iterator[Finding]:
    """A4: 56 285 ÷ 8.14 fits the year end before (6 918.40万), so the denominator is that vintage."""
    for stock, density in scene.densities:
        bounds, last = window(stock, density), density.period.last if density.period else None
        for one in _known(scene, density):
            if last is None or one.year > last.year or one.year < last.year - 2:
                continue
            fits = bounds[0] <= one.wan <= bounds[1]
            would = (stock.value or Decimal(0)) / one.wan
            text = (_VINTAGE if fits else _OTHER_VINTAGE).format(
                year=one.year,
                people=said(one.wan),
                would=said(would),
                printed=in_unit(density.quantity),
                source=one.source,
            )
            outcome = Outcome.PASS if fits and one.sure else Outcome.UNKNOWN
            yield Finding(
                "vintage",
                outcome,
                text,
                (stock.number, density.number),
                {"year": Decimal(one.year), "would": rounded(would)},
            )


def shared(scene: Scene) -> Iterator[Finding]:
    """A2: two densities of one text and day must have been divided by one population."""
    firsts: dict[object, tuple[Reading, Reading]] = {}
    for stock, density in scene.densities:
        other_stock, other = firsts.setdefault(same_place(density, "")[1:], (stock, density))
        if other.topic != density.topic:
            one, two = window(other_stock, other), window(stock, density)
            meet = windows_meet(one, two)
            text = (_SHARED if meet else _NOT_SHARED).format(a=_range(one), b=_range(two))
            numbers = (other_stock.number, other.number, stock.number, density.number)
            values = {"low": rounded(max(one[0], two[0]), 1), "high": rounded(min(one[1], two[1]), 1)}
            yield Finding("shared-population", Outcome.PASS if meet else Outcome.FAIL, text, numbers, values)


def base(scene: Scene) -> Iterator[Finding]:
    """A5: stock and density with growths against the same year give the population of that year's density."""
    for stock, density in scene.densities:
        for grown, grew, since in _growths(scene, stock, density):
            before = (stock.value or Decimal(0)) / (1 + grown / 100)
            dense = (density.value or Decimal(0)) / (1 + grew / 100)
            text = _BASE.format(
                since=since or "", stock=said(before, 0), density=said(dense), people=said(before / dense, 0)
            )
            values = {
                "stock": rounded(before, 0),
                "density": rounded(dense, 3),
                "population": rounded(before / dense, 0),
            }
            fits = [one for one in scene.populations if abs(one.wan - before / dense) / one.wan < _NEAR]
            for one in fits:
                text = _add(text, _FITS_YEAR.format(year=one.year, people=said(one.wan)))
            outcome = Outcome.PASS if any(one.sure for one in fits) else Outcome.UNKNOWN
            yield Finding("base-population", outcome, text, (stock.number, density.number), values)


def gap(scene: Scene) -> Iterator[Finding]:
    """A18: a density grows less than its stock by the growth of the population: (1+1.5373)/(1+1.4742)−1 = 2.55%."""
    for stock, density in scene.densities:
        for grown, grew, since in _growths(scene, stock, density):
            people = ((1 + grown / 100) / (1 + grew / 100) - 1) * 100
            plausible = abs(people) <= _MOST_GROWTH
            text = (_GAP if plausible else _ODD_GAP).format(
                stock=said(grown), density=said(grew), people=said(people), since=since or ""
            )
            outcome = Outcome.PASS if plausible else Outcome.FAIL
            yield Finding("growth-gap", outcome, text, (stock.number, density.number), {"percent": rounded(people)})


def before(scene: Scene) -> Iterator[Finding]:
    """A6: 7.5 after +11.9% was 6.70 before."""
    for topic in scene.words.topics.values():
        for density in scene.stated(topic.code) if topic.kind == "density" else ():
            for growth in density.growth:
                if (grew := factor(growth)) is not None:
                    was = (density.value or Decimal(0)) / grew
                    text = _BEFORE.format(now=in_unit(density.quantity), growth=said(growth.amount), was=said(was))
                    yield Finding("density-before", Outcome.UNKNOWN, text, (density.number,), {"was": rounded(was)})


def _growths(scene: Scene, stock: Reading, density: Reading) -> Iterator[tuple[Decimal, Decimal, str]]:
    """Yield growths of both against the same base, in percent, wherever the text says them."""
    grew_by = scene.growths.get(density.topic, {})
    for since, grown in scene.growths.get(stock.topic, {}).items():
        if (grew := grew_by.get(since)) is not None:
            yield grown, grew, since[1]


def _covers(scene: Scene, density: Reading) -> bool:
    """Tell whether surely known populations hold both year ends that could have been used."""
    year = density.period.last.year if density.period and density.period.last else 0
    return {year, year - 1} <= {one.year for one in scene.populations if one.sure}


def _values(people: Decimal, low: Decimal, high: Decimal) -> dict[str, Decimal]:
    return {"population": rounded(people, 1), "low": rounded(low, 1), "high": rounded(high, 1)}


def _range(window: Window) -> str:
    return f"{said(window[0], 1)}–{said(window[1], 1)}"


def _add(text: Text, more: Text) -> Text:
    return Text(f"{text.zh}{more.zh}", f"{text.en} {more.en}")


_NEAR, _MOST_GROWTH = Decimal("0.003"), Decimal(30)
_IMPLIED = Text(
    "隐含人口 {people} 万（按四舍五入在 {low}–{high} 万之间）。",
    "Implies {people} 万 people ({low}–{high} for rounding).",
)
_NO_POPULATION = Text("本站没有该地常住人口可比。", "No population of this place is held to compare.")
_NONE_FITS = Text("已知的常住人口都不在这个区间。", "None of the known populations lies between.")
_VINTAGE = Text(
    "与 {year} 年末常住人口 {people} 万相符（{source}），分母用的是这一年末。",
    "Fits the resident population of the end of {year}, {people} 万 ({source}): that vintage was the denominator.",
)
_OTHER_VINTAGE = Text(
    "若用 {year} 年末常住人口 {people} 万，应为 {would}，与所写 {printed} 不符。",
    "With the end of {year}, {people} 万, it would be {would}, not {printed}.",
)
_SHARED = Text("两项密度隐含的人口一致（{a} 与 {b} 万）。", "Both densities imply one population ({a} and {b} 万).")
_NOT_SHARED = Text(
    "两项密度隐含的人口不一致：{a} 万与 {b} 万。", "The densities imply two populations: {a} and {b} 万."
)
_BASE = Text(
    "基期{since}：拥有量约 {stock} 件，每万人约 {density} 件，隐含人口约 {people} 万。",
    "Base {since}: about {stock} in force, {density} per 10 000, hence about {people} 万 people.",
)
_FITS_YEAR = Text("与 {year} 年末的 {people} 万接近。", "Near the {people} 万 of the end of {year}.")
_GAP = Text(
    "总量增长 {stock}%，人均增长 {density}%，差额即人口增长约 {people}%。",
    "The stock grew {stock}%, the density {density}%: the population grew by about {people}%.",
)
_ODD_GAP = Text(
    "总量增长 {stock}%、人均增长 {density}%，人口须变化 {people}%，不合常理。",
    "The stock grew {stock}%, the density {density}%: the population would have changed by {people}%.",
)
_BEFORE = Text("{now}，增长 {growth}% 之前为 {was}。", "{now} after {growth}% was {was} before.")
