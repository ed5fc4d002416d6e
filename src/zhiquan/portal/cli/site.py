"""``zhiquan site setup``, ``zhiquan serve``, ``zhiquan work``: an installation made ready and kept running."""

from __future__ import annotations

import logging
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from http.client import HTTPConnection, HTTPException
from types import FrameType
from typing import NoReturn

import click

from zhiquan.portal.cli.shell import django_ready, tr
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

log = logging.getLogger(__name__)
WORK_EVERY_SECONDS = 20
"""How often the worker looks whether a register has changed since the last computation of figures."""

TICK_EVERY_SECONDS = 60
"""How often the tick looks for time limits that ask something of the program."""

GRACE_SECONDS = 30
"""So long a process may take to end what it is at when the site is stopped."""

BEHIND_AFTER_SECONDS = 60
"""Worker and tick wait no longer than this for the site's first answer."""


@click.group(help=tr("安装与升级。", "Set up and upgrade an installation."))
def site() -> None:
    """Set-up."""


@site.command(
    help=tr("建库、发布自带事项、收集静态文件；可重复执行。", "Migrate, publish shipped matters, collect static files.")
)
def setup() -> None:
    """Make the installation ready; running it twice changes nothing."""
    make_ready()
    click.echo(tr("已就绪。", "Ready."))


def make_ready() -> None:
    """Migrate the database, publish the shipped definitions, collect the static files."""
    django_ready()
    from django.core.management import call_command

    from zhiquan.hall.cases import shelf
    from zhiquan.office.returns.files import package, return_files
    from zhiquan.office.rulebook.services import publish
    from zhiquan.portal.operations.upgrading import refuse_newer
    from zhiquan.settings.now import today

    refuse_newer()
    call_command("migrate", verbosity=0, interactive=False)
    for code in shelf.codes():
        publish(shelf.package(code), by="zhiquan", in_force_from=today())
    for code in return_files(shelf.region()):
        publish(package(code, shelf.region()), by="zhiquan", in_force_from=today())
    call_command("collectstatic", verbosity=0, interactive=False)


@click.command(help=tr("启动网站和后台进程。", "Start the site, its worker and its tick."))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Run web, worker and tick until one of them ends or a signal arrives."""
    _refuse_unready()
    run_site(host, port, workers, threads)


def run_site(host: str, port: int, workers: int, threads: int) -> NoReturn:
    """Run web, worker and tick over a database that is known to be ready."""
    _refuse_taken(host, port)
    click.echo(
        tr(
            f"知全已启动：http://{host}:{port}/ （按 Ctrl+C 停止）",
            f"Zhiquan runs at http://{host}:{port}/ (Ctrl+C stops)",
        )
    )
    zhiquan = [sys.executable, "-m", "zhiquan"]
    tick = [*zhiquan, "tick", "--every", str(TICK_EVERY_SECONDS)]
    web = web_command(host, port, workers, threads)
    sys.exit(supervise(web, [[*zhiquan, "work"], tick], partial(_answers, host, port)))


def web_command(host: str, port: int, workers: int, threads: int) -> list[str]:
    """Return the command of the web server.

    Never with ``--preload``: libraries of the lake start threads when they are read, and a worker forked after that
    hangs. Without the control socket, which lies in the user's home: two sites of one user would share it, and
    nothing here asks it.
    """
    web = [sys.executable, "-m", "gunicorn", "zhiquan.settings.wsgi", "--bind", f"{host}:{port}"]
    web += ["--workers", str(workers), "--worker-class", "gthread", "--threads", str(threads)]
    return [*web, "--no-control-socket", "--log-level", "warning"]


def _refuse_unready() -> None:
    django_ready()
    from django.db import connection

    from zhiquan.portal.operations.upgrading import refuse_newer, waiting_migrations

    refuse_newer()
    if waiting_migrations():
        raise Refusal(
            "site.not-ready",
            Text(
                "数据库尚未建好或未升级：新装请执行 zhiquan site setup，升级请执行 zhiquan upgrade。",
                "The database is not set up or not upgraded: run zhiquan site setup, or zhiquan upgrade.",
            ),
        )
    connection.close()


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refusal(
                "site.port-taken",
                Text(
                    f"端口 {port} 不可用({error.strerror}),请用 --port 换一个。",
                    f"Port {port} cannot be used ({error.strerror}); choose another with --port.",
                ),
            ) from error


def supervise(web: Sequence[str], behind: Sequence[Sequence[str]], answers: Callable[[], bool]) -> int:
    """Run the commands side by side; when one ends or a signal comes, end all. Returns the exit code.

    What works behind the site begins when the site answers, for on a busy machine each would hold up the first page;
    a site that does not answer holds up no time limit for more than ``BEHIND_AFTER_SECONDS``.
    """
    children = [subprocess.Popen(web)]  # noqa: S603 - our own commands

    def stop(signum: int, frame: FrameType | None) -> None:
        del frame
        for child in children:
            child.send_signal(signum)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    waiting, latest = list(behind), time.monotonic() + BEHIND_AFTER_SECONDS
    while all(child.poll() is None for child in children):
        if waiting and (answers() or time.monotonic() > latest):
            children += [subprocess.Popen(command) for command in waiting]  # noqa: S603
            waiting.clear()
        time.sleep(0.2)
    ended = next(child for child in children if child.poll() is not None)
    for child in children:
        child.terminate()
    for child in children:
        _gone(child)
    return max(ended.returncode, 0)


def _gone(child: subprocess.Popen[bytes]) -> None:
    """Wait until a process that was asked to end has ended; one that does not is ended."""
    try:
        child.wait(timeout=GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        log.warning("ended by force: %s", child.args)
        child.kill()
        child.wait()


def _answers(host: str, port: int) -> bool:
    """Whether the site answers at all, whatever it says."""
    probe = HTTPConnection(host, port, timeout=1)
    try:
        probe.request("GET", "/health/live", headers={"Host": "localhost"})
        probe.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        probe.close()
    return True


@click.command(
    help=tr(
        "后台进程：导入上传的表格，登记簿有变化时重算指标。",
        "Worker: import uploaded tables, recompute figures when a register has changed.",
    )
)
@click.option("--once", is_flag=True, help=tr("只执行一次", "Run once and end"))
def work(*, once: bool) -> None:
    """Import what waits, and recompute the figures whenever the registers have moved on; otherwise nothing is done."""
    django_ready()
    from django.db import connection

    from zhiquan.portal.imports.running import run_waiting
    from zhiquan.scenes.reporting.services import refresh

    while True:
        for duty in (run_waiting, refresh):
            try:
                duty()
            except Refusal as refusal:  # an entry that cannot be read, or another run: tell, and try again later
                log.warning("%s: %s", refusal.code, refusal.text.en)
            except Exception:  # the worker's end would be the site's: tell, and try again later
                if once:
                    raise
                log.exception("%s", duty.__name__)
        connection.close()
        if once:
            return
        time.sleep(WORK_EVERY_SECONDS)
