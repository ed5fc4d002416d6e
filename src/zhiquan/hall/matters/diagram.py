"""The flow picture 流程图: states in rows by their distance from the first, actions as lines between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from unicodedata import east_asian_width

from zhiquan.hall.matters.schema import Matter, Outcome
from zhiquan.rules.text import Text

HEIGHT, GAP_X, MARGIN = 44, 28, 88
"""Height of a box, the space between boxes and beside the picture, in SVG units."""
GAPS_Y = (68, 88, 112, 140, 176, 220)
"""The space between two rows: the first in which the most labels have a place of their own."""
NARROWEST, LETTER = 104, 7
SMALL, LINE = 6, 14
"""Width of a letter and height of a line in the label of an action."""
SHIFTS = (0, -LINE, LINE, -2 * LINE, 2 * LINE, -3 * LINE)


SHALLOWEST, DEEPEST = 28, 72
"""How far a line between two boxes of one row hangs below them."""
ALONG = (0.15, 0.45, 0.6, 0.75, 0.9)
"""Where else on its line a label may stand, from its start to its end."""


Spot: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Node:
    """A state and where it stands (its upper left corner)."""

    key: str
    label: Text
    final: bool
    x: float
    y: float
    width: float

    @property
    def right(self) -> float:
        """The box's right side."""
        return self.x + self.width

    @property
    def cx(self) -> float:
        """Middle of the box, horizontally."""
        return self.x + self.width / 2

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
class _Line:
    """A line whose label has no place yet: ``places`` are those on it, the best first."""

    path: str
    label: Text
    places: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """The picture: its size, boxes and lines."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    box_height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Way:
    """An action from one state to another."""

    start: str
    end: str
    label: Text


def flow_of(matter: Matter, language: str, *, internal: bool) -> Flow:
    """Draw a matter in the office's own words (``internal``) or in those that the public reads.

    Withdrawing, possible from many states, is drawn once, from the first; for the public so is every other action, but
    where a state would then lead nowhere.
    """
    states = [(s.key, s.label if internal else s.public, s.final) for s in matter.states]
    ways = [
        Way(start, target.state, action.label)
        for action in matter.actions
        for start in action.from_
        for target in action.to
        if target.outcome is not Outcome.WITHDRAWN or start == matter.opening.state
    ]
    return draw(states, ways if internal else _once(ways), matter.opening.state, language)


def _once(ways: Sequence[Way]) -> list[Way]:
    """Leave of an action that leads from several states to one the first way, and the only ways on of a state."""
    first: dict[tuple[str, str], Way] = {}
    for way in ways:
        first.setdefault((way.label.zh, way.end), way)
    kept = set(first.values())
    going_on = {way.start for way in kept if way.start != way.end}
    return [way for way in ways if way in kept or way.start not in going_on]


def draw(states: Sequence[tuple[str, Text, bool]], ways: Iterable[Way], opening: str, language: str) -> Flow:
    """Lay out (key, label, final) states; the opening state stands first, each further row is one step away.

    Boxes are as wide as their labels in ``language`` need.
    """
    ways = [way for way in ways if way.start != way.end]
    rows = _rows([key for key, _, _ in states], ways, opening)
    known = {key: (label, final, _wide(label.say(language))) for key, label, final in states}
    drawn = []
    for gap in GAPS_Y:
        drawn.append(_laid(rows, known, ways, language, gap))
        if not drawn[-1][1]:
            break
    return min(drawn, key=lambda one: one[1])[0]


def _laid(
    rows: Sequence[Sequence[str]], known: Mapping[str, tuple[Text, bool, float]], ways: Sequence[Way], language: str,
    gap: int,
) -> tuple[Flow, int]:  # fmt: skip
    """Lay the rows out with a space between them; also return how many labels found no place of their own."""
    widths = [sum(known[key][2] for key in row) + (len(row) - 1) * GAP_X for row in rows]
    whole = max(widths)
    nodes: dict[str, Node] = {}
    for depth, (row, used) in enumerate(zip(rows, widths, strict=True)):
        left = MARGIN + (whole - used) / 2
        for key in row:
            label, final, width = known[key]
            nodes[key] = Node(key, label, final, left, depth * (HEIGHT + gap) + 2, width)
            left += width + GAP_X
    height = len(rows) * HEIGHT + (len(rows) - 1) * gap + 4
    edges, crowded = _apart(_edges(ways, nodes), nodes.values(), language, whole + 2 * MARGIN)
    return Flow(whole + 2 * MARGIN, height, tuple(nodes.values()), edges), crowded


def _wide(text: str) -> float:
    """Return the width a label needs: a Chinese character is as wide as two letters."""
    return max(NARROWEST, 28 + LETTER * _letters(text))


def _letters(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _rows(keys: Sequence[str], ways: Sequence[Way], opening: str) -> list[list[str]]:
    """Return the states by their distance from the opening state; what cannot be reached stands last."""
    rows, seen = [[opening]], {opening}
    while True:
        reached = [way.end for key in rows[-1] for way in ways if way.start == key]
        row = [key for key in dict.fromkeys(reached) if key not in seen]
        if not row:
            break
        rows.append(_beside(row, ways))
        seen.update(row)
    left = [key for key in keys if key not in seen]
    return [*rows, left] if left else rows


def _beside(row: list[str], ways: Sequence[Way]) -> list[str]:
    """Let a state that another of its row leads to stand right after that one."""
    for way in ways:
        if way.start in row and way.end in row:
            row = [key for key in row if key != way.end]
            row.insert(row.index(way.start) + 1, way.end)
    return row


def _edges(ways: Sequence[Way], nodes: dict[str, Node]) -> Iterable[_Line]:
    merged: dict[tuple[str, str], list[Text]] = {}
    for way in ways:
        merged.setdefault((way.start, way.end), []).append(way.label)
    entered = Counter(end for start, end in merged if nodes[start].y < nodes[end].y)
    for (start, end), labels in merged.items():
        label = Text(" / ".join(t.zh for t in labels), " / ".join(t.en for t in labels))
        yield _edge(nodes[start], nodes[end], label, near_start=entered[end] > 1)


def _apart(lines: Iterable[_Line], nodes: Iterable[Node], language: str, width: float) -> tuple[tuple[Edge, ...], int]:
    """Move labels along their lines, and line by line, until they cover neither a box nor one another; a label that
    finds no place stays where it was. Also return how many found none.
    """
    taken = [(node.x, node.y + HEIGHT / 2, node.right, HEIGHT) for node in nodes]
    placed, crowded = [], 0
    for line in lines:
        half = _letters(line.label.say(language)) * SMALL / 2
        places = [(min(max(x, half), width - half), y + shift) for x, y in line.places for shift in SHIFTS]
        spots = [(x - half, y - LINE / 3, x + half, LINE) for x, y in places]
        free = next((place for place, spot in enumerate(spots) if not any(_meets(spot, one) for one in taken)), None)
        crowded += free is None
        taken.append(spots[free or 0])
        x, y = places[free or 0]
        placed.append(Edge(line.path, line.label, x, y))
    return tuple(placed), crowded


def _meets(one: Spot, other: Spot) -> bool:
    """Say whether two places (left, middle height, right, height) touch."""
    beside = one[0] >= other[2] or other[0] >= one[2]
    return not beside and abs(one[1] - other[1]) < (one[3] + other[3]) / 2


def _edge(a: Node, b: Node, label: Text, *, near_start: bool) -> _Line:
    """Draw one line; where several lines enter a box the label stands near the start of each."""
    if b.y > a.y:
        return _down(a, b, label, 0.3 if near_start else 0.8)
    if b.y < a.y:
        return _back(a, b, label)
    return _beneath(a, b, label)


def _beneath(a: Node, b: Node, label: Text) -> _Line:
    """Draw a bow from the foot of one box to that of another in its row, the deeper the further they are apart."""
    x1, x2, y = a.cx, b.cx, a.y + HEIGHT
    deep = min(DEEPEST, SHALLOWEST + abs(x2 - x1) * 0.06)
    path = f"M{x1} {y}C{x1} {y + deep:g} {x2} {y + deep:g} {x2} {y + 7}"
    bow = ((x1 + (x2 - x1) * t * t * (3 - 2 * t), y + 3 * t * (1 - t) * deep + LINE - 1) for t in (0.5, *ALONG))
    places = [(x, y + below) for x, y in bow for below in (0, 3 * LINE)]
    return _Line(path, label, tuple(sorted(places, key=lambda place: place[1] > y + deep + LINE)))


def _down(a: Node, b: Node, label: Text, share: float) -> _Line:
    """Draw a soft S from the foot of one box to the head of the other."""
    x1, y1, x2, y2 = a.cx, a.y + HEIGHT, b.cx, b.y - 7
    middle = (y1 + y2) / 2
    places = tuple((x1 + (x2 - x1) * t * t * (3 - 2 * t), y1 + (y2 - y1) * t + 4) for t in (share, *ALONG))
    return _Line(f"M{x1} {y1}C{x1} {middle} {x2} {middle} {x2} {y2}", label, places)


def _back(a: Node, b: Node, label: Text) -> _Line:
    """Draw a line back upwards, round the side on which the lower box stands."""
    left = a.cx < b.cx
    x1, x2 = (a.x, b.x - 7) if left else (a.right, b.right + 7)
    bow = min(x1, x2) - 46 if left else max(x1, x2) + 46
    path = f"M{x1} {a.cy}C{bow} {a.cy} {bow} {b.cy} {x2} {b.cy}"
    places = tuple(((bow + x1) / 2 + 8, a.cy + (b.cy - a.cy) * t - 6) for t in (0.5, *ALONG))
    return _Line(path, label, places)
