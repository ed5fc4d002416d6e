"""The audit of libraries: a version is clean only when a source of advisories answered for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tools.audit import main, pins

LOCK = """\
alpha==1.0 \\
    --hash=sha256:00
Beta_Two[extra]==2.5 ; python_version >= '3.8' \\
    --hash=sha256:00
far-away==3 ; sys_platform == 'no-such-system' \\
    --hash=sha256:00
"""
CLEAN = [{"name": "alpha", "version": "1.0", "vulns": []}, {"name": "beta-two", "version": "2.5", "vulns": []}]
WEAK = [{**CLEAN[0], "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["1.1"]}]}, CLEAN[1]]
UNKNOWN = [{"name": one["name"], "skip_reason": "Dependency not found and could not be audited"} for one in CLEAN]
HALF = [CLEAN[0], UNKNOWN[1]]


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "run.txt"
    path.write_text(LOCK)
    return path


def pip_audit(folder: Path, monkeypatch: pytest.MonkeyPatch, **told: object) -> None:
    """A program that says what pip-audit would; a source that is not told of breaks, as it does without a network."""
    for source, rows in told.items():
        (folder / source).write_text(json.dumps({"dependencies": rows, "fixes": []}))
    program = folder / "pip-audit"
    program.write_text(
        "#!/bin/sh\n"
        'while [ "$1" != -s ]; do shift; done\n'
        f'[ -e "{folder}/$2" ] || {{ echo "Name or service not known" >&2; exit 1; }}\n'
        f'cat "{folder}/$2"; echo "No known vulnerabilities found" >&2\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_only_what_this_machine_installs_is_asked_about(lock: Path) -> None:
    assert pins(lock) == {("alpha", "1.0"), ("beta-two", "2.5")}


@pytest.mark.parametrize(
    "case",
    [
        ({"pypi": CLEAN, "osv": CLEAN}, 0, "all 2"),
        ({"pypi": UNKNOWN, "osv": CLEAN}, 0, "all 2"),
        ({"osv": CLEAN}, 0, "all 2"),
        ({"pypi": HALF, "osv": HALF}, 2, "1 of 2"),
        ({"pypi": UNKNOWN}, 2, "pypi: knows none of the packages; osv: could not be reached"),
        ({}, 2, "pypi: could not be reached; osv: could not be reached"),
        ({"pypi": WEAK, "osv": CLEAN}, 1, "alpha 1.0: PYSEC-2026-1"),
        ({"osv": WEAK}, 1, "alpha 1.0: PYSEC-2026-1"),
    ],
)
def test_a_version_that_no_source_answered_for_is_never_called_clean(
    lock: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    case: tuple[dict[str, object], int, str],
) -> None:
    told, end, said = case
    pip_audit(tmp_path, monkeypatch, **told)
    assert main([str(lock)]) == end
    assert said in capsys.readouterr().err
    assert main(["--required", str(lock)]) == min(end, 1), "before a release, not to have asked is to have failed"


def test_without_pip_audit_nothing_is_called_clean(
    lock: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main([str(lock)]) == 2
    assert "pip-audit is not installed" in capsys.readouterr().err
