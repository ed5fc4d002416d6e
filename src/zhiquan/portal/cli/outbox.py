"""``zhiquan outbox``: what waits to leave the house, what did not arrive, and sending it again."""

from __future__ import annotations

import click

from zhiquan.portal.cli.shell import django_ready, emit_json, json_option, language, tr
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text

SHOWN = 50
"""How many parcels are listed one by one."""


@click.group(help=tr("发件箱：邮件和事件推送。", "The outbox: mail and webhooks."))
def outbox() -> None:
    """The outbox."""


@outbox.command(help=tr("各方式各状态的数量，以及未送达的。", "How many stand where, and those that did not arrive."))
@json_option
def status(*, as_json: bool) -> None:
    """Count by carrier and state; list the newest that were given up or whose fate is unknown."""
    django_ready()
    from django.db.models import Count

    from zhiquan.office.outbox.models import Parcel, State

    counted = Parcel.objects.order_by("carrier", "state").values("carrier", "state").annotate(number=Count("pk"))
    lost = Parcel.objects.filter(state__in=(State.DEAD, State.UNKNOWN)).order_by("-pk")[:SHOWN]
    rows = list(lost.values("carrier", "key", "target", "state", "attempts", "said"))
    if as_json:
        emit_json({"counts": list(counted), "lost": rows})
        return
    for row in counted:
        click.echo(f"{row['carrier']:<8} {row['state']:<8} {row['number']}")
    for one in rows:
        click.echo(f"  {one['state']:<8} {one['key']}  {one['target']}  {one['said']}")


@outbox.command(help=tr("把一件未送达的重新发送。", "Send one again that did not arrive."))
@click.argument("key")
def again(key: str) -> None:
    """Send a parcel again by its key."""
    django_ready()
    from zhiquan.office.outbox.models import Parcel
    from zhiquan.office.outbox.services import again as send_again

    parcel = Parcel.objects.filter(key=key).first()
    if parcel is None:
        raise NotFound("outbox.not-found", _NOT_FOUND.format(key=key))
    send_again(parcel)
    click.echo(_AGAIN.format(key=key).say(language()))


_NOT_FOUND = Text("发件箱中没有“{key}”。", "There is no “{key}” in the outbox.")
_AGAIN = Text("{key}：将在下一轮发送。", "{key}: goes out with the next round.")
