"""The 2,872 pages of the set cn-patentscope-firms, counted to the last record.

What the pages hold, against the 119,257 records that the set's README counts and the 119,262 that we once read:

- 119,257 records with an office in capitals and a publication date: the README's count. Their publication numbers,
  112,193 different ones, are the README's second count.
- 5 records of offices that PATENTSCOPE shows in small letters (ES, MX, ZA, SU twice; pages NOD and Shayne): records
  like the others, missed by a pattern of two capitals. They are the whole difference between 119,257 and 119,262,
  which counts the lines that are a date.
- 1 record without publication date (CA 2848077, page Shayne): its date line is empty, so both counts missed it.
- 142 pages of a search with one hit, where the service shows number and title only, in another form: both missed them.

Together 119,405, the number of lines that begin with a count; within every page the counts run from 1 without a gap
(checked here), so nothing is missing and nothing is counted twice.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from zhiquan.records.corpus.loaders.patentscope_list import read, sniff
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.text import lines

OFFICES = {"CN": 115_226, "WO": 3_808, "JP": 188, "US": 113, "AU": 27, "CA": 10, "GB": 9, "EP": 9, "KR": 4, "DE": 4}
_COUNT = re.compile(r"([0-9]+)\. \S")
SMALL = {"SU": 3, "ES": 1, "MX": 1, "ZA": 1, "BR": 1}


@pytest.mark.realdata
@pytest.mark.long
def test_every_record_of_every_page_is_read(shared_data: Path) -> None:
    path = shared_data / "cn-patentscope-firms" / "wipo_data.tar.zst"
    assert sniff.look(path).fits
    whole: Counter[str] = Counter()
    offices: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    numbers, capitals = set(), set()
    for row in read.rows(path):
        fields, text = row.fields, str(row.raw["text"])
        pages[row.place.rpartition("#")[0]] += 1
        offices[str(fields["office"])] += 1
        numbers.add((fields["office"], str(fields["publication"]).replace("/", "").removeprefix(str(fields["office"]))))
        alone, small = "application" not in fields, "\n" in text and text.split("\n")[1].islower()
        dated = "publication_date" in fields
        whole["alone" if alone else "small" if small else "dated" if dated else "undated"] += 1
        if not alone and not small and dated:
            capitals.add((fields["office"], fields["publication"]))
        whole["doubts"] += "doubts" in fields
    assert whole == {"dated": 119_257, "small": 5, "undated": 1, "alone": 142, "doubts": 0}
    assert len(capitals) == 112_193
    assert len(numbers) == 112_328
    assert offices == OFFICES | SMALL
    assert pages == counted(path)


def counted(path: Path) -> dict[str, int]:
    """Return page → its last count, having seen that the counts run from 1 without a gap; empty pages are left out."""
    last = {}
    for member in members(path):
        with member.open() as stream:
            counts = [found[1] for line in lines(stream) if (found := _COUNT.match(line))]
        assert counts == [str(count) for count in range(1, len(counts) + 1)]
        last[member.name] = len(counts)
    assert (len(last), sum(not count for count in last.values())) == (2_872, 828)
    return {name: count for name, count in last.items() if count}
