"""Exit with 1 and name the packages whose installed version is not the one of the lock file."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PIN = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^ ;\\]+)(?P<marker> *;[^\\]*)?", re.MULTILINE
)


def differences(lock: Path) -> list[str]:
    """Return one line for each pinned package that is missing or has another version; markers are left to pip."""
    found = []
    for pin in PIN.finditer(lock.read_text(encoding="utf-8")):
        try:
            installed = version(pin["name"])
        except PackageNotFoundError:
            if not pin["marker"]:
                found.append(f"{pin['name']} {pin['version']} is not installed")
            continue
        if installed != pin["version"]:
            found.append(f"{pin['name']} is {installed}, the lock says {pin['version']}")
    return found


if __name__ == "__main__":
    problems = differences(Path(sys.argv[1]))
    print("\n".join(problems), file=sys.stderr)
    sys.exit(bool(problems))
