"""The web server as ``zhiquan serve`` starts it, over a site that has records."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.db import connection

from zhiquan.portal.cli.site import web_command
from zhiquan.portal.operations.backup.database import dump_sqlite
from zhiquan.settings.folders import DataFolder

PATIENCE = 120
"""Seconds for a first page on a machine that does much else."""


@pytest.fixture
def site(db: None, records: None, data: DataFolder) -> DataFolder:
    """A set-up site with a lake and an index; its database is a file, whatever the tests' own is."""
    if connection.vendor != "sqlite":
        pytest.skip("the site of this test lies in one folder")
    dump_sqlite(Path(connection.settings_dict["NAME"]), data.database)
    return data


@contextmanager
def served(data: DataFolder, **settings: str) -> Iterator[tuple[int, int]]:
    """Start the web server over a data folder; gives its process and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    own = os.environ | {"ZHIQUAN_DATA": str(data.root)} | settings
    web = subprocess.Popen(web_command("127.0.0.1", port, 1, 2), env=own, start_new_session=True)
    try:
        yield web.pid, port
    finally:
        os.killpg(web.pid, signal.SIGKILL)
        web.wait()


def asked(port: int, path: str, patience: float, status: int = 200) -> str:
    """Return a page that comes within so many seconds from now."""
    latest = time.monotonic() + patience
    while True:
        line = HTTPConnection("127.0.0.1", port, timeout=max(0.1, latest - time.monotonic()))
        try:
            line.request("GET", path)
            answer = line.getresponse()
            assert answer.status == status, path
            return answer.read().decode()
        except ConnectionRefusedError:  # it does not listen yet
            time.sleep(0.05)
        finally:
            line.close()


def loaded(process: int) -> bool:
    """Whether a process has read the libraries of the lake, which start threads that no fork takes along."""
    return "libarrow" in Path(f"/proc/{process}/maps").read_text("utf-8")


def test_a_site_with_records_answers_from_workers_that_loaded_the_program_themselves(site: DataFolder) -> None:
    with served(site) as (process, port):
        front = asked(port, "/", PATIENCE)
        found = asked(port, "/search/?q=%E4%B8%80%E7%A7%8D", PATIENCE)
        assert not loaded(process), "a worker forked from it may hang on a lock that a lost thread holds"
    assert "/search/" in front
    assert "/rights/" in found


@pytest.mark.long
def test_a_server_that_loads_the_program_before_it_forks_is_found_out(site: DataFolder) -> None:
    with served(site, GUNICORN_CMD_ARGS="--preload") as (process, port):
        asked(port, "/static/", PATIENCE, 404)
        assert loaded(process)
