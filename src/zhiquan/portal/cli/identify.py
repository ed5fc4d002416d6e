"""``zhiquan id``: what an official number is, whether it is right, and if not which rule it breaks."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS, emit_json, json_option, language, tr
from zhiquan.rules.identifiers import (
    Broken,
    Confidence,
    Identified,
    Kind,
    Repair,
    Standing,
    Uscc,
    identify,
    read_as,
    repairs,
)
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

SHOWN_REPAIRS, STEP = 5, 2_000
"""So many candidates are printed (all with ``--json``); the progress bar moves after so many lines."""
_STANDINGS = {
    Standing.VALID: Text("校验位相符", "check digit agrees"),
    Standing.UNCHECKED: Text("形式正确，无校验位", "well-formed, no check digit"),
    Standing.INVALID: Text("有误", "wrong"),
}
_COMPUTED = Text("未含校验位，已补算", "given without check digit, computed")
_NOTHING = Text("不是已知的任何一类号码", "no number of any known kind")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known about one given text: readings, the likeliest first, and repairs where it is wrong."""

    given: str
    readings: tuple[Identified, ...]
    repairs: tuple[Repair, ...]

    @property
    def wrong(self) -> bool:
        """Tell whether the text is no right number of any kind."""
        return not any(one.confidence is not Confidence.BROKEN for one in self.readings)


@click.command(
    "id",
    help=tr(
        "识别并校验专利、商标、信用代码、分类、区划等官方号码；有误时给出可能的更正，退出码为 3。",
        "Identify and check official numbers and class symbols; a wrong one gets possible repairs and exit code 3.",
    ),
)
@click.argument("numbers", nargs=-1)
@click.option(
    "--type",
    "--as",
    "as_type",
    type=click.Choice([kind.value for kind in Kind]),
    help=tr("按此类号码识别，默认按形式判断", "Read as this kind; by default the form decides"),
)
@click.option(
    "--file",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=tr("逐行识别文件，输出各类计数", "Read a file line by line and print the counts of each class"),
)
@click.option(
    "--corpus", is_flag=True, help=tr("用已导入的专利确认更正", "Confirm repairs against the imported patents")
)
@json_option
def identify_(numbers: tuple[str, ...], as_type: str | None, file: Path | None, *, corpus: bool, as_json: bool) -> None:
    """Print what each number is, or the counts of a file."""
    kind = Kind(as_type) if as_type else None
    if bool(numbers) == bool(file):
        raise click.UsageError(tr("请给出号码，或用 --file 指定文件。", "Give numbers, or a file with --file."))
    if file:
        _count(file, kind, as_json=as_json)
        return
    known = _known() if corpus else None
    answers = [_answer(text, kind, known) for text in numbers]
    if as_json:
        emit_json([_document(answer) for answer in answers])
    else:
        for answer in answers:
            click.echo("\n".join(_lines(answer)))
    if any(answer.wrong for answer in answers):
        sys.exit(EXIT_FOUND_FAULTS)


def _answer(text: str, kind: Kind | None, known: Callable[[str], bool] | None) -> Answer:
    readings = (read_as(text, kind),) if kind else identify(text)
    return Answer(text, readings, repairs(text, kind, known=known))


def _known() -> Callable[[str], bool]:
    from zhiquan.records.search import open_index
    from zhiquan.settings.folders import data_folder

    index = open_index(data_folder().index)
    return lambda canonical: index.get(canonical) is not None


def _document(answer: Answer) -> dict[str, Any]:
    return {
        "given": answer.given,
        "wrong": answer.wrong,
        "readings": [_reading(one) for one in answer.readings],
        "repairs": answer.repairs,
    }


def _reading(one: Identified) -> dict[str, Any]:
    head = {"kind": one.kind, "confidence": one.confidence, "canonical": one.canonical, "standing": one.standing}
    if isinstance(one.found, Broken):
        return {**head, "rule": one.found.rule, "text": one.found.text}
    parts = [{"label": label, "value": value} for label, value in one.found.parts]
    doubts = one.found.findings if isinstance(one.found, Uscc) else ()
    findings = [{"rule": doubt.rule, "text": doubt.text} for doubt in doubts]
    return {**head, "parts": parts, "path": one.found.path, "findings": findings}


