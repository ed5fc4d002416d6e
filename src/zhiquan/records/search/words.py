"""Words as segmentation cuts them: they rank, suggest and find the similar; what matches is never decided by them.

Cut by the segmenter's own dictionary (rjieba, search mode, without guessing of new words), so that the same text always
has the same words.
"""

from __future__ import annotations

from collections.abc import Iterable

import rjieba

from zhiquan.records.characters.folding import fold, is_han, is_word

_COMMON = """
的 了 和 与 及 或 在 为 是 有 其 该 本 一 种 一种 所 述 所述 以及 包括 具有 用于 通过 进行 可以 能够 公开 涉及 提供
发明 本发明 实用 新型 实用新型 方法 装置 a an the of and or to in for is are with by on
"""
COMMON = frozenset(_COMMON.split())
"""Words that say nothing of what a text is about: left out of questions by words, unless there are no others."""
MOST = 64
"""Words of one question."""


def words_of(folded: str) -> list[str]:
    """Return the words of folded text, repeats among them."""
    cut: Iterable[str] = rjieba.cut_for_search(folded, hmm=False)
    return [word for piece in cut for word in piece.split() if any(is_word(char) or is_han(char) for char in word)]


def asked(text: str) -> tuple[str, ...]:
    """Return the words of a question, each once, at most ``MOST``: without the common ones, if there are others."""
    found = dict.fromkeys(words_of(fold(text)))
    telling = [word for word in found if word not in COMMON]
    return tuple(telling or found)[:MOST]
