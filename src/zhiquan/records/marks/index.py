"""An index of marks in memory: by character (reached through sound and parts), Latin pairs and spelling.

About a hundred bytes for a mark, nothing per mark but numbers in flat arrays; it is built once and only read after.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from zlib import crc32

import numpy as np
import numpy.typing as npt

from zhiquan.records.marks.model import MarkRecord
from zhiquan.records.marks.packed import Gathering, Ids, Texts, column
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
    """Return keys of how a mark of one script is spelt in Latin letters; a Chinese one by all its readings."""
    if found.latin and not found.han:
        given: Iterable[str] = (found.latin,)
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
    """Marks that can be looked through for similar ones; ``MarkIndex(marks)`` reads any stream of them once."""

    def __init__(self, marks: Iterable[MarkRecord], progress: Callable[[int], None] | None = None) -> None:
        self._texts, self._numbers, self._groups, self._statuses = Texts(), Texts(), Texts(), Texts()
        chars, latin = Gathering(), Gathering()
        spelt, masks, lengths = array("Q"), array("Q"), tuple(array("B") for _ in range(3))
        self.without_words = 0
        for at, mark in enumerate(marks):
            self._keep(mark)
            found = word(mark.text)
            self.without_words += not found.folded
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
        self.chars, self.latin = chars.postings(), latin.postings()
        self.vocabulary = Vocabulary(self.chars.tokens)
        self.masks: npt.NDArray[np.uint64] = column(masks, np.uint64)
        self.han_lengths, self.core_lengths, self.latin_lengths = (column(one, np.uint8) for one in lengths)
        self._spelt: npt.NDArray[np.uint64] = np.sort(column(spelt, np.uint64))

    def _keep(self, mark: MarkRecord) -> None:
        self._texts.append(mark.text)
        self._numbers.append(mark.number)
        self._groups.append(" ".join(sorted(mark.groups)))
        self._statuses.append(mark.status)

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, at: int) -> MarkRecord:
        mask = int(self.masks[at])
        classes = frozenset(number for number in range(mask.bit_length()) if mask >> number & 1)
        groups = frozenset(self._groups[at].split())
        return MarkRecord(self._texts[at], classes, groups, self._numbers[at], self._statuses[at])

    def text(self, at: int) -> str:
        """Return a mark's text alone."""
        return self._texts[at]

    def spelt(self, spelling: str) -> Ids:
        """Return the marks of one script with this spelling."""
        first = key(spelling) << 32
        low, high = np.searchsorted(self._spelt, np.array([first, first + (1 << 32)], dtype=np.uint64))
        return (self._spelt[low:high] & np.uint64((1 << 32) - 1)).astype(np.uint32)

    @property
    def nbytes(self) -> int:
        """Return the memory of the index's arrays, in bytes."""
        columns = (self.masks, self.han_lengths, self.core_lengths, self.latin_lengths, self._spelt)
        texts = (self._texts, self._numbers, self._groups, self._statuses)
        held = sum(one.nbytes for one in columns) + sum(one.nbytes for one in texts)
        return held + self.chars.nbytes + self.latin.nbytes
