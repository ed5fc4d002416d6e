"""Children that do one job and may be killed at any moment, cheaply: forked from a process that has everything loaded.

Starting Python and loading the libraries takes longer than the jobs of these tests. The nursery is a process that only
loads; it has started no thread, so a fork of it is as good as a fresh process.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

_NURSERY = """
import importlib, json, os, sys, traceback
code = compile(sys.argv[1], "<job>", "exec")
for name in ("deltalake", "duckdb", "pyarrow.parquet", "rjieba", "tantivy", "zhiquan.records.search",
             "zhiquan.records.corpus.importing", "zhiquan.records.corpus.store.writing"):
    importlib.import_module(name)
while line := sys.stdin.readline():
    child = os.fork()
    if not child:
        sys.argv[1:] = json.loads(line)
        try:
            exec(code, {"__name__": "job"})
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    print(child, flush=True)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    print("ended", flush=True)
    sys.stdin.readline()  # until then the child's number is its own, so that no other process can be killed for it
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Nursery:
    """Runs one job again and again, each time in a child of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, *argv: object, kill_after: float | None = None) -> int:
        """Run the job, killed after so many seconds if it still runs; returns its exit code (``-9`` when killed)."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([str(one) for one in argv]) + "\n")
        self._process.stdin.flush()
        child = int(self._process.stdout.readline())
        if kill_after is not None:
            time.sleep(kill_after)
            os.kill(child, signal.SIGKILL)
        self._process.stdout.readline()
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@contextmanager
def nursery(job: str) -> Iterator[Nursery]:
    """Give a nursery for a job, Python that reads ``sys.argv``."""
    command = [sys.executable, "-c", _NURSERY, job]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Nursery(process)
    finally:
        process.communicate()
