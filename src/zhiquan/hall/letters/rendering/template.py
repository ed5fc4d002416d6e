"""Letter templates: a YAML mapping of a few texts in which ``{{ … }}`` stands for values of the case.

``title``, ``to``, ``body`` (paragraphs, or ``table: rows``), ``closing``. A row may repeat:
``{in: rights, as: right, cells: [...]}``. A paragraph that comes out empty is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from zhiquan.hall.letters.rendering.content import Table
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

Line = Annotated[str, StringConstraints(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Repeat(_Strict):
    """A table row printed once for each item of a list."""

    source: Annotated[Line, Field(alias="in")]
    name: Annotated[str, Field(alias="as", pattern=r"^[a-z_]+$")]
    cells: Annotated[tuple[str, ...], Field(min_length=1)]


class TableBlock(_Strict):
    """A table in the body; the first row is the head."""

    table: Annotated[tuple[Annotated[tuple[str, ...], Field(min_length=1)] | Repeat, ...], Field(min_length=1)]


class LetterTemplate(_Strict):
    """A letter before it is filled: ``title`` 标题, ``to`` 主送, ``body`` 正文, ``closing`` 结语."""

    title: Line
    to: str = ""
    body: Annotated[tuple[Line | TableBlock, ...], Field(min_length=1)]
    closing: str = ""

    def texts(self) -> Iterator[tuple[str, str, Repeat | None]]:
        """Yield (place, source text, the repeated row it stands in) for every text with possible variables."""
        yield from (("title", self.title, None), ("to", self.to, None), ("closing", self.closing, None))
        for at, block in enumerate(self.body):
            if isinstance(block, str):
                yield f"body[{at}]", block, None
                continue
            for line, row in enumerate(block.table):
                repeat = row if isinstance(row, Repeat) else None
                cells = row.cells if isinstance(row, Repeat) else row
                yield from ((f"body[{at}].table[{line}]", cell, repeat) for cell in cells)


@dataclass(frozen=True, slots=True)
class Parts:
    """A filled template: what a ``LetterContent`` needs besides office, date and number."""

    title: str
    recipient: str
    body: tuple[str | Table, ...]


def _cn_date(value: date | str) -> str:
    """Print a date (or its ISO text) as official letters do: 2026年11月2日."""
    day = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    day = day.date() if isinstance(day, datetime) else day
    return f"{day.year}年{day.month}月{day.day}日"


def _money(value: Decimal | int | str) -> str:
    """Print an amount in yuan with thousands and two decimals: 3,000,000.00元."""
    return f"{Decimal(str(value)):,.2f}元"


_ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)  # no markup is made
_ENVIRONMENT.filters.update({"cn_date": _cn_date, "money": _money})


def _fault(place: str, why: object) -> Refusal:
    return Refusal(
        "letters.template",
        Text(
            f"文书模板 {place} 处有误，请修改模板：{why}。",
            f"The letter template is wrong at {place}; correct it: {why}.",
        ),
    )


def parse_template(data: Mapping[str, Any]) -> LetterTemplate:
    """Check a mapping read from YAML; a wrong key, shape or expression is refused with its place."""
    try:
        template = LetterTemplate.model_validate(dict(data))
    except ValidationError as error:
        first = max(error.errors(), key=lambda found: len(found["loc"]))  # the deepest names the place best
        raise _fault(".".join(str(step) for step in first["loc"]) or "/", first["msg"]) from error
    variables(template)
    return template


def _paths(source: str, place: str) -> set[str]:
    """Return the dotted names a text reads: ``{{ form.amount|money }}`` reads ``form.amount``."""
    try:
        tree = _ENVIRONMENT.parse(source)
    except TemplateSyntaxError as error:
        raise _fault(place, error.message) from error
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


def variables(template: LetterTemplate) -> frozenset[str]:
    """Return the dotted names the template reads, for a definition's proof.

    A name inside a repeated row is told through its list: ``right.number`` of ``in: rights, as: right``
    is ``rights[].number``.
    """
    found: set[str] = set()
    for place, source, repeat in template.texts():
        for path in _paths(source, place):
            head, _, rest = path.partition(".")
            inside = repeat is not None and head == repeat.name
            found.add(f"{repeat.source}[].{rest}" if repeat and inside and rest else path)
        if repeat:
            found |= _paths("{{ " + repeat.source + " }}", place)
    return frozenset(found - {r.name for _, _, r in template.texts() if r})


def fill(template: LetterTemplate, values: Mapping[str, Any]) -> Parts:
    """Fill a template; a value that is missing refuses the letter and is named, nothing is left blank silently."""
    body: list[str | Table] = []
    for at, block in enumerate(template.body):
        if isinstance(block, str):
            body.extend(_paragraphs(_say(block, values, f"body[{at}]")))
        else:
            body.append(_table(block, values, f"body[{at}]"))
    body.extend(_paragraphs(_say(template.closing, values, "closing")))
    return Parts(_line(_say(template.title, values, "title")), _line(_say(template.to, values, "to")), tuple(body))


def _say(source: str, values: Mapping[str, Any], place: str) -> str:
    try:
        return _ENVIRONMENT.from_string(source).render(values)
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise _missing(place, error) from error


def _missing(place: str, error: Exception) -> Refusal:
    return Refusal(
        "letters.value",
        Text(
            f"文书无法生成：模板 {place} 处的内容缺失或不合要求（{error}），请先补全办件信息。",
            f"The letter cannot be made: a value at {place} is missing or unfit ({error}); complete the case first.",
        ),
    )


def _items(repeat: Repeat, values: Mapping[str, Any], place: str) -> list[Any]:
    try:
        return [*(_ENVIRONMENT.compile_expression(repeat.source, undefined_to_none=False)(**values) or ())]
    except (TemplateError, TypeError) as error:
        raise _missing(place, error) from error


def _table(block: TableBlock, values: Mapping[str, Any], place: str) -> Table:
    rows: list[tuple[str, ...]] = []
    for row in block.table:
        if isinstance(row, Repeat):
            for item in _items(row, values, place):
                scope = {**values, row.name: item}
                rows.append(tuple(_line(_say(cell, scope, place)) for cell in row.cells))
        else:
            rows.append(tuple(_line(_say(cell, values, place)) for cell in row))
    if len({len(row) for row in rows}) > 1:
        raise _fault(place, "表格各行列数不一致")
    return Table(tuple(rows))


def _line(text: str) -> str:
    """One line: any run of white space, also line ends, is one space."""
    return " ".join(text.split())


def _paragraphs(text: str) -> list[str]:
    return [line for line in map(_line, text.splitlines()) if line]
