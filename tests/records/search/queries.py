"""Random query trees over a set of records."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import strategies as st

from zhiquan.records.search.language.faults import Fault
from zhiquan.records.search.language.near import read_near
from zhiquan.records.search.language.tree import (
    And,
    ClassBelow,
    Everything,
    Filed,
    KindIs,
    Mode,
    Node,
    Not,
    Number,
    Or,
    Term,
    TextField,
)
from zhiquan.records.search.language.wild import read_like_name, read_like_number, read_wild
from zhiquan.records.search.oracle import Folded
from zhiquan.records.search.text import is_han, is_word

FIELDS = ((TextField.TITLE,), (TextField.ABSTRACT,), (TextField.TITLE, TextField.ABSTRACT))


def has_word(text: str) -> bool:
    return any(is_han(char) or is_word(char) for char in text)


class Maker:
    """Draws queries whose words, names, classes and days come from the records, so that most of them find something."""

    def __init__(self, records: Sequence[Folded], chance: random.Random) -> None:
        self.records = records
        self.chance = chance

    def node(self, depth: int = 3) -> Node:
        if depth and self.chance.random() < 0.55:
            parts = tuple(self.node(depth - 1) for _ in range(self.chance.randint(2, 3)))
            return self.chance.choice((And(parts), Or(parts), And((parts[0], Not(parts[1]))), Not(parts[0])))
        return self.leaf()

    def leaf(self) -> Node:
        folded = self.chance.choice(self.records)
        makers = (self.term, self.term, self.wild, self.near, self.name, self.like, self.symbol, self.days, self.other)
        make = self.chance.choice(makers)
        return make(folded)

    def term(self, folded: Folded) -> Node:
        field = self.chance.choice((TextField.TITLE, TextField.ABSTRACT))
        text = folded.values[field][0]
        start = self.chance.randrange(max(1, len(text)))
        piece = text[start : start + self.chance.choice((1, 2, 2, 3, 5))].strip()
        return Term(self.chance.choice(FIELDS), piece) if has_word(piece) else Everything()

    def piece(self, folded: Folded, longest: int) -> str:
        text = folded.values[self.chance.choice((TextField.TITLE, TextField.ABSTRACT))][0]
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
        try:
            return read_near(self.side(folded), sign, self.side(folded), 0)
        except Fault:
            return Everything()

    def like(self, folded: Folded) -> Node:
        """A name or a number with some characters left open."""
        of, value = self.chance.choice(
            [("name", name) for name in folded.values[TextField.APPLICANT]] + [("key", folded.record.key[2:])]
        )
        chars = [char for char in value if char not in "#?+*"]
        for _ in range(2):
            chars[self.chance.randrange(len(chars))] = self.chance.choice("?#+")
        try:
            return (read_like_name if of == "name" else read_like_number)("".join(chars), 0)
        except Fault:
            return Everything()

    def name(self, folded: Folded) -> Node:
        names = folded.values[TextField.APPLICANT]
        if not names:
            return Everything()
        name = self.chance.choice(names)
        mode = self.chance.choice(tuple(Mode))
        start = self.chance.randrange(len(name)) if mode is Mode.CONTAINS else 0
        piece = name if mode is Mode.EXACT else name[start : start + 3].strip()
        return Term((TextField.APPLICANT,), piece, mode) if has_word(piece) else Everything()

    def symbol(self, folded: Folded) -> Node:
        symbol = folded.record.main_class
        cuts = (1, 3, 4, len(symbol)) if folded.record.class_scheme == "ipc" else (2, 5)
        return ClassBelow(folded.record.class_scheme, symbol[: self.chance.choice(cuts)]) if symbol else Everything()

    def days(self, folded: Folded) -> Node:
        day = int(folded.record.filing_date.strftime("%Y%m%d"))
        return self.chance.choice((Filed(day, None), Filed(None, day), Filed(day, day + 20_000), Filed(day, day)))

    def other(self, folded: Folded) -> Node:
        return self.chance.choice((KindIs(folded.record.kind), Number(folded.record.key), Everything()))


SEEDS = st.integers(0, 2**32).map(random.Random)
