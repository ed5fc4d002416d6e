"""A question as it is put to an engine: from a query, or from words in the smart mode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhiquan.records.search.language import parse
from zhiquan.records.search.language.tree import And, Everything, Node, Number, Words
from zhiquan.records.search.numbers import is_number_like
from zhiquan.records.search.results import Mode
from zhiquan.records.search.synonyms import Synonyms, Widened
from zhiquan.records.search.words import asked
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the tree, the query that facets narrow (``*`` for all), and what is told about the reading."""

    node: Node
    narrowed: str
    mode: Mode
    words: tuple[str, ...] = ()
    widened: tuple[Widened, ...] = ()


def question(text: str, sets: Sequence[str], mode: Mode, within: str, synonyms: Synonyms) -> Question:
    """Read a question; ``Refusal`` ``search.*`` for what cannot be read."""
    limits = (parse(within, sets),) if within.strip() else ()
    if mode == "smart" and text.strip() != "*" and not is_number_like(text):
        return _smart(text, limits, within, synonyms)
    node = parse(text, sets)
    whole = _both(synonyms.widen(node), limits)
    query = "*" if isinstance(node, Everything) else text.strip()
    narrowed = query if not limits else within.strip() if query == "*" else f"({query}) AND ({within.strip()})"
    return Question(whole, narrowed, "exact", widened=synonyms.told(node))


def _smart(text: str, limits: tuple[Node, ...], within: str, synonyms: Synonyms) -> Question:
    words = asked(text)
    if not words:
        raise Refusal("search.empty", Text("请输入检索词。", "Enter something to search for."))
    widened = synonyms.beside(dict.fromkeys((*words, *synonyms.inside(text))))
    others = (word for one in widened for other in one.others for word in asked(other))
    every = tuple(dict.fromkeys((*words, *others)))
    return Question(_both(Words(every), limits), within.strip() or "*", "smart", words, widened)


def _both(node: Node, limits: tuple[Node, ...]) -> Node:
    return And((node, *limits)) if limits and not isinstance(node, Number) else node
