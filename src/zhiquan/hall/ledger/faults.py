"""What a verification names: the case, the event, and what kind of change it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from zhiquan.rules.text import Text


class Change(StrEnum):
    """The kinds of change."""

    CONTENT = "content"
    ORDER = "order"
    MISSING = "missing"
    ADDED = "added"
    PAYLOAD = "payload"
    HEAD = "head"
    LEAF = "leaf"
    SEAL = "seal"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Fault:
    """A change found; ``case`` is empty where a seal itself is meant, ``event`` None where no single one is."""

    case: str
    event: int | None
    change: Change
    text: Text


SHOWN = 1_000
"""How many faults a report keeps; all are counted."""


@dataclass(slots=True)
class Verified:
    """What a verification went through and found; ``seconds`` it took."""

    cases: int = 0
    events: int = 0
    payloads: int = 0
    leaves: int = 0
    seals: int = 0
    unsealed: int = 0
    seconds: float = 0.0
    count: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return self.count == 0

    def add(self, part: Verified) -> None:
        """Count in what was found in a part; the first thousand faults of all are kept."""
        for name in _COUNTED:
            setattr(self, name, getattr(self, name) + getattr(part, name))
        self.faults += part.faults[: SHOWN - len(self.faults)]

    def found(self, change: Change, case: str, event: int | None, text: Text | None = None) -> None:
        """Note a fault; the first thousand are kept."""
        self.count += 1
        if len(self.faults) < SHOWN:
            self.faults.append(Fault(case, event, change, (text or _SAID[change]).format(event=event or 0)))


_COUNTED = ("cases", "events", "payloads", "leaves", "seals", "unsealed", "count")
_SAID = {
    Change.CONTENT: Text("第 {event} 条记录的内容被改动。", "The content of event {event} was changed."),
    Change.ORDER: Text("第 {event} 条记录的次序被改动。", "Event {event} stands where another stood."),
    Change.MISSING: Text("第 {event} 条记录缺失。", "Event {event} is missing."),
    Change.ADDED: Text("第 {event} 条记录系事后插入。", "Event {event} was put in without a record."),
    Change.PAYLOAD: Text(
        "第 {event} 条记录的个人信息被改动或去除。",
        "A personal answer of event {event} was exchanged or removed.",
    ),
    Change.HEAD: Text(
        "过程记录与封存时不一致（至第 {event} 条）：其后曾被整体改写。",
        "The chain up to event {event} is not the one that was sealed: it was rewritten.",
    ),
    Change.LEAF: Text("封存的链头（第 {event} 条）被改动。", "The sealed head (event {event}) was changed."),
    Change.CASE: Text("已封存的办件缺失。", "A sealed case is missing."),
    Change.SEAL: Text("封存记录被改动。", "A seal was changed."),
}
