"""Families of provisions 门类 with their counts: verified against the act, or to be checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from zhiquan.rules.law import Book
from zhiquan.rules.law.families import family_name, family_of
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Family:
    """One family: its word in the keys, its name, how many versions are verified and how many are to be checked."""

    word: str
    name: Text
    verified: int
    to_check: int

    @property
    def total(self) -> int:
        """All versions of all provisions of the family."""
        return self.verified + self.to_check


def families(book: Book) -> tuple[Family, ...]:
    """Return all families, the largest first."""
    counted = Counter((family_of(provision.key), provision.sure) for provision in book)
    found = (Family(word, family_name(word), counted[word, True], counted[word, False]) for word, _ in counted)
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (-one.total, one.word)))
