"""The set cn-cnki-refs: 27 files, 12,653 references, every one read, no publication number twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from zhiquan.records.corpus.loaders.cnki_refs import read, sniff


@pytest.mark.realdata
def test_every_reference_of_every_file_is_read(shared_data: Path) -> None:
    path = shared_data / "cn-cnki-refs" / "cnki_gbt7714.tar.zst"
    assert sniff.look(path).fits
    numbers: Counter[str] = Counter()
    files: Counter[str] = Counter()
    divisions: Counter[str] = Counter()
    for row in read.rows(path):
        files[row.place.partition("#")[0]] += 1
        numbers[str(row.fields["publication"])] += 1
        divisions[str(row.fields.get("division", ""))] += 1
        assert row.fields["inventors"]
        assert row.fields["title"]
    assert (len(files), sum(files.values()), len(numbers)) == (27, 12_653, 12_653)
    # 7,986 places are countries (中国 itself 9 times), islands, two 待定, and one 深圳市, which is no province
    assert divisions[""] == 7_986
    assert (divisions["310000"], divisions["710000"], divisions["810000"]) == (842, 42, 43)
