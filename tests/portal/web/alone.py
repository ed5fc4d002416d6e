"""The city entered for one test alone, as a server in another thread needs it: imported by tests in a browser."""

from __future__ import annotations

import pytest
from tests.portal.web.conftest import City, count_figures, enter_city, looked_at


@pytest.fixture
def city(db: None, index: None) -> City:
    """People, matters and cases of this test."""
    enter_city()
    return looked_at()


@pytest.fixture
def figures(city: City) -> City:
    """The city of this test with its past pledges counted."""
    count_figures()
    return city
