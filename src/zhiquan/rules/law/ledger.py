"""The ledger of a clock 期限: who has how much time from when, what stopped it, what was added, what follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from zhiquan.rules.law.measures import Expiry, Lapse, Span
from zhiquan.rules.law.provision import Provision
from zhiquan.rules.law.units import Limit, Unit
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands from ``since`` (that day is not counted) until ``until`` (that day counts again).

    ``until`` is empty while the pause lasts; equal days pause nothing. ``span`` says which of the stretches it is that
    the provision leaves out 不计入期限的时间.
    """

    since: date
    until: date | None
    reason: Text
    span: Span | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise Refusal(
                "law.pause",
                Text(f"暂停不能在开始（{self.since}）之前结束（{self.until}）。",
                     f"A pause cannot end ({self.until}) before it begins ({self.since})."),
            )  # fmt: skip

    def covers(self, day: date) -> bool:
        """Say whether a day is not counted."""
        day = day_of(day)
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Extension:
    """More time, granted on a day for a reason; ``citation`` names the article that allows it."""

    limit: Limit
    granted_on: date
    reason: Text
    citation: Text | None = None
    provision_key: str = ""


class Order(StrEnum):
    """In which order a provision counts extensions and days that are not counted."""

    EXTEND_FIRST = "extend_first"
    """Budget and extensions are one sum; then the days not counted are left out. Without a provision of its own."""
    EXCLUDE_FIRST = "exclude_first"
    """Each extension begins where the time before it ended, after the days not counted were left out."""


WORKING_RUNGS = tuple(Limit(amount, Unit.WORKING_DAY) for amount in (10, 5, 1))
"""When to remind, unless the ledger says otherwise: ten, five and one working days before the last day."""
YEAR_RUNGS = (Limit(1, Unit.MONTH), *WORKING_RUNGS)
TERM_RUNGS = (Limit(6, Unit.MONTH), Limit(3, Unit.MONTH), *YEAR_RUNGS)
"""What runs for a year or for years ends with work to prepare (a report, a review): a choice of this program."""


def rungs_of(limit: Limit) -> tuple[Limit, ...]:
    """Return how long before its last day one is reminded of a limit: the longer it runs, the earlier."""
    if limit.unit is not Unit.YEAR:
        return WORKING_RUNGS
    return TERM_RUNGS if limit.amount > 1 else YEAR_RUNGS


