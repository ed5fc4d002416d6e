"""What an index of marks consists of: flat columns with one entry a mark, and postings; in memory or in files."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from zhiquan.records.marks.packed import Postings, Texts


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one index; every array may as well be a file mapped into memory.

    ``texts numbers groups statuses keys`` are the marks' own words; ``masks`` their classes as bits; the lengths count
    different characters of the Chinese part, of its core without generic words, and pairs of Latin letters; ``spelt``
    holds, sorted, the 32-bit key of a spelling above the place of its mark. ``chars`` and ``latin`` lead from a
    character or pair of letters to the marks. ``without_words`` counts marks that have nothing to compare.
    """

    texts: Texts
    numbers: Texts
    groups: Texts
    statuses: Texts
    keys: Texts
    masks: npt.NDArray[np.uint64]
    han_lengths: npt.NDArray[np.uint8]
    core_lengths: npt.NDArray[np.uint8]
    latin_lengths: npt.NDArray[np.uint8]
    spelt: npt.NDArray[np.uint64]
    chars: Postings
    latin: Postings
    without_words: int

    @property
    def nbytes(self) -> int:
        """Return the size of all columns in bytes."""
        flat = (self.masks, self.han_lengths, self.core_lengths, self.latin_lengths, self.spelt)
        packed = (self.texts, self.numbers, self.groups, self.statuses, self.keys, self.chars, self.latin)
        return sum(one.nbytes for one in flat) + sum(one.nbytes for one in packed)
