"""Filling a letter's template: every text is said with the values of the case, or the letter is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import StrictUndefined, TemplateError

from zhiquan.hall.letters.rendering.content import Block, Facts, Signatures, Table, Turns
from zhiquan.hall.matters.letter_file import (
    COUNT,
    ENVIRONMENT,
    FactsBlock,
    LetterFile,
    Repeat,
    SignaturesBlock,
    TableBlock,
    TurnsBlock,
    template_fault,
)
from zhiquan.hall.matters.letter_file import Block as Source
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Parts:
    """A filled template: what a ``LetterContent`` needs besides office, date and number."""

    title: str
    recipient: str
    body: tuple[Block, ...]
    opinion: str = ""


_ENVIRONMENT = ENVIRONMENT.overlay(undefined=StrictUndefined)


def fill(template: LetterFile, values: Mapping[str, Any]) -> Parts:
    """Fill a template; a value that is missing refuses the letter and is named, nothing is left blank silently."""
    body: list[Block] = []
    for at, block in enumerate(template.body):
        body.extend(_block(block, values, f"body[{at}]"))
    body.extend(_paragraphs(_say(template.closing, values, "closing")))
    said = {name: _line(_say(getattr(template, name), values, name)) for name in ("title", "to", "opinion")}
    return Parts(said["title"], said["to"], tuple(body), said["opinion"])


def _block(block: Source, values: Mapping[str, Any], place: str) -> Iterator[Block]:
    match block:
        case TableBlock():
            yield _table(block, values, place)
        case FactsBlock():
            said = ((label, "\n".join(_paragraphs(_say(value, values, place)))) for label, value in block.facts)
            yield Facts(tuple(pair for pair in said if pair[1]))
        case TurnsBlock():
            yield Turns(tuple((who, said) for who, said in _repeated(block.turns, values, place)))
        case SignaturesBlock():
            rows = _repeated(block.signatures, values, place)
            yield Signatures(tuple((capacity, name, how) for capacity, name, how in rows))
        case _:
            yield from _paragraphs(_say(block, values, place))


def _repeated(repeat: Repeat, values: Mapping[str, Any], place: str) -> Iterator[tuple[str, ...]]:
    for number, item in enumerate(_items(repeat, values, place), 1):
        scope = {**values, repeat.name: item, COUNT: number}
        yield tuple(_line(_say(cell, scope, place)) for cell in repeat.cells)


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
            rows.extend(_repeated(row, values, place))
        else:
            rows.append(tuple(_line(_say(cell, values, place)) for cell in row))
    if len({len(row) for row in rows}) > 1:
        raise template_fault(place, "表格各行列数不一致")
    return Table(tuple(rows))


def _line(text: str) -> str:
    """One line: any run of white space, also line ends, is one space."""
    return " ".join(text.split())


def _paragraphs(text: str) -> list[str]:
    return [line for line in map(_line, text.splitlines()) if line]
