"""Fixtures of all tests: the real data where it exists, the long suites behind ``--all``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker

_DATABASE = frozenset({"db", "transactional_db", "django_db_reset_sequences", "live_server"})
ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="also run the long suites")
    parser.addoption("--write-docs", action="store_true", help="write the pages of docs/ that are made from the code")
    parser.addoption("--with-database", action="store_true", help="run only what uses the database")


def pytest_configure(config: pytest.Config) -> None:
    """Try as many examples as the suite has time for; a busy machine makes no example slow enough to fail."""
    settings.register_profile("quick", max_examples=40, deadline=None)
    settings.register_profile("all", deadline=None)
    settings.load_profile("all" if config.getoption("--all") else "quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long suites unless ``--all`` is given, and what needs no database where only that is asked for."""
    away = set() if config.getoption("--all") else {item for item in items if item.get_closest_marker("long")}
    if config.getoption("--with-database"):
        away |= {item for item in items if not _uses_database(item)}
    if away:
        config.hook.pytest_deselected(items=[item for item in items if item in away])
        items[:] = [item for item in items if item not in away]


def _uses_database(item: pytest.Item) -> bool:
    """Tell whether a test asks for the database, by a mark or by a fixture, or makes one for processes of its own."""
    marked = any(item.get_closest_marker(name) for name in ("django_db", "own_database"))
    return marked or bool(_DATABASE & set(getattr(item, "fixturenames", ())))


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Name a case of bytes by its argument: packed bytes hold the hour of packing, and workers must agree on names."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real data beside the repository; a test that needs it says so when it is not there."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("real data not present: ../shared/data")
    return folder


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A page asked for in English leaves its language behind in the thread: give every test the default one."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Before the test database is dropped, end what a browser's last request may have left open on the server."""
    yield
    from django.db import connection

    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
