"""The flow picture of a matter: states in rows by their distance from the first, actions as lines between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhiquan.rules.text import Text

WIDTH, HEIGHT, GAP_X, GAP_Y = 150, 44, 46, 56
"""Size of a box and the space between boxes, in SVG units."""


@dataclass(frozen=True, slots=True)
class Node:
    """A state and where it stands (its upper left corner)."""

    key: str
    label: Text
    final: bool
    x: float
    y: float

    @property
    def cx(self) -> float:
        """Middle of the box, horizontally."""
        return self.x + WIDTH / 2

    @property
    def cy(self) -> float:
        """Middle of the box, vertically."""
        return self.y + HEIGHT / 2


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from state to state, with its label's place."""

    path: str
    label: Text
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Flow:
    """The picture: its size, boxes and lines."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    box: tuple[int, int] = (WIDTH, HEIGHT)


@dataclass(frozen=True, slots=True)
class Way:
    """An action from one state to another."""

    start: str
    end: str
    label: Text


def draw(states: Sequence[tuple[str, Text, bool]], ways: Iterable[Way], opening: str) -> Flow:
    """Lay out (key, label, final) states; the opening state stands first, each further row is one step away."""
    ways = [way for way in ways if way.start != way.end]
    rows = _rows([key for key, _, _ in states], ways, opening)
    widest = max(len(row) for row in rows)
    width = widest * WIDTH + (widest - 1) * GAP_X + 2 * GAP_X
    known = {key: (label, final) for key, label, final in states}
    nodes: dict[str, Node] = {}
    for depth, row in enumerate(rows):
        left = (width - len(row) * WIDTH - (len(row) - 1) * GAP_X) / 2
        for place, key in enumerate(row):
            label, final = known[key]
            nodes[key] = Node(key, label, final, left + place * (WIDTH + GAP_X), depth * (HEIGHT + GAP_Y) + 2)
    height = len(rows) * HEIGHT + (len(rows) - 1) * GAP_Y + 4
    return Flow(width, height, tuple(nodes.values()), tuple(_edges(ways, nodes)))


def _rows(keys: Sequence[str], ways: Sequence[Way], opening: str) -> list[list[str]]:
    """Return the states by their distance from the opening state; what cannot be reached stands last."""
    rows, seen = [[opening]], {opening}
    while True:
        reached = [way.end for key in rows[-1] for way in ways if way.start == key]
        row = [key for key in dict.fromkeys(reached) if key not in seen]
        if not row:
            break
        rows.append(row)
        seen.update(row)
    left = [key for key in keys if key not in seen]
    return [*rows, left] if left else rows


def _edges(ways: Sequence[Way], nodes: dict[str, Node]) -> Iterable[Edge]:
    merged: dict[tuple[str, str], list[Text]] = {}
    for way in ways:
        merged.setdefault((way.start, way.end), []).append(way.label)
    for (start, end), labels in merged.items():
        label = Text(" / ".join(t.zh for t in labels), " / ".join(t.en for t in labels))
        yield _edge(nodes[start], nodes[end], label)


def _edge(a: Node, b: Node, label: Text) -> Edge:
    if b.y > a.y:  # downwards: a soft S from the foot of one box to the head of the other
        x1, y1, x2, y2 = a.cx, a.y + HEIGHT, b.cx, b.y - 7
        middle = (y1 + y2) / 2
        return Edge(f"M{x1} {y1}C{x1} {middle} {x2} {middle} {x2} {y2}", label, (x1 + x2 * 2) / 3, y2 - 12)
    if b.y < a.y:  # back upwards: round the side on which the lower box stands
        left = a.cx < b.cx
        x1, x2 = (a.x, b.x - 7) if left else (a.x + WIDTH, b.x + WIDTH + 7)
        bow = min(x1, x2) - 34 if left else max(x1, x2) + 34
        return Edge(f"M{x1} {a.cy}C{bow} {a.cy} {bow} {b.cy} {x2} {b.cy}", label, bow, (a.cy + b.cy) / 2)
    side = 1 if b.x > a.x else -1
    x1 = a.x + WIDTH if side > 0 else a.x
    x2 = b.x - 7 if side > 0 else b.x + WIDTH + 7
    return Edge(f"M{x1} {a.cy}L{x2} {b.cy}", label, (x1 + x2) / 2, a.cy - 8)
