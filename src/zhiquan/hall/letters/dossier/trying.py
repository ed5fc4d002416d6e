"""Which of the files that were handed in the typesetter can set, found out in processes that are ended in time."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from zhiquan.hall.letters.dossier import trial

log = logging.getLogger(__name__)
SECONDS = 45.0
"""How long a trial may take by the clock; of CPU it has less (``trial.CPU_SECONDS``)."""


def pages_of(folder: Path, names: Sequence[str], most: int) -> dict[str, int]:
    """Return the pages of the files in a folder that can be set, by name; what cannot, or not in time, is left out.

    All are tried together, since mostly nothing is wrong; only where something is, each by itself.
    """
    if not names:
        return {}
    together = _tried(folder, names, most)
    if together is not None or len(names) == 1:
        return together or {}
    found: dict[str, int] = {}
    for name in names:
        found |= _tried(folder, [name], most) or {}
    return found


def _tried(folder: Path, names: Sequence[str], most: int) -> dict[str, int] | None:
    words = [sys.executable, "-I", trial.__file__, str(folder), str(most), *names]
    try:
        done = subprocess.run(words, capture_output=True, timeout=SECONDS, check=False, cwd=folder)  # noqa: S603
    except subprocess.TimeoutExpired:
        log.warning("%s: not set within %s s", ", ".join(names), SECONDS)
        return None
    if done.returncode:
        return None
    counts: dict[str, int] = json.loads(done.stdout)
    return counts
