"""What the history of a mark says, the same in every format of the offices: kinds of entries, numbers, ranks."""

from __future__ import annotations

from pathlib import Path

KINDS = Path(__file__).with_name("kinds.yaml")
"""Table of what entries do to a mark, for ``event_kinds.kind_of``."""


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
