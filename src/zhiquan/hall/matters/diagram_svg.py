"""The flow picture as an SVG file of its own: it carries its colours and needs nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from zhiquan.hall.matters.diagram import Edge, Flow, Node

TITLE, PAD = 44, 16
"""Height of the heading, and the space around the picture, in SVG units."""


def svg(flow: Flow, title: str, language: str) -> str:
    """Return the picture as one SVG document with a heading; the same flow gives the same bytes."""
    width, height = flow.width + 2 * PAD, flow.height + TITLE + 2 * PAD
    return "\n".join(_lines(flow, title, language, f"{width:g}", f"{height:g}")) + "\n"


def _lines(flow: Flow, title: str, language: str, width: str, height: str) -> Iterator[str]:
    lang = "en" if language.lower().startswith("en") else "zh-Hans"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-labelledby="title" xml:lang="{lang}">'
    )
    yield f'<title id="title">{escape(title)}</title>'
    yield f"<style>{_STYLE}</style>"
    yield f'<rect class="paper" width="{width}" height="{height}"/>'
    yield f'<text class="title" x="{PAD}" y="{PAD + 20}">{escape(title)}</text>'
    yield f'<g transform="translate({PAD} {PAD + TITLE})">'
    yield (
        '<defs><marker id="arrow" markerWidth="8" markerHeight="8" refX="1" refY="4" orient="auto">'
        '<path class="arrow" d="M0 0 8 4 0 8z"/></marker></defs>'
    )
    yield from (f'<path class="edge" d="{edge.path}" marker-end="url(#arrow)"/>' for edge in flow.edges)
    yield from (_label(edge, language) for edge in flow.edges)
    yield from (_box(node, flow.box_height, language) for node in flow.nodes)
    yield "</g>"
    yield "</svg>"


def _label(edge: Edge, language: str) -> str:
    return f'<text class="label" x="{edge.x:g}" y="{edge.y:g}">{escape(edge.label.say(language))}</text>'


def _box(node: Node, height: int, language: str) -> str:
    look, corner = ("node end", height // 2) if node.final else ("node", 4)
    shape = f'x="{node.x:g}" y="{node.y:g}" width="{node.width:g}" height="{height}" rx="{corner}"'
    text = f'<text x="{node.cx:g}" y="{node.cy:g}" dy="5">{escape(node.label.say(language))}</text>'
    return f'<rect class="{look}" {shape}/>{text}'


_STYLE = (
    "text{font:14px 'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif;"
    "fill:#1d2624;text-anchor:middle}"
    ".paper{fill:#fff}.title{font-size:18px;font-weight:600;text-anchor:start}"
    ".node{fill:#fff;stroke:#2c6e63;stroke-width:1.5}.end{fill:#f1efe9;stroke:#1d2624}"
    ".edge{fill:none;stroke:#9aa39f;stroke-width:1.5}.arrow{fill:#9aa39f}"
    ".label{font-size:12px;fill:#5b6663;paint-order:stroke;stroke:#fff;stroke-width:5px}"
)
