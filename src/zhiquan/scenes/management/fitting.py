"""Policies and programmes that fit an organisation's file 政策找企业: each condition with its answer and its source.

A programme is a file in ``definitions/programmes/`` (or the region's own): the matter by which one applies, and
conditions that are the checks of matters, run over the organisation's file instead of an application.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from pydantic import BaseModel, ConfigDict, TypeAdapter

from zhiquan.definitions import files, read_yaml
from zhiquan.hall.matters.ports import CheckContext, CheckOutcome, CheckResult, checks
from zhiquan.office.access.models import Organisation
from zhiquan.rules.identifiers import ApplicationNumber, parse_application_number
from zhiquan.rules.text import Text
from zhiquan.scenes.management.portfolio import portfolio_of

FOLDER = "programmes"


class Strict(BaseModel):
    """A part of a programme's file; what it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition(Strict):
    """A condition: a registered check with its parameters."""

    key: str
    label: Text
    check: str
    params: dict[str, Any] = {}


class Programme(Strict):
    """A policy or programme: ``given`` are the answers of its matter's form that it presupposes."""

    code: str
    title: Text
    about: Text
    matter: str
    given: dict[str, str] = {}
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One condition and what came of it."""

    condition: Condition
    result: CheckResult


@dataclass(frozen=True, slots=True)
class Fit:
    """A programme over one organisation's file."""

    programme: Programme
    answers: tuple[Answer, ...]

    @property
    def outcome(self) -> CheckOutcome:
        """Return the worst answer: one that fails blocks, one unknown leaves it open."""
        found = {answer.result.outcome for answer in self.answers}
        return next((one for one in _WORST if one in found), CheckOutcome.PASS)

    @property
    def blocking(self) -> tuple[Answer, ...]:
        """Return the facts that stand against it."""
        return tuple(answer for answer in self.answers if answer.result.outcome is CheckOutcome.FAIL)

    @property
    def open(self) -> tuple[Answer, ...]:
        """Return what is not known and has to be shown by papers."""
        return tuple(answer for answer in self.answers if answer.result.outcome is CheckOutcome.UNKNOWN)


_WORST = (CheckOutcome.FAIL, CheckOutcome.UNKNOWN)
_FILE = TypeAdapter(dict[str, tuple[Programme, ...]])


def programmes() -> tuple[Programme, ...]:
    """Return the programmes that ship and the region's own; of one code the region's counts."""
    found: dict[str, Programme] = {}
    for path in files(FOLDER, region=settings.DATA.region):
        found |= {one.code: one for one in _FILE.validate_python(read_yaml(path))["programmes"]}
    return tuple(found.values())


def fits(organisation: Organisation, on: date, known: Iterable[Programme] | None = None) -> tuple[Fit, ...]:
    """Return every programme with its answers for an organisation: what fits first, what is blocked last."""
    numbers = [held.number for held in portfolio_of(organisation, on) if not held.gone and held.record]
    rights = [one for one in numbers if isinstance(parse_application_number(one), ApplicationNumber)]
    found = [_fit(one, organisation, rights, on) for one in (programmes() if known is None else known)]
    order = {CheckOutcome.PASS: 0, CheckOutcome.UNKNOWN: 1, CheckOutcome.FAIL: 2}
    return tuple(sorted(found, key=lambda fit: order[fit.outcome]))


def _fit(programme: Programme, organisation: Organisation, rights: list[str], on: date) -> Fit:
    who = {"name": organisation.name, "uscc": organisation.uscc, "division": organisation.division}
    form = {**programme.given, "rights": rights}
    return Fit(
        programme,
        tuple(
            Answer(one, checks.get(one.check).run(CheckContext(form, who, on, one.params)))
            for one in programme.conditions
        ),
    )