OVERDUE = Expiry(does=Lapse.MARK, text=Text("逾期", "Overdue"))
"""What follows where the provision says nothing: the clock shows overdue."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """One clock of one party: when it started, what the provision gives, what stopped it and what was added.

    ``started`` and ``ended`` may be moments (``datetime``, Asia/Shanghai wall time): a limit in hours then ends at a
    moment. ``roll``: the last day moves to a working day (Patent Rules art. 5 and the general rule); ``ended`` is when
    the thing was done. ``backward``: the limit is counted back from ``started`` (a hearing, a due date) and the last
    day to act moves to an earlier working day; such a clock cannot be stopped or extended. ``excludes`` are the
    stretches the provision leaves out, ``expiry`` is what follows when the last day passes.
    """

    name: Text
    started: date
    limit: Limit
    provision_key: str
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    ended: date | None = None
    roll: bool = True
    backward: bool = False
    order: Order = Order.EXTEND_FIRST
    rungs: tuple[Limit, ...] = WORKING_RUNGS
    expiry: Expiry = OVERDUE
    citation: Text | None = None
    excludes: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if self.backward and (self.pauses or self.extensions):
            raise Refusal(
                "law.backward",
                Text(
                    "倒推的期限不能暂停或延长，请改用新的基准日。",
                    "A limit counted back cannot be stopped or extended; count back from the new day.",
                ),
            )

    @classmethod
    def under(cls, provision: Provision, name: Text, started: date) -> Ledger:
        """Start a clock under a provision: its limit, key, roll, citation, exclusions and what follows its end."""
        return cls(
            name=name,
            started=started,
            limit=provision.limit,
            provision_key=provision.key,
            roll=provision.roll,
            expiry=provision.on_expiry or OVERDUE,
            citation=provision.source.text(),
            excludes=provision.excludes,
        )

    @property
    def limits(self) -> tuple[Limit, ...]:
        """Return the budget and all extensions."""
        if not self.extensions:
            return (self.limit,)
        return (self.limit, *(extension.limit for extension in self.extensions))

    @property
    def working(self) -> bool:
        """Say whether only working days count."""
        return all(limit.unit is Unit.WORKING_DAY for limit in self.limits)

    @property
    def to_the_hour(self) -> bool:
        """Say whether the clock ends at a moment: it counts hours from a moment."""
        return isinstance(self.started, datetime) and all(limit.unit is Unit.HOUR for limit in self.limits)

    def stop(self, since: date, reason: Text, span: Span | None = None) -> Ledger:
        """Return the ledger with an open pause; refuses with ``law.stopped`` while another one is open.

        A named span must be one that the provision leaves out, else it is refused with ``law.excludes``.
        """
        if span is not None and span not in self.excludes:
            raise Refusal(
                "law.excludes",
                Text(
                    f"规定 {self.provision_key} 没有把“{span.label.zh}”的时间排除在期限之外。",
                    f"Provision {self.provision_key} does not leave out the time of {span.label.en}.",
                ),
            )
        if any(pause.until is None for pause in self.pauses):
            raise Refusal(
                "law.stopped",
                Text("期限已经暂停，恢复后才能再次暂停。", "The clock stands already; resume it before the next stop."),
            )
        return replace(self, pauses=(*self.pauses, Pause(since, None, reason, span)))

    def resume(self, until: date) -> Ledger:
        """Return the ledger with its open pause closed; ``until`` counts again. Refuses with ``law.running``."""
        if not any(pause.until is None for pause in self.pauses):
            raise Refusal(
                "law.running", Text("期限没有暂停，无需恢复。", "The clock runs; there is nothing to resume.")
            )
        return replace(self, pauses=tuple(p if p.until else replace(p, until=until) for p in self.pauses))

    def extend(self, limit: Limit, granted_on: date, reason: Text, citation: Text | None = None) -> Ledger:
        """Return the ledger with more time."""
        return replace(self, extensions=(*self.extensions, Extension(limit, granted_on, reason, citation)))

    def extend_under(self, provision: Provision, granted_on: date, reason: Text) -> Ledger:
        """Return the ledger prolonged by a provision; refuses with ``law.extends`` what is not its next extension.

        A provision that prolongs a prolongation (with ``order`` 2) needs the one before it.
        """
        fits = provision.extends in {self.provision_key, *(e.provision_key for e in self.extensions)}
        if not fits or (provision.order or len(self.extensions) + 1) != len(self.extensions) + 1:
            raise Refusal(
                "law.extends",
                Text(
                    f"规定 {provision.key} 不能作为该期限的第{len(self.extensions) + 1}次延长，请核对依据和次序。",
                    f"Provision {provision.key} is not extension number {len(self.extensions) + 1} of this limit;"
                    " check the ground and the order.",
                ),
            )
        extension = Extension(provision.limit, granted_on, reason, provision.source.text(), provision.key)
        return replace(self, extensions=(*self.extensions, extension))

    def done(self, on: date) -> Ledger:
        """Return the ledger of a thing that was done on a day or at a moment."""
        return replace(self, ended=on)


def day_of(moment: date) -> date:
    """Return the Asia/Shanghai date of a day or a moment; a moment without zone is already there."""
    return wall(moment).date() if isinstance(moment, datetime) else moment


def wall(moment: datetime) -> datetime:
    """Return a moment as Asia/Shanghai wall time without zone."""
    return moment if moment.tzinfo is None else moment.astimezone(SHANGHAI).replace(tzinfo=None)
