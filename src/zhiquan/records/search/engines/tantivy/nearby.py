"""Nearness: candidates by the index, then their text is read. And what a query may cost, known before it runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby, takewhile
from typing import Any

import tantivy

from zhiquan.records.characters.folding import is_word
from zhiquan.records.search.describing import entry_of, read_record
from zhiquan.records.search.engines.tantivy.compile import Read, compile_query
from zhiquan.records.search.engines.tantivy.schema import TEXT_WORDS, TITLE_WORDS
from zhiquan.records.search.engines.tantivy.terms import all_of, in_fields
from zhiquan.records.search.language.tree import And, Mode, Near, Node, Not, Or, Sign, Term, Wild, Words
from zhiquan.records.search.spans import near_in
from zhiquan.records.search.text import needle
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

MOST_READ = 20_000
"""Candidates whose text is read, about a second's work; beyond, the total is "at least"."""
MOST_CANDIDATES = 200_000
"""Candidates beyond which a nearness is refused: what was read would say too little."""
MOST_WORDS = 10_000
"""Words of the dictionary that a beginning may stand for."""
MOST_PLACES = 200_000_000
"""Places of tokens that one query may read: some seconds' work."""


class Nearby:
    """The readings of one generation; the same question is read once."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher = searcher
        self._schema = schema
        self.read = lru_cache(maxsize=32)(self._read)
        self.frequency = lru_cache(maxsize=4_096)(self._frequency)

    def check(self, asked: Wild | Term) -> None:
        """Refuse a beginning of letters or digits that more than ``MOST_WORDS`` words have."""
        if isinstance(asked, Term):
            return
        for start in _beginnings(asked.signs):
            for field in asked.fields:
                words = self._searcher.terms_with_prefix(field.value, start, limit=MOST_WORDS + 1)
                if len(words) > MOST_WORDS:
                    raise too_wide()

    def cost(self, node: Node) -> int:
        """Return how many places a query's terms read, by the frequency of their rarest token, before it runs."""
        match node:
            case Term(fields, text, Mode.CONTAINS):
                cut = needle(text).tokens
                return sum(self._cost(field.value, cut) for field in fields)
            case Near(left=left, right=right):
                return self.cost(left) + self.cost(right)
            case And(parts) | Or(parts):
                return sum(map(self.cost, parts))
            case Not(part):
                return self.cost(part)
            case Words(words):
                return sum(self._cost(field, (word,)) for word in words for field in (TITLE_WORDS, TEXT_WORDS))
        return 0

    def _cost(self, field: str, cut: tuple[str, ...]) -> int:
        return len(cut) * min((self.frequency(field, token) for token in cut), default=0)

    def _frequency(self, field: str, token: str) -> int:
        return int(self._searcher.doc_freq(field, token))

    def _read(self, near: Near, among: tuple[Node, ...]) -> Read:
        for wild in _patterns(near):
            self.check(wild)
        with bounded():
            query = in_fields(near, self._schema, self.frequency)
            if among:
                query = all_of([query, compile_query(And(among), self._schema, self).query])
            hits: Any = self._searcher.search(query, limit=MOST_READ, count=True)
        candidates = int(hits.count or 0)
        if candidates > MOST_CANDIDATES:
            raise _too_many(candidates)
        places = sorted((place for _, place in hits.hits), key=lambda place: (place.segment_ord, place.doc))
        keys = (self._key_if_near(near, place) for place in places)
        return Read(tuple(key for key in keys if key), candidates > MOST_READ)

    def _key_if_near(self, near: Near, place: Any) -> str:
        stored: Any = self._searcher.doc(place).get_first("record")
        entry = entry_of(read_record(bytes(stored)))
        held = (near_in(near, field, value) for field in near.fields for value in entry.texts.get(field, ()))
        return entry.key if any(held) else ""


@contextmanager
def bounded() -> Iterator[None]:
    """Turn the engine's own bounds, on a pattern's length and on the words it may stand for, into the sentence for
    people."""
    try:
        yield
    except ValueError as error:
        if "size limit" in str(error):
            raise _too_long() from None
        if "max expansions" in str(error):
            raise too_wide() from None
        raise


def too_wide() -> Refusal:
    """Return the sentence for a pattern that too many words fit."""
    return Refusal(
        "search.too-wide",
        Text("通配符符合的词太多，请在通配符旁多写几个字。", "Too many words fit the wildcard; write more beside it."),
    )


def too_costly() -> Refusal:
    """Return the sentence for a query whose terms are too many and too common."""
    return Refusal(
        "search.too-wide",
        Text(
            "检索式中常见的词太多，请减少检索词，或用更长的词。",
            "The query holds too many common terms; use fewer or longer ones.",
        ),
    )


def _too_long() -> Refusal:
    return Refusal(
        "search.too-wide",
        Text(
            "带通配符的词太长或通配符太多，请写短一些。",
            "A term with wildcards is too long or holds too many of them; write a shorter one.",
        ),
    )


def _too_many(candidates: int) -> Refusal:
    return Refusal(
        "search.too-wide",
        Text(
            f"邻近两侧的词太常见（候选 {candidates} 件），请用更长的词，或用 AND 加上分类、日期等条件。",
            f"Both sides of the nearness are too common ({candidates} candidates); "
            "write longer terms or add a class or date by AND.",
        ),
    )


def _beginnings(signs: tuple[Sign, ...]) -> Iterator[str]:
    """Yield the letters and digits before the first wildcard of each run that may go on at any length."""
    for in_run, group in groupby(signs, lambda sign: sign.stands_for == "word" or is_word(sign.char)):
        run = list(group)
        if in_run and Sign("+", "word") in run and not run[0].stands_for:
            yield "".join(sign.char for sign in takewhile(lambda sign: not sign.stands_for, run))


def _patterns(node: Node) -> Iterator[Wild]:
    match node:
        case Wild():
            yield node
        case Near(left=left, right=right):
            yield from _patterns(left)
            yield from _patterns(right)
        case Or(parts):
            for part in parts:
                yield from _patterns(part)
