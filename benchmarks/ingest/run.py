"""``python -m benchmarks.ingest.run --size 20000 [--format lens-csv]``: from file to search, by format and stage.

Each stage runs in a process of its own: reading the file alone; the import (loader, gates, staging, tables, manifest,
registry of data sets); the merged view; the index; then the same rows again as of a later day, where every one replaces
a held one; and the verification. Records in a second are wall time, with CPU seconds (helpers included) beside it; peak
memory is the process's own, with that of the largest helper, at most, behind it. "Whole" is from file to search: import
and index. ``--json`` prints the report for machines.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.ingest.files import FORMATS
from benchmarks.ingest.stages import STAGES


def main() -> None:
    """Run and print the report."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--size", type=int, default=20_000, help="records in each file")
    arguments.add_argument("--format", action="append", choices=list(FORMATS), help="only this one; may be repeated")
    arguments.add_argument("--stage", action="append", choices=list(STAGES), help="only these; may be repeated")
    arguments.add_argument("--json", action="store_true")
    given = arguments.parse_args()
    report: dict[str, Any] = {
        "size": given.size,
        "cpus": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "formats": {name: _format(name, given.size, given.stage or list(STAGES)) for name in given.format or FORMATS},
    }
    print(json.dumps(report, ensure_ascii=False, indent=1) if given.json else _table(report))


def _format(name: str, size: int, stages: list[str]) -> dict[str, Any]:
    ending, write = FORMATS[name]
    folder = Path(tempfile.mkdtemp(prefix="zhiquan-ingest-"))
    try:
        file = folder / f"made.{ending}"
        write(file, size)
        found = {"file_mb": round(file.stat().st_size / 2**20, 1)}
        return found | {stage: _stage(stage, file, folder) for stage in STAGES if stage in stages}
    finally:
        shutil.rmtree(folder)


def _stage(stage: str, file: Path, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.ingest.stages", stage, str(file), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{stage}: {done.stderr}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told | {"per_second": round(told["rows"] / max(told["seconds"], 0.01))}


def _table(report: dict[str, Any]) -> str:
    stages = [stage for stage in STAGES if any(stage in one for one in report["formats"].values())]
    machine = f"{report['cpus']} CPUs, load before {report['load_before']}"
    lines = [
        f"{report['size']} records in each file, {machine} (records/s · CPU s · peak MB)",
        "| format | MB | " + " | ".join(stages) + " | whole |",
        "| --- | --- |" + " --- |" * (len(stages) + 1),
    ]
    for name, one in report["formats"].items():
        cells = (
            f"{one[stage]['per_second']} · {one[stage]['cpu_seconds']} · {_memory(one[stage])}" for stage in stages
        )
        lines.append(f"| {name} | {one['file_mb']} | " + " | ".join(cells) + f" | {_whole(one)} |")
    return "\n".join(lines)


def _memory(told: dict[str, Any]) -> str:
    return f"{told['peak_mb']} + {told['helper_peak_mb']}" if told["helper_peak_mb"] else str(told["peak_mb"])


def _whole(one: dict[str, Any]) -> str:
    if "import" not in one or "index" not in one:
        return "—"
    return str(round(one["index"]["rows"] / (one["import"]["seconds"] + one["index"]["seconds"])))


if __name__ == "__main__":
    main()
