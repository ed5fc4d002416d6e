"""What a wrong number may have been: ranked candidates one slip away, each with its reason; never a choice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from zhiquan.rules.identifiers.common import Broken, Identifier, Standing, fold
from zhiquan.rules.identifiers.kinds import READERS, Kind
from zhiquan.rules.identifiers.recognising import identify
from zhiquan.rules.text import Text

LONGEST = 48
"""No identifier is longer; a longer text has no repairs."""
LOOK_ALIKES = frozenset(
    frozenset(pair)
    for pair in ("0O", "0D", "0Q", "1I", "1L", "5S", "8B", "2Z", "6G", "UV", "38", "17", "56", "69", "08")
)
"""Pairs of characters that are taken for each other by eye or by text recognition."""


class Slip(StrEnum):
    """The slip that a repair undoes, the likelier one first."""

    SWAP = "swap"
    LOOK_ALIKE = "look-alike"
    CHARACTER = "character"
    EXTRA = "extra"
    MISSING = "missing"

    @property
    def reason(self) -> Text:
        """Return the reason with the places still open: ``{n}`` is counted from 1, ``{a}`` and ``{b}`` characters."""
        return _REASONS[self]


_REASONS = {
    Slip.SWAP: Text("第 {n} 个字符与后一个颠倒（{a}）", "character {n} and the next one exchanged ({a})"),
    Slip.LOOK_ALIKE: Text("第 {n} 个字符形近误写：{a} 应为 {b}", "character {n} taken for a look-alike: {a} for {b}"),
    Slip.CHARACTER: Text("第 {n} 个字符误写：{a} 应为 {b}", "character {n} is wrong: {a} for {b}"),
    Slip.EXTRA: Text("第 {n} 个字符 {a} 多余", "character {n} is one too many: {a}"),
    Slip.MISSING: Text("第 {n} 个字符处漏写了 {b}", "missing at character {n}: {b}"),
}


_ORDER = {slip: place for place, slip in enumerate(Slip)}


@dataclass(frozen=True, slots=True)
class Repair:
    """One candidate: its canonical form, the slip it undoes, and whether the corpus knows it (``None``: not asked)."""

    kind: Kind
    canonical: str
    slip: Slip
    place: int
    reason: Text
    known: bool | None


def repairs(text: str, kind: Kind | None = None, *, known: Callable[[str], bool] | None = None) -> tuple[Repair, ...]:
    """Return what ``text`` may have been, best first: known ones, then by kind of slip, then from the right.

    Where a check character is broken, every candidate that it confirms; where only the corpus speaks against a number,
    because it does not know it, only candidates that ``known`` (given canonical forms) confirms. A right or a known
    number has no repairs.
    """
    body = fold(text)
    kind = kind or (_kind(text) if len(body) <= LONGEST else None)
    if kind is None or len(body) > LONGEST:
        return ()
    reader = READERS[kind]
    given = reader.parse(text)
    by_check = isinstance(given, Broken) and reader.checked
    if _is_right(given, known):
        return ()
    best: dict[str, Repair] = {}
    for slip, place, changed, reason in _edits(body, reader.characters):
        found = reader.parse(changed)
        if isinstance(found, Broken) or found.canonical in best:
            continue
        sure = known(found.canonical) if known else None
        if sure or (by_check and found.standing is Standing.VALID):
            best[found.canonical] = Repair(kind, found.canonical, slip, place, reason, sure)
    return tuple(sorted(best.values(), key=lambda one: (not one.known, _ORDER[one.slip], -one.place)))


def _kind(text: str) -> Kind | None:
    """Return the kind that the text is a slip of: one with a check character before the others."""
    found = [one.kind for one in identify(text)]
    broken = [kind for kind in found if READERS[kind].checked]
    return next(iter((*broken, *found)), None)


def _is_right(given: Identifier | Broken, known: Callable[[str], bool] | None) -> bool:
    """Tell whether nothing speaks against a number: its check character agrees, or no corpus misses it."""
    if isinstance(given, Broken):
        return False
    return given.standing is Standing.VALID or known is None or known(given.canonical)


Edit = tuple[Slip, int, str, Text]


def _edits(body: str, characters: str) -> Iterator[Edit]:
    """Yield every text one slip away, the likelier slips first, so that a candidate keeps its best reason."""
    yield from _swaps(body)
    replaced = tuple(_replacements(body, characters))
    yield from (edit for edit in replaced if edit[0] is Slip.LOOK_ALIKE)
    yield from (edit for edit in replaced if edit[0] is Slip.CHARACTER)
    for n, given in enumerate(body):
        yield Slip.EXTRA, n + 1, body[:n] + body[n + 1 :], Slip.EXTRA.reason.format(n=n + 1, a=given)
    for n in range(len(body) + 1):
        for right in characters:
            yield Slip.MISSING, n + 1, body[:n] + right + body[n:], Slip.MISSING.reason.format(n=n + 1, b=right)


def _swaps(body: str) -> Iterator[Edit]:
    for n in range(len(body) - 1):
        pair = body[n : n + 2]
        if pair[0] != pair[1] and pair.isalnum():
            changed = body[:n] + pair[::-1] + body[n + 2 :]
            yield Slip.SWAP, n + 1, changed, Slip.SWAP.reason.format(n=n + 1, a=pair)


def _replacements(body: str, characters: str) -> Iterator[Edit]:
    """Yield each character replaced by each other one; points and strokes are no characters of a number."""
    for n, given in enumerate(body):
        for right in characters if given.isalnum() else "":
            if right != given:
                slip = Slip.LOOK_ALIKE if frozenset((given, right)) in LOOK_ALIKES else Slip.CHARACTER
                changed = body[:n] + right + body[n + 1 :]
                yield slip, n + 1, changed, slip.reason.format(n=n + 1, a=given, b=right)
