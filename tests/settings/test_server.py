"""The settings of a PostgreSQL server by its address."""

from __future__ import annotations

import pytest

from zhiquan.settings.site import _server

ADDRESS = "postgresql://zhiquan@db.example:5432/zhiquan"


def test_what_the_address_says_of_the_connection_is_kept() -> None:
    assert _server(f"{ADDRESS}?sslmode=verify-full")["OPTIONS"]["sslmode"] == "verify-full"


def test_plans_are_kept_on_a_connection_of_ones_own_and_never_behind_a_pooler(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _server(ADDRESS)["OPTIONS"]["prepare_threshold"]
    monkeypatch.setenv("ZHIQUAN_DATABASE_POOLER", "true")
    assert "prepare_threshold" not in _server(ADDRESS)["OPTIONS"]
