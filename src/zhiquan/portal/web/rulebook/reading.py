"""What the pages of the rulebook read: a matter's files, where they stand, and its published versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from zhiquan.hall.cases import shelf
from zhiquan.hall.cases.proof import prove_package
from zhiquan.hall.matters.comparing import GROUPS, Difference
from zhiquan.hall.matters.load import DefinitionRefusal
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.ports import Package
from zhiquan.office.rulebook.selectors import Standing, standing, versions
from zhiquan.office.rulebook.sources import REGION_ORIGIN, source
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

LOOKS = {
    Standing.UNPUBLISHED: "unknown",
    Standing.OFFERED: "unknown",
    Standing.EDITED: "fail",
    Standing.TO_COME: "",
    Standing.IN_FORCE: "pass",
    Standing.SUPERSEDED: "",
}
"""How a standing looks as a badge."""


@dataclass(frozen=True, slots=True)
class Lying:
    """The files of a matter as they lie: readable or not, whose they are, where they stand; and what is published."""

    code: str
    title: Text
    package: Package | None
    fault: Text | None
    own: bool
    standing: Standing | None
    versions: tuple[DefinitionVersion, ...]
    in_force: DefinitionVersion | None

    @property
    def look(self) -> str:
        """The badge of the standing."""
        return "fail" if self.standing is None else LOOKS[self.standing]

    @property
    def newer_ships(self) -> str:
        """The shipped version that came after the region's own was published; empty when there is none."""
        if self.package is None or self.in_force is None or self.in_force.origin != REGION_ORIGIN:
            return ""
        return self.package.beside if self.package.beside != self.in_force.beside else ""


def matters(on: date) -> tuple[Lying, ...]:
    """Return all matters that lie as files, by code."""
    return tuple(lying(code, on) for code in shelf.codes())


def lying(code: str, on: date) -> Lying:
    """Return one matter; one that was published and whose files are gone is told so. Refuses (NotFound) the rest."""
    rows = tuple(versions(code))
    in_force = next((row for row in rows if row.in_force_from <= on), None)
    try:
        own = source(code, shelf.region()).own
        package = shelf.package(code)
        title = shelf.read_matter(code).title
    except NotFound as gone:
        if not rows:
            raise
        return _unread(code, gone.text, rows, in_force)
    except DefinitionRefusal as refusal:
        return _unread(code, refusal.text, rows, in_force)
    return Lying(
        code, title, package, None, own or package.origin == REGION_ORIGIN, standing(package, on), rows, in_force
    )


def faults_of(package: Package, on: date) -> tuple[Text, ...]:
    """Return what the proof finds, stories included; none means that it may be published."""
    try:
        return prove_package(package, on)
    except Refusal as refusal:
        return (refusal.text,)


def grouped(found: tuple[Difference, ...]) -> tuple[tuple[Text, tuple[Difference, ...]], ...]:
    """Return differences under the headings of their groups."""
    return tuple((GROUPS[group], tuple(ones)) for group, ones in groupby(found, key=lambda one: one.group))


def _unread(code: str, fault: Text, rows: tuple[DefinitionVersion, ...], in_force: DefinitionVersion | None) -> Lying:
    """Return what is known of a matter whose files cannot be read."""
    try:
        own = source(code, shelf.region()).own
    except NotFound:
        own = False
    return Lying(code, _title(code, in_force), None, fault, own, None, rows, in_force)


def _title(code: str, version: DefinitionVersion | None) -> Text:
    return shelf.matter_of(version).title if version else Text(code, code)
