"""The ports through which any room shows what it holds: in a right's file 一件一档, in an organisation's 一企一档."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from zhiquan.office.access.selectors import Actor
from zhiquan.rules.registry import Registry
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a panel."""

    label: Text
    value: Text
    note: Text | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class PanelView:
    """What a room shows about one right or organisation to one viewer; no facts means "nothing", said by ``empty``."""

    title: Text
    facts: tuple[Fact, ...]
    empty: Text


class Panel(Protocol):
    """A room's contribution: ``right`` is the canonical number; ``None`` when the viewer may see nothing of it."""

    def __call__(self, right: str, viewer: Actor, on: date) -> PanelView | None:
        """Return the panel of this room for one right, as it stands on a date."""
        ...


right_panels: Registry[Panel] = Registry("right panels")


@dataclass(frozen=True, slots=True)
class Subject:
    """An organisation by its unified social credit code; ``id`` is its account's, ``None`` where it has none here."""

    code: str
    name: str
    division: str = ""
    id: int | None = None


class OrganisationPanel(Protocol):
    """A room's contribution to an organisation's file; ``None`` when the viewer may see nothing of it."""

    def __call__(self, subject: Subject, viewer: Actor, on: date) -> PanelView | None:
        """Return the panel of this room for one organisation, as it stands on a date."""
        ...


organisation_panels: Registry[OrganisationPanel] = Registry("organisation panels")
