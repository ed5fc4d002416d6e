"""What the commands that prove definitions share: telling their faults, and the day from which they are in force."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

import click

from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS, emit_json, language, tr
from zhiquan.rules.text import Text

start_option = click.option(
    "--from", "start", type=click.DateTime(["%Y-%m-%d"]), help=tr("启用日，默认今天", "In force from; today by default")
)
by_option = click.option("--by", default="zhiquan", help=tr("发布人", "Who publishes"))


def tell_faults(found: Mapping[str, Sequence[Text]], *, as_json: bool) -> None:
    """Print the verdict on each definition with its faults; exit 3 when there is one."""
    if as_json:
        emit_json([{"code": code, "faults": faults} for code, faults in found.items()])
    else:
        for code, faults in found.items():
            verdict = tr(f"{len(faults)} 处错误", f"{len(faults)} fault(s)") if faults else tr("通过", "proved")
            click.echo(f"{code}: {verdict}")
            for fault in faults:
                click.echo(f"  {fault.say(language())}")
    if any(found.values()):
        sys.exit(EXIT_FOUND_FAULTS)
