"""The two ports of a matter: checks that answer pass, fail or unknown, and effects that write what a decision means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from zhiquan.rules.registry import Registry
from zhiquan.rules.text import Text


class CheckOutcome(StrEnum):
    """Pass, fail, unknown: unknown asks for the paper, it never passes and never fails."""

    PASS = "pass"  # noqa: S105 - the answer of a check
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What a check may look at: answers by field key, the organisation {name, uscc, division}, the date."""

    form: Mapping[str, Any]
    organisation: Mapping[str, str]
    on: date
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found: ``source`` names the record it read, ``as_of`` the date that record speaks for."""

    key: str
    outcome: CheckOutcome
    text: Text
    source: Text
    as_of: date | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)


class CheckFunction(Protocol):
    """A check: reads, never writes."""

    def __call__(self, context: CheckContext) -> CheckResult:
        """Answer pass, fail or unknown, with source and as-of date."""
        ...


@dataclass(frozen=True, slots=True)
class EffectContext:
    """What an effect is handed: the case, its form, the data of the action that brought the result, the date.

    ``organisation`` is the applicant {name, uscc, division} as it was called when it applied.
    """

    case_number: str
    form: Mapping[str, Any]
    result: Mapping[str, Any]
    on: date
    division: str
    params: Mapping[str, Any] = field(default_factory=dict)
    organisation: Mapping[str, Any] = field(default_factory=dict)


class EffectFunction(Protocol):
    """An effect: runs inside the transaction of the action; a ``Refusal`` undoes both."""

    def __call__(self, context: EffectContext) -> None:
        """Write what the decision means outside the case (a register entry, say)."""
        ...


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check; ``version`` enters the hash of every definition that uses it."""

    version: str
    run: CheckFunction


@dataclass(frozen=True, slots=True)
class Effect:
    """A registered effect; ``version`` enters the hash of every definition that uses it."""

    version: str
    run: EffectFunction


checks: Registry[Check] = Registry("checks")
effects: Registry[Effect] = Registry("effects")


def enlist(found: Mapping[str, Check], meant: Mapping[str, Effect]) -> None:
    """Register checks and effects by name; the same ones a second time change nothing."""
    for name, check in found.items():
        checks.register(name, check)
    for name, effect in meant.items():
        effects.register(name, effect)
