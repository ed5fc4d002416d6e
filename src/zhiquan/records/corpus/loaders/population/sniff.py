"""Is this a table of provinces by years?"""

from __future__ import annotations

import re
from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.members import head

_HEADING = re.compile(rb"(?:#[^\r\n]*[\r\n]+)?region(?:,(?:19|20)[0-9]{2}){2,}[\r\n]")


def look(path: Path) -> Look:
    """Say whether the headings are ``region`` and years, after one line of remark or none."""
    return Look(fits=_HEADING.match(head(path).removeprefix(b"\xef\xbb\xbf")) is not None)
