"""Countries as registers name them → WIPO ST.3 codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from zhiquan.definitions import read_yaml

_BETWEEN = re.compile(r"[,;/]")


@cache
def _codes() -> Mapping[str, str]:
    table: dict[str, list[str]] = read_yaml(Path(__file__).with_name("countries.yaml"))
    return {name.casefold(): code for code, names in table.items() for name in (code, *names)}


def country_code(name: str) -> str:
    """Return the ST.3 code of a country named in English, in its own language or by its code; empty when unknown."""
    return _codes().get(" ".join(name.split()).casefold(), "")


def country_codes(names: str) -> tuple[str, ...]:
    """Return the codes of several countries in one cell (``Ireland, United Kingdom``); one unknown name stays as
    written, so that the gate tells of it."""
    whole = country_code(names)
    parts = [whole] if whole else [bare for part in _BETWEEN.split(names) if (bare := part.strip())]
    return tuple(dict.fromkeys(country_code(part) or part for part in parts))
