"""``zhiquan ledger``: seal the heads of all chains, verify everything, hand out the sealed bundle of a case."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS, django_ready, emit_json, json_option, language, tr

PRINTED = 50
"""So many changes are printed one by one; ``--json`` gives the first thousand."""
EVERY_SECONDS = 2.0


@click.group(help=tr("台账：封存、核验、封存包。", "The ledger: seal, verify, bundle."))
def ledger() -> None:
    """The ledger."""


@ledger.command(help=tr("封存各办件的链头。", "Seal the heads of all chains."))
@json_option
def seal(*, as_json: bool) -> None:
    """Make a seal; exit 3 when a chain did not fit and was not sealed as it stands."""
    django_ready()
    from zhiquan.hall.ledger.services import seal as make

    with _progress() as progress:
        report = make(progress)
    if as_json:
        emit_json(report)
    else:
        made = tr("已封存", "Sealed") if report.made else tr("无变化，沿用封存", "Nothing changed since seal")
        click.echo(tr(f"{made} {report.number}：{report.cases} 件，新读 {report.changed} 件 {report.events} 条",
                      f"{made} {report.number}: {report.cases} cases, {report.changed} read anew "
                      f"with {report.events} events"))  # fmt: skip
        click.echo(f"SHA-256 {report.sha256}\nSM3     {report.sm3}")
        for number, seq in report.unsound:
            click.echo(tr(f"  {number}：第 {seq} 条不衔接，未封存", f"  {number}: event {seq} does not fit"))
    if report.unsound:
        sys.exit(EXIT_FOUND_FAULTS)


@ledger.command(help=tr("核验全部或一件的过程记录、个人信息和封存。", "Verify all chains and seals, or one case."))
@click.option("--case", "number", help=tr("只核验这一件", "Only this case"))
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    show_default=True,
    help=tr("同时核验的进程数", "Processes that share the work"),
)
@json_option
def verify(number: str | None, *, workers: int, as_json: bool) -> None:
    """Verify; exit 3 when something was changed."""
    django_ready()
    from zhiquan.hall.ledger.selectors import verify as verify_all
    from zhiquan.hall.ledger.selectors import verify_case

    if number:
        report = verify_case(number)
    else:
        with _progress() as progress:
            report = verify_all(progress, workers)
    if as_json:
        emit_json({"sound": report.sound, **{name: getattr(report, name) for name in report.__dataclass_fields__}})
    else:
        for fault in report.faults[:PRINTED]:
            click.echo(f"{fault.case or '-'} {fault.event or '-'} {fault.change}: {fault.text.say(language())}")
        zh = f"{report.cases} 件，{report.events} 条记录，{report.seals} 次封存，未封存 {report.unsealed} 条，"
        en = f"{report.cases} cases, {report.events} events, {report.seals} seals, {report.unsealed} not sealed yet, "
        click.echo(tr(f"{zh}改动 {report.count} 处，用时 {report.seconds} 秒。",
                      f"{en}{report.count} changes, {report.seconds} s."))  # fmt: skip
    if not report.sound:
        sys.exit(EXIT_FOUND_FAULTS)


@ledger.command(help=tr("导出一件的封存包。", "Write the sealed bundle of a case."))
@click.argument("number")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT.zip")
@click.option("--personal", is_flag=True, help=tr("包含个人信息", "Include personal answers"))
@json_option
def bundle(number: str, out: Path, *, personal: bool, as_json: bool) -> None:
    """Write a bundle; a file that exists is not overwritten, and nothing half-written stays."""
    django_ready()
    from zhiquan.hall.ledger.services import bundle as make

    try:
        stream = out.open("xb")
    except OSError as error:
        raise click.UsageError(tr(f"无法写入 {out}：{error.strerror}", f"{out}: {error.strerror}")) from error
    try:
        with stream:
            report = make(number, stream, personal=personal)
    except BaseException:
        out.unlink()
        raise
    if as_json:
        emit_json(report)
        return
    zh = f"{out}：{report.events} 条记录（封存 {report.sealed} 条），{report.papers} 份文书和材料。"
    en = f"{out}: {report.events} events ({report.sealed} sealed), {report.papers} letters and papers."
    click.echo(tr(zh, en))
    click.echo(tr(f"密钥指纹 {report.fingerprint}", f"Key fingerprint {report.fingerprint}"))


@contextmanager
def _progress() -> Iterator[Callable[[int, int | None], None] | None]:
    """Tell on a terminal how far it is and how long it still takes."""
    if not sys.stderr.isatty():
        yield None
        return
    began = told = time.monotonic()

    def progress(done: int, total: int | None) -> None:
        nonlocal told
        at = time.monotonic()
        if at - told >= EVERY_SECONDS and total and done:
            told = at
            left = round((at - began) * max(0, total - done) / done)
            click.echo(tr(f"\r{done}/{total} 件，约剩 {left} 秒 ", f"\r{done}/{total} cases, {left} s left "),
                       nl=False, err=True)  # fmt: skip

    yield progress
    click.echo(err=True)
