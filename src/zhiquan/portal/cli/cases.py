"""``zhiquan cases``: count the clocks anew, prove or rebuild the projection, bind a dossier, erase personal answers."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS, django_ready, emit_json, json_option, tr

SHOWN = 50
"""How many differences are printed one by one."""


@click.group(help=tr("办件：重算期限、核对投影。", "Cases: recount, rebuild."))
def cases() -> None:
    """Cases."""


@cases.command(
    help=tr("日历变更后重新计算在办件的期限。", "Count the open clocks again after a change of the calendar.")
)
@json_option
def recompute(*, as_json: bool) -> None:
    """Count every open case again that was counted by another calendar."""
    django_ready()
    from zhiquan.hall.cases.recounting import recount

    report = recount()
    if as_json:
        emit_json(report)
        return
    click.echo(tr(f"重新计算 {report.cases} 件，", f"Counted {report.cases} cases again, ")
               + tr(f"{report.moved} 件到期日变动。", f"a last day moved in {report.moved}."))  # fmt: skip


@cases.command(help=tr("由过程记录重新得出各列；--check 只核对。", "Derive the columns from the events again."))
@click.option("--check", is_flag=True, help=tr("只核对，不改动", "Compare only, change nothing"))
@json_option
def rebuild(*, check: bool, as_json: bool) -> None:
    """Rebuild the projection, or compare it with the events and exit 3 where they differ."""
    django_ready()
    from zhiquan.hall.cases.rebuilding import differences, rebuild_all

    if not check:
        count = rebuild_all()
        click.echo(tr(f"已重建 {count} 件。", f"{count} cases rebuilt."))
        return
    found = list(differences())
    if as_json:
        emit_json(found)
    elif found:
        for one in found[:SHOWN]:
            click.echo(f"{one.number} {one.column}: {one.held!r} ≠ {one.derived!r}")
        click.echo(tr(f"共 {len(found)} 处不符。", f"{len(found)} differences."))
    else:
        click.echo(tr("与过程记录一致。", "The projection says what the events say."))
    if found:
        sys.exit(EXIT_FOUND_FAULTS)


@cases.command("erase-personal", help=tr("删除已办结办件的个人信息。", "Erase the personal answers of a closed case."))
@click.argument("number")
@click.option("--reason", required=True, help=tr("删除理由", "Why"))
@click.option("--by", "username", required=True, help=tr("决定删除的签发人用户名", "User name of the head who decided"))
def erase(number: str, reason: str, username: str) -> None:
    """Erase personal answers in the name of the signing head who decided it."""
    django_ready()
    from zhiquan.hall.cases.services import erase_personal
    from zhiquan.office.access.models import User
    from zhiquan.office.access.selectors import actor_for
    from zhiquan.settings.now import now

    at = now()
    actor = actor_for(User.objects.filter(username=username).first(), at.date())
    erase_personal(actor, number, reason, key=f"erase-{at.isoformat()}")
    click.echo(tr(f"{number}：个人信息已删除。", f"{number}: personal answers erased."))


@cases.command(help=tr("导出一件的卷宗（封面、目录、各件、备考表）。", "Write the dossier of a case as one PDF."))
@click.argument("number")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT.pdf")
@click.option("--volume", type=click.Choice(["main", "sub", "all"]), default="all", show_default=True,
              help=tr("正卷、副卷或者全部", "The main volume, the sub volume, or both"))  # fmt: skip
@json_option
def dossier(number: str, out: Path, volume: str, *, as_json: bool) -> None:
    """Write the dossier; a file that exists is not overwritten, and nothing half-written stays."""
    django_ready()
    from zhiquan.hall.cases.models import Case
    from zhiquan.hall.letters.dossier import Volume, bind_all, bind_for, shelf_of

    case = Case.objects.select_related("definition", "organisation").filter(number=number).first()
    if case is None:
        raise click.UsageError(tr(f"没有办件 {number}。", f"There is no case {number}."))
    if out.exists():
        raise click.UsageError(tr(f"{out} 已经存在。", f"{out} exists already."))
    shelf = shelf_of(case)
    pdf = bind_all(shelf) if volume == "all" else bind_for(shelf, Volume(volume)).pdf
    out.write_bytes(pdf)
    held = {one.value: len(entries) for one, entries in shelf.volumes.items() if volume in {"all", one.value}}
    if as_json:
        emit_json({"number": number, "bytes": len(pdf), "entries": held})
        return
    zh = "，".join(f"{Volume(name).label.zh} {count} 件" for name, count in held.items())
    en = ", ".join(f"{Volume(name).label.en.lower()} {count} entries" for name, count in held.items())
    click.echo(tr(f"{out}：{zh}。", f"{out}: {en}."))
