"""Random query trees over a set of records, with every kind of node and every field."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import strategies as st

from zhiquan.records.characters.folding import is_han, is_word
from zhiquan.records.search.language.faults import Fault
from zhiquan.records.search.language.near import read_near
from zhiquan.records.search.language.tree import (
    NAMES,
    TEXTS,
    And,
    Below,
    Code,
    Dated,
    Day,
    Everything,
    Is,
    KeyIs,
    Mode,
    Node,
    Not,
    Number,
    Or,
    Term,
    TextField,
    Words,
)
from zhiquan.records.search.language.wild import read_like_name, read_like_number, read_wild
from zhiquan.records.search.oracle import Folded
from zhiquan.records.search.schemes import path

FIELDS = ((TextField.TITLE,), (TextField.ABSTRACT,), (TextField.CLAIM,), (TextField.TITLE, TextField.ABSTRACT), TEXTS)


def has_word(text: str) -> bool:
    return any(is_han(char) or is_word(char) for char in text)


class Maker:
    """Draws queries whose words, names, classes and days come from the records, so that most of them find something."""

    def __init__(self, records: Sequence[Folded], chance: random.Random) -> None:
        self.records = records
        self.chance = chance
        self.leaves = (
            self.term, self.term, self.wild, self.near, self.inside, self.name, self.like, self.symbol, self.days,
            self.number, self.code, self.words, self.other,
        )  # fmt: skip

    def node(self, depth: int = 3) -> Node:
        if depth and self.chance.random() < 0.55:
            parts = tuple(self.node(depth - 1) for _ in range(self.chance.randint(2, 3)))
            return self.chance.choice((And(parts), Or(parts), And((parts[0], Not(parts[1]))), Not(parts[0])))
        return self.leaf()

    def leaf(self) -> Node:
        return self.chance.choice(self.leaves)(self.chance.choice(self.records))

    def text(self, folded: Folded) -> str:
        return self.chance.choice([value for field in TEXTS for value in folded.values[field]] or [""])

    def term(self, folded: Folded) -> Node:
        piece = self.piece(folded, 5)
        return Term(self.chance.choice(FIELDS), piece) if has_word(piece) else Everything()

    def piece(self, folded: Folded, longest: int) -> str:
        text = self.text(folded)
        start = self.chance.randrange(max(1, len(text)))
        return text[start : start + self.chance.randint(1, longest)].strip()

    def wild(self, folded: Folded) -> Node:
        """A stretch of the text, some of its characters left open and some wildcards added."""
        chars = [self.chance.choice((char, char, "?", "#")) for char in self.piece(folded, 6) if char not in "#?+* "]
        for mark in self.chance.choices(("#", "+", "?", ""), k=self.chance.randint(0, 2)):
            chars.insert(self.chance.randint(0, len(chars)), mark)
        try:
            return read_wild(self.chance.choice(FIELDS), "".join(chars), 0)
        except Fault:
            return Everything()

    def side(self, folded: Folded) -> Node:
        kind = self.chance.random()
        if kind < 0.2:
            return Or((self.term(folded), self.wild(folded)))
        if kind < 0.3:
            return self.near(folded)
        return self.wild(folded) if kind < 0.5 else self.term(folded)

    def near(self, folded: Folded) -> Node:
        sign = f"{self.chance.choice((0, 1, 3, 9, 40))}{self.chance.choice('WD')}"
        return self.nearness(self.side(folded), sign, self.side(folded))

    def inside(self, folded: Folded) -> Node:
        """Two pieces in one sentence or paragraph."""
        return self.nearness(self.side(folded), self.chance.choice("SSP"), self.term(folded))

    def nearness(self, left: Node, sign: str, right: Node) -> Node:
        try:
            return read_near(left, sign, right, 0)
        except Fault:
            return Everything()

    def like(self, folded: Folded) -> Node:
        """A name, a status or a number with some characters left open."""
        entry = folded.entry
        choices = [(field, name) for field in NAMES for name in folded.values[field]]
        choices += [("application", form) for form in entry.applications]
        choices += [("publication", form) for form in entry.publications]
        if Code.STATUS in entry.codes:
            choices.append((Code.STATUS, entry.codes[Code.STATUS]))
        of, value = self.chance.choice(choices or [("application", "1")])
        chars = [char for char in value if char not in "#?+*"]
        for _ in range(2 if chars else 0):
            chars[self.chance.randrange(len(chars))] = self.chance.choice("?#+")
        try:
            number = of in {"application", "publication"}
            return read_like_number(of, "".join(chars), 0) if number else read_like_name(of, "".join(chars), 0)
        except Fault:
            return Everything()

    def name(self, folded: Folded) -> Node:
        named = [(field, name) for field in NAMES for name in folded.values[field]]
        if not named:
            return Everything()
        field, name = self.chance.choice(named)
        mode = self.chance.choice(tuple(Mode))
        start = self.chance.randrange(len(name)) if mode is Mode.CONTAINS else 0
        piece = name if mode is Mode.EXACT else name[start : start + 3].strip()
        return Term((field,), piece, mode) if has_word(piece) else Everything()

    def symbol(self, folded: Folded) -> Node:
        """A class or a division, or something above it."""
        classes = folded.entry.classes
        if not classes:
            return Everything()
        scheme, _, symbol = self.chance.choice(path(self.chance.choice(classes))).partition(":")
        return Below(scheme, symbol)

    def days(self, folded: Folded) -> Node:
        of = self.chance.choice(tuple(Day))
        day = folded.entry.days.get(of, 20_140_506)
        bounds = ((day, None), (None, day), (day, day + 20_000), (day, day))
        return Dated(of, *self.chance.choice(bounds))

    def number(self, folded: Folded) -> Node:
        entry = folded.entry
        forms = [("application", form) for form in entry.applications]
        forms += [("publication", form) for form in entry.publications]
        return Number(*self.chance.choice(forms)) if forms else Everything()

    def code(self, folded: Folded) -> Node:
        return Is(*self.chance.choice(sorted(folded.entry.codes.items())))

    def words(self, folded: Folded) -> Node:
        held = sorted(folded.words) or ["无"]
        return Words(tuple(self.chance.choices(held, k=self.chance.randint(1, 4))))

    def other(self, folded: Folded) -> Node:
        return self.chance.choice((KeyIs(folded.entry.key), Everything()))


SEEDS = st.integers(0, 2**32).map(random.Random)
