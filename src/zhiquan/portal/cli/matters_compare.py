"""``zhiquan matters compare``: two versions of a definition, in words, and what a coming one touches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from zhiquan.portal.cli.shell import django_ready, emit_json, json_option, language, tr
from zhiquan.rules.text import Text

if TYPE_CHECKING:
    from zhiquan.hall.cases.touching import Held
    from zhiquan.hall.matters.comparing import Detail, Difference

SIGNS = {"added": "+", "removed": "-", "changed": "~"}


@click.command(
    help=tr(
        "对照一个事项的两个版本，并列出新版本涉及的未办结办件和草稿。版本可以是版本号、now（现行）、"
        "files（现有文件）、shipped（自带文件）；默认是现行版本与现有文件。",
        "Compare two versions of a matter, with the open cases and drafts that the change touches. A version is a "
        "number, now (in force), files (as they lie) or shipped; by default what is in force and the files.",
    )
)
@click.argument("code")
@click.argument("before", default="now")
@click.argument("after", default="files")
@json_option
def compare(code: str, before: str, after: str, *, as_json: bool) -> None:
    """Print what was added, removed and changed."""
    django_ready()
    from zhiquan.hall.cases.editions import compared
    from zhiquan.hall.cases.naming import version_called
    from zhiquan.hall.cases.touching import touched
    from zhiquan.settings.now import today

    old, new = (version_called(code, word, today()) for word in (before, after))
    found, held = compared(old, new), touched(code)
    if as_json:
        emit_json({"code": code, "before": old.version, "after": new.version, "differences": found, "touched": held})
        return
    click.echo(f"{code} {old.version} → {new.version}")
    for line in (*differences(found), *touching(held)):
        click.echo(line)


def differences(found: tuple[Difference, ...]) -> Iterator[str]:
    """Yield the lines of a comparison, group by group."""
    from zhiquan.hall.matters.comparing import GROUPS

    if not found:
        yield tr("内容相同。", "The content is the same.")
    group = ""
    for one in found:
        if one.group != group:
            group = one.group
            yield f"\n{_say(GROUPS[group])}"
        label = _say(one.label)
        yield f"  {SIGNS[one.turn.value]} {label}" + (f" ({one.key})" if label != one.key else "")
        yield from (f"      {line}" for detail in one.details for line in _detail(detail))


def touching(held: tuple[Held, ...]) -> Iterator[str]:
    """Yield what is pinned to each version."""
    yield ""
    if not held:
        yield tr("没有未办结的办件和草稿。", "No open cases and no drafts.")
    for one in held:
        cases = tr(f"未办结办件 {one.cases} 件，按此版本办结", f"{one.cases} open case(s), handled to the end under it")
        drafts = tr(f"草稿 {one.drafts} 件，再次保存时换用现行版本", f"{one.drafts} draft(s), moved when saved again")
        yield f"{one.version}: {cases}; {drafts}" if language() == "en" else f"{one.version}：{cases}；{drafts}"
        yield from (f"  {_say(label)}\t{count}" for label, count in one.states)


def _detail(detail: Detail) -> Iterator[str]:
    was, now = (_say(side).replace("\n", " / ") if side else "" for side in (detail.before, detail.after))
    value = f"{was} → {now}" if was and now else f"+ {now}" if now else f"- {was}"
    yield f"{_say(detail.place)}{tr('：', ': ')}{value}"


def _say(text: Any) -> str:
    return text.say(language()) if isinstance(text, Text) else str(text)
