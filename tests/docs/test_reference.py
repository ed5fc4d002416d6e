"""The reference of commands and settings is made from the program: none is missing, none is left over."""

from __future__ import annotations

import ast
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from tests.docs.kept import DOCS, ROOT, held_equal, table

from zhiquan.definitions import read_yaml
from zhiquan.portal.cli.main import root
from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS

PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
WALK = """
import json
import click
from zhiquan.portal.cli import shell
shell.tr = lambda zh, en: f"{en}\\n{zh}"
from zhiquan.portal.cli.main import root

def walk(command, name, context):
    context = click.Context(command, parent=context, info_name=name)
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            yield from walk(command.get_command(context, child), f"{name} {child}".strip(), context)
    else:
        options = [(" ".join(p.opts), p.help or "") for p in command.params if isinstance(p, click.Option)]
        yield name, command.help or "", command.collect_usage_pieces(context), options

print(json.dumps(list(walk(root, "", None)), ensure_ascii=False))
"""


def commands() -> list[list[Any]]:
    """Return every command: its path, its help in both languages, usage, options; in a process that mixes them."""
    done = subprocess.run([sys.executable, "-c", WALK], capture_output=True, check=True)
    return list(json.loads(done.stdout))


def test_the_reference_of_commands_is_the_program(request: pytest.FixtureRequest) -> None:
    text = "# Commands 命令\n\nMade from the program. `zhiquan COMMAND --help` says the same at the machine; reading"
    text += " commands take `--json`. Exit codes: 0 done, 1 refused with a sentence, 2 called wrongly, 3 faults.\n"
    for path, said, usage, options in commands():
        text += f"\n## zhiquan {path}\n\n{said}\n\n```text\n{' '.join(['zhiquan', path, *usage])}\n```\n"
        rows = [[f"`{names}`", *told.replace("|", "\\|").split("\n", 1)] for names, told in options]
        text += "\n" + table(["option", "", ""], [[*row, ""][:3] for row in rows]) if rows else ""
    held_equal(request, DOCS / "reference" / "commands.md", text)


@cache
def settings() -> dict[str, str]:
    """Return every setting that the program reads from the surroundings, with its default, from the code itself."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "src" / "zhiquan").rglob("*.py")):
        if "ZHIQUAN_" in (code := path.read_text("utf-8")) and path.name != "test.py":
            found |= dict(named(ast.parse(code)))
    return found


def named(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield what is read by ``environ.get``, by ``_flag`` or in a loop over names: every text that is such a name."""
    defaults = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = str(node.args[0].value)
            flagged = [word.value for word in node.keywords if word.arg == "default"]
            if name.startswith("ZHIQUAN_"):
                defaults[name] = ast.unparse((node.args[1:2] or flagged or [ast.Constant("")])[0]).strip("'\"")
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and re.fullmatch(r"ZHIQUAN_[A-Z_]+", str(node.value)):
            yield str(node.value), defaults.get(str(node.value), "")


def test_the_reference_of_settings_is_the_program(request: pytest.FixtureRequest) -> None:
    said = read_yaml(DOCS / "reference" / "settings.yaml")
    missing = settings().keys() - said.keys()
    assert not missing, f"say in docs/reference/settings.yaml what these do: {sorted(missing)}"
    rows = [[f"`{name}`", what, f"`{settings()[name]}`" if settings()[name] else "—"] for name, what in said.items()]
    head = "# Settings\n\nEvery setting is a variable of the surroundings (a unit's `Environment=`, a compose file's"
    head += " `environment:`). Made from the code and `settings.yaml`.\n\n"
    held_equal(request, DOCS / "reference" / "settings.md", head + table(["setting", "what it does", "default"], rows))


def test_no_setting_is_described_that_does_not_exist() -> None:
    assert read_yaml(DOCS / "reference" / "settings.yaml").keys() - settings().keys() == set()


LINE = re.compile(r"^(?:\$ )?(?:\./run )?zhiquan ([a-z].*?)(?:\s{2,}.*|\s#.*)?$", re.MULTILINE)
SPOKEN = re.compile(r"`(?:\./run )?zhiquan ([a-z][^`…]*)`")


def called(page: Path, *, running_text: bool = True) -> Iterator[str]:
    """Yield every command that a document calls: in its blocks, and where asked for in the running text."""
    text = page.read_text("utf-8")
    blocks = "\n".join(re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
    for found in (*LINE.findall(blocks), *(SPOKEN.findall(text) if running_text else ())):
        for part in found.split("&&"):
            yield from each(part.strip().removeprefix("./run ").removeprefix("zhiquan "))


def each(line: str) -> Iterator[str]:
    """Yield a line once for each of the words parted by bars: ``law show|search``."""
    if found := re.search(r"(?<= )[a-z-]+(?:\|[a-z-]+)+", line):
        yield from (line.replace(found[0], word) for word in found[0].split("|"))
    else:
        yield line


WRITTEN = [page for page in PAGES if page.name != "commands.md"]
CALLED = sorted({(page.name, line) for page in WRITTEN for line in called(page)})


def resolved(line: str) -> click.Command:
    """Return the command that a line calls; refused where a word of it or an option is unknown."""
    words = shlex.split(line, comments=True)
    command, context = root, click.Context(root, info_name="zhiquan")
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        word = words.pop(0)
        child = command.get_command(context, word)
        if child is None:
            raise click.UsageError(f"no command {word}")
        command, context = child, click.Context(child, parent=context, info_name=word)
    known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    for word in words:
        if re.match(r"--?[a-z]", word) and word.partition("=")[0] not in known | {"--help", "-h"}:
            raise click.UsageError(f"no option {word}")
    return command


def test_every_command_that_a_document_calls_exists_with_its_options() -> None:
    assert len(CALLED) > 50
    wrong = {}
    for page, line in CALLED:
        try:
            resolved(line)
        except click.UsageError as error:
            wrong[page, line] = error.message
    assert wrong == {}


@pytest.mark.parametrize("line", ["returns chek CODE", "law show KEY --never", "nothing at all"])
def test_a_command_that_does_not_exist_is_seen(line: str) -> None:
    with pytest.raises(click.UsageError):
        resolved(line)


PURE = ("id ", "law ", "fee ", "clock ", "indicators list", "indicators show", "matters list", "matters check")
"""Commands that read what ships and need no installation: in a block of a document they are run as they stand."""
BLOCKS = {line for page in WRITTEN for line in called(page, running_text=False) if line.startswith(PURE)}
EXAMPLES = sorted(line for line in BLOCKS if not re.search(r"\b[A-Z]{3,}\b|outlet|--help", line))


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_of_a_reading_command_runs_as_it_stands(line: str, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("ZHIQUAN_DATA", str(tmp_path))
    done = CliRunner().invoke(root, shlex.split(line, comments=True))
    assert done.exit_code in {0, EXIT_FOUND_FAULTS}, done.output
    assert done.output.strip()


def test_there_are_examples_to_run() -> None:
    assert len(EXAMPLES) > 3
