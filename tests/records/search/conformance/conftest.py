"""The engines that are held to the port; another one is added to ``ENGINES`` and must pass every test here."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.records.search.mixed import mixed

from zhiquan.records.search.engine import Engine, Reader
from zhiquan.records.search.engines import ENGINES
from zhiquan.records.search.entry import Searched
from zhiquan.records.search.oracle import Folded


@pytest.fixture(scope="module", params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> Engine:
    return ENGINES[request.param]


@pytest.fixture(scope="module")
def records() -> list[Folded]:
    return [Folded.of(record) for record in mixed(600, 7)]


@pytest.fixture(scope="module")
def reader(engine: Engine, records: list[Folded], tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder = tmp_path_factory.mktemp("engine")
    assert engine.write(folder, (item.record for item in records)) == len(records)
    return engine.open(folder)


@pytest.fixture
def made(engine: Engine, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Write some records with the engine and open them."""

    def make(*some: Searched) -> Reader:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        engine.write(folder, some)
        return engine.open(folder)

    return make
