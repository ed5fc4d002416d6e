"""``zhiquan people copy`` and ``erase``: what is held of a person, for the person; and its lawful erasure."""

from __future__ import annotations

from pathlib import Path

import click

from zhiquan.portal.cli.shell import django_ready, emit_json, plain, tr


@click.command(
    "export", help=tr("导出本站保存的某人的个人信息（给本人）。", "Write what is held of a person, for the person.")
)
@click.argument("username")
@click.argument("out", required=False, type=click.Path(dir_okay=False, path_type=Path), metavar="[OUT.json]")
def export(username: str, out: Path | None) -> None:
    """Write the copy; a file that exists is not overwritten, and only its owner can read it."""
    django_ready()
    import json

    from zhiquan.office.privacy.services import copy_of

    held = copy_of(username)
    if out is None:
        emit_json(held)
        return
    if out.exists():
        raise click.UsageError(tr(f"{out} 已经存在。", f"{out} exists already."))
    out.touch(mode=0o600)
    out.write_text(json.dumps(plain(held), ensure_ascii=False, indent=2), encoding="utf-8")
    click.echo(str(out))


@click.command(
    help=tr(
        "删除已停用账户的个人信息；依法应留存的除外。",
        "Erase what is held of a closed account, except what the law asks to keep.",
    )
)
@click.argument("username")
@click.option("--reason", required=True, help=tr("删除理由", "Why"))
@click.option("--by", "administrator", required=True, help=tr("系统管理员用户名", "User name of the administrator"))
def erase(username: str, reason: str, administrator: str) -> None:
    """Erase in the name of a system administrator."""
    django_ready()
    from zhiquan.office.access.models import User
    from zhiquan.office.access.selectors import actor_for
    from zhiquan.office.privacy.services import erase_account
    from zhiquan.settings.now import today

    actor = actor_for(User.objects.filter(username=administrator).first(), today())
    done = erase_account(actor, username, reason)
    for model, count in done.items():
        click.echo(f"{model}: {count}")
    click.echo(tr(f"{username}：已删除。", f"{username}: erased."))
