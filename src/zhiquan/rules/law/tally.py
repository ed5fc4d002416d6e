"""The running tally of acts against the thresholds of crime 涉嫌犯罪移送标准: a lead for transfer, no verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhiquan.rules.law.book import Book
from zhiquan.rules.law.provision import Provision
from zhiquan.rules.law.units import add
from zhiquan.rules.text import Text

SOLD, UNSOLD = "sales", "unsold"


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its day, what it brought (``gain``, ``turnover``, ``sales``, ``loss``, ``count``, ``unsold``), of what.

    ``amount`` in CNY, or pieces for ``count``; ``about`` is the mark or patent; ``dealt_with`` acts do not add up.
    """

    on: date
    measure: str
    amount: Decimal
    about: str
    dealt_with: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """A threshold that the sum of one kind of amount has reached."""

    provision: Provision
    measure: str
    threshold: Decimal
    total: Decimal
    text: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """An act with the sums after it and the thresholds that it was the first to reach."""

    act: Act
    totals: Mapping[str, Decimal]
    reached: tuple[Reached, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """All acts in order of day, and everything reached so far."""

    crime: str
    entries: tuple[Entry, ...]

    @property
    def reached(self) -> tuple[Reached, ...]:
        """Return the thresholds reached, in the order in which they were."""
        return tuple(one for entry in self.entries for one in entry.reached)


def tally(crime: str, acts: Iterable[Act], book: Book, sanctions: Iterable[date] = ()) -> Tally:
    """Add up acts against the thresholds ``crime.<crime>.*`` in force on the day of each act.

    Each kind of amount is summed by itself, without acts already dealt with. The lower figures for two or more rights
    count from the act that touches the second one, those for repetition for acts within the window after a sanction
    (``sanctions``: days of earlier punishment). Unsold goods count with those sold against their multiple of the
    figure for sales. Whether to transfer is for people to decide.
    """
    sanctioned, totals = tuple(sanctions), defaultdict[str, Decimal](Decimal)
    about: set[str] = set()
    seen: set[tuple[str, str]] = set()
    entries = []
    for act in sorted(acts, key=lambda one: one.on):
        found: list[Reached] = []
        if not act.dealt_with:
            totals[act.measure] += act.amount
            about.add(act.about)
            ways = [*(("two",) if len(about) > 1 else ()), *(("repeat",) if _repeated(act, sanctioned, book) else ())]
            for one in _thresholds(crime, act, totals, ways, book):
                if one.total >= one.threshold and (one.provision.key, one.measure) not in seen:
                    seen.add((one.provision.key, one.measure))
                    found.append(one)
        entries.append(Entry(act, dict(totals), tuple(found)))
    return Tally(crime, tuple(entries))


def _repeated(act: Act, sanctions: tuple[date, ...], book: Book) -> bool:
    window = book.in_force("crime.repeat.window", act.on)
    return window is not None and any(day < act.on <= add(day, window.limit) for day in sanctions)


def _thresholds(
    crime: str, act: Act, totals: Mapping[str, Decimal], ways: Iterable[str], book: Book
) -> Iterator[Reached]:
    measure, total = act.measure, totals[act.measure]
    base = book.in_force(f"crime.{crime}.{measure}", act.on)
    if measure in {SOLD, UNSOLD}:
        yield from _unsold(crime, act, totals, book)
    if measure == UNSOLD:
        return
    for key in (f"crime.{crime}.{measure}", *(f"crime.{crime}.{way}.{measure}" for way in ways)):
        if provision := book.in_force(key, act.on):
            yield _reached(provision, measure, Decimal(provision.number), total)
    family = crime.partition(".")[0]
    fixed = book.in_force(f"crime.{crime}.serious.{measure}", act.on) or book.in_force(
        f"crime.{family}.serious.{measure}", act.on
    )
    times = book.in_force(f"crime.{crime}.serious", act.on) or book.in_force(f"crime.{family}.serious", act.on)
    if fixed is not None:
        yield _reached(fixed, measure, Decimal(fixed.number), total)
    elif times is not None and base is not None:
        yield _reached(times, measure, Decimal(times.number * base.number), total)


def _unsold(crime: str, act: Act, totals: Mapping[str, Decimal], book: Book) -> Iterator[Reached]:
    times, base = book.in_force(f"crime.{crime}.unsold", act.on), book.in_force(f"crime.{crime}.{SOLD}", act.on)
    if times is not None and base is not None and UNSOLD in totals:
        total = totals[UNSOLD] + totals.get(SOLD, Decimal(0))
        yield _reached(times, UNSOLD, Decimal(times.number * base.number), total)


def _reached(provision: Provision, measure: str, threshold: Decimal, total: Decimal) -> Reached:
    words = Text(
        "累计{total}，达到{source}的标准{threshold}（{key}），供移送审查。",
        "Together {total}: the figure of {threshold} in {source} is reached ({key}); to be examined for transfer.",
    )
    text = words.format(total=total, source=provision.source.text(), threshold=threshold, key=provision.key)
    return Reached(provision, measure, threshold, total, text)
