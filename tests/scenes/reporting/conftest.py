"""A lake of plain Parquet files, and pledges in the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.conf import settings

from zhiquan.office.access.actors import HeldPost
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.office.registers.models import EntryRight, RegisterEntry
from zhiquan.scenes.reporting import opening
from zhiquan.scenes.reporting.services import Outcome
from zhiquan.settings.folders import DataFolder
from zhiquan.settings.now import SHANGHAI

NOW = datetime(2026, 3, 20, 9, 30, tzinfo=SHANGHAI)


def officer(role: Role, division: str = "990100", user: int | None = None) -> Actor:
    """Return somebody with one post; ``user`` where what is done is recorded under a person."""
    post = HeldPost(1, role, "统计科", division, user or 0, "某人", deputising=False)
    return Actor(user, "某人", frozenset({role}), (division,), posts=(post,))


STATISTICS, HEAD = officer(Role.STATISTICS), officer(Role.HEAD)
Enter = Callable[..., RegisterEntry]


class FilesLake:
    """The lake as the figures see it, without its history: one Parquet file per version."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.versions: Counter[str] = Counter()

    def write_facts(self, name: str, rows: pa.Table, watermark: str) -> int:
        self.versions[name] += 1
        pq.write_table(rows, self.root / f"{name}-{self.versions[name]}.parquet")
        return self.versions[name]

    def table_files(self, name: str, version: int | None = None) -> list[str]:
        return [str(self.root / f"{name}-{version}.parquet")]


@pytest.fixture
def lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FilesLake:
    """A lake without records; what opens a figure finds the same one."""
    held = FilesLake(tmp_path)
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path / "data"))
    monkeypatch.setattr(opening, "Lake", lambda root: held)
    return held


def run_of(outcomes: list[Outcome], view: str = "pledge") -> Outcome:
    """Return the outcome of one view."""
    return next(one for one in outcomes if one.run.view == view)


@pytest.fixture
def enter(db: None) -> Enter:
    """Enter a pledge: 3 million from firm A in 东湖区 on 5 March 2026 unless told otherwise."""

    def _enter(number: str, **given: Any) -> RegisterEntry:
        rights = given.pop("rights", ("CN202010000001.1",))
        place, day = given.pop("division", "990101"), given.pop("on", date(2026, 3, 5))
        data = {
            "amount": "3000000.00",
            "currency": "CNY",
            "pledgor": "甲公司",
            "pledgor_uscc": "A",
            "pledgee": "示例银行",
            "pledgee_uscc": "B",
            "contract": "合同1",
            "debt_from": "2026-03-01",
            "debt_to": "2027-03-01",
            "registration_number": number,
            **given,
        }
        entry = RegisterEntry.objects.create(
            register="pledge",
            number=number,
            division=place,
            data=data,
            valid_from=day,
            basis=f"办{number}",
            recorded_at=NOW,
        )
        EntryRight.objects.bulk_create(EntryRight(entry=entry, right=right) for right in rights)
        return entry

    return _enter
