"""What a recorded conveyance of the United States office does to a right, read from its text where that is certain."""

from __future__ import annotations

import re

from zhiquan.records.corpus.model import EventKind

_CERTAIN = (
    (
        r"(?:PARTIAL )?(?:TERMINATION|RELEASE|DISCHARGE|SATISFACTION)\b.*\b(?:SECURITY|SECURED PARTY|LIEN|MORTGAGE)",
        EventKind.PLEDGE_ENDED,
    ),
    (
        r"(?:(?:GRANT OF|FIRST|SECOND|PATENT|TRADEMARK) )*SECURITY (?:INTEREST|AGREEMENT)\b(?!.*(?:RELEASE|TERMINAT))",
        EventKind.PLEDGED,
    ),
    (r"MORTGAGE\b(?!.*\b(?:RELEASE|TERMINAT))", EventKind.PLEDGED),
    (r"TERMINATION OF LICEN[CS]E\b", EventKind.LICENCE_ENDED),
    (r"(?:(?:NON-?)?EXCLUSIVE )?LICEN[CS]E(?: AGREEMENT)?\s*(?:\(|;|\.|$)", EventKind.LICENSED),
    (r"CHANGE OF (?:NAME|ADDRESS)\b|ENTITY CONVERSION\b", EventKind.CHANGED),
    (r"MERGER\b", EventKind.TRANSFERRED),
    (r"(?:NUNC PRO TUNC )?ASSIGNMENT(?: OF ASSIGNOR'?S'? INTEREST)?\s*(?:\(|;|\.|$)", EventKind.TRANSFERRED),
    (r"ASSIGNS THE ENTIRE INTEREST\b", EventKind.TRANSFERRED),
)
"""How conveyance texts begin; a corrective assignment, a court order or a free text is certain of nothing."""
_KINDS = tuple((re.compile(pattern), kind) for pattern, kind in _CERTAIN)


def conveyed(text: str) -> str:
    """Return the ``EventKind`` value of a conveyance text as recorded; ``other`` where it does not say for certain."""
    written = " ".join(text.upper().split())
    return next((kind.value for pattern, kind in _KINDS if pattern.match(written)), EventKind.OTHER.value)
