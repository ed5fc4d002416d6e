"""Patents: applications and their publications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhiquan.records.corpus.model.common import Party, PartyRole, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class PatentRecord(Record):
    """A patent application or patent 专利 as one source tells it, by one of its publications or by the application.

    ``key`` is the right: the canonical application number (``CN201420789305.0``, ``US.16123456``), or, while no
    source says which application it is, ``pub.`` and the publication number; the merged view joins the two.
    ``record`` is the publication number where the row speaks of one document, else the key. ``office`` is the ST.3
    code, ``number`` the number as written, ``standing`` what its check character says (valid, unchecked);
    ``application`` and ``publication`` are canonical or empty. ``kind`` is a ``PatentKind`` value or empty.
    ``title`` and ``abstract`` are in the source's first language, ``title_en`` and ``abstract_en`` beside them;
    ``claim`` is the main claim 主权项. ``main_class`` is canonical in ``class_scheme`` (``ipc``, ``cpc``,
    ``locarno``); ``classes`` are all, each with its scheme (``ipc:H01M10/0525``), the main one first.
    ``priorities`` are numbers as the source writes them, ``pct`` the international application or publication,
    ``family`` the source's family number, ``status`` the legal status in the source's words, ``division`` the
    GB/T 2260 code of the first applicant or of the whole batch.
    """

    office: str = "CN"
    number: str
    standing: str
    application: str = ""
    publication: str = ""
    kind: str = ""
    title: str
    title_en: str = ""
    abstract: str = ""
    abstract_en: str = ""
    claim: str = ""
    parties: tuple[Party, ...] = ()
    filing_date: date | None = None
    publication_date: date | None = None
    grant_date: date | None = None
    main_class: str = ""
    class_scheme: str = ""
    classes: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    pct: str = ""
    family: str = ""
    status: str = ""
    division: str = ""

    @property
    def applicants(self) -> tuple[str, ...]:
        """Return the names of those who applied; where the source names only owners, theirs."""
        return self.named(PartyRole.APPLICANT) or self.owners

    @property
    def owners(self) -> tuple[str, ...]:
        """Return the names of the current owners 当前权利人, as far as the source names them apart."""
        return self.named(PartyRole.OWNER)

    @property
    def inventors(self) -> tuple[str, ...]:
        """Return the names of the inventors or designers 发明人、设计人."""
        return self.named(PartyRole.INVENTOR)

    def named(self, role: PartyRole) -> tuple[str, ...]:
        """Return the names of the parties of one role, in order."""
        return tuple(party.name for party in self.parties if party.role == role)


def applicants(*names: str) -> tuple[Party, ...]:
    """Return parties of whom only the names are known, as applicants."""
    return tuple(Party(role=PartyRole.APPLICANT.value, name=name) for name in names)
