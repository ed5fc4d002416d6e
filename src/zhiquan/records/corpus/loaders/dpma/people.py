"""Names that the German office writes in one line with place and country."""

from __future__ import annotations

import re

from zhiquan.records.corpus.loaders import Value

_LINE = re.compile(r"(.+), ([^,]+), ([A-Z]{2})")


def person(role: str, line: str) -> dict[str, Value]:
    """Return a party of ``name, place, CC``, cut from the end as the office's own records cut it.

    A place of two parts (``Kariya-city, Aichi-pref.``) leaves the first one with the name: a comma in a name and a
    comma before a place look alike.
    """
    found = _LINE.fullmatch(line)
    if not found:
        return {"role": role, "name": line}
    return {"role": role, "name": found[1], "address": found[2], "country": found[3]}
