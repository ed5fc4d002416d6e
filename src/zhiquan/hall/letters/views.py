"""What somebody who holds a letter may learn about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from zhiquan.rules.text import Text

_PERSON = 4
"""A name up to this many characters is taken for a person's."""


@dataclass(frozen=True, slots=True)
class VerifyView:
    """The answer to a verification: ``parties`` are masked; ``valid`` when signed, not void and the seal is genuine;
    ``standing`` says so in a sentence; ``signer`` is the name in the seal's certificate.
    """

    title: str
    number: str
    office: str
    dated: date
    parties: str
    valid: bool
    standing: Text
    signer: str
    digest: str


def masked(parties: str) -> str:
    """Return the names of the parties so far covered that only who knows them recognises them."""
    return "、".join(_masked(name) for name in re.split(r"[、，,；;]", parties) if name)


def _masked(name: str) -> str:
    if len(name) <= _PERSON:
        return name[0] + "*" * max(1, len(name) - 1)
    return f"{name[:2]}****{name[-2:]}"
