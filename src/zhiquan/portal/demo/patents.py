"""Fictional patents: numbers with right check characters, in the written forms that exports use."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias

from zhiquan.definitions.divisions import divisions
from zhiquan.portal.demo.organisations import COUNTIES, SEED, DemoOrganisation, demo_organisations
from zhiquan.portal.demo.texts import Field, Wording, design_wording, fields, wording
from zhiquan.rules.identifiers import PatentKind, check_character

UNTIL = date(2026, 9, 30)
"""The last filing date, and the day as of which the workbook speaks; the same seed gives the same file on any day."""
_OLD_FORM_ENDS = date(2003, 10, 1)
_GRANTS = {
    PatentKind.INVENTION: (0.6, 420, 1_100),
    PatentKind.UTILITY_MODEL: (0.93, 130, 330),
    PatentKind.DESIGN: (0.96, 90, 240),
}
"""Share that is granted, and the days from filing to grant, by kind."""
_STREETS = ("湖滨路", "松坡路", "竹溪街", "塬上路", "长堤街", "云岭路")
_PERSONS = ("林见川", "周禾野", "许明舟", "何青峰", "沈嘉木", "唐远航", "韩若溪", "罗启文")
_FICTIONAL_SERIAL = {12: (9_000_000, 9_999_999), 8: (90_000, 99_999)}
"""Serial numbers far above those that were given out, by length of the number: a fictional one meets no real right."""


@dataclass(frozen=True, slots=True)
class DemoPatent:
    """One patent; ``key`` is the canonical number, ``written`` the form in the file, ``owner`` ``None`` for persons."""

    key: str
    written: str
    kind: PatentKind
    wording: Wording
    applicants: tuple[str, ...]
    owner: DemoOrganisation | None
    filed_on: date
    granted_on: date | None = None

    @property
    def address(self) -> str:
        """The first applicant's address; one in thirty lies in the zone 高新区, which is in no county."""
        rng = random.Random(self.applicants[0])  # noqa: S311 - drawn from the name: it stays where it is
        county = self.owner.division if self.owner else rng.choice(COUNTIES)
        place = "高新区" if rng.randrange(30) == 0 else divisions().name(county).zh
        return f"示例省示例市{place}{rng.choice(_STREETS)}{rng.randrange(1, 200)}号"


Draw: TypeAlias = Callable[[random.Random], float]


def steeply(rng: random.Random) -> float:
    """Return how far back a filing lies: most of late."""
    return float(rng.random() ** 1.6)


def evenly(rng: random.Random) -> float:
    """Return how far back a filing lies: each year some more than the year before."""
    return float(((0.15 + 0.85 * rng.random()) ** 1.6 - 0.048) / 0.952)


def demo_patents(n: int, seed: int = SEED) -> tuple[DemoPatent, ...]:
    """Return ``n`` patents by filing date; one in twenty inventions of a device has a utility model of the same day."""
    rng = random.Random(seed)  # noqa: S311 - a fixed seed is the point
    return patents_of(demo_organisations(seed), n, rng, set(), steeply)


def patents_of(
    owners: tuple[DemoOrganisation, ...], n: int, rng: random.Random, taken: set[str], draw: Draw
) -> tuple[DemoPatent, ...]:
    """Return ``n`` patents of these owners, the first ones the most inventive; ``taken`` are digits used already.

    ``draw`` gives how far back a filing lies, from 0 (now) to 1.
    """
    weights = [3.0 / (place + 4) ** 0.7 if owner.enterprise else 0.9 for place, owner in enumerate(owners)]
    patents: list[DemoPatent] = []
    while len(patents) < n:
        one = _patent(rng, owners, weights, taken, draw)
        patents.append(one)
        if (
            one.kind is PatentKind.INVENTION
            and one.filed_on >= _OLD_FORM_ENDS
            and _is_device(one)
            and rng.randrange(20) == 0
        ):
            patents.append(_twin(one, rng, taken))
    return tuple(sorted(patents[:n], key=lambda patent: (patent.filed_on, patent.key)))


