"""Is this an archive of main groups as text files?"""

from __future__ import annotations

import re
from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.members import head

_CODE = re.compile(r"^Code: [A-H](?:[0-9]{2}(?:[A-Z](?:[0-9]{1,4}/[0-9]{2,6})?)?)?\s*$", re.MULTILINE)
_TITLE = re.compile(r"^Title: ", re.MULTILINE)


def look(path: Path) -> Look:
    """Say whether the first file of the archive names the symbol and title of an entry of the IPC."""
    first = head(path).decode("utf-8", errors="replace")
    return Look(fits=bool(_CODE.search(first) and _TITLE.search(first)))
