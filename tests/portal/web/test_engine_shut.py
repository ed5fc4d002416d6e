"""DuckDB never runs inside a web request, whatever a page comes to call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.records.corpus.laking import put
from tests.records.making import record

from zhiquan.portal.web.datasets import views
from zhiquan.records.corpus.datasets import refresh
from zhiquan.records.corpus.merged import merged, merged_one
from zhiquan.records.corpus.store import Lake
from zhiquan.records.corpus.store.guard import without_engine

pytestmark = pytest.mark.django_db


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    made = Lake(tmp_path)
    put(made, "a", patents=[record(serial=1)])
    return made


def test_a_page_that_opens_the_engine_fails_and_the_same_call_outside_does_not(
    client: Client, lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "registry", lambda _lake: refresh(lake))
    with pytest.raises(RuntimeError, match="never runs inside a web request"):
        client.get("/data/")
    assert refresh(lake).rows == {"patents": 1}
    assert client.get("/data/").status_code == 200  # nothing is left to survey: the file alone is read


def test_the_whole_lake_is_shut_and_one_right_is_not(lake: Lake) -> None:
    found: list[Any] = []
    with without_engine():
        with pytest.raises(RuntimeError):
            found += merged(lake)
        assert merged_one(lake, "patents", record(serial=1).key)
    assert len(list(merged(lake))) == 1
