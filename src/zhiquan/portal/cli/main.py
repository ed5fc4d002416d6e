"""The root command: each area is a module of its own, imported only when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import click

from zhiquan import __version__
from zhiquan.portal.cli.shell import EXIT_REFUSED, language, tr
from zhiquan.rules.refusal import Refusal

COMMANDS: dict[str, tuple[str, str]] = {
    "import": ("importing", "import_"),
    "mapping": ("mapping", "mapping"),
    "corpus": ("corpus", "corpus"),
    "index": ("index", "index"),
    "search": ("search", "search"),
    "right": ("right", "right"),
    "matters": ("matters", "matters"),
    "cases": ("cases", "cases"),
    "people": ("people", "people"),
    "tokens": ("tokens", "tokens"),
    "api": ("api", "api"),
    "returns": ("returns", "returns"),
    "appraisals": ("appraisals", "appraisals"),
    "plans": ("plans", "plans"),
    "tick": ("tick", "tick"),
    "ledger": ("ledger", "ledger"),
    "packs": ("packs", "packs"),
    "outbox": ("outbox", "outbox"),
    "figures": ("figures", "figures"),
    "audit": ("audit", "audit"),
    "indicators": ("indicators", "indicators"),
    "demo": ("demo", "demo"),
    "site": ("site", "site"),
    "serve": ("site", "serve"),
    "work": ("site", "work"),
    "doctor": ("doctor", "doctor"),
    "backup": ("backup", "backup"),
    "restore": ("backup", "restore"),
    "upgrade": ("upgrade", "upgrade"),
    "export-all": ("upgrade", "export_all"),
    "id": ("identify", "identify_"),
    "law": ("law", "law"),
    "fee": ("fees", "fee"),
    "clock": ("clocks", "clock"),
    "mark": ("mark", "mark"),
    "class": ("classes", "classes"),
    "entity": ("entities", "entity"),
}
"""Command → (module below ``zhiquan.portal.cli``, attribute)."""


class LazyGroup(click.Group):
    """A group that knows its commands' names without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name]
        found = getattr(importlib.import_module(f"zhiquan.portal.cli.{module}"), attribute)
        if not isinstance(found, click.Command):
            raise TypeError(f"{module}.{attribute} is not a command")
        return found


@click.group(
    cls=LazyGroup,
    help=tr("知全：知识产权全链条平台的命令。", "Zhiquan: commands of the platform for the whole IP chain."),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="zhiquan")
def root() -> None:
    """Zhiquan."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run a command; a refusal is printed as one sentence and exits with 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiquan.settings.site")
    try:
        root(args=argv, prog_name="zhiquan")
    except Refusal as refusal:
        click.secho(refusal.text.say(language()), fg="red", err=True)
        sys.exit(EXIT_REFUSED)
