from __future__ import annotations

from typing import Any

import pytest

from zhiquan.definitions import SHIPPED, files, read_yaml
from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.hall.matters.load import matter_from
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.shapes import resolve
from zhiquan.rules.law import Book, Calendar


@pytest.fixture
def raw() -> dict[str, Any]:
    """The pledge laid over its shape, as raw values that a test may spoil."""
    shapes = {path.stem: read_yaml(path) for path in files("shapes")}
    return resolve(read_yaml(SHIPPED / "matters/pledge/definition.yaml"), shapes)


@pytest.fixture
def pledge(raw: dict[str, Any]) -> Matter:
    return matter_from(raw)


@pytest.fixture(scope="session")
def book() -> Book:
    return law_book()


@pytest.fixture(scope="session")
def days() -> Calendar:
    return calendar()
