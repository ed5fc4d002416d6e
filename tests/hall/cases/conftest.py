from __future__ import annotations

import pytest
from tests.hall.cases.world import World, build


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    return build(monkeypatch)
