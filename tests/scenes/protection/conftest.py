from __future__ import annotations

import pytest
from tests.scenes.protection.office import Bench, build


@pytest.fixture
def bench(db: None, monkeypatch: pytest.MonkeyPatch) -> Bench:
    return build(monkeypatch, "adjudication", "mediation", "rights-assistance")
