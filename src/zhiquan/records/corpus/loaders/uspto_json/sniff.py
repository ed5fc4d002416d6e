"""Is this file a JSON answer of Patent Public Search or of the Open Data Portal?"""

from __future__ import annotations

from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.members import head

_HEAD = 64 * 1024
_SHAPES = (
    (b'"patents"', b'"publicationReferenceDocumentNumber"'),
    (b'"patentFileWrapperDataBag"', b'"applicationNumberText"'),
    (b'"patentFileWrapperDataBag"', b'"applicationMetaData"'),
    (b'"patentBag"', b'"applicationNumberText"'),
    (b'"patentBag"', b'"inventionTitle"'),
    (b'"documentBag"', b'"documentCode"'),
)
"""What stands at the head of a search, of applications (two editions), of the documents of an application."""


def look(path: Path) -> Look:
    """Say whether the file is one, by the names at its head."""
    beginning = head(path, _HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()
    return Look(fits=beginning.startswith(b"{") and any(all(name in beginning for name in shape) for shape in _SHAPES))
