"""An index of marks: by character (reached through sound and parts), Latin pairs and spelling.

About a hundred bytes for a mark, nothing per mark but numbers in flat columns; it is built once and only read after.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from typing import Self
from zlib import crc32

import numpy as np

from zhiquan.records.marks.columns import Columns
from zhiquan.records.marks.model import Mark
from zhiquan.records.marks.packed import Gathering, Ids, Writing, column
from zhiquan.records.marks.sound import spellings
from zhiquan.records.marks.vocabulary import Vocabulary
from zhiquan.records.marks.words import Word, word

STEP = 10_000
"""Progress is told after so many marks."""
_EDGE = "\x00"


def pairs(rest: str) -> frozenset[str]:
    """Return the pairs of neighbours in letters and digits, the two ends marked; none of an empty text."""
    edged = f"{_EDGE}{rest}{_EDGE}"
    return frozenset(edged[at : at + 2] for at in range(len(edged) - 1)) if rest else frozenset()


def spelling_keys(found: Word) -> frozenset[int]:
    """Return keys of how a mark of one script is spelt in Latin letters, whole and without little words; a Chinese one
    by all its readings."""
    if found.latin and not found.han:
        given: Iterable[str] = (found.latin, found.latin_core.text)
    elif found.han and not found.latin:
        given = spellings(found.han)
    else:
        given = ()
    return frozenset(key(one) for one in given)


def key(spelling: str) -> int:
    """Return the 32-bit key of a spelling; a chance meeting of two is told apart by the comparison."""
    return crc32(spelling.encode("utf-8", "surrogatepass"))


def class_mask(classes: Iterable[int]) -> int:
    """Return classes as bits."""
    return sum(1 << number for number in frozenset(classes))


class MarkIndex:
    """Marks that can be looked through for similar ones: columns and the vocabulary that widens a character."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.chars, self.latin, self.masks = columns.chars, columns.latin, columns.masks
        self.han_lengths, self.core_lengths = columns.han_lengths, columns.core_lengths
        self.latin_lengths = columns.latin_lengths
        self.vocabulary = Vocabulary(columns.chars.tokens)

    @classmethod
    def of(cls, marks: Iterable[Mark], progress: Callable[[int], None] | None = None) -> Self:
        """Build an index in memory from any stream of marks, read once."""
        return cls(gather(marks, progress))

    @property
    def without_words(self) -> int:
        """How many marks have nothing to compare."""
        return self.columns.without_words

    def __len__(self) -> int:
        return len(self.columns.texts)

    def __getitem__(self, at: int) -> Mark:
        held = self.columns
        mask = int(held.masks[at])
        classes = frozenset(number for number in range(mask.bit_length()) if mask >> number & 1)
        groups = frozenset(held.groups[at].split())
        return Mark(held.texts[at], classes, groups, held.numbers[at], held.statuses[at], held.keys[at])

    def text(self, at: int) -> str:
        """Return a mark's text alone."""
        return self.columns.texts[at]

    def spelt(self, spelling: str) -> Ids:
        """Return the marks of one script with this spelling."""
        first = key(spelling) << 32
        sorted_keys = self.columns.spelt
        low, high = np.searchsorted(sorted_keys, np.array([first, first + (1 << 32)], dtype=np.uint64))
        return (sorted_keys[low:high] & np.uint64((1 << 32) - 1)).astype(np.uint32)

    @property
    def nbytes(self) -> int:
        """Return the size of the index's columns, in bytes."""
        return self.columns.nbytes


def gather(marks: Iterable[Mark], progress: Callable[[int], None] | None = None) -> Columns:
    """Read a stream of marks into columns; ``progress`` hears how many there are, now and then."""
    words = {name: Writing() for name in ("texts", "numbers", "groups", "statuses", "keys")}
    chars, latin = Gathering(), Gathering()
    spelt, masks, lengths = array("Q"), array("Q"), tuple(array("B") for _ in range(3))
    without_words = 0
    for at, mark in enumerate(marks):
        own = (mark.text, mark.number, " ".join(sorted(mark.groups)), mark.status, mark.key)
        for writing, text in zip(words.values(), own, strict=True):
            writing.append(text)
        found = word(mark.text)
        without_words += not found.folded
        grams = pairs(found.rest)
        chars.add(frozenset(found.han), at)
        latin.add(grams, at)
        spelt.extend([one << 32 | at for one in spelling_keys(found)])
        masks.append(class_mask(mark.classes))
        different = len(frozenset(found.han)), len(frozenset(found.han_core.text)), len(grams)
        for numbers, value in zip(lengths, different, strict=True):
            numbers.append(value)
        if progress and (at + 1) % STEP == 0:
            progress(at + 1)
    han, core, rest = (column(one, np.uint8) for one in lengths)
    return Columns(
        **{name: writing.texts() for name, writing in words.items()},
        masks=column(masks, np.uint64),
        han_lengths=han,
        core_lengths=core,
        latin_lengths=rest,
        spelt=np.sort(column(spelt, np.uint64)),
        chars=chars.postings(),
        latin=latin.postings(),
        without_words=without_words,
    )
