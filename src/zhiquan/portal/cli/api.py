"""``zhiquan api``: the description of the API as it is kept with the program."""

from __future__ import annotations

import click

from zhiquan.portal.cli.shell import django_ready, tr


@click.group(help=tr("接口：输出描述文件。", "The API: print its description."))
def api() -> None:
    """The API."""


@api.command(help=tr("输出 OpenAPI 3.1 描述（docs/reference/openapi.json）。", "Print the OpenAPI 3.1 description."))
def schema() -> None:
    """Print the description."""
    django_ready()
    from zhiquan.portal.api.openapi import schema_text
    from zhiquan.portal.api.site import api as built

    click.echo(schema_text(built.get_openapi_schema()), nl=False)
