"""The web server as ``zhiquan serve`` starts it, over a site that has records."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from ssl import create_default_context

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
    port = free()
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
            line.request("GET", path, headers={"Host": "localhost"})
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


@pytest.mark.long
def test_behind_the_proxy_of_deploy_all_goes_by_tls_and_the_inside_stays_inside(
    site: DataFolder, tmp_path: Path
) -> None:
    told = {"ZHIQUAN_HTTPS": "1", "ZHIQUAN_HOSTS": f"{HOST},localhost", "ZHIQUAN_WATCH_TOKEN": TOKEN}
    with served(site, **told) as (_, port), proxied(tmp_path, port) as (tls, plain):
        assert asked(port, "/health/ready", PATIENCE) == '{"ready": true}', "a probe asks the process by plain HTTP"
        assert fetched(port, "/").status == 301, "nobody else does"
        moved = fetched(plain, "/search/?q=1")
        assert (moved.status, moved.headers["Location"]) == (301, f"https://{HOST}/search/?q=1")
        login = fetched(tls, "/account/login/", tmp_path)
        assert login.status == 200
        assert "max-age=31536000" in login.headers["Strict-Transport-Security"]
        assert login.headers["Set-Cookie"].startswith("__Host-")
        assert login.headers["X-Request-ID"]
        for inside, said in (("/metrics", {200}), ("/health/full", {200, 503})):  # 503: the doctor misses a tick
            assert fetched(tls, inside, tmp_path).status == 404
            assert fetched(tls, inside, tmp_path, Authorization=f"Bearer {TOKEN}").status in said
            elsewhere = fetched(tls, inside, tmp_path, source="127.0.0.2", Authorization=f"Bearer {TOKEN}")
            assert elsewhere.status == 403
        assert fetched(tls, "/", tmp_path, Host="elsewhere.example").status == 400


HOST, TOKEN = "ip.example.cn", "only-for-looking-0123456789"
CONF = Path(__file__).parents[3] / "deploy/proxy/nginx.conf"
ALONE = """daemon off; pid {folder}/pid; error_log {folder}/error.log; {user}
events {{}} http {{ access_log off; include {folder}/site.conf; }}"""


@contextmanager
def proxied(folder: Path, port: int) -> Iterator[tuple[int, int]]:
    """Start nginx by the configuration in ``deploy/`` before the site; gives its ports with and without TLS."""
    if (program := shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")) is None:
        pytest.skip("nginx is not installed (Debian package: nginx-light)")
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    written = ["-addext", f"subjectAltName=DNS:{HOST}", "-keyout", "privkey.pem", "-out", "fullchain.pem"]
    subprocess.run([*made, *written], cwd=folder, check=True, capture_output=True)
    tls, plain = free(), free()
    conf = re.sub(r".*\[::\].*\n", "", CONF.read_text("utf-8"))
    for theirs, ours in {
        "listen 443 ssl": f"listen 127.0.0.1:{tls} ssl", "listen 80": f"listen 127.0.0.1:{plain}",
        "/etc/zhiquan/tls": str(folder), "127.0.0.1:8000": f"127.0.0.1:{port}",
    }.items():  # fmt: skip
        assert theirs in conf
        conf = conf.replace(theirs, ours)
    (folder / "site.conf").write_text(conf)
    whole, user = folder / "nginx.conf", "user root;" if os.geteuid() == 0 else ""
    whole.write_text(ALONE.format(folder=folder, user=user))
    subprocess.run([program, "-t", "-c", whole], check=True, capture_output=True)
    nginx = subprocess.Popen([program, "-c", whole])
    try:
        asked(plain, "/", PATIENCE, 301)
        yield tls, plain
    finally:
        nginx.terminate()
        nginx.wait()


def fetched(
    port: int, path: str, trusted: Path | None = None, source: str = "127.0.0.1", **headers: str
) -> HTTPResponse:
    """Ask once, by TLS where a folder holds the certificate; the body is read."""
    line = socket.create_connection(("127.0.0.1", port), PATIENCE, source_address=(source, 0))
    if trusted:
        line = create_default_context(cafile=trusted / "fullchain.pem").wrap_socket(line, server_hostname=HOST)
    client = HTTPConnection(HOST, timeout=PATIENCE)
    client.sock = line
    client.request("GET", path, headers={"Host": HOST, "Connection": "close"} | headers)
    answer = client.getresponse()
    answer.read()
    client.close()
    return answer


def free() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
