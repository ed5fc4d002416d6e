"""One stage of the way from file to search, in a process of its own so that its peak of memory is its own."""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

MODULES = (
    "zhiquan.records.corpus.importing",
    "zhiquan.records.corpus.merged",
    "zhiquan.records.corpus.store.survey",
    "zhiquan.records.search",
    "deltalake",
    "duckdb",
)
"""Loaded before the clock starts."""
VINTAGE = date(2024, 6, 1)


def reading(file: Path, folder: Path) -> int:
    """Read the file by its loader and do nothing with the rows."""
    del folder
    from zhiquan.records.corpus.loaders import loader_for

    return sum(1 for _ in loader_for(file).rows(file))


def importing(file: Path, folder: Path) -> int:
    """Bring the file into the lake: loader, gates, staging, tables, manifest, registry."""
    from zhiquan.records.corpus.importing import import_file

    return import_file(file, folder / "lake", source="bench", vintage=VINTAGE).accepted


def replacing(file: Path, folder: Path) -> int:
    """Bring the same rows in again as of a later day: every row replaces one that is held."""
    from zhiquan.records.corpus.importing import import_file

    return import_file(file, folder / "lake", source="bench", vintage=date(2024, 7, 1)).accepted


def merging(file: Path, folder: Path) -> int:
    """Read the merged view of everything that is searched."""
    del file
    from zhiquan.records.corpus.merged import merged
    from zhiquan.records.corpus.store import Lake

    lake = Lake(folder / "lake")
    return sum(1 for table in ("patents", "marks", "indications") for _ in merged(lake, table))


def indexing(file: Path, folder: Path) -> int:
    """Build the index."""
    del file
    from zhiquan.records.search import build_index

    return build_index(folder / "lake", folder / "index").records


def verifying(file: Path, folder: Path) -> int:
    """Verify the lake."""
    del file
    from zhiquan.records.corpus.store import Lake

    found = Lake(folder / "lake").verify()
    if not found.sound:
        raise SystemExit(f"the lake is damaged: {found.faults}")
    return sum(found.rows.values())


STAGES: Mapping[str, Callable[[Path, Path], int]] = {
    "read": reading,
    "import": importing,
    "merged": merging,
    "index": indexing,
    "replace": replacing,
    "verify": verifying,
}
"""In the order in which they run."""


def peak() -> int:
    """Return the most memory this process ever held, in MB (``VmHWM``: a parent's does not count)."""
    told = Path("/proc/self/status").read_text("utf-8")
    return int(next(line.split()[1] for line in told.splitlines() if line.startswith("VmHWM"))) // 1024


def cpu() -> float:
    """Return the CPU seconds of this process and of its helpers that have ended."""
    helpers = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + helpers.ru_utime + helpers.ru_stime


def main() -> None:
    """Run one stage and print what it took as JSON."""
    name, file, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    for module in MODULES:
        importlib.import_module(module)
    started, used = time.perf_counter(), cpu()
    rows = STAGES[name](file, folder)
    told: dict[str, Any] = {
        "rows": rows,
        "seconds": round(time.perf_counter() - started, 2),
        "cpu_seconds": round(cpu() - used, 2),
        "peak_mb": peak(),
        "helper_peak_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
