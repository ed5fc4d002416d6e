"""Old words of definitions: a published version is kept as it was pinned and read as it would be written today.

What is stored never changes (its hash covers it), and cases that began under it go on under it. Files that somebody
writes are not read so: there the old word is a fault, and its author is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def read(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return a pinned matter in today's words."""
    return {**raw, "actions": [_several_effects(action) for action in raw.get("actions", ())]}


def _several_effects(action: Mapping[str, Any]) -> dict[str, Any]:
    """The first programs knew one effect of an action, under ``effect``."""
    told = {key: value for key, value in action.items() if key != "effect"}
    return {**told, "effects": [action["effect"]]} if action.get("effect") else told
