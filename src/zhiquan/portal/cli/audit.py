"""``zhiquan audit``: read a text critically; every figure with its place, contradictions, candidates."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhiquan.portal.cli.law import DAY
from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS, emit_json, json_option, language, plain, tr

if TYPE_CHECKING:
    from zhiquan.insight.readings.audit import Audit
    from zhiquan.insight.readings.model import Reading


@click.command(
    help=tr(
        "查核一份文稿（.txt 或 .docx，- 为标准输入）里的数据：每个数的指标、期间、位置，前后矛盾，隐含的基数与人口，"
        "存疑处的几种读法。有不符或存疑时退出码为 3。",
        "Read the figures of a text (.txt or .docx, - for standard input) critically: indicator, period and place of "
        "each, contradictions, implied bases and populations, candidates for what is doubtful. Exit code 3 when "
        "something disagrees or is doubtful.",
    )
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path), required=False)
@click.option("--on", "on", type=DAY, help=tr("文稿的日期，文中没有或不对时给出", "Date of the text, if it gives none"))
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=tr("按对照表评分：读对、存疑、读错、漏读", "Score against a table: right, doubtful, wrong, missed"),
)
@click.option("--checks", is_flag=True, help=tr("列出全部核对及其规则", "List all checks with their rules"))
@json_option
def audit(file: Path | None, on: datetime | None, *, against: Path | None, checks: bool, as_json: bool) -> None:
    """Print what a text says and what its own arithmetic says to that."""
    if checks:
        _checks(as_json=as_json)
        return
    if file is None:
        raise click.UsageError(tr("请给出文件，或用 - 读标准输入。", "Give a file, or - for standard input."))
    from zhiquan.insight.readings.audit import audit as read
    from zhiquan.insight.readings.files import text_of

    content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    found = read(text_of(content, file.name), on=on.date() if on else None)
    if against:
        _scored(found, against, as_json=as_json)
        return
    if as_json:
        emit_json(_document(found))
    else:
        click.echo("\n".join(_lines(found)))
    if _faulty(found):
        sys.exit(EXIT_FOUND_FAULTS)


def _faulty(found: Audit) -> bool:
    from zhiquan.insight.readings.model import Outcome

    return any(one.outcome is Outcome.FAIL for one in found.findings)


def _lines(found: Audit) -> Iterator[str]:
    from zhiquan.insight.readings import words
    from zhiquan.insight.readings.model import Outcome

    yield _head(found)
    yield ""
    for one in found.readings:
        yield _line(found, one)
        for doubt in one.doubts:
            yield f"      ? {doubt.text.say(language())}"
            for candidate in doubt.candidates if len(doubt.candidates) > 1 else ():
                yield f"        · {candidate.text.say(language())}  {candidate.why.say(language())}"
    for outcome in (Outcome.FAIL, Outcome.PASS, Outcome.UNKNOWN):
        held = [one for one in found.findings if one.outcome is outcome]
        if held:
            yield ""
            yield f"{words.OUTCOMES[outcome].say(language())} ({len(held)})"
            yield from (f"  {one.text.say(language())} {_refs(one.readings)}".rstrip() for one in held)


def _head(found: Audit) -> str:
    parts = [
        str(found.written_on or tr("没有日期", "no date")),
        found.place or tr("地区不明", "place unknown"),
        tr(f"数据 {len(found.readings)} 项", f"{len(found.readings)} figures"),
    ]
    if found.spun:
        parts.append(tr(f"疑为伪原创，还原 {len(found.decoded)} 处", f"spun text, {len(found.decoded)} words decoded"))
    if found.left_out:
        parts.append(tr(f"未读 {len(found.left_out)} 处", f"{len(found.left_out)} stretches not read"))
    return " · ".join(parts)


def _line(found: Audit, one: Reading) -> str:
    from zhiquan.insight.readings import words
    from zhiquan.insight.readings.model import Standing

    line = found.text.count("\n", 0, one.start) + 1
    column = one.start - found.text.rfind("\n", 0, one.start)
    facts = [f"{one.number:>3}", f"{line}:{column}", words.label(one).say(language())]
    facts.append(words.value(one.quantity).say(language()) if one.quantity else "—")
    facts.append(words.period(one.period).say(language()))
    facts += [words.growth(growth).say(language()) for growth in one.growth]
    if one.rank:
        facts.append(f"{one.rank.within}{one.rank.quantity.shown}")
    if one.target:
        facts.append(tr("目标", "target"))
    if one.standing is not Standing.READ:
        facts.append(words.STANDINGS[one.standing].say(language()))
    return "  ".join(facts)


def _refs(numbers: tuple[int, ...]) -> str:
    return "[" + " ".join(map(str, numbers)) + "]" if numbers else ""


def _document(found: Audit) -> dict[str, Any]:
    return {
        "written_on": found.written_on,
        "place": found.place,
        "spun": found.spun,
        "readings": [
            {**plain(one), "standing": one.standing, "period": one.period.code if one.period else None}
            for one in found.readings
        ],
        "findings": found.findings,
        "checks": {check.code: outcome for check, outcome in found.outcomes},
        "left_out": found.left_out,
        "decoded": found.decoded,
    }


def _scored(found: Audit, against: Path, *, as_json: bool) -> None:
    """Print how the readings score against a table; wrong or missed rows exit with 3."""
    from zhiquan.insight.readings.scoring import Mark, read_rows, score

    result = score(found.readings, read_rows(against))
    counts = {mark.value: result.count(mark) for mark in Mark}
    if as_json:
        emit_json({"counts": counts, "rows": result.rows, "surplus": [one.number for one in result.surplus]})
    else:
        share = 100 * counts["right"] / max(1, len(result.rows))
        names = tr(
            "读对 {right}，存疑 {doubtful}，读错 {wrong}，漏读 {missed}",
            "right {right}, doubtful {doubtful}, wrong {wrong}, missed {missed}",
        )
        click.echo(f"{names.format(**counts)} · {share:.1f} %")
        for row in result.rows:
            if row.mark is not Mark.RIGHT:
                click.echo(f"  {row.row}  {row.mark.value}  {row.why}".rstrip())
        for one in result.surplus:
            click.echo(f"  + {_line(found, one)}")
    if counts["wrong"] or counts["missed"]:
        sys.exit(EXIT_FOUND_FAULTS)


def _checks(*, as_json: bool) -> None:
    from zhiquan.insight.readings.checks.registry import CHECKS

    if as_json:
        emit_json([{"number": one.number, "code": one.code, "label": one.label, "rule": one.rule} for one in CHECKS])
        return
    for one in CHECKS:
        click.echo(f"{one.number:>3}  {one.label.say(language())}  ({one.code})\n     {one.rule}")
