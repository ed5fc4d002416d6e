"""``zhiquan doctor``: is everything there that this installation needs, and what is to be done where it is not."""

from __future__ import annotations

import sys

import click

from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS, django_ready, emit_json, json_option, language, tr

_SHOWN = {"ok": ("✓", "green"), "warn": ("!", "yellow"), "fail": ("✗", "red")}


@click.command(
    help=tr(
        "体检：逐项检查设置、数据库、目录、索引、期限提醒等，说明怎么办；有故障时退出码为 3。",
        "Look at settings, database, folders, tick and the rest and say what to do; exit 3 when something fails.",
    )
)
@json_option
def doctor(*, as_json: bool) -> None:
    """Print one line for each finding."""
    django_ready()
    from zhiquan.portal.operations.doctor import Level, examine, worst

    findings = []
    for one in examine():
        findings.append(one)
        if not as_json:
            sign, colour = _SHOWN[one.level]
            click.echo(f"{click.style(sign, fg=colour)} {one.level:<4} {one.check:<9} {one.said.say(language())}")
    found = worst(findings)
    if as_json:
        emit_json({"level": found, "findings": findings})
    if found is Level.FAIL:
        sys.exit(EXIT_FOUND_FAULTS)
