"""What the settings of a site behind TLS say, asked of a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ASKED = """
import json
from zhiquan.settings import site
print(json.dumps({name: value for name, value in vars(site).items() if isinstance(value, str | int | bool)}))
"""


@pytest.fixture(scope="module")
def behind_tls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The settings with ``ZHIQUAN_HTTPS``."""
    own = {"ZHIQUAN_HTTPS": "1", "ZHIQUAN_DATA": str(tmp_path_factory.mktemp("data"))}
    done = subprocess.run([sys.executable, "-c", ASKED], env=os.environ | own, capture_output=True, check=True)
    return dict(json.loads(done.stdout))


def test_behind_tls_every_cookie_is_bound_to_this_host_alone(behind_tls: dict[str, Any]) -> None:
    for name in ("SESSION", "CSRF", "LANGUAGE"):
        assert behind_tls[f"{name}_COOKIE_NAME"].startswith("__Host-")
        assert behind_tls[f"{name}_COOKIE_SECURE"]
        assert behind_tls[f"{name}_COOKIE_HTTPONLY"]


def test_behind_tls_a_year_of_transport_security_is_asked_for(behind_tls: dict[str, Any]) -> None:
    assert behind_tls["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert behind_tls["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert behind_tls["SECURE_SSL_REDIRECT"]


def test_nothing_of_a_demonstration_is_on_unless_it_is_asked_for(behind_tls: dict[str, Any]) -> None:
    assert not behind_tls["DEBUG"]
    assert not behind_tls["DEMO"]
    assert behind_tls["SECOND_FACTOR"]


def test_the_secret_of_a_site_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    code = "from zhiquan.settings.site import SECRET_KEY; print(SECRET_KEY)"
    own = {name: value for name, value in os.environ.items() if name != "ZHIQUAN_SECRET_KEY"}
    told = {
        subprocess.run(
            [sys.executable, "-c", code], env=own | {"ZHIQUAN_DATA": str(tmp_path)}, capture_output=True, check=True
        ).stdout
        for _ in range(2)
    }
    assert len(told) == 1
    assert (tmp_path / "keys" / "secret").stat().st_mode & 0o077 == 0
