"""Letter templates: a YAML mapping of a few texts in which ``{{ … }}`` stands for values of the case.

``title``, ``to``, ``body``, ``closing`` and, for an approval 审批表, ``opinion``: what the handler proposes. The body
is made of paragraphs and of blocks: a ``table`` (rows of cells; a row may repeat, ``{in: rights, as: right, cells:
[...]}``), ``facts`` (pairs of label and value), ``turns`` (who said what 问答) and ``signatures`` (who signed, how).
A paragraph or fact that comes out empty is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from jinja2 import TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import Field as Attribute
from pydantic import StringConstraints, ValidationError

from zhiquan.rules.forms.base import Model
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

Line = Annotated[str, StringConstraints(min_length=1)]
Cells = Annotated[tuple[str, ...], Attribute(min_length=1)]


class Repeat(Model):
    """A row printed once for each item of a list; ``n`` counts the rows from one."""

    source: Annotated[Line, Attribute(alias="in")]
    name: Annotated[str, Attribute(alias="as", pattern=r"^[a-z_]+$")]
    cells: Cells


class TableBlock(Model):
    """A table in the body; the first row is the head."""

    table: Annotated[tuple[Cells | Repeat, ...], Attribute(min_length=1)]


class FactsBlock(Model):
    """The heading of a record or the rows of an approval: pairs of label and value."""

    facts: Annotated[tuple[tuple[str, str], ...], Attribute(min_length=1)]


class TurnsBlock(Model):
    """Questions and answers 问答: two cells for each turn, who spoke and what was said."""

    turns: Repeat


class SignaturesBlock(Model):
    """Who was there and signed, or did not and why: three cells each, capacity, name, how signed."""

    signatures: Repeat


Block: TypeAlias = Line | TableBlock | FactsBlock | TurnsBlock | SignaturesBlock
TURN, SIGNATURE = 2, 3
"""Cells of a turn and of a signature."""


class LetterFile(Model):
    """A letter before it is filled: ``title`` 标题, ``to`` 主送, ``body`` 正文, ``closing`` 结语."""

    title: Line
    to: str = ""
    body: Annotated[tuple[Block, ...], Attribute(min_length=1)]
    closing: str = ""
    opinion: str = ""

    def texts(self) -> Iterator[tuple[str, str, Repeat | None]]:
        """Yield (place, source text, the repeated row it stands in) for every text with possible variables."""
        for name in ("title", "to", "closing", "opinion"):
            yield name, getattr(self, name), None
        for at, block in enumerate(self.body):
            for place, cells, repeat in _rows(block):
                yield from ((f"body[{at}]{place}", cell, repeat) for cell in cells)


def _rows(block: Block) -> Iterator[tuple[str, tuple[str, ...], Repeat | None]]:
    match block:
        case str():
            yield "", (block,), None
        case TableBlock():
            for line, row in enumerate(block.table):
                repeat = row if isinstance(row, Repeat) else None
                yield f".table[{line}]", row.cells if isinstance(row, Repeat) else row, repeat
        case FactsBlock():
            yield from ((f".facts[{line}]", pair, None) for line, pair in enumerate(block.facts))
        case TurnsBlock():
            yield ".turns", block.turns.cells, block.turns
        case SignaturesBlock():
            yield ".signatures", block.signatures.cells, block.signatures


def _cn_date(value: date | str) -> str:
    """Print a date (or its ISO text) as official letters do: 2026年11月2日."""
    day = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    day = day.date() if isinstance(day, datetime) else day
    return f"{day.year}年{day.month}月{day.day}日"


def _money(value: Decimal | int | str) -> str:
    """Print an amount in yuan with thousands and two decimals: 3,000,000.00元."""
    return f"{Decimal(str(value)):,.2f}元"


ENVIRONMENT = ImmutableSandboxedEnvironment(autoescape=False)  # no markup is made


ENVIRONMENT.filters |= {"cn_date": _cn_date, "money": _money}


def parse_template(data: Mapping[str, Any]) -> LetterFile:
    """Check a mapping read from YAML; a wrong key, shape or expression is refused with its place."""
    try:
        template = LetterFile.model_validate(dict(data))
    except ValidationError as error:
        first = max(error.errors(), key=lambda found: len(found["loc"]))  # the deepest names the place best
        raise template_fault(".".join(str(step) for step in first["loc"]) or "/", first["msg"]) from error
    variables(template)
    return template


def template_fault(place: str, why: object) -> Refusal:
    """Return the refusal of a template that is wrong at a place."""
    return Refusal(
        "letters.template",
        Text(
            f"文书模板 {place} 处有误，请修改模板：{why}。",
            f"The letter template is wrong at {place}; correct it: {why}.",
        ),
    )


def variables(template: LetterFile) -> frozenset[str]:
    """Return the dotted names the template reads, for a definition's proof.

    A name inside a repeated row is told through its list: ``right.number`` of ``in: rights, as: right``
    is ``rights[].number``.
    """
    found: set[str] = set()
    for place, source, repeat in template.texts():
        for path in _paths(source, place):
            head, _, rest = path.partition(".")
            inside = repeat is not None and head == repeat.name
            if repeat and (inside or path == COUNT):
                found |= {f"{repeat.source}[].{rest}"} if rest else set()
            else:
                found.add(path)
        if repeat:
            found |= _paths("{{ " + repeat.source + " }}", place)
    return frozenset(found)


COUNT = "n"
"""Name of the row's number inside a repeated row."""


def _paths(source: str, place: str) -> set[str]:
    """Return the dotted names a text reads: ``{{ form.amount|money }}`` reads ``form.amount``."""
    try:
        tree = ENVIRONMENT.parse(source)
    except TemplateSyntaxError as error:
        raise template_fault(place, error.message) from error
    free = find_undeclared_variables(tree)
    inner = {id(node.node) for node in tree.find_all(nodes.Getattr)}
    found = {_dotted(node) for node in tree.find_all((nodes.Getattr, nodes.Name)) if id(node) not in inner}
    return {path for path in found if path and path.split(".")[0] in free}


def _dotted(node: nodes.Node) -> str:
    steps: list[str] = []
    while isinstance(node, nodes.Getattr):
        steps.append(node.attr)
        node = node.node
    return ".".join([node.name, *reversed(steps)]) if isinstance(node, nodes.Name) else ""
