"""Is this a list of references to patents?"""

from __future__ import annotations

from contextlib import closing
from itertools import islice
from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.loaders.cnki_refs.references import LONGEST, parse, references
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.text import lines
from zhiquan.rules.refusal import Refusal

FILES, LINES = 20, 100
"""So many files are looked into (the first may be empty), and so many lines of each."""


def look(path: Path) -> Look:
    """Say whether at least half of the first references are of patents, and the file begins with a counted one."""
    try:
        with closing(members(path)) as found:
            for member in islice(found, FILES):
                with member.open() as stream:
                    beginning = [line for line in islice(lines(stream, longest=LONGEST), LINES) if line.strip()]
                if beginning:
                    return Look(fits=fits(beginning))
    except Refusal as refusal:
        return Look(fits=False, nearly=None if refusal.code == "import.encoding" else refusal.text)
    return Look(fits=False)


def fits(beginning: list[str]) -> bool:
    """Tell whether lines are such a list; the last reference is left out, as it may be cut."""
    if not beginning[0].lstrip("\ufeff ").startswith("["):
        return False
    whole = list(references(iter(beginning)))
    whole = whole[:-1] if len(whole) > 1 else whole
    return sum(parse(written) is not None for written in whole) * 2 >= len(whole)
