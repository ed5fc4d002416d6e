"""Three years of past pledges of the fictional city, so that its figures have something to open."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from zhiquan.portal.demo.organisations import SEED, DemoOrganisation, demo_banks
from zhiquan.portal.demo.patents import DemoPatent, demo_patents
from zhiquan.rules.identifiers import PatentKind

MONTHS = 36
PAST = "既往登记"
"""Basis of an entry from before the program; what follows is year and number."""
_TOTAL = 150
_GRANTED_AFTER = timedelta(days=400)
_SAFE_YEARS = {PatentKind.INVENTION: 15, PatentKind.UTILITY_MODEL: 6, PatentKind.DESIGN: 6}
"""A pledge is only made of rights that outlive its debt by years, whatever the term of the kind is."""


@dataclass(frozen=True, slots=True)
class DemoPledge:
    """One entry of the pledge register, in the words of ``office.registers.services.enter``."""

    number: str
    division: str
    rights: tuple[str, ...]
    data: dict[str, Any]
    registered_on: date
    released_on: date | None
    basis: str


def demo_pledges(until: date, n: int = 3_000, seed: int = SEED) -> tuple[DemoPledge, ...]:
    """Return the pledges of the 36 months before the month of ``until``, by date; ``n`` as for the workbook.

    Firms come back, a right is never in two pledges at once, three debts are in dollars, paid debts are released.
    """
    rng = random.Random(seed + 3)  # noqa: S311 - a fixed seed is the point
    days = sorted(_days(until, rng))
    free_from: dict[str, date] = {}
    owned: dict[DemoOrganisation, list[DemoPatent]] = {}
    for patent in demo_patents(n, seed):
        if patent.owner and patent.owner.enterprise and len(patent.applicants) == 1:
            owned.setdefault(patent.owner, []).append(patent)
    firms = list(owned)
    banks = demo_banks(seed)
    made: list[DemoPledge] = []
    for day in days:
        firm = rng.choices(firms, [len(owned[firm]) for firm in firms])[0]
        fit = [p for p in owned[firm] if _fit(p, day) and free_from.get(p.key, day) <= day]
        if fit:
            rights = rng.sample(fit, min(len(fit), rng.choice((1, 1, 2, 3, 5))))
            pledge = _pledge(len(made) + 1, day, firm, rights, rng.choice(banks), rng)
            free_from |= dict.fromkeys(pledge.rights, pledge.released_on or date.max)
            made.append(pledge)
    return tuple(made)


def enter_pledges(pledges: tuple[DemoPledge, ...], today: date) -> int:
    """Enter the pledges into the register and release those whose day has come; returns how many were entered.

    All or nothing, and only once: a demonstration that is started again in another month keeps the pledges it has.
    """
    from django.db import transaction

    from zhiquan.office.registers import services
    from zhiquan.office.registers.models import RegisterEntry

    if RegisterEntry.objects.filter(register="pledge", basis__startswith=PAST).exists():
        return 0
    with transaction.atomic():
        for pledge in pledges:
            entry = services.enter(
                register="pledge",
                number=pledge.number,
                division=pledge.division,
                rights=pledge.rights,
                data=pledge.data,
                valid_from=pledge.registered_on,
                valid_to=None,
                basis=pledge.basis,
            )
            if pledge.released_on and pledge.released_on <= today:
                services.end(entry, pledge.released_on, pledge.basis)
    return len(pledges)


def _days(until: date, rng: random.Random) -> list[date]:
    """Return the registration days: weekdays, more in later years and at the end of each quarter."""
    last = until.year * 12 + until.month - 2
    months = [divmod(last - back, 12) for back in reversed(range(MONTHS))]
    weights = [(1 + place / 24) * (1.6 if (month + 1) % 3 == 0 else 1) for place, (_, month) in enumerate(months)]
    chosen = rng.choices(months, weights, k=_TOTAL + _TOTAL // 5)
    days = [date(year, month + 1, rng.randint(1, 28)) for year, month in chosen]
    return [day - timedelta(days=max(0, day.weekday() - 4)) if day.day > 2 else day for day in days][:_TOTAL]  # noqa: PLR2004


def _fit(patent: DemoPatent, day: date) -> bool:
    """Whether a right is granted by then and has years to run."""
    ends = patent.filed_on.replace(year=patent.filed_on.year + _SAFE_YEARS[patent.kind], day=1)
    return patent.filed_on + _GRANTED_AFTER <= day <= ends


def _pledge(
    number: int, day: date, firm: DemoOrganisation, rights: list[DemoPatent], bank: DemoOrganisation, rng: random.Random
) -> DemoPledge:
    debt_from = day - timedelta(days=rng.randint(3, 20))
    years = rng.choice((1, 1, 1, 2))
    debt_to = debt_from.replace(year=debt_from.year + years, day=min(debt_from.day, 28))
    official = f"Y{day.year}99{number:07}"
    dollars = number % 50 == 7  # noqa: PLR2004 - one in fifty
    data = {
        "amount": str(_amount(rng)),
        "currency": "USD" if dollars else "CNY",
        "pledgor": firm.name,
        "pledgor_uscc": firm.uscc,
        "pledgee": bank.name,
        "pledgee_uscc": bank.uscc,
        "contract": f"示例质字{day.year}第{number:04}号",
        "debt_from": debt_from.isoformat(),
        "debt_to": debt_to.isoformat(),
        "registration_number": official,
    }
    released = debt_to + timedelta(days=rng.randint(5, 50)) if number % 10 else None
    keys = tuple(sorted(patent.key for patent in rights))
    return DemoPledge(official, firm.division, keys, data, day, released, f"{PAST}{day.year}-{number:04}")


def _amount(rng: random.Random) -> Decimal:
    """Return a loan between 0.5 and 30 million yuan, mostly round, now and then to the cent."""
    rough = Decimal(rng.choice((50, 100, 200, 300, 300, 500, 500, 800, 1_000, 2_000, 3_000))) * 10_000
    odd = Decimal(rng.randrange(1, 9_999_999)) / 100 if rng.randrange(12) == 0 else Decimal(0)
    return (rough + odd).quantize(Decimal("0.01"))
