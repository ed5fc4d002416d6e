"""Which right a row speaks of: office, application, publication, and the key that follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhiquan.records.corpus.gates.common import text
from zhiquan.records.corpus.keys import HOME, PUBLICATION, is_office, office_of, patent_key, publication_key
from zhiquan.records.corpus.loaders import Value
from zhiquan.rules.identifiers import ApplicationNumber, Broken, parse_application_number
from zhiquan.rules.identifiers.common import broken


@dataclass(frozen=True, slots=True)
class Right:
    """A right as its row names it: ``application`` and ``publication`` are keys or empty; ``chinese`` is the parsed
    Chinese application number; ``doubts`` tell what could not be read."""

    office: str
    application: str
    publication: str
    chinese: ApplicationNumber | None
    doubts: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return the right's key; empty for a description without any number."""
        return self.application or (self.publication and PUBLICATION + self.publication)


def read_right(fields: Mapping[str, Value]) -> Right | Broken:
    """Read office and numbers.

    A wrong check digit refuses the row. Any other application number that cannot be read is a doubt where a
    publication names the right all the same, and the other way round.
    """
    application, publication = text(fields, "application"), text(fields, "publication")
    if not (application or publication):
        return broken("empty", "没有填写申请号或公开号。", "Neither application nor publication number is given.", "")
    office = text(fields, "office").upper() or office_of(publication) or office_of(application) or HOME
    if not is_office(office):
        return broken("office", "“{given}”不是国别代码（如 CN）。", "“{given}” is no code of an office.", office)
    filed = _application(office, application)
    published = publication_key(office, publication, text(fields, "kind_code")) if publication else ""
    if isinstance(filed, Broken):
        if filed.rule == "check-digit" or isinstance(published, Broken) or not published:
            return filed
        return Right(office, "", published, None, ("application.unreadable",))
    if isinstance(published, Broken):
        return published if not filed else Right(office, _key(filed), "", _parsed(filed), ("publication.unreadable",))
    return Right(office, _key(filed), published, _parsed(filed), ())


def _application(office: str, application: str) -> str | ApplicationNumber | Broken:
    if not application:
        return ""
    if office == HOME and not application.lstrip().upper().startswith("PCT"):
        return parse_application_number(application)
    return patent_key(office, application)


def _key(filed: str | ApplicationNumber) -> str:
    return filed if isinstance(filed, str) else filed.canonical


def _parsed(filed: str | ApplicationNumber) -> ApplicationNumber | None:
    return None if isinstance(filed, str) else filed