def _lines(answer: Answer) -> Iterator[str]:
    say = language()
    if not answer.readings:
        yield f"{answer.given}  {_NOTHING.say(say)}"
        return
    first, *others = answer.readings
    head = f"{first.kind.label.say(say)}  "
    if isinstance(first.found, Broken):
        yield f"{head}{_STANDINGS[first.standing].say(say)}  {first.found.text.say(say)}"
    else:
        computed = first.kind is Kind.PATENT and first.standing is Standing.UNCHECKED
        standing = _COMPUTED if computed else _STANDINGS[first.standing]
        yield f"{head}{first.canonical}  {standing.say(say)}"
        colon, comma = tr("：", ": "), tr("；", "; ")
        yield "    " + comma.join(f"{label.say(say)}{colon}{value.say(say)}" for label, value in first.found.parts)
        if len(first.found.path) > 1:
            yield f"    {tr('层级', 'Path')}{colon}{' › '.join(first.found.path)}"
        for finding in first.found.findings if isinstance(first.found, Uscc) else ():
            yield f"    {tr('另见', 'Note')}{colon}{finding.text.say(say)}"
    if others:
        also = (f"{one.kind.label.say(say)} {one.canonical}".rstrip() for one in others)
        yield f"    {tr('亦可能为：', 'May also be: ')}{tr('；', '; ').join(also)}"
    for repair in answer.repairs[:SHOWN_REPAIRS]:
        confirmed = tr("，库中有此号", ", in the corpus") if repair.known else ""
        yield f"    {tr('可能应为', 'Perhaps')} {repair.canonical}  {repair.reason.say(say)}{confirmed}"
    if (more := len(answer.repairs) - SHOWN_REPAIRS) > 0:
        yield f"    {tr(f'另有 {more} 种可能', f'{more} more candidates')}"


Class = tuple[Kind | None, Standing, str]
"""A class of a count: kind, standing, and the broken rule or the confidence; no kind where nothing fits."""


def _count(file: Path, kind: Kind | None, *, as_json: bool) -> None:
    """Stream a file and print how many of its lines are what, each class with its first example."""
    counts: Counter[Class] = Counter()
    examples: dict[Class, str] = {}
    for text in _texts(file):
        readings = (read_as(text, kind),) if kind else identify(text)
        found = _class(readings)
        counts[found] += 1
        examples.setdefault(found, text)
    rows = [
        {"kind": key[0], "standing": key[1], "class": key[2], "count": n, "example": examples[key]}
        for key, n in counts.most_common()
    ]
    if as_json:
        emit_json({"lines": counts.total(), "classes": rows})
    else:
        for key, n in counts.most_common():
            click.echo(f"{n:>10,}  {_class_name(key)}  {tr('例', 'e.g.')} {examples[key]}")
        click.echo(f"{counts.total():>10,}  {tr('合计', 'in all')}")
    if any(key[1] is Standing.INVALID for key in counts):
        sys.exit(EXIT_FOUND_FAULTS)


def _class(readings: tuple[Identified, ...]) -> Class:
    if not readings:
        return None, Standing.INVALID, "none"
    first = readings[0]
    if isinstance(first.found, Broken):
        return first.kind, first.standing, first.found.rule
    return first.kind, first.standing, first.confidence.value


def _class_name(key: Class) -> str:
    kind, standing, detail = key
    say = language()
    if kind is None:
        return _NOTHING.say(say)
    if standing is Standing.INVALID:
        return f"{kind.label.say(say)}  {_STANDINGS[standing].say(say)} ({detail})"
    return f"{kind.label.say(say)}  {Confidence(detail).label.say(say)}"


def _texts(file: Path) -> Iterator[str]:
    """Yield the lines that are not empty; a bar on the terminal shows how far the reading is."""
    hidden = not sys.stderr.isatty()
    with (
        file.open("rb") as stream,
        click.progressbar(length=file.stat().st_size, file=sys.stderr, hidden=hidden) as bar,
    ):
        passed = 0
        for number, line in enumerate(stream, 1):
            passed += len(line)
            if number % STEP == 0:
                bar.update(passed)
                passed = 0
            try:
                text = line.decode("utf-8-sig").strip()
            except UnicodeDecodeError as error:
                why = Text("{file} 第 {n} 行不是 UTF-8 文本。", "Line {n} of {file} is no UTF-8 text.")
                raise Refusal("id.encoding", why.format(file=file.name, n=number)) from error
            if text:
                yield text
        bar.update(passed)
