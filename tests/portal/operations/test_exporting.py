"""Everything that an office owns leaves in open formats, and no secret with it."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.apps import apps
from django.conf import settings
from tests.hall.cases.world import World, build

from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.files.models import StoredFile
from zhiquan.office.access.models import User
from zhiquan.portal.demo import write_demo_workbook
from zhiquan.portal.operations.exporting import LEFT_OUT, export_all, fields_of, owned
from zhiquan.records.corpus.importing import import_file
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.folders import DataFolder


@pytest.fixture
def office(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    data = DataFolder(tmp_path / "data").make()
    monkeypatch.setattr(settings, "DATA", data)
    world = build(monkeypatch)
    world.case()
    (data.region / "own.yaml").write_text("ours")
    written = write_demo_workbook(tmp_path / "city.xlsx", 20)
    import_file(written.path, data.lake, vintage=date(2026, 7, 1), accept_share=0.5)
    return world


def rows_of(folder: Path, label: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / f"tables/{label}.jsonl").read_text("utf-8").splitlines()]


def test_every_row_record_and_file_is_there_and_its_digest(office: World, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    done = export_all(folder)
    assert len(rows_of(folder, "cases.CaseEvent")) == CaseEvent.objects.count() == done.rows["cases.CaseEvent"]
    (case,) = rows_of(folder, "cases.Case")
    assert (case["number"], case["organisation_id"]) == (Case.objects.get().number, office.firm.pk)
    assert pq.read_table(folder / "records/patents.parquet").num_rows == done.records["patents"] == 20
    for file in StoredFile.objects.all():
        assert hashlib.sha256((folder / "files" / file.digest).read_bytes()).hexdigest() == file.digest
    sums = dict(reversed(line.split("  ", 1)) for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    there = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()} - {"SHA256SUMS"}
    assert set(sums) == there
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == told for name, told in sums.items())
    assert "region/own.yaml" in there
    assert "cases.Case.jsonl`: 1" in (folder / "README.md").read_text("utf-8")


def test_no_password_second_factor_or_key_leaves(office: World, tmp_path: Path) -> None:
    User.objects.filter(username="window").update(password="argon2$never-to-be-seen")
    export_all(tmp_path / "out")
    everything = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert b"never-to-be-seen" not in everything
    assert Case.objects.get().secret_hash.encode() not in everything
    assert settings.SECRET_KEY.encode() not in everything


def test_a_new_secret_of_a_model_must_be_left_out_or_declared_harmless() -> None:
    suspicious = ("secret", "password", "token", "private")
    harmless = {"secret_issue", "secret_told_at", "token_id"}
    for _, model in owned():
        assert not [f for f in fields_of(model) if any(w in f for w in suspicious) and f not in harmless], model
    assert set(LEFT_OUT) <= {model._meta.label for model in apps.get_models()}


def test_a_folder_that_holds_something_is_left_alone(office: World, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(Refusal, match="不是空目录"):
        export_all(tmp_path)
