"""``python -m benchmarks.marks.run``: correctness first, then an index of generated marks; prints one JSON report.

Marks are made by chance from common characters, weighted so that few are frequent (a register's characters are about as
uneven), a third with a Latin word, a fifth with industry words behind. Half of the queries are planted: a mark of the
index with one character exchanged for one that sounds or looks like it; how many of those find their mark is printed
beside the times. ``memory_mb`` is the growth of the process's peak while building.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from zhiquan.records.marks import Bucket, Mark, MarkIndex, compare, similar
from zhiquan.records.marks.vocabulary import SAME, SOUND

CHARS, LATIN = 3_000, "eatoinsrlcdumpghbyfvkwzxjq"
FIRST_CHAR = 0x4E00
INDUSTRY = ("医院", "科技", "集团", "食品", "药业", "酒业")
QUERIES, CHECKED, LIMIT = 400, 200, 50
GROUPS, PAIRS = 12, 50_000


class Maker:
    """Makes marks and queries of one seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.chars = self._common()
        self._han = list(accumulate(1 / (at + 20) for at in range(len(self.chars))))
        self._latin = list(accumulate(1 / (at + 4) for at in range(len(LATIN))))

    def _common(self) -> list[str]:
        """Return characters of the first level of GB 2312, in an order of chance."""
        level = [bytes((0xB0 + at // 94, 0xA1 + at % 94)) for at in range(39 * 94 + 89)]
        chars = [code.decode("gb2312") for code in level]
        self.chance.shuffle(chars)
        return chars[:CHARS]

    def han(self) -> str:
        """Return a Chinese word of two to six characters."""
        length = self.chance.choices((2, 3, 4, 5, 6), (35, 30, 25, 6, 4))[0]
        return "".join(self.chance.choices(self.chars, cum_weights=self._han, k=length))

    def latin(self) -> str:
        """Return a Latin word of three to twelve letters."""
        letters = self.chance.choices(LATIN, cum_weights=self._latin, k=self.chance.randint(3, 12))
        return "".join(letters).upper()

    def marks(self, number: int) -> Iterator[Mark]:
        """Yield so many marks."""
        for at in range(number):
            kind = self.chance.random()
            text = self.latin() if kind < 0.2 else self.han()
            text += self.latin() if 0.2 <= kind < 0.33 else ""
            text += self.chance.choice(INDUSTRY) if kind > 0.8 else ""
            number_of_class = self.chance.randint(1, 45)
            group = f"{number_of_class:02d}{self.chance.randint(1, GROUPS):02d}"
            yield Mark(text, frozenset({number_of_class}), frozenset({group}), str(10_000_000 + at), "")

    def changed(self, index: MarkIndex, text: str) -> str | None:
        """Return a Chinese mark with one character exchanged for one that sounds or looks like it."""
        for at in self.chance.sample(range(len(text)), len(text)):
            others = [c for c, w in index.vocabulary.widened(text[at]) if SOUND <= w < SAME or (w == SAME != text[at])]
            others = [c for c in others if c != text[at]]
            if others:
                return text[:at] + self.chance.choice(others) + text[at + 1 :]
        return None


def check(maker: Maker) -> None:
    """Compare the index with every mark compared one by one: nothing of the high bucket may be missing."""
    marks = list(maker.marks(3_000))
    index = MarkIndex.of(marks)
    for mark in maker.chance.sample(marks, CHECKED):
        query = Mark(mark.text)
        plain = {m.number for m in marks if compare(query, Mark(m.text)).bucket is Bucket.HIGH}
        found = {match.mark.number for match in similar(index, query, limit=200)}
        if missing := plain - found:
            sys.exit(f"not found for {mark.text}: {sorted(missing)}")


def by_chance(maker: Maker) -> dict[str, int]:
    """Count the buckets of pairs taken by chance: how seldom marks with nothing in common are leads."""
    texts = [mark.text for mark in maker.marks(3_000)]
    pairs = (maker.chance.sample(texts, 2) for _ in range(PAIRS))
    return Counter(compare(Mark(one), Mark(other)).bucket.value for one, other in pairs)


def peak_mb() -> float:
    """Return the peak memory of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def queries(maker: Maker, index: MarkIndex) -> Iterator[tuple[str, int | None]]:
    """Yield queries with the place of the mark they were made from, or none for fresh ones."""
    made = 0
    while made < QUERIES:
        if made % 2:
            fresh = maker.latin() if maker.chance.random() < 0.3 else maker.han()
            yield fresh, None
            made += 1
            continue
        at = maker.chance.randrange(len(index))
        text = index.text(at)
        if text.isascii() or not text.isalpha() or any(char.isascii() for char in text):
            continue
        if changed := maker.changed(index, text):
            yield changed, at
            made += 1


def timed(maker: Maker, index: MarkIndex, *, classes: bool) -> dict[str, float | int]:
    """Return times of queries in milliseconds and how many planted marks were found."""
    times: list[float] = []
    found = planted = 0
    for text, at in list(queries(maker, index)):
        wanted = index[at] if at is not None else None
        asked = wanted.classes if wanted else frozenset({maker.chance.randint(1, 45)})
        query = Mark(text, asked if classes else frozenset())
        start = time.perf_counter()
        matches = similar(index, query, limit=LIMIT)
        times.append((time.perf_counter() - start) * 1000)
        if wanted:
            planted += 1
            found += any(match.mark.number == wanted.number for match in matches)
    cuts = statistics.quantiles(times, n=100)
    return {
        "queries": len(times),
        "p50_ms": round(cuts[49], 1),
        "p95_ms": round(cuts[94], 1),
        "max_ms": round(max(times), 1),
        "planted": planted,
        "planted_found_in_first_50": found,
    }


def main() -> None:
    """Check, build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--marks", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=20261122)
    given = parser.parse_args()
    check(Maker(given.seed))
    maker = Maker(given.seed)
    before = peak_mb()
    start = time.perf_counter()
    for _ in maker.marks(given.marks):
        pass
    making = time.perf_counter() - start
    maker = Maker(given.seed)
    start = time.perf_counter()
    index = MarkIndex.of(maker.marks(given.marks))
    building = time.perf_counter() - start - making
    report = {
        "marks": len(index),
        "build_s": round(building, 1),
        "marks_per_s": round(len(index) / building),
        "memory_mb": round(peak_mb() - before),
        "arrays_mb": round(index.nbytes / 1024 / 1024),
        "pairs_by_chance": by_chance(Maker(given.seed + 1)),
        "similar": timed(maker, index, classes=False),
        "similar_in_class": timed(maker, index, classes=True),
    }
    print(json.dumps(report, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
