"""``zhiquan indicators``: the definitions of all figures: check, list, show. (``zhiquan figures compute`` computes.)"""

from __future__ import annotations

import sys

import click
from pydantic import TypeAdapter

from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.definition import Counted, Given, Indicator
from zhiquan.insight.figures.trials import failures
from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS, emit_json, json_option, language, tr
from zhiquan.rules.text import Text
from zhiquan.settings.folders import data_folder

_INDICATOR: TypeAdapter[Indicator] = TypeAdapter(Indicator)


@click.group(help=tr("指标定义：校验、列表、查看。", "Indicators: check, list, show, compute."))
def indicators() -> None:
    """Indicators."""


@indicators.command(
    help=tr(
        "校验全部指标与数据视图，并运行指标自带的用例。", "Check all indicators and views, and run their own tests."
    )
)
@json_option
def check(*, as_json: bool) -> None:
    """Read everything, which refuses what does not hold together, then run every indicator's own tests."""
    read = catalogue(data_folder().region)
    failed = list(failures(read))
    every = list(read)
    if as_json:
        emit_json({"indicators": len(every), "views": len(read.views), "failed": failed})
    else:
        for one in failed:
            click.echo(f"{one.indicator} #{one.number}: {one.found} ≠ {one.expected}")
        tests = sum(len(one.tests) for one in every)
        click.echo(
            tr(
                f"指标 {len(every)} 项，数据视图 {len(read.views)} 个，用例 {tests} 个，不通过 {len(failed)} 个。",
                f"{len(every)} indicators, {len(read.views)} views, {tests} tests, {len(failed)} failed.",
            )
        )
    if failed:
        sys.exit(EXIT_FOUND_FAULTS)


@indicators.command("list", help=tr("列出全部指标：代码、名称、单位、种类、来源。", "List all indicators."))
@json_option
def list_(*, as_json: bool) -> None:
    """Print one line for each indicator, family by family."""
    read = catalogue(data_folder().region)
    if as_json:
        emit_json([_INDICATOR.dump_python(one, mode="json") for one in read])
        return
    for family in read.families.values():
        click.echo(f"# {family.label.say(language())}")
        for one in family.indicators:
            said = (one.label, one.unit.name, one.kind.label, made_by(one))
            click.echo("\t".join([one.code, *(text.say(language()) for text in said)]))


@indicators.command(
    help=tr("查看一项指标的定义，或者一个数据视图的列。", "Show an indicator's definition, or a view's columns.")
)
@click.argument("code")
@json_option
def show(code: str, *, as_json: bool) -> None:
    """Print one definition; CODE is an indicator's code or name, or a view's name."""
    read = catalogue(data_folder().region)
    if code in read.views:
        view = read.views[code]
        if as_json:
            emit_json(view.model_dump(mode="json"))
            return
        click.echo(f"{view.label.say(language())}: {view.about.say(language())}\n{view.rows.say(language())}")
        for column in view.columns:
            about = column.about.say(language()) if column.about else ""
            click.echo(f"  {column.name}\t{column.type}\t{column.label.say(language())}\t{about}".rstrip())
        return
    one = next(iter(read.named(code)), None) or read.indicator(code)
    if as_json:
        emit_json(_INDICATOR.dump_python(one, mode="json"))
        return
    click.echo(
        f"{one.code}  {one.label.say(language())}（{one.unit.name.say(language())}，{one.kind.label.say(language())}）"
    )
    click.echo(one.basis.say(language()))
    if one.names:
        click.echo(tr("又称：", "Also called: ") + "、".join(one.names))
    click.echo(made_by(one).say(language()))


def made_by(one: Indicator) -> Text:
    """Return where an indicator's values come from."""
    source = one.source
    if isinstance(source, Counted):
        return Text(f"由视图 {source.view} 计算", f"computed over {source.view}")
    if isinstance(source, Given):
        return Text("公布数", "published") if source.how == "observed" else Text("填报数", "returned")
    parts = " ".join(one.parts)
    return Text(f"由 {parts} 算得", f"made of {parts}")
