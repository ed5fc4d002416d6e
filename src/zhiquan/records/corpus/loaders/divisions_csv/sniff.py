"""Is this a table of division codes?"""

from __future__ import annotations

import re
from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.members import head

PLAIN = ["code", "name"]
_PARENTS = frozenset({"provinceCode", "cityCode", "areaCode"})
PREFECTURES = frozenset({"city_adcode", "city_name", "province_adcode"})
_CODE = re.compile(r'"?[1-8][0-9](?:[0-9]{2}){0,2}(?:[0-9]{3})?"?,')


def look(path: Path) -> Look:
    """Say whether the headings are code, name and codes above, or those of a list of cities."""
    texts = head(path).removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").splitlines()
    heading = texts[0].split(",") if texts else []
    if set(heading) >= PREFECTURES:
        return Look(fits=True)
    plain = heading[:2] == PLAIN and set(heading[2:]) <= _PARENTS
    return Look(fits=plain and len(texts) > 1 and _CODE.match(texts[1]) is not None)
