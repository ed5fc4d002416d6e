"""A first look whether the corpus holds something of nearly the same title; it warns and never decides."""

from __future__ import annotations

from difflib import SequenceMatcher

from django.conf import settings

from zhiquan.hall.matters.ports import CheckContext, CheckOutcome, CheckResult
from zhiquan.records.search import open_index
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

LOOKED_AT = 10
"""Hits that are compared."""
SOURCE = Text("专利库（名称检索）", "The corpus, by title")


def near_titles(title: str) -> list[tuple[str, str]] | None:
    """Return (number, title) of the best hits for a title; nothing where no corpus is there or it cannot be asked."""
    words = "".join(sign if sign.isalnum() else " " for sign in title)
    try:
        found = open_index(settings.DATA.index).search(words, size=LOOKED_AT, facets=False)
    except (NotFound, Refusal):
        return None
    return [(hit.key, "".join(piece.text for piece in hit.title)) for hit in found.hits]


def no_near_duplicate(context: CheckContext) -> CheckResult:
    """No title in the corpus agrees with the answer ``field`` by ``least`` per cent of its signs or more."""
    title, least = str(context.form.get(context.params["field"], "")), int(context.params["least"])
    found = near_titles(title)
    if found is None:
        text = Text("不能检索专利库", "the corpus cannot be searched")
        return CheckResult("no-near-duplicate", CheckOutcome.UNKNOWN, text, SOURCE)
    near = {key: said for key, said in found if _alike(title, said) >= least}
    if near:
        names = "；".join(f"{key} {said}" for key, said in near.items())
        text = Text(f"名称相近：{names}", f"of nearly the same title: {names}")
        return CheckResult("no-near-duplicate", CheckOutcome.FAIL, text, SOURCE, context.on, near)
    text = Text("没有发现名称相近的专利", "nothing of nearly the same title was found")
    return CheckResult("no-near-duplicate", CheckOutcome.PASS, text, SOURCE, context.on)


def _alike(one: str, other: str) -> int:
    """Return how far two titles agree, in per cent of their signs."""
    return int(SequenceMatcher(None, _plain(one), _plain(other), autojunk=False).ratio() * 100)


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
