"""What is told about rights beside the rights themselves: events, citations, families, organisations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zhiquan.records.corpus.model.common import Party, Record
from zhiquan.rules.text import Text


class EventKind(StrEnum):
    """What an event does to a right; the source's own code stands beside it."""

    FILED = "filed"
    PUBLISHED = "published"
    EXAMINATION = "examination"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    FEE_PAID = "fee_paid"
    CEASED = "ceased"
    EXPIRED = "expired"
    RESTORED = "restored"
    INVALIDATED = "invalidated"
    TRANSFERRED = "transferred"
    LICENSED = "licensed"
    LICENCE_ENDED = "licence_ended"
    PLEDGED = "pledged"
    PLEDGE_ENDED = "pledge_ended"
    CHANGED = "changed"
    OPPOSED = "opposed"
    OTHER = "other"

    @property
    def label(self) -> Text:
        """The event's name for people."""
        return _LABELS[self]


_LABELS = {
    EventKind.FILED: Text("申请", "Filed"),
    EventKind.PUBLISHED: Text("公开、公告", "Published"),
    EventKind.EXAMINATION: Text("实质审查", "Examination"),
    EventKind.GRANTED: Text("授权、注册", "Granted or registered"),
    EventKind.REFUSED: Text("驳回", "Refused"),
    EventKind.WITHDRAWN: Text("撤回", "Withdrawn"),
    EventKind.FEE_PAID: Text("缴费", "Fee paid"),
    EventKind.CEASED: Text("终止", "Ceased"),
    EventKind.EXPIRED: Text("期限届满", "Expired"),
    EventKind.RESTORED: Text("恢复", "Restored"),
    EventKind.INVALIDATED: Text("无效宣告", "Invalidated"),
    EventKind.TRANSFERRED: Text("转移", "Transferred"),
    EventKind.LICENSED: Text("许可备案", "Licensed"),
    EventKind.LICENCE_ENDED: Text("许可备案注销", "Licence ended"),
    EventKind.PLEDGED: Text("质押登记", "Pledged"),
    EventKind.PLEDGE_ENDED: Text("质押注销", "Pledge ended"),
    EventKind.CHANGED: Text("著录事项变更", "Particulars changed"),
    EventKind.OPPOSED: Text("异议", "Opposed"),
    EventKind.OTHER: Text("其他", "Other"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord(Record):
    """A legal event 法律状态变化 of a right: what happened, when, between whom, registered under which number.

    ``key`` is the right's; ``event`` an ``EventKind`` value, ``code`` and ``text`` the source's own. ``on`` is the day
    of effect, ``published_on`` the gazette's. ``until`` ends what runs for a time (a licence, a pledge). ``amount`` is
    a decimal number of ``currency``, each empty where not told.
    """

    event: str
    on: date
    published_on: date | None = None
    until: date | None = None
    code: str = ""
    text: str = ""
    number: str = ""
    parties: tuple[Party, ...] = ()
    amount: str = ""
    currency: str = ""
    division: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationRecord(Record):
    """One thing cited by a patent: ``cited`` a right's key or publication key, empty for literature; as written in
    ``text``."""

    cited: str = ""
    text: str = ""
    category: str = ""
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRecord(Record):
    """Membership of a right (``key``) in a patent family 同族: ``scheme`` simple, extended or docdb."""

    family: str
    scheme: str = "docdb"
    publication: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRecord(Record):
    """An organisation as one source names it; ``key`` is ``org.<USCC>`` or ``org.<folded name>``.

    Names are never merged by likeness: ``corpus.entities`` proposes, a person decides.
    """

    name: str
    names: tuple[str, ...] = ()
    name_en: str = ""
    code: str = ""
    kind: str = ""
    industry: str = ""
    area: str = ""
    division: str = ""
    country: str = ""
