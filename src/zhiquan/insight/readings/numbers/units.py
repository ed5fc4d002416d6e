"""Units that numbers carry, from ``definitions/readings/units.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zhiquan.definitions import SHIPPED, read_yaml

SORTS = ("count", "money", "share", "points", "times", "span", "size")


@dataclass(frozen=True)
class Units:
    """Every unit and its sort; ``chained`` stand only in rows (1金2银), ``structure`` count parts of a plan."""

    sorts: dict[str, str]
    chained: frozenset[str]
    structure: frozenset[str]

    @property
    def pattern(self) -> str:
        """Alternatives, the longest first, without the chained ones."""
        words = [unit for unit in self.sorts if unit not in self.chained]
        return "|".join(sorted(words, key=len, reverse=True))


@cache
def units() -> Units:
    """Return the shipped units."""
    data = read_yaml(SHIPPED / "readings" / "units.yaml")
    sorts = {str(unit): sort for sort in SORTS for unit in data[sort]}
    return Units(sorts, frozenset(data["chained"]), frozenset(data["structure"]))
