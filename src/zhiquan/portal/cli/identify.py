"""``zhiquan id``: what an official number is, whether it is right, and if not which rule it breaks."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass

import click

from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS, emit_json, json_option, language, tr
from zhiquan.rules.identifiers import (
    ApplicationNumber,
    Broken,
    ClassSymbol,
    Standing,
    Uscc,
    parse_application_number,
    parse_class_symbol,
    parse_uscc,
)
from zhiquan.rules.text import Text

Identifier = ApplicationNumber | Uscc | ClassSymbol | Broken
_PARSERS: dict[str, Callable[[str], Identifier]] = {
    "patent": parse_application_number,
    "uscc": parse_uscc,
    "class": parse_class_symbol,
}
_NAMES = {
    "patent": Text("专利申请号", "Patent application number"),
    "uscc": Text("统一社会信用代码", "Unified social credit code"),
    "class": Text("分类号", "Class symbol"),
}
_STANDINGS = {
    Standing.VALID: Text("有效", "valid"),
    Standing.UNCHECKED: Text("未含校验位，已补算", "given without check digit, computed"),
    Standing.INVALID: Text("有误", "wrong"),
}


@dataclass(frozen=True, slots=True)
class Identified:
    """One given text: what it was read as, its canonical form (empty where broken), standing and details."""

    given: str
    type: str
    canonical: str
    standing: Standing
    found: Identifier


@click.command(
    "id",
    help=tr(
        "识别专利申请号、统一社会信用代码、分类号并校验；有误时退出码为 3。",
        "Identify and check application numbers, credit codes and class symbols; exit code 3 if one is wrong.",
    ),
)
@click.argument("numbers", nargs=-1, required=True)
@click.option(
    "--as",
    "as_type",
    type=click.Choice(list(_PARSERS)),
    help=tr("按此类号码识别，默认按形式判断", "Read as this type; by default the form decides"),
)
@json_option
def identify(numbers: tuple[str, ...], as_type: str | None, *, as_json: bool) -> None:
    """Print what each number is."""
    found = [_identified(text, as_type or _type_of(text)) for text in numbers]
    if as_json:
        emit_json(found)
    else:
        for item in found:
            click.echo(_line(item))
    if any(item.standing is Standing.INVALID for item in found):
        sys.exit(EXIT_FOUND_FAULTS)


def _type_of(text: str) -> str:
    """Tell the type by the form: a class symbol and a credit code look like no application number."""
    if isinstance(parse_class_symbol(text), ClassSymbol):
        return "class"
    code = text.strip().upper()
    return "uscc" if re.fullmatch(r"[0-9A-Z]{2}[0-9]{6}[0-9A-Z]{10}", code) else "patent"


def _identified(text: str, kind: str) -> Identified:
    found = _PARSERS[kind](text)
    if isinstance(found, Broken):
        return Identified(text, kind, "", Standing.INVALID, found)
    standing = Standing.VALID if isinstance(found, ClassSymbol) else found.standing
    return Identified(text, kind, found.canonical, standing, found)


def _line(item: Identified) -> str:
    say = language()
    head = f"{_NAMES[item.type].say(say)}  "
    match item.found:
        case Broken(text=why):
            return f"{head}{_STANDINGS[item.standing].say(say)}  {why.say(say)}"
        case ApplicationNumber(kind=kind, year=year):
            detail = f"{kind.label.say(say)} {year}"
        case Uscc(division=division):
            detail = division
        case ClassSymbol(path=path):
            detail = " › ".join(path)
    return f"{head}{item.canonical}  {_STANDINGS[item.standing].say(say)}  {detail}"
