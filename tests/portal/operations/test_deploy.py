"""What lies in ``deploy/`` names only commands, options and settings that exist."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
import yaml

from zhiquan.portal.cli.main import root
from zhiquan.portal.cli.site import web_command

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("zhiquan-*"))
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
GUIDE = (ROOT / "docs/guide/operate.md").read_text("utf-8")
_SETTING = re.compile(r"\bZHIQUAN_[A-Z_]*[A-Z]\b")
OF_THE_TESTS = {"ZHIQUAN_TEST_WORKER"}
OF_COMPOSE = {"ZHIQUAN_DATABASE_PASSWORD"}


def settings() -> set[str]:
    """Every setting that the program reads, by name."""
    found: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        found |= set(re.findall(r'"(ZHIQUAN_[A-Z_]*[A-Z])"', path.read_text("utf-8")))
    return found - OF_THE_TESTS


def check(words: Sequence[str]) -> None:
    """Hold a command line to the commands and options that there are."""
    program, *rest = words
    if program.endswith("gunicorn"):
        assert find_spec(rest[0]), rest[0]
        from gunicorn.config import Config

        asked = Config().parser().parse_args(rest)
        assert asked.control_socket_disable, "it would lie in the user's home, where two sites share it"
        return
    assert program.endswith("zhiquan"), words
    command: click.Command = root
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), rest.pop(0))
        assert found, words
        command = found
    command.make_parser(click.Context(command)).parse_args(args=list(rest))


def test_the_command_that_serves_is_one_that_exists() -> None:
    check(["gunicorn", *web_command("127.0.0.1", 8000, 1, 2)[3:]])


def unit(path: Path) -> dict[str, dict[str, list[str]]]:
    """Read a unit: section → key → values (systemd.syntax(7))."""
    found: dict[str, dict[str, list[str]]] = {}
    section: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), defaultdict(list))
        elif line and not line.startswith("#"):
            key, sign, value = line.partition("=")
            assert sign, f"{path.name}: {line}"
            section[key].append(value)
    return found


@pytest.mark.parametrize("path", [path for path in UNITS if path.suffix == ".service"], ids=lambda path: path.name)
def test_a_unit_runs_a_command_that_exists_as_a_user_who_owns_little(path: Path) -> None:
    service = unit(path)["Service"]
    check(shlex.split(service["ExecStart"][0]))
    assert service["User"] == ["zhiquan"]
    assert service["NoNewPrivileges"] == ["true"]
    assert service["ProtectSystem"] == ["strict"]
    assert "/var/lib/zhiquan" in service["ReadWritePaths"][0].split()
    assert set(_SETTING.findall(path.read_text("utf-8"))) <= settings()


def test_systemd_finds_nothing_to_say_against_the_units(tmp_path: Path) -> None:
    if (program := shutil.which("systemd-analyze")) is None:
        pytest.skip("systemd is not installed")
    for path in UNITS:
        here = re.sub(r"/opt/zhiquan/\S+|/opt/zhiquan", lambda found: _here(found[0]), path.read_text("utf-8"))
        (tmp_path / path.name).write_text(here)
    done = subprocess.run(
        [program, "verify", "--man=no", *tmp_path.iterdir()], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def _here(place: str) -> str:
    """A place of an installation as one that is on every machine: systemd asks whether a command is there."""
    return "/bin/true" if "/bin/" in place else "/"


def test_every_timer_has_its_service_and_the_journal_keeps_six_months() -> None:
    for timer in (path for path in UNITS if path.suffix == ".timer"):
        assert timer.with_suffix(".service").exists()
        assert unit(timer)["Timer"]["OnCalendar"]
    kept = unit(DEPLOY / "systemd/journald-zhiquan.conf")["Journal"]["MaxRetentionSec"][0]
    assert int(kept.removesuffix("day")) >= 184, "the longest six months"


def test_the_services_of_the_compose_file_run_commands_that_exist_on_volumes_that_exist() -> None:
    ours = {name: one for name, one in COMPOSE["services"].items() if one.get("image") == "zhiquan"}
    assert set(ours) == {"setup", "web", "work", "tick", "backup"}
    for service in ours.values():
        if "command" in service:
            check(service["command"])
        assert {mount.partition(":")[0] for mount in service["volumes"]} <= set(COMPOSE["volumes"])
        assert set(service["depends_on"]) <= set(COMPOSE["services"])
    last = (DEPLOY / "Containerfile").read_text("utf-8").rpartition("CMD ")[2]
    check(yaml.safe_load(last))


def test_only_settings_that_exist_are_named() -> None:
    known = settings()
    assert len(known) > 25
    for path in (p for p in DEPLOY.rglob("*") if p.is_file()):
        assert set(_SETTING.findall(path.read_text("utf-8"))) <= known | OF_COMPOSE, path


def test_every_command_line_of_the_guide_can_be_read() -> None:
    blocks = re.findall(r"```\n(.*?)```", GUIDE, re.DOTALL)
    lines = [line.split("#")[0] for block in blocks for line in block.splitlines()]
    ours = [shlex.split(line) for line in lines if re.match(r"\s*(\./run )?zhiquan ", line)]
    assert len(ours) > 8
    for words in ours:
        check([word for word in words if word != "./run"])


def test_a_command_that_does_not_exist_is_found() -> None:
    for line in ("zhiquan no-such-command", "zhiquan tick --no-such-option", "gunicorn zhiquan.settings.nowhere"):
        with pytest.raises((AssertionError, click.UsageError)):
            check(line.split())


def test_the_proxy_tells_the_site_how_it_was_reached_and_keeps_its_inside_inside() -> None:
    text = (DEPLOY / "proxy/nginx.conf").read_text("utf-8")
    to_the_site = [block for block in re.findall(r"location [^{]*\{[^}]*\}", text) if "proxy_pass" in block]
    assert len(to_the_site) == 3
    assert all("proxy_set_header X-Forwarded-Proto $scheme" in block for block in to_the_site)
    for inside in ("= /metrics", "= /health/full"):
        assert any(inside in block and "deny all" in block for block in to_the_site)
