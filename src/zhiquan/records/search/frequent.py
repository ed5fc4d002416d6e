"""The most frequent values of an index's dictionaries, kept so that one typed character is completed at once.

A dictionary answers a beginning in time with the number of values that have it: a hundred thousand names for one
character. The most frequent of them are therefore read once for each generation; a beginning that few of these have is
one that few have at all, and is asked of the dictionary itself.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from heapq import nsmallest
from threading import Lock

from zhiquan.records.search.engine import Reader, Vocabulary

KEPT = 20_000
"""Values of each dictionary that are kept."""
_LAST = "\U0010ffff"


@dataclass(slots=True)
class Frequent:
    """The dictionaries of one generation."""

    reader: Reader
    _held: dict[Vocabulary, list[tuple[str, int]]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def beginning(self, of: Vocabulary, prefix: str, size: int) -> tuple[tuple[str, int], ...]:
        """Return the most frequent values that begin so."""
        held = self._values(of)
        first, last = bisect_left(held, (prefix,)), bisect_left(held, (prefix + _LAST,))
        if last - first >= size:  # then none that is not kept is more frequent
            return tuple(nsmallest(size, held[first:last], key=lambda pair: (-pair[1], pair[0])))
        return self.reader.beginning(of, prefix, size)

    def _values(self, of: Vocabulary) -> list[tuple[str, int]]:
        with self._lock:
            if of not in self._held:
                self._held[of] = sorted(self.reader.beginning(of, "", KEPT))
            return self._held[of]
