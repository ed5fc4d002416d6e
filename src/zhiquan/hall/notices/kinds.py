"""The kinds of things that people are told, about a case, what an organisation holds, or what a saved search found."""

from __future__ import annotations

from enum import StrEnum

from zhiquan.rules.text import Text


class Kind(StrEnum):
    """What a notice is about; the value is also the end of a webhook's type (``case.<kind>``)."""

    OPENED = "opened"
    ASKED = "asked"
    LETTER = "letter"
    DECIDED = "decided"
    CLOCK = "clock"
    FEES = "fees"
    TRADE = "trade"
    SEARCH = "search"
    RETURN = "return"

    @property
    def label(self) -> Text:
        """The kind as people call it."""
        return _LABELS[self]


_LABELS = {
    Kind.OPENED: Text("办件已收到", "Case received"),
    Kind.ASKED: Text("需要您办理", "Something is asked of you"),
    Kind.LETTER: Text("新文书", "New letter"),
    Kind.DECIDED: Text("已办结", "Case concluded"),
    Kind.CLOCK: Text("期限提醒", "Time limit"),
    Kind.FEES: Text("年费、续展提醒", "Annuities and renewals"),
    Kind.TRADE: Text("交易动态", "Market"),
    Kind.SEARCH: Text("检索提醒", "Saved search"),
    Kind.RETURN: Text("填报提醒", "Returns"),
}
MAILED = frozenset({Kind.ASKED, Kind.LETTER, Kind.DECIDED, Kind.CLOCK, Kind.FEES, Kind.TRADE, Kind.SEARCH, Kind.RETURN})
"""What is mailed to somebody who has chosen nothing."""
