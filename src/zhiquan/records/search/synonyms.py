"""Synonyms of a region: groups of terms in a file of its own, looked for together where a searcher asks for it.

``region/search/synonyms.yaml``::

    synonyms:
      - [锂电池, 锂离子电池]

A term of a query that is, folded, one of a group is looked for as any of the group. What was widened is told, and the
searcher switches it off or on; nothing is shipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from zhiquan.definitions import files, read_yaml
from zhiquan.records.characters.folding import contains, fold
from zhiquan.records.search.language.tree import TEXTS, And, Mode, Near, Node, Not, Or, Term
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_FOLDER, _KEY = "search", "synonyms"
_MOST = 8
"""Terms of one group."""


@dataclass(frozen=True, slots=True)
class Widened:
    """A term of the query and the others of its group, as the file writes them."""

    term: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Folded term → the group it is in, as written."""

    groups: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]]) -> Synonyms:
        """Take groups of terms; a term in two groups has the terms of both."""
        found: dict[str, dict[str, str]] = {}
        for group in groups:
            terms = {fold(term): term for term in group}
            for term in terms:
                found.setdefault(term, {}).update(terms)
        return cls({term: tuple(held.values())[:_MOST] for term, held in found.items()})

    @classmethod
    def read(cls, region: Path | None) -> Synonyms:
        """Read the shipped and the region's files; ``Refusal`` ``search.synonyms`` for one that is no list of lists."""
        groups: list[list[str]] = []
        for path in files(_FOLDER, "synonyms.yaml", region=region):
            told = read_yaml(path)
            found = told.get(_KEY) if isinstance(told, dict) else None
            if not isinstance(found, list) or not all(_is_group(group) for group in found):
                raise Refusal("search.synonyms", _WRONG.format(path=path.name))
            groups += found
        return cls.of(groups)

    def widen(self, node: Node) -> Node:
        """Return the query with each term of a group looked for as any of the group."""
        match node:
            case Term(text=text, mode=Mode.CONTAINS) if self._others(node):
                texts = dict.fromkeys((text, *map(fold, self.groups[text])))
                return Or(tuple(replace(node, text=other) for other in texts))
            case And(parts):
                return And(tuple(map(self.widen, parts)))
            case Or(parts):
                return Or(tuple(map(self.widen, parts)))
            case Not(part):
                return Not(self.widen(part))
            case Near(left=left, right=right):
                return replace(node, left=self.widen(left), right=self.widen(right))
        return node

    def told(self, node: Node) -> tuple[Widened, ...]:
        """Return what ``widen`` would add, each term once."""
        terms = dict.fromkeys(term.text for term in _terms(node) if self._others(term))
        return tuple(Widened(term, self._without(term)) for term in terms)

    def beside(self, words: Iterable[str]) -> tuple[Widened, ...]:
        """Return what stands beside some words, for a question by words."""
        return tuple(Widened(word, self._without(word)) for word in words if self._without(word))

    def inside(self, text: str) -> tuple[str, ...]:
        """Return the terms of groups that stand in a text."""
        folded = fold(text)
        return tuple(term for term in self.groups if contains(folded, term))

    def _others(self, term: Term) -> bool:
        return bool(set(term.fields) & set(TEXTS)) and bool(self._without(term.text))

    def _without(self, term: str) -> tuple[str, ...]:
        return tuple(other for other in self.groups.get(term, ()) if fold(other) != term)


NONE = Synonyms({})
"""No synonyms."""
_WRONG = Text(
    "{path} 应为：synonyms 之下每行一组词，如 [锂电池, 锂离子电池]。", "{path} must list groups under synonyms."
)


def _is_group(group: object) -> bool:
    return isinstance(group, list) and all(isinstance(term, str) and fold(term) for term in group)


def _terms(node: Node) -> Iterator[Term]:
    match node:
        case Term(mode=Mode.CONTAINS):
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from _terms(part)
        case Not(part):
            yield from _terms(part)
        case Near(left=left, right=right):
            yield from _terms(left)
            yield from _terms(right)
