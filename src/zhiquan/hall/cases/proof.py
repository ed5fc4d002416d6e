"""Proof of a matter before the rulebook publishes it."""

from __future__ import annotations

from datetime import date

from zhiquan.office.rulebook.ports import Package
from zhiquan.rules.text import Text


def prove_package(package: Package, on: date) -> tuple[Text, ...]:
    """Return what is wrong with a matter on a date."""
    raise KeyError(package.code, on)
