"""What a provision measures: money, shares, times, counts; and the typed values a number alone cannot say."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass

from zhiquan.rules.text import Text


class Selector(StrEnum):
    """Which date of a case selects the version of a provision."""

    FILING = "filing"
    """申请日 of the right or the request."""
    ACT = "act"
    """行为日: when somebody did or does what is judged."""
    DECISION = "decision"
    """作出决定之日."""
    DUE = "due"
    """应缴日: when the fee falls due."""
    GRANT = "grant"
    """授权公告日."""
    PUBLICATION = "publication"
    """公布、公告日."""
    SERVICE = "service"
    """送达日."""
    RECEIPT = "receipt"
    """收到申请、请求之日."""
    ACCEPTANCE = "acceptance"
    """受理日、立案日."""
    REGISTRATION = "registration"
    """登记、核准注册之日."""
    CONTRACT = "contract"
    """合同生效日."""
    PERIOD = "period"
    """统计期末日."""


class Measure(StrEnum):
    """What a value that is no time is measured in."""

    CNY = "cny"
    PERCENT = "percent"
    TIMES = "times"
    """倍: a multiple of the base the provision names."""
    COUNT = "count"
    """件、项、次: things counted."""
    PERSONS = "persons"
    POINTS = "points"
    """分: points of a score."""
    SHARE = "share"
    """Parties and their shares, together the whole."""
    SOURCE = "source"
    """Nothing is measured: the texts say what the provision rules, all of them."""
    CHOICE = "choice"
    """Nothing is measured: of the texts one is chosen."""


class Span(StrEnum):
    """A stretch of time that does not count towards a limit 不计入期限的时间."""

    SUSPENSION = "suspension"
    PUBLIC_NOTICE = "public-notice"
    TESTING = "testing"
    HEARING = "hearing"
    EXPERT_REVIEW = "expert-review"
    JURISDICTION = "jurisdiction"
    EVIDENCE = "evidence"
    SETTLEMENT = "settlement"
    SUPPLEMENT = "supplement"
    IDENTIFICATION = "identification"
    COURT = "court"
    PRIOR_RIGHT = "prior-right"

    @property
    def label(self) -> Text:
        """Return the name of the span."""
        return _SPANS[self]


_SPANS = {
    Span.SUSPENSION: Text("中止", "suspension"),
    Span.PUBLIC_NOTICE: Text("公告", "public notice"),
    Span.TESTING: Text("检测、检验、检疫、鉴定", "testing, inspection and appraisal"),
    Span.HEARING: Text("听证", "hearing"),
    Span.EXPERT_REVIEW: Text("专家评审", "expert review"),
    Span.JURISDICTION: Text("管辖权异议的处理", "handling of an objection to jurisdiction"),
    Span.EVIDENCE: Text("应当事人请求延长的举证", "extension of the time for evidence asked for by a party"),
    Span.SETTLEMENT: Text("当事人和解", "settlement talks of the parties"),
    Span.SUPPLEMENT: Text("补正材料", "supplement of materials"),
    Span.IDENTIFICATION: Text("权利人辨认", "identification by the right holder"),
    Span.COURT: Text("诉讼", "court proceedings"),
    Span.PRIOR_RIGHT: Text("等待在先权利的结果", "waiting for the outcome on an earlier right"),
}

CONFIG = ConfigDict(extra="forbid")


def _text(value: Any) -> Any:
    """Read ``{zh, en}``, both and nothing else."""
    if isinstance(value, dict) and set(value) != {"zh", "en"}:
        raise ValueError("a text has zh and en")
    return Text(**value) if isinstance(value, dict) else value


def _exact(value: Any) -> Any:
    """Refuse a float, which has already lost the exact amount; write amounts as whole numbers or in quotes."""
    if isinstance(value, float):
        raise ValueError(f"{value!r} is not exact: quote the amount")  # noqa: TRY004 - pydantic turns ValueErrors into faults
    return value


TextField = Annotated[Text, BeforeValidator(_text)]
Exact = Annotated[Decimal, BeforeValidator(_exact)]
Amount = Annotated[Exact, Field(ge=0)]


@dataclass(frozen=True, config=CONFIG)
class Bracket:
    """One line of a table: for ``first`` to ``last`` (both included) the ``amount``."""

    first: Annotated[int, Field(ge=1)]
    last: int
    amount: Amount

    @model_validator(mode="after")
    def _runs_forward(self) -> Bracket:
        if self.last < self.first:
            raise ValueError(f"bracket {self.first}-{self.last} runs backwards")
        return self


@dataclass(frozen=True, config=CONFIG)
class Bounds:
    """A range: ``least`` 以上 and ``most`` 以下 belong to it, ``above`` 超过 and ``below`` 不满 do not."""

    least: Amount | None = None
    most: Amount | None = None
    above: Amount | None = None
    below: Amount | None = None

    @model_validator(mode="after")
    def _is_a_range(self) -> Bounds:
        if None not in {self.least, self.above} or None not in {self.most, self.below}:
            raise ValueError("a bound is given twice: least or above, most or below")
        low, high = self.low, self.high
        if low is None and high is None:
            raise ValueError("a range has at least one bound")
        if low is not None and high is not None and low >= high:
            raise ValueError(f"the range {low}-{high} is empty")
        return self

    @property
    def low(self) -> Decimal | None:
        """Return the lower bound, included or not."""
        return self.least if self.least is not None else self.above

    @property
    def high(self) -> Decimal | None:
        """Return the upper bound, included or not."""
        return self.most if self.most is not None else self.below

    def holds(self, amount: Decimal | int) -> bool:
        """Say whether an amount lies in the range."""
        return (
            (self.least is None or amount >= self.least)
            and (self.above is None or amount > self.above)
            and (self.most is None or amount <= self.most)
            and (self.below is None or amount < self.below)
        )


@dataclass(frozen=True, config=CONFIG)
class Share:
    """One party of a shared burden and its percentage."""

    party: TextField
    percent: Annotated[Exact, Field(gt=0, le=100)]


class Lapse(StrEnum):
    """What the running out of a limit does."""

    MARK = "mark"
    """It is recorded; nothing else follows."""
    FLAG = "flag"
    """It is shown as overdue to those responsible."""
    DEEMED = "deemed"
    """The law puts a result in the place of the missing act 视为."""


@dataclass(frozen=True, config=CONFIG)
class Expiry:
    """What happens when a limit runs out: what the program does, and the result in words."""

    does: Lapse
    text: TextField
