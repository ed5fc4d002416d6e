"""Questions that a page asks of itself, each in one call; what a matter asks stands in its definition."""

from __future__ import annotations

from typing import Any

from zhiquan.rules.forms.fields import Choice, Field, FieldType
from zhiquan.rules.text import Text


def choices(**labels: Text) -> tuple[Choice, ...]:
    """Return the answers of a choice, key → label."""
    return tuple(Choice(key=key, label=label) for key, label in labels.items())


def choice(key: str, label: Text, answers: tuple[Choice, ...], **more: Any) -> Field:
    """Ask for one of the answers; ``more`` are further attributes of the ``Field``, as in all of these."""
    return Field(key=key, label=label, type=FieldType.CHOICE, choices=answers, **more)


def text(key: str, label: Text, **more: Any) -> Field:
    """Ask for words."""
    return Field(key=key, label=label, type=FieldType.TEXT, **more)


def day(key: str, label: Text, **more: Any) -> Field:
    """Ask for a date."""
    return Field(key=key, label=label, type=FieldType.DATE, **more)


def number(key: str, label: Text, **more: Any) -> Field:
    """Ask for a number; its bounds are decimals."""
    return Field(key=key, label=label, type=FieldType.NUMBER, **more)


def money(key: str, label: Text, **more: Any) -> Field:
    """Ask for an amount in CNY; its bounds are decimals."""
    return Field(key=key, label=label, type=FieldType.MONEY, **more)
