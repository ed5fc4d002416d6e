"""Ask whether an advisory stands against a locked version: ``python -m tools.audit [--required] LOCK…``.

pip-audit asks one source after the other. Its word alone is not taken: where a source does not know a package, or
answers for none, it says "No known vulnerabilities found" all the same. Here a version is clean only when a source
answered for it.

Ends with 0 (every version was asked about, nothing found), 1 (a weakness is known), 2 (not every version could be asked
about, with one sentence that says so; with ``--required`` that is 1 too).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from tools.same_as_lock import PIN

SOURCES = ("pypi", "osv")
"""The sources of advisories that pip-audit knows, in the order in which they are asked."""
SECONDS = 300
"""How long one source may take for one lock file."""
Version = tuple[str, str]


class End(IntEnum):
    """How the audit ended."""

    CLEAN, KNOWN, UNASKED = 0, 1, 2


@dataclass
class Found:
    """What the sources said: weaknesses by version, the versions that one of them answered for, why one did not."""

    known: dict[Version, set[str]] = field(default_factory=dict)
    answered: set[Version] = field(default_factory=set)
    silent: list[str] = field(default_factory=list)


def pins(lock: Path) -> set[Version]:
    """Return the versions that a lock file pins for this machine; those of other systems are pip's to leave out."""
    found = PIN.finditer(lock.read_text(encoding="utf-8"))
    return {(plain(pin["name"]), pin["version"]) for pin in found if not _elsewhere(pin["marker"])}


def ask(locks: Iterable[Path], program: str) -> Found:
    """Ask every source about every lock file."""
    found = Found()
    for source in SOURCES:
        for lock in locks:
            told = _asked(program, source, lock)
            if isinstance(told, str):
                found.silent.append(f"{source}: {told}")
                break  # a source that does not answer is not asked again
            if not _take(found, told):
                found.silent.append(f"{source}: knows none of the packages")
    return found


def verdict(wanted: set[Version], found: Found) -> tuple[End, str]:
    """Return how the audit ends, and the sentence that says it."""
    if found.known:
        listed = [f"{name} {number}: {', '.join(sorted(ids))}" for (name, number), ids in sorted(found.known.items())]
        return End.KNOWN, "Weaknesses are known:\n  " + "\n  ".join(listed)
    unasked = wanted - found.answered
    if unasked:
        why = f" ({'; '.join(dict.fromkeys(found.silent))})" if found.silent else ""
        return End.UNASKED, (
            f"Not audited: no source of advisories answered for {len(unasked)} of {len(wanted)} locked versions{why};"
            " this says nothing about whether a weakness is known. Ask again where one can be reached."
        )
    return End.CLEAN, f"A source of advisories answered for all {len(wanted)} locked versions; no weakness is known."


def plain(name: str) -> str:
    """Return a package's name as sources write it."""
    return name.lower().replace("_", "-").replace(".", "-")


def _elsewhere(marker: str | None) -> bool:
    """Tell whether a version is for another system than this one."""
    if not marker:
        return False
    from packaging.markers import Marker

    return not Marker(marker.strip().removeprefix(";").strip()).evaluate()


def _asked(program: str, source: str, lock: Path) -> list[dict[str, object]] | str:
    """Return what a source says of a lock file's packages, or why it said nothing."""
    asked = [program, "--disable-pip", "--require-hashes", "-s", source, "-f", "json", "--progress-spinner", "off"]
    try:
        told = subprocess.run(  # noqa: S603 - the program that was asked for, without a shell
            [*asked, "-r", str(lock)], capture_output=True, text=True, timeout=SECONDS, check=False
        )
        rows: list[dict[str, object]] = json.loads(told.stdout)["dependencies"]
    except subprocess.TimeoutExpired:
        return f"no answer within {SECONDS} seconds"
    except (ValueError, KeyError, TypeError):
        return "could not be reached"
    return rows


def _take(found: Found, rows: Iterable[dict[str, object]]) -> int:
    """Keep what a source answered, and return for how many packages it did."""
    answers = [row for row in rows if "skip_reason" not in row]
    for row in answers:
        version = plain(str(row["name"])), str(row["version"])
        found.answered.add(version)
        weak = row.get("vulns") or []
        if isinstance(weak, list) and weak:
            found.known.setdefault(version, set()).update(str(one["id"]) for one in weak)
    return len(answers)


def main(arguments: Sequence[str]) -> int:
    """Audit the named lock files and say in one sentence how it ended."""
    required = "--required" in arguments
    locks = [Path(one) for one in arguments if not one.startswith("--")]
    wanted = {version for lock in locks for version in pins(lock)}
    program = shutil.which("pip-audit")
    found = ask(locks, program) if program else Found(silent=["pip-audit is not installed"])
    end, said = verdict(wanted, found)
    sys.stderr.write(said + "\n")
    return int(End.KNOWN if required and end is End.UNASKED else end)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
