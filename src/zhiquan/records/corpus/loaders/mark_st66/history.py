"""What the history of a mark says, the same in every format of the offices: kinds of entries, numbers, ranks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

KINDS = Path(__file__).with_name("kinds.yaml")
"""Table of what entries do to a mark, for ``event_kinds.kind_of``."""

_DRAWINGS: Mapping[str, str] = {"1": "Word", "2": "Figurative", "3": "Combined", "4": "Word", "5": "Word"}
"""Mark drawing codes of the United States register, in the words of WIPO ST.66; 6 is any mark without a drawing."""
_ORDINARY = frozenset({"trademark", "service mark"})
_PADDED = re.compile(r"0(\d\d)")


def feature_of(written: str, drawing: str) -> str:
    """Return the feature of a mark as ST.66 names it by the drawing code of the United States, else as written."""
    return _DRAWINGS.get(drawing, written)


def kind_of_mark(written: str) -> str:
    """Return the kind: goods or services (``Trademark, Service Mark``) make no difference, any other word does."""
    named = [part.strip() for part in written.split(",")]
    special = [part for part in named if part.lower() not in _ORDINARY]
    return ", ".join(special) if special else "Trademark"


def class_of(written: str) -> str:
    """Return a class without the zero that the United States puts before two digits; its own classes stay."""
    return _PADDED.sub(r"\1", written) if _PADDED.fullmatch(written) else written


def reel_and_frame(identifier: str) -> str:
    """Return ``2849/0875`` for ``28490875``: the last four digits are the frame; anything else stays as it is."""
    return f"{identifier[:-4]}/{identifier[-4:]}" if identifier.isdigit() and len(identifier) > 4 else identifier  # noqa: PLR2004


def ranked(code: str, *, highest: int) -> str:
    """Return the role of a party of the United States register by its party type: 10 applied, the highest type is the
    present owner, whoever stands between owned once (empty)."""
    rank = int(code) if code.isdigit() else 0
    if rank == 10:  # noqa: PLR2004 - the register's own code of the original applicant
        return "applicant"
    return "owner" if rank and rank == highest else ""
