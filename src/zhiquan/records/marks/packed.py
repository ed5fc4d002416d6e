"""Millions of texts and postings in flat arrays: a few bytes each, no object per mark."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.uint32]
_TOKEN_SHIFT = 32
_ID_MASK = (1 << _TOKEN_SHIFT) - 1


class Texts:
    """A list of texts, kept as one run of UTF-8 with offsets."""

    def __init__(self, content: npt.NDArray[np.uint8], ends: npt.NDArray[np.uint64]) -> None:
        self.content, self.ends = content, ends

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, at: int) -> str:
        return self.content[self.ends[at] : self.ends[at + 1]].tobytes().decode("utf-8", "surrogatepass")

    @property
    def nbytes(self) -> int:
        """Return the memory taken, in bytes."""
        return int(self.content.nbytes + self.ends.nbytes)


class Writing:
    """Texts while they come in; ``texts()`` ends it."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("Q", [0])

    def append(self, text: str) -> None:
        """Add one text; a lone surrogate is kept as it came."""
        self._bytes += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._bytes))

    def texts(self) -> Texts:
        """Return them all, without a copy."""
        return Texts(np.frombuffer(self._bytes, dtype=np.uint8), column(self._ends, np.uint64))


class Gathering:
    """Pairs of token and mark while they come in; ``sorted()`` makes postings of them."""

    def __init__(self) -> None:
        self.tokens: dict[str, int] = {}
        self._pairs = array("Q")

    def add(self, tokens: Iterable[str], mark: int) -> None:
        """Note that a mark has these tokens, each given once."""
        known = self.tokens
        self._pairs.extend([known.setdefault(token, len(known)) << _TOKEN_SHIFT | mark for token in tokens])

    def postings(self) -> Postings:
        """Sort once, in place."""
        pairs: npt.NDArray[np.uint64] = np.array(self._pairs, dtype=np.uint64)
        self._pairs = array("Q")
        pairs.sort()
        firsts = np.arange(len(self.tokens) + 1, dtype=np.uint64) << np.uint64(_TOKEN_SHIFT)
        starts = np.searchsorted(pairs, firsts).astype(np.int64)
        return Postings(self.tokens, starts, (pairs & np.uint64(_ID_MASK)).astype(np.uint32))


class Postings:
    """For each token the marks that have it, in rising order."""

    def __init__(self, tokens: dict[str, int], starts: npt.NDArray[np.int64], marks: Ids) -> None:
        self.tokens, self.starts, self.marks = tokens, starts, marks

    def __getitem__(self, token: str) -> Ids:
        at = self.tokens.get(token)
        if at is None:
            return self.marks[:0]
        return self.marks[self.starts[at] : self.starts[at + 1]]

    @property
    def nbytes(self) -> int:
        """Return the memory of the arrays, in bytes."""
        return int(self.starts.nbytes + self.marks.nbytes)


def column(values: array[Any], kind: type[np.generic]) -> npt.NDArray[Any]:
    """Return a grown array as one of numpy's, of the same width, without a copy."""
    return np.frombuffer(values, dtype=kind) if values else np.zeros(0, dtype=kind)
