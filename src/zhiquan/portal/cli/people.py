"""``zhiquan people``: accounts, posts and deputies, from the machine itself or in an administrator's name."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from zhiquan.portal.cli.people_privacy import erase, export
from zhiquan.portal.cli.shell import django_ready, emit_json, json_option, language, tr
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text

if TYPE_CHECKING:
    from zhiquan.office.access.models import User
    from zhiquan.office.access.selectors import Actor

_BY = tr("以谁的名义办理（用户名）", "In whose name (user name)")
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group(help=tr("人员：账户、任职、AB 岗。", "People: accounts, posts, deputies."))
def people() -> None:
    """People."""


people.add_command(export)
people.add_command(erase)


@people.command("list", help=tr("列出在任人员。", "List who holds which post."))
@click.option("--role", default="", help=tr("只列一种角色", "One role only"))
@click.option("--division", default="", help=tr("只列一个区划及其下级", "A division and those below it only"))
@json_option
def list_(role: str, division: str, *, as_json: bool) -> None:
    """List the posts in force or to come."""
    django_ready()
    from zhiquan.office.access.register import posts_for
    from zhiquan.settings.now import today

    rows = posts_for(None, today(), role=role, division=division)
    if as_json:
        emit_json(rows)
        return
    for row in rows:
        until = row.until.isoformat() if row.until else "—"
        instead = f"  → {'、'.join(row.deputies)}" if row.deputies else ""
        place = f"{row.role.label.say(language())}  {row.division} {row.department}"
        click.echo(f"#{row.post}  {row.username} {row.name}  {place}  {until}{instead}")
    click.echo(tr(f"共 {len(rows)} 项任职。", f"{len(rows)} posts."))


@people.command(help=tr("建立账户，给出设置密码的链接。", "Make an account; prints the link to set its password."))
@click.argument("username")
@click.argument("name")
def add(username: str, name: str) -> None:
    """Make an account as who operates the machine."""
    django_ready()
    from zhiquan.office.access.services import add_account

    _, link = add_account(None, username, name)
    _tell(link.person, link.token)


@people.command(help=tr("重新发放设置密码的一次性链接。", "Print a new link to set an account's password."))
@click.argument("username")
def link(username: str) -> None:
    """Make a new link as who operates the machine."""
    django_ready()
    from zhiquan.office.access.services import new_link

    made = new_link(None, username)
    _tell(made.person, made.token)


@people.command(
    help=tr(
        "任职。第一位安全管理员不需要 --by，其余须以安全管理员的名义。",
        "Give a post; the first security administrator needs no --by, all others the name of one.",
    )
)
@click.argument("username")
@click.argument("role")
@click.argument("department")
@click.option("--division", default=None, help=tr("部门所在区划，默认本站区划", "Place of the department"))
@click.option("--since", type=_DAY, default=None, help=tr("起，默认今天", "First day, today by default"))
@click.option("--until", type=_DAY, default=None, help=tr("止，默认长期", "Last day, none by default"))
@click.option("--by", "security", default="", help=_BY)
def appoint(  # noqa: PLR0913, PLR0917 - click passes them by name
    username: str,
    role: str,
    department: str,
    division: str | None,
    since: datetime | None,
    until: datetime | None,
    security: str,
) -> None:
    """Give a post in the name of a security administrator, or found the first one."""
    django_ready()
    from django.conf import settings

    from zhiquan.office.access import services
    from zhiquan.office.access.roles import Role
    from zhiquan.settings.now import today

    if role not in list(Role):
        raise click.BadParameter(", ".join(one.value for one in Role), param_hint="ROLE")
    user, place = _user(username), services.add_department(None, department, division or settings.DIVISION)
    if not security and Role(role) is Role.SECURITY:
        post = services.found_security(user, place)
    else:
        first, last = since.date() if since else today(), until.date() if until else None
        post = services.appoint(actor_named(security), user, place, Role(role), first, last)
    click.echo(tr(f"已办理：#{post.pk} {user} {post.role}。", f"Done: #{post.pk} {user} {post.role}."))


@people.command(help=tr("终止任职。", "End a post."))
@click.argument("post", type=int)
@click.option("--by", "security", required=True, help=_BY)
def end(post: int, security: str) -> None:
    """End a post in the name of a security administrator."""
    django_ready()
    from zhiquan.office.access.services import end_post

    found = end_post(actor_named(security), post)
    click.echo(tr(f"已终止：#{found.pk} {found.user}。", f"Ended: #{found.pk} {found.user}."))


@people.command(
    help=tr("指定代行人（AB 岗），以任职人本人的名义。", "Name a deputy, in the name of the post's holder.")
)
@click.argument("post", type=int)
@click.argument("username")
@click.argument("since", type=_DAY)
@click.argument("until", type=_DAY)
@click.option("--by", "holder", required=True, help=_BY)
def deputy(post: int, username: str, since: datetime, until: datetime, holder: str) -> None:
    """Name a deputy in the name of who holds the post."""
    django_ready()
    from zhiquan.office.access.services import name_deputy

    named = name_deputy(actor_named(holder), post, username, since.date(), until.date())
    click.echo(tr(f"已指定：{named.user} 代行 #{post}。", f"Named: {named.user} for #{post}."))


def _tell(person: str, token: str) -> None:
    from django.conf import settings

    click.echo(f"{settings.PUBLIC_URL}/account/welcome/{person}/{token}/")


def _user(username: str) -> User:
    from zhiquan.office.access.models import User

    found = User.objects.filter(username=username, is_active=True).first()
    if found is None:
        raise NotFound("access.no-account", _NO_ACCOUNT.format(name=username))
    return found


def actor_named(username: str) -> Actor:
    """Return the person of an active account as of today, in whose name a command acts."""
    from zhiquan.office.access.selectors import actor_for
    from zhiquan.settings.now import today

    return actor_for(_user(username), today())


_NO_ACCOUNT = Text("没有用户名为“{name}”的有效账户。", "There is no active account “{name}”.")
