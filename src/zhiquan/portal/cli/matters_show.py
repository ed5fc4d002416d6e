"""``zhiquan matters show``, ``diagram`` and ``schema``: a matter whole, as a picture, and the schema for editors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from zhiquan.portal.cli.shell import django_ready, emit_json, json_option, language, tr
from zhiquan.rules.text import Text

if TYPE_CHECKING:
    from zhiquan.hall.matters.comparing_words import Words
    from zhiquan.hall.matters.schema import Matter
    from zhiquan.rules.forms.base import Model

FACTS = (
    *("authority", "chain", "applicants", "conditions", "basis", "place", "opening", "registers", "rating", "fee"),
    *("retention", "statistics"),
)
GROUPS = ("fields", "materials", "checks", "states", "parties", "actions", "clocks", "letters", "packs")


@click.command(help=tr("显示一个事项的全部内容。", "Show everything of a matter."))
@click.argument("code")
@click.option("--shipped", is_flag=True, help=tr("看自带的，不看本地区的", "The shipped one, not the region's own"))
@json_option
def show(code: str, *, shipped: bool, as_json: bool) -> None:
    """Print the matter as its file and shape make it."""
    django_ready()
    from zhiquan.hall.cases import shelf
    from zhiquan.hall.matters.load import resolved_json

    package = shelf.package(code, own=not shipped)
    matter = shelf.read_matter(code, own=not shipped)
    if as_json:
        emit_json(resolved_json(matter))
        return
    click.echo(f"{matter.title.say(language())} ({matter.code} {matter.version})")
    click.echo(matter.summary.say(language()))
    for line in (*_files(tuple(package.files), package.beside), *_whole(matter)):
        click.echo(line)


@click.command(
    help=tr("把一个事项的流程图输出为 SVG。", "Print the flow picture of a matter as SVG."),
)
@click.argument("code")
@click.option("--lang", type=click.Choice(["zh", "en"]), help=tr("语言，默认随环境", "Language; by the locale"))
@click.option("--public", is_flag=True, help=tr("用对外的状态名称", "With the labels that the public reads"))
def diagram(code: str, lang: str | None, *, public: bool) -> None:
    """Print one SVG document."""
    django_ready()
    from zhiquan.hall.cases import shelf
    from zhiquan.hall.matters.diagram import flow_of
    from zhiquan.hall.matters.diagram_svg import svg

    matter, said = shelf.read_matter(code), lang or language()
    click.echo(svg(flow_of(matter, said, internal=not public), matter.title.say(said), said), nl=False)


@click.command(
    help=tr("输出事项定义的 JSON Schema，供编辑器使用。", "Print the JSON Schema of a definition for editors.")
)
def schema() -> None:
    """Print one JSON document."""
    from zhiquan.hall.matters.schema_export import schema_text

    click.echo(schema_text(), nl=False)


def _files(places: tuple[str, ...], beside: str) -> Iterator[str]:
    yield f"\n{tr('文件', 'Files')}"
    yield from (f"  {place}" for place in places)
    if beside:
        yield "  " + tr(f"替代自带的 {beside}", f"in place of the shipped {beside}")


def _whole(matter: Matter) -> Iterator[str]:
    from zhiquan.hall.matters.comparing_words import Words, name_of
    from zhiquan.office.access.roles import Role

    words = Words(matter, {role.value: role.label for role in Role})
    yield f"\n{tr('总则', 'General')}"
    yield from _attributes(words, matter, FACTS, "  ")
    for group in GROUPS:
        if parts := getattr(matter, group):
            yield f"\n{_say(name_of(type(matter), group))}"
            for part in parts:
                yield f"  {part.key}\t{_say(part.label)}"
                yield from _attributes(words, part, tuple(type(part).model_fields), "      ")
    yield from _effects(matter)


def _attributes(words: Words, part: Model, names: tuple[str, ...], indent: str) -> Iterator[str]:
    """Yield what a part's file says beyond key and label."""
    from zhiquan.hall.matters.comparing_words import name_of

    for name in names:
        if name in part.model_fields_set - {"key", "label"} and getattr(part, name) not in (None, (), {}):
            said = _say(words.attribute(part, name)).replace("\n", f"\n{indent}    ")
            yield f"{indent}{_say(name_of(type(part), name))}{tr('：', ': ')}{said}"


def _effects(matter: Matter) -> Iterator[str]:
    """Yield the effects and quotas of all actions, with the versions of the programs."""
    from zhiquan.hall.matters.ports import effects

    used = [(action, use) for action in matter.actions for use in action.effects]
    if used:
        yield f"\n{tr('效果', 'Effects')}"
    for action, use in used:
        version = effects.get(use.effect).version if use.effect in effects else "?"
        yield f"  {use.effect} {version}\t{_say(action.label)} ← {use.result_of}"
    quotas = [(action, action.quota) for action in matter.actions if action.quota]
    if quotas:
        yield f"\n{tr('名额', 'Quotas')}"
    yield from (f"  {quota.series}\t{_say(action.label)}\t{quota.limit}" for action, quota in quotas)


def _say(text: Text) -> str:
    return text.say(language())
