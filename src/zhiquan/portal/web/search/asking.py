"""What a search page is asked: everything of it stands in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from zhiquan.records.search import Mode, Order, Synonyms
from zhiquan.records.search.synonyms import NONE
from zhiquan.rules.text import Text

ORDERS: dict[Order, Text] = {
    "relevance": Text("相关度", "Relevance"),
    "newest": Text("日期由新到旧", "Newest first"),
    "oldest": Text("日期由旧到新", "Oldest first"),
}
"""Orders of the results, as in the address."""
MODES: dict[Mode, Text] = {
    "exact": Text("精确：按字面匹配", "Exact: as written"),
    "smart": Text("智能：按词语排序", "Smart: ranked by words"),
}
"""What the box is taken for."""
FIRST: Order = "relevance"
MOST_SETS = 9


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: the text, what it is taken for, what narrows it, earlier sets, whether synonyms are looked for."""

    text: str
    mode: Mode = "exact"
    within: str = ""
    order: Order = FIRST
    after: str | None = None
    sets: tuple[str, ...] = ()
    wide: bool = False

    @classmethod
    def of(cls, request: HttpRequest) -> Asked:
        """Read the address; what is not known there counts as not given."""
        given = request.GET
        return cls(
            text=given.get("q", "").strip(),
            mode=next((key for key in MODES if key == given.get("mode")), "exact"),
            within=given.get("within", "").strip(),
            order=next((key for key in ORDERS if key == given.get("order")), FIRST),
            after=given.get("after") or None,
            sets=tuple(text.strip() for text in given.getlist("set") if text.strip())[:MOST_SETS],
            wide=given.get("wide") == "1",
        )

    @property
    def options(self) -> dict[str, Any]:
        """What every question to the index carries."""
        return {"sets": self.sets, "mode": self.mode, "within": self.within, "synonyms": self._synonyms()}

    def _synonyms(self) -> Synonyms:
        return Synonyms.read(settings.DATA.region) if self.wide else NONE