def _patent(
    rng: random.Random, owners: tuple[DemoOrganisation, ...], weights: list[float], taken: set[str], draw: Draw
) -> DemoPatent:
    filed = _filing_date(rng, draw)
    kind = rng.choices(tuple(PatentKind), (45, 45, 10))[0]
    owner = _owner(filed, rng, owners, weights)
    applicants = (owner.name,) if owner else tuple(rng.sample(_PERSONS, rng.choice((1, 1, 1, 2))))
    if owner and rng.randrange(12) == 0:
        applicants += (rng.choice([other.name for other in owners if other is not owner]),)
    if kind is PatentKind.DESIGN:
        text = design_wording(owner.fields if owner else tuple(fields()), rng)
    else:
        model = kind is PatentKind.UTILITY_MODEL
        text = wording(_field_of(owner, rng, model=model), rng, model=model)
    digits = _digits(filed, kind, rng, taken)
    key = f"CN{digits}.{check_character(digits)}"
    written = f"CN{digits}" if len(digits) == 8 and rng.randrange(9) == 0 else key  # noqa: PLR2004 - the old form
    return DemoPatent(key, written, kind, text, applicants, owner, filed, _grant_date(key, kind, filed))


def _is_device(patent: DemoPatent) -> bool:
    """Whether an invention is one that a utility model could protect too."""
    symbol = patent.wording.main_class.partition("（")[0]
    device = any(symbol in field.symbols for field in fields().values() if field.style == "device")
    return device and "方法" not in patent.wording.title


def _twin(one: DemoPatent, rng: random.Random, taken: set[str]) -> DemoPatent:
    """Return the utility model that the same applicant filed on the same day 同日申请."""
    kind = PatentKind.UTILITY_MODEL
    digits = _digits(one.filed_on, kind, rng, taken)
    key = f"CN{digits}.{check_character(digits)}"
    text = replace(one.wording, abstract=one.wording.abstract.replace("本发明", "本实用新型"))
    granted = _grant_date(key, kind, one.filed_on)
    return replace(one, key=key, written=key, kind=kind, wording=text, granted_on=granted)


def _owner(
    filed: date, rng: random.Random, owners: tuple[DemoOrganisation, ...], weights: list[float]
) -> DemoOrganisation | None:
    """Return who files: before 2003 persons and public bodies, since then mostly companies."""
    if filed < _OLD_FORM_ENDS:
        return rng.choice([None, *(owner for owner in owners if not owner.enterprise)])
    return None if rng.randrange(8) == 0 else rng.choices(owners, weights)[0]


def _field_of(owner: DemoOrganisation | None, rng: random.Random, *, model: bool) -> Field:
    """Return a field of the owner's; a person may invent anything; a utility model needs a device."""
    known = fields()
    own = [known[name] for name in owner.fields] if owner else list(known.values())
    fit = [field for field in own if field.style == "device" or not model]
    return rng.choice(fit or [field for field in known.values() if field.style == "device"])


def _filing_date(rng: random.Random, draw: Draw) -> date:
    """Return a working weekday; recent years have more filings, one in fourteen is from before October 2003."""
    if rng.randrange(14) == 0:
        day = date(1986, 1, 6) + timedelta(days=rng.randrange(6_400))
    else:
        day = UNTIL - timedelta(days=int(5_600 * draw(rng)))
    return day - timedelta(days=max(0, day.weekday() - 4))


def _grant_date(key: str, kind: PatentKind, filed: date) -> date | None:
    """Return the day of grant: of inventions three in five after some two years, of the others nearly all."""
    rng = random.Random(key)  # noqa: S311 - drawn from the number, so that no other draw moves
    share, least, most = _GRANTS[kind]
    granted = filed + timedelta(days=rng.randint(least, most))
    granted -= timedelta(days=(granted.weekday() - 4) % 7)  # the gazette appears on certain weekdays
    return granted if rng.random() < share and granted <= UNTIL else None


def _digits(filed: date, kind: PatentKind, rng: random.Random, taken: set[str]) -> str:
    """Return digits not yet used, in the form of the filing date; some inventions entered from abroad (kind 8)."""
    place = {PatentKind.INVENTION: "1", PatentKind.UTILITY_MODEL: "2", PatentKind.DESIGN: "3"}[kind]
    if filed < _OLD_FORM_ENDS:
        year, length = f"{filed:%y}", 8
    else:
        year, length = f"{filed:%Y}", 12
        place = "8" if place == "1" and rng.randrange(30) == 0 else place
    while True:
        digits = f"{year}{place}{rng.randint(*_FICTIONAL_SERIAL[length])}"
        if digits not in taken:
            taken.add(digits)
            return digits
