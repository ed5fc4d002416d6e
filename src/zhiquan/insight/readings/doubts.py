"""Doubts that show only when all figures are on the table: glued numbers, more than there is, ambiguous commas.

A doubt needs a reason in the text: a part larger than its whole, an amount beyond what was ever published, or a text
that has lost marks and units elsewhere. The candidates are the ways in which such damage happens (the count before an
amount ran into it, the decimal point moved, 万 became 亿); what the text itself says for one of them is shown. None is
chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from zhiquan.insight.readings.model import Bound, Candidate, Doubt, Quantity, Reading, Sort, Standing
from zhiquan.insight.readings.topics import Topic, Vocabulary
from zhiquan.rules.text import Text

_SCALED = re.compile(r"(?P<digits>\d+)(?P<rest>\.\d+)?(?P<scale>万亿|亿|万)?(?P<unit>元|美元)")
_WORTH = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8), "万亿": Decimal(10**12)}
DAMAGED = 2
"""So many lost or odd units make a text one that loses characters."""
LEAST_EACH, MOST_EACH = Decimal(10**5), Decimal(3 * 10**9)
"""CNY per pledge, 100 000 to 3 billion: what lies outside is no way to read a glued number."""
_GLUED_DIGITS, _RARE = 3, 3


@dataclass(frozen=True)
class _Table:
    readings: Sequence[Reading]
    words: Vocabulary
    damaged: bool

    @cached_property
    def wholes(self) -> dict[tuple[object, ...], Reading]:
        """The first exact figure of each topic, period and unit that is no target."""
        found: dict[tuple[object, ...], Reading] = {}
        for one in self.readings:
            if one.topic and one.quantity and not one.target and one.quantity.bound in {Bound.EXACT, Bound.ABOUT}:
                found.setdefault((one.topic, one.period, one.quantity.unit), one)
        return found

    @cached_property
    def units(self) -> frozenset[tuple[int, str]]:
        """Which units stand in which clause."""
        return frozenset((one.clause, one.quantity.unit) for one in self.readings if one.quantity)

    def topic(self, reading: Reading) -> Topic | None:
        return self.words.topics.get(reading.topic)


def with_doubts(readings: Sequence[Reading], words: Vocabulary, *, commas: bool) -> tuple[Reading, ...]:
    """Return the readings with the doubts that their company casts; ``commas``: whether long numbers here have them."""
    lost = sum(any(doubt.code.startswith("unit") for doubt in reading.doubts) for reading in readings)
    table = _Table(readings, words, lost >= DAMAGED)
    glued = {reading.number: doubt for reading in readings if (doubt := _amount(reading, table))}
    scored = _scored(glued, table)
    found = (_with(reading, scored.get(reading.number)) for reading in readings)
    return tuple(_with(reading, None if commas else _comma(reading)) for reading in found)


def _with(reading: Reading, doubt: Doubt | None) -> Reading:
    return replace(reading, doubts=(*reading.doubts, doubt)) if doubt else reading


def _amount(reading: Reading, table: _Table) -> Doubt | None:
    """Return the doubt about an amount: 1268.4亿 whose whole is 105亿; 14311.5亿 beyond all that was pledged."""
    quantity, topic = reading.quantity, table.topic(reading)
    if quantity is None or topic is None or quantity.sort is not Sort.MONEY or not topic.glue:
        return None
    parts = _SCALED.search(quantity.shown)
    if not parts:
        return None
    whole = _whole(reading, topic, table)
    why = _why(reading, quantity, topic, whole, table)
    if why is None:
        return None
    limit = whole.quantity.value if whole and whole.quantity else None
    ways = (*_glued(parts, topic), *(_slipped(parts, limit) if limit else ()))
    kept = tuple(one for one in ways if limit is None or _in_all(one) <= limit)
    return Doubt("amount", why, (*kept, Candidate(Text(quantity.shown, quantity.shown), _PRINTED))) if kept else None


def _why(reading: Reading, quantity: Quantity, topic: Topic, whole: Reading | None, table: _Table) -> Text | None:
    if whole and whole.quantity:
        return _MORE.format(part=quantity.shown, whole=whole.quantity.shown)
    if topic.most is not None and quantity.value > topic.most:
        return _BEYOND.format(shown=quantity.shown)
    alone = (reading.clause, topic.glue) not in table.units
    digits = _SCALED.search(quantity.shown)
    long = bool(digits) and len(digits["digits"]) >= _GLUED_DIGITS and bool(digits["rest"]) if digits else False
    return _DAMAGED.format(shown=quantity.shown, unit=topic.glue) if table.damaged and alone and long else None


def _whole(reading: Reading, topic: Topic, table: _Table) -> Reading | None:
    """Return the figure of the whole that this one, a part of it, exceeds."""
    quantity = reading.quantity
    if quantity is None or reading.target or not topic.of:
        return None
    whole = table.wholes.get((topic.of, reading.period, quantity.unit))
    return whole if whole and whole.quantity and quantity.window()[0] > whole.quantity.window()[1] else None


def _glued(parts: re.Match[str], topic: Topic) -> Iterator[Candidate]:
    """Yield count + amount for every place where the two may have been glued: 143笔 + 11.5亿元."""
    digits, worth = parts["digits"], _WORTH[parts["scale"] or ""]
    for cut in range(1, len(digits)):
        rest = digits[cut:]
        if rest.startswith("0"):
            continue
        count, amount = Decimal(digits[:cut]), Decimal(rest + (parts["rest"] or "")) * worth
        if LEAST_EACH <= amount / count <= MOST_EACH:
            written = f"{count}{topic.glue}，{rest}{parts['rest'] or ''}{parts['scale'] or ''}{parts['unit']}"
            yield Candidate(
                Text(written, written), _GLUE.format(unit=topic.glue), ((count, topic.glue), (amount, "元"))
            )


def _slipped(parts: re.Match[str], limit: Decimal) -> Iterator[Candidate]:
    """Yield the amount with its decimal point moved, and with the next smaller scale."""
    digits, scale = parts["digits"] + (parts["rest"] or "").lstrip("."), parts["scale"] or ""
    for places in range(len(parts["digits"]) - 1, 0, -1):
        value = Decimal(f"{digits[:places]}.{digits[places:]}") * _WORTH[scale]
        written = f"{digits[:places]}.{digits[places:]}{scale}{parts['unit']}"
        near = value > limit
        yield Candidate(Text(written, written), _POINT_OVER if near else _POINT, ((value, "元"),))
    if smaller := {"亿": "万", "万": "", "万亿": "亿"}.get(scale):
        written = f"{parts['digits']}{parts['rest'] or ''}{smaller}{parts['unit']}"
        value = Decimal(parts["digits"] + (parts["rest"] or "")) * _WORTH[smaller]
        yield Candidate(Text(written, written), _UNIT.format(scale=scale, smaller=smaller), ((value, "元"),))


def _in_all(candidate: Candidate) -> Decimal:
    return Decimal(0) if candidate.why == _POINT_OVER else candidate.values[-1][0]


def _scored(glued: dict[int, Doubt], table: _Table) -> dict[int, Doubt]:
    """Count for each candidate whether the deals of all glued figures together fit the firms that the text names."""
    firms = [_interval(one.quantity) for one in table.readings if _firms(one) and one.quantity]
    counts = {number: [_count(one) for one in doubt.candidates] for number, doubt in glued.items()}
    fitting = _fitting(list(counts.items()), firms) if firms and len(glued) > 1 else set()
    return {
        number: replace(
            doubt, candidates=tuple(_fit(one, (number, _count(one)) in fitting) for one in doubt.candidates)
        )
        for number, doubt in glued.items()
    }


def _fit(candidate: Candidate, fits: bool) -> Candidate:  # noqa: FBT001 - what was found
    if not fits:
        return candidate
    why = Text(f"{candidate.why.zh}；{_FITS.zh}", f"{candidate.why.en}; {_FITS.en}")
    return replace(candidate, why=why, fits=candidate.fits + 1)


def _fitting(
    counts: list[tuple[int, list[Decimal | None]]], firms: list[tuple[Decimal, Decimal]]
) -> set[tuple[int, Decimal | None]]:
    found: set[tuple[int, Decimal | None]] = set()
    first, second = counts[0], counts[1]
    for one in first[1]:
        for two in second[1]:
            if one is not None and two is not None and any(low <= one + two < high for low, high in firms):
                found |= {(first[0], one), (second[0], two)}
    return found


def _firms(reading: Reading) -> bool:
    return reading.topic.startswith("pledge") and bool(reading.quantity) and reading.quantity.unit in {"家", "户"}  # type: ignore[union-attr]


def _interval(quantity: Quantity | None) -> tuple[Decimal, Decimal]:
    """Return what 150余家 leaves open: 150 to the next round number."""
    value = quantity.value if quantity else Decimal(0)
    step = Decimal(1)
    while value and value % (step * 10) == 0:
        step *= 10
    return (value, value + step) if quantity and quantity.bound is Bound.OVER else (value, value + 1)


def _count(candidate: Candidate) -> Decimal | None:
    return candidate.values[0][0] if len(candidate.values) > 1 else None


def _comma(reading: Reading) -> Doubt | None:
    """Return the doubt about 12,345 in a text whose other long numbers have no commas: one number, or two."""
    quantity = reading.quantity
    if quantity is None or "," not in quantity.shown or reading.standing is Standing.DOUBTFUL:
        return None
    two = Text(quantity.shown.replace(",", "，"), quantity.shown.replace(",", ", "))
    one = Candidate(Text(f"{quantity.value:f}{quantity.unit}", f"{quantity.value:f} {quantity.unit}"), _COMMA_ONE)
    return Doubt("comma", _COMMA, (one, Candidate(two, _COMMA_TWO)))


def uses_commas(text: str) -> bool:
    """Tell whether the long numbers of a folded text have thousands separators (or there are no others to compare)."""
    plain = len(re.findall(r"(?<![\d.,])(?!(?:19|20)\d\d(?!\d))\d{4,}(?![\d年])", text))
    return plain <= _RARE * len(re.findall(r"\d,\d{3}(?!\d)", text))


_PRINTED = Text("照原文", "As printed")
_MORE = Text("“{part}”大于它所属的“{whole}”", "“{part}” is more than “{whole}”, of which it is a part")
_BEYOND = Text(
    "“{shown}”超过全国已公布过的全年总额", "“{shown}” is more than was ever published for the whole country in a year"
)
_DAMAGED = Text(
    "本文别处丢了单位和标点，“{shown}”前又没有“{unit}”数，可能是两个数连在一起",
    "This text lost units and marks elsewhere; “{shown}” has no number of {unit} before it: two may be glued",
)
_GLUE = Text("“{unit}”脱落，两个数连写", "{unit} was lost and two numbers ran together")
_POINT = Text("小数点移位", "The decimal point moved")
_POINT_OVER = Text("小数点移位；仍大于总额", "The decimal point moved; still more than the whole")
_UNIT = Text("单位“{scale}”应为“{smaller}”", "{scale} should be {smaller}")
_FITS = Text("笔数之和与文中融资企业数相符", "the deals together fit the firms that the text names")
_COMMA = Text(
    "本文其他大数都没有千分位，这里的逗号可能是分隔",
    "Other long numbers here have no commas: this one may separate two numbers",
)
_COMMA_ONE = Text("逗号是千分位", "The comma separates thousands")
_COMMA_TWO = Text("逗号分开两个数", "The comma separates two numbers")
