"""A data folder of its own, with a few records in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from zhiquan.portal.demo import write_demo_workbook
from zhiquan.portal.operations.building import build_indexes
from zhiquan.records.corpus.importing import import_file
from zhiquan.settings.folders import DataFolder


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    folder = DataFolder(tmp_path / "live").make()
    monkeypatch.setattr(settings, "DATA", folder)
    (folder.keys / "secret").write_text(settings.SECRET_KEY)
    (folder.keys / "secret").chmod(0o600)
    return folder


@pytest.fixture
def records(data: DataFolder) -> None:
    """A lake of twenty patents and its index."""
    written = write_demo_workbook(data.root / "uploads" / "city.xlsx", 20)
    import_file(written.path, data.lake, vintage=date(2026, 7, 1), division="990100", accept_share=0.5)
    (data.region / "own.yaml").write_text("ours")
    build_indexes(data)
