from __future__ import annotations

import pytest
from tests.hall.cases.world import World, build

from zhiquan.hall.cases.models import Case


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    return build(monkeypatch)


@pytest.fixture
def case(world: World) -> Case:
    """A case of three events beside another of one."""
    world.case(key="other")
    case = world.case()
    world.act(case, "window", "accept")
    world.act(case, "examiner", "forward", {"opinion": "齐全"})
    case.refresh_from_db()
    return case
