"""The kind of a patent 专利种类 from its number, its words or the letter of its kind code."""

from __future__ import annotations

import re
from collections.abc import Mapping

from zhiquan.records.corpus.keys import folded
from zhiquan.rules.identifiers import PatentKind

_WORDS = re.compile(
    "(?P<utility_model>实用新型|utilitymodel)|(?P<design>外观|designpatent|^design$)|(?P<invention>发明|invention|^utility$)"
)
_TELLING = 60
_LETTERS: Mapping[str, PatentKind] = {
    # WIPO ST.16: groups 1 (patents for invention), 2 (utility models) and designs; P plants and others have no kind
    "A": PatentKind.INVENTION,
    "B": PatentKind.INVENTION,
    "C": PatentKind.INVENTION,
    "U": PatentKind.UTILITY_MODEL,
    "Y": PatentKind.UTILITY_MODEL,
    "S": PatentKind.DESIGN,
}


def kind_in_words(written: str) -> str:
    """Return the kind that a text names (``发明专利``, ``发明授权``, ``实用新型``, ``utility model``), or nothing."""
    found = _WORDS.search(folded(written[:_TELLING])) if written else None
    return found.lastgroup or "" if found else ""


def kind_by_code(kind_code: str) -> str:
    """Return the kind that the letter of a kind code stands for (WIPO ST.16), or nothing."""
    kind = _LETTERS.get(kind_code[:1].upper())
    return kind.value if kind else ""
