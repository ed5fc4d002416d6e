"""The leaves of a seal in the order of the tree, read in a stream."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from django.db.models import Q, QuerySet

from zhiquan.hall.ledger.key import OfficeKey
from zhiquan.hall.ledger.merkle import Tree, leaf_bytes
from zhiquan.hall.ledger.models import Leaf, Seal

Progress: TypeAlias = Callable[[int, int | None], None]
AT_ONCE = 5_000


def content_of(leaf: Leaf) -> bytes:
    """Return what a leaf says, as it goes into the tree."""
    return leaf_bytes(leaf.number, leaf.seq, leaf.sha256, leaf.sm3)


def mark_of(key: OfficeKey, leaf: Leaf) -> str:
    """Return the mark that a leaf of a place and a seal has to bear."""
    return key.mark(b"%d %d %d " % (leaf.position, leaf.case, leaf.seal) + content_of(leaf))


def last_seal() -> Seal | None:
    """Return the newest seal, or None before the first."""
    return Seal.objects.order_by("-number").first()


def leaves_of(number: int) -> QuerySet[Leaf]:
    """Return the leaves that a seal holds."""
    return Leaf.objects.filter(Q(until__isnull=True) | Q(until__gt=number), seal__lte=number)


def tree_of(number: int, follow: int | None = None) -> Tree:
    """Count the tree of a seal, open for ``close``; ``follow`` is the place whose path is wanted."""
    tree = Tree(follow)
    rows = leaves_of(number).order_by("position").values_list("number", "seq", "sha256", "sm3")
    for one in rows.iterator(AT_ONCE):
        tree.add(leaf_bytes(*one))
    return tree
