"""What of CEL is allowed: operators, macros and functions, and how large an expression and its work may be.

CEL (the ``cel`` module) gives the grammar, the typing and the evaluation: total, no loops but macros over lists. Four
of its habits are kept out here: it has no bound on work, so macros and lists are counted before running; ``size`` of a
text counts bytes, so ``length`` counts characters; decimals would turn into floats, so money is compared in ``fen`` as
whole numbers; it knows no dates, so dates are ISO texts, whose order is the order of days.
"""

from __future__ import annotations

import re

LONGEST_SOURCE = 1000
"""Characters of one expression."""
MOST_MACROS = 3
MOST_STEPS = 200_000
"""Upper bound of macro steps, estimated from the size of the values before running."""

OPERATORS = frozenset(
    {"!_", "-_", "_+_", "_-_", "_*_", "_/_", "_%_", "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_"}
) | frozenset({"_&&_", "_||_", "_?_:_", "_[_]", "@in", "@not_strictly_false"})
"""Names under which CEL reports operators; the last is what its macros are made of."""
FUNCTIONS = frozenset({"contains", "startsWith", "endsWith", "int", "double", "string", "length", "fen", "total"})

_LITERAL = re.compile(r"""[rRbB]{0,2}("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')""")
_MACRO = re.compile(r"\.\s*(?:all|exists_one|exists|map|filter)\s*\(\s*([A-Za-z_][A-Za-z0-9_]*)?")


def without_literals(source: str) -> str:
    """Return the source with the inside of text literals blanked, places kept."""
    return _LITERAL.sub(lambda found: " " * len(found[0]), source)


def bound_names(source: str) -> tuple[str, ...]:
    """Return the names that macros bind, one entry per macro; the source is without literals."""
    return tuple(found[1] or "" for found in _MACRO.finditer(source))
