"""What goes wrong is said as it is: a page that stood open too long, a text that is too large."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import OperationalError
from django.test import Client

from zhiquan.portal.busy import is_busy
from zhiquan.portal.web.verify import views

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(tmp_path: Path) -> OperationalError:
    """What the database says when somebody else has held it for too long, from a real file that is held."""
    with sqlite3.connect(tmp_path / "held", isolation_level=None) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        try:
            sqlite3.connect(tmp_path / "held", timeout=0).execute("CREATE TABLE t (x)")
        except sqlite3.OperationalError as error:
            told = OperationalError(str(error))
            told.__cause__ = error
            return told
    raise AssertionError("the file was not held")


def test_who_meets_a_busy_database_is_asked_to_send_again_and_has_lost_nothing(
    taken: OperationalError, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*given: Any, **named: Any) -> None:
        raise taken

    monkeypatch.setattr(views, "verified", busy)
    answer = Client().get("/verify/ABCDEFGHJKMN/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "系统正忙" in answer.content.decode()


def test_only_a_held_database_is_called_busy(taken: OperationalError) -> None:
    deadlock, broken = OperationalError("deadlock"), OperationalError("broken")
    deadlock.__cause__, broken.__cause__ = psycopg.errors.DeadlockDetected(), sqlite3.OperationalError("no such table")
    assert is_busy(taken)
    assert is_busy(deadlock)
    assert not is_busy(broken)
    assert not is_busy(OperationalError("nobody knows why"))


def test_a_form_without_its_token_is_told_to_be_sent_again_and_not_that_one_may_not() -> None:
    answer = Client(enforce_csrf_checks=True).post("/progress/", {"number": "x"})
    assert answer.status_code == 403
    assert "页面停留过久" in answer.content.decode()
    assert "无权办理" not in answer.content.decode()


def test_a_text_that_is_too_large_is_refused_with_the_size_that_is_not() -> None:
    sent = "text=" + "x" * (5 << 20)
    answer = Client().post("/audit/", sent, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "最多提交 4 MB" in answer.content.decode()


def test_pages_are_sent_compressed_to_whoever_takes_that() -> None:
    plain = Client().get("/search/")
    packed = Client(headers={"accept-encoding": "gzip"}).get("/search/")
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) * 2 < len(plain.content)
