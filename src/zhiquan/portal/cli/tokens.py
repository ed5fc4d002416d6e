"""``zhiquan tokens``: tokens of the API, made in a person's name, listed and revoked."""

from __future__ import annotations

import click

from zhiquan.portal.cli.shell import django_ready, emit_json, json_option, tr

_WHO = tr("以谁的名义（用户名）", "In whose name (user name)")


@click.group(help=tr("接口令牌：生成、列出、吊销。", "Tokens of the API: make, list, revoke."))
def tokens() -> None:
    """Tokens."""


@tokens.command(
    "make", help=tr("为一个人生成令牌，只显示这一次。", "Make a token of somebody's; it is shown this once.")
)
@click.argument("username")
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, required=True, help=tr("权限，可多次", "A scope; may be repeated"))
@click.option("--days", default=90, show_default=True, help=tr("有效天数", "Days it lasts"))
@click.option("--organisation", default="", help=tr("只代表这个单位（信用代码）", "For this one only (credit code)"))
def make(username: str, name: str, scopes: tuple[str, ...], days: int, organisation: str) -> None:
    """Make a token."""
    django_ready()
    from zhiquan.office.access.models import Organisation
    from zhiquan.portal.api.tokens import Wanted
    from zhiquan.portal.api.tokens import make as make_token
    from zhiquan.portal.cli.people import actor_named

    whose = Organisation.objects.filter(uscc=organisation).values_list("pk", flat=True).first() or 0
    wanted = Wanted(name, scopes, days, whose if organisation else None)
    made, secret = make_token(actor_named(username), wanted)
    click.echo(secret)
    click.echo(
        tr(
            f"#{made.pk}，{made.until:%F} 前有效；请立即保存，不再显示。",
            f"#{made.pk}, until {made.until:%F}; keep it now, it is not shown again.",
        ),
        err=True,
    )


@tokens.command("list", help=tr("列出令牌及最近使用时间。", "List tokens and when they were used last."))
@click.option("--by", "username", required=True, help=_WHO)
@json_option
def list_(username: str, *, as_json: bool) -> None:
    """List the tokens that somebody may see."""
    django_ready()
    from zhiquan.portal.api.tokens import standing, tokens_for
    from zhiquan.portal.cli.people import actor_named

    rows = [
        {
            "id": one.pk,
            "user": one.user.username,
            "name": one.name,
            "begins": one.begins,
            "scopes": one.scopes,
            "organisation": one.organisation.name if one.organisation else None,
            "until": one.until.isoformat(),
            "standing": standing(one),
            "used_at": one.used_at.isoformat() if one.used_at else None,
        }
        for one in tokens_for(actor_named(username))
    ]
    if as_json:
        emit_json(rows)
        return
    for row in rows:
        used = row["used_at"] or tr("未使用", "never used")
        click.echo(f"#{row['id']}  {row['user']}  {row['name']}  {row['begins']}…  {row['standing']}  {used}")
    click.echo(tr(f"共 {len(rows)} 个令牌。", f"{len(rows)} tokens."))


@tokens.command(help=tr("吊销令牌，立即失效。", "Revoke a token, at once."))
@click.argument("token", type=int)
@click.option("--by", "username", required=True, help=_WHO)
def revoke(token: int, username: str) -> None:
    """Revoke a token in the name of its person, or of a security administrator."""
    django_ready()
    from zhiquan.portal.api.tokens import revoke as revoke_token
    from zhiquan.portal.cli.people import actor_named

    gone = revoke_token(actor_named(username), token)
    click.echo(tr(f"已吊销：#{gone.pk} {gone.name}。", f"Revoked: #{gone.pk} {gone.name}."))
