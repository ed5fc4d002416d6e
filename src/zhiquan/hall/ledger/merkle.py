"""A Merkle tree in the shape of RFC 6962, counted in a stream: as many nodes are held as the tree is high.

A leaf is hashed after a byte 0, a node after a byte 1, each with SHA-256 and with SM3.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from zhiquan.hall.ledger.hashing import plain_json, sha256, sm3


class Pair(NamedTuple):
    """One thing under both hashes."""

    sha256: bytes
    sm3: bytes


class Sibling(NamedTuple):
    """A step of a path: on which side the other node stands ("left" or "right"), and its hashes."""

    side: str
    pair: Pair


class _Node(NamedTuple):
    size: int
    pair: Pair
    followed: bool


@dataclass(slots=True)
class Tree:
    """Takes leaves in order; gives the roots, and the path of the leaf at the place ``follow`` (from 0)."""

    follow: int | None = None
    size: int = 0
    path: list[Sibling] = field(default_factory=list)
    _right: list[_Node] = field(default_factory=list)

    def add(self, leaf: bytes) -> None:
        """Add a leaf."""
        self._right.append(_Node(1, _both(b"\x00" + leaf), self.size == self.follow))
        self.size += 1
        while len(self._right) > 1 and self._right[-1].size == self._right[-2].size:
            self._join()

    def close(self) -> Pair:
        """Return the roots; nothing is added after."""
        if not self._right:
            return _both(b"")
        while len(self._right) > 1:
            self._join()
        return self._right[0].pair

    def _join(self) -> None:
        right, left = self._right.pop(), self._right.pop()
        if left.followed:
            self.path.append(Sibling("right", right.pair))
        elif right.followed:
            self.path.append(Sibling("left", left.pair))
        pair = Pair(
            sha256(b"\x01" + left.pair.sha256 + right.pair.sha256), sm3(b"\x01" + left.pair.sm3 + right.pair.sm3)
        )
        self._right.append(_Node(left.size + right.size, pair, left.followed or right.followed))


def leaf_bytes(number: str, seq: int, head: str, head_sm3: str) -> bytes:
    """Return what a leaf says: case number, last event, its hash, the end of the SM3 chain."""
    return plain_json([number, seq, head, head_sm3])


def _both(content: bytes) -> Pair:
    return Pair(sha256(content), sm3(content))
