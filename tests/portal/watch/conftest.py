"""A library of a test's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.portal.watch.world import Library


@pytest.fixture
def library(db: None, tmp_path: Path, settings: Any) -> Library:
    made = Library(tmp_path)
    settings.DATA = made.data
    return made
