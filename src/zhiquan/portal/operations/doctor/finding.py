"""What a check of the doctor answers, and how a check is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from zhiquan.rules.text import Text


class Level(StrEnum):
    """How it stands: fit, to be looked at, or broken."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, how it stands, and where it does not stand well what to do."""

    check: str
    level: Level
    said: Text


Said = tuple[Level, Text]
Check = Callable[[], Iterator[Said]]
"""A check yields what it found, at least once; an exception of any kind is a failure of that check alone."""


def ok(zh: str, en: str) -> Said:
    """Say that it is as it should be."""
    return Level.OK, Text(zh, en)


def warn(zh: str, en: str) -> Said:
    """Say what to look at, and what to do."""
    return Level.WARN, Text(zh, en)


def fail(zh: str, en: str) -> Said:
    """Say what is broken, and what to do."""
    return Level.FAIL, Text(zh, en)
