"""How folded text is cut so that "these characters in this order" is exact (``characters.folding`` folds it).

Every Han character starts exactly one token — the pair with the next character of its run, or itself at the run's end —
a Latin/digit run is one token, and every other character (punctuation) is one. Consecutive tokens are therefore the
text itself, and a phrase query over them finds substrings exactly; punctuation never lets two runs touch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhiquan.records.characters.folding import HAN_CLASS, fold, is_han

SEPARATOR = "\x1e"
"""Token between two values of one field; no text folds to it, so no phrase runs across values."""

_RUNS = re.compile(f"([{HAN_CLASS}]+)|[^\\W_{HAN_CLASS}]+|[^ ]")


def tokens(folded: str) -> Iterator[str]:
    """Cut folded text into tokens (see the module's head)."""
    for found in _RUNS.finditer(folded):
        run = found[0]
        if found[1]:
            for index in range(len(run)):
                yield run[index : index + 2]
        else:
            yield run


def indexed(*values: str) -> str:
    """Return the token stream of a field's values, joined by blanks for a white-space tokenizer."""
    streams = (" ".join(tokens(fold(value))) for value in values)
    return f" {SEPARATOR} ".join(stream for stream in streams if stream)


@dataclass(frozen=True, slots=True)
class Needle:
    """A term as tokens that must follow one another; with ``open_end`` the last one may go on by one character."""

    tokens: tuple[str, ...]
    open_end: bool


def needle(folded: str) -> Needle:
    """Cut a folded query term.

    A term that ends inside a Han run does not know the next character: two or more characters at its end are covered by
    their pair, a single one must be looked up as the beginning of a pair (``open_end``).
    """
    cut = tuple(tokens(folded))
    if not cut or not is_han(folded[-1]):
        return Needle(cut, open_end=False)
    if len(folded) > 1 and is_han(folded[-2]):
        return Needle(cut[:-1], open_end=False)
    return Needle(cut, open_end=True)
