"""Wildcards: ``?`` one, ``#`` none or one, ``+`` or ``*`` any number of characters.

A wildcard that touches a letter or digit stands for letters and digits of that run; one that touches a Han character
stands for Han characters of that run. Between Han characters ``+`` lets anything stand between, in the given order; at
the ends of a Han term ``+`` and ``#`` say nothing, a term being looked for anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from itertools import groupby

from zhiquan.records.characters.folding import fold, fold_char, is_han, is_word
from zhiquan.records.search.language.faults import Fault
from zhiquan.records.search.language.tree import Code, Like, Near, Node, NumberOf, Sign, Term, TextField, Wild
from zhiquan.records.search.numbers import compact
from zhiquan.rules.text import Text

_GROUP = re.compile(r"([?#+*]+)")
_MOST_OPTIONAL = 3
_SHORTEST_TAIL = 2

NO_WORD = Text("检索词至少要有一个文字、字母或数字", "a term needs at least one letter, digit or character")
_LONELY = Text("通配符要紧挨文字、字母或数字", "a wildcard stands next to a letter, digit or character")
_NO_MIXING = Text(
    "汉字之间的 + 不能与别的通配符连写", "between Chinese characters + does not stand beside another wildcard"
)
_TOO_MANY = Text(
    "汉字之间的 ? 与 # 最多连写两个，词的首尾及标点旁最多一个；隔得更远请写 a 5W b",
    "at most two ? or # stand together between Chinese characters, one at an end or a punctuation mark; write a 5W b",
)
_TOO_OPTIONAL = Text("一个词中汉字间的 # 最多三个", "a term has at most three # between Chinese characters")
_SHORT_TAIL = Text(
    "以 + 开头的字母数字至少再写两个", "letters or digits that begin with + need at least two of their own"
)


def has_wildcard(word: str) -> bool:
    """Whether an unquoted word holds a wildcard."""
    return _GROUP.search(word) is not None


def read_like_name(of: TextField | Code, word: str, at: int) -> Like:
    """Read a pattern for a whole name or status (``+大学``)."""
    parts = _parts(word)
    if not any(is_han(char) or is_word(char) for part in parts[::2] for char in part):
        raise Fault(at, NO_WORD)
    return Like(of, parts)


def read_like_number(of: NumberOf, word: str, at: int) -> Like:
    """Read a pattern for a whole number in any of its forms: with or without country, check character, kind code."""
    parts = [compact(part) if index % 2 == 0 else part for index, part in enumerate(_parts(word))]
    if not any(parts[::2]):
        raise Fault(
            at,
            Text(
                "号码的通配写作 AN=CN2014+、AN=20142078930?.? 或 PN=US2019+",
                "write a pattern of numbers AN=CN2014+, AN=20142078930?.? or PN=US2019+",
            ),
        )
    return Like(of, tuple(parts))


def read_wild(fields: tuple[TextField, ...], word: str, at: int) -> Node:
    """Read a word with wildcards: a pattern, or with a ``+`` between Han characters several in order."""
    nodes = [_node(fields, piece, at) for piece in _pieces(_parts(word), at)]
    if len(nodes) > _MOST_OPTIONAL + 1:
        raise Fault(at, Text("一个词中汉字间的 + 最多三个", "a term has at most three + between Chinese characters"))
    return reduce(lambda left, right: Near(fields, left, right, None, ordered=True), nodes)


def _parts(word: str) -> tuple[str, ...]:
    """Literal, wildcards, literal … literal; the literals folded, only the first and the last may be empty."""
    seen = "".join(char for char in word if fold_char(char).strip())
    parts = _GROUP.split(seen)
    return tuple(part.replace("*", "+") if index % 2 else fold(part) for index, part in enumerate(parts))


def _pieces(parts: Sequence[str], at: int) -> list[list[Sign]]:
    pieces: list[list[Sign]] = [[]]
    for index, part in enumerate(parts):
        if index % 2 == 0:
            pieces[-1] += map(Sign, part)
            continue
        sides = parts[index - 1][-1:], parts[index + 1][:1]
        if any(map(is_word, filter(None, sides))):
            pieces[-1] += (Sign(mark, "word") for mark in part)
        elif part == "+" and all(sides) and any(map(is_han, sides)):
            pieces.append([])
        else:
            pieces[-1] += (Sign(mark, "han") for mark in _han(part, sides, at))
    return pieces


def _han(marks: str, sides: tuple[str, str], at: int) -> str:
    """Return the wildcards that say something beside Han characters."""
    count = sum(is_han(side) for side in sides if side)
    if not count:
        raise Fault(at, _LONELY)
    if "+" in marks and len(marks) > 1:
        raise Fault(at, _NO_MIXING)
    if not all(sides):
        marks = marks.replace("#", "").replace("+", "")
    if len(marks) > count:
        raise Fault(at, _TOO_MANY)
    return marks


def _node(fields: tuple[TextField, ...], signs: list[Sign], at: int) -> Node:
    if not any(not sign.stands_for and (is_han(sign.char) or is_word(sign.char)) for sign in signs):
        raise Fault(at, NO_WORD)
    if not any(sign.stands_for for sign in signs):
        return Term(fields, "".join(sign.char for sign in signs))
    if sum(sign == Sign("#", "han") for sign in signs) > _MOST_OPTIONAL:
        raise Fault(at, _TOO_OPTIONAL)
    for is_run, found in groupby(signs, _in_word):
        run = list(found)
        literal = sum(not sign.stands_for for sign in run)
        if is_run and run[0].char == "+" and run[0].stands_for and literal < _SHORTEST_TAIL:
            raise Fault(at, _SHORT_TAIL)
    return Wild(fields, tuple(signs))


def _in_word(sign: Sign) -> bool:
    return sign.stands_for == "word" or (not sign.stands_for and is_word(sign.char))
