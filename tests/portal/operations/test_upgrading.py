"""From the first state of the database to this program's, a backup before; and the paths that are refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from tests.portal.operations.elsewhere import empty_server, living_in

from zhiquan.hall.cases import services, shelf
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.rebuilding import differences
from zhiquan.hall.cases.recounting import recount
from zhiquan.hall.files.disk import path_of
from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.ledger.selectors import verify
from zhiquan.office.access.models import User
from zhiquan.office.access.selectors import actor_for
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.services import publish
from zhiquan.portal.cli.site import make_ready
from zhiquan.portal.operations import doctor, upgrading
from zhiquan.portal.operations.backup import archive
from zhiquan.portal.operations.doctor import stores, traffic
from zhiquan.portal.operations.doctor.finding import Said
from zhiquan.records.corpus.store import Lake
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.folders import DataFolder
from zhiquan.settings.now import now, today

FIRST = Path(__file__).with_name("first_version.sql")
"""The database of a demonstration as the first version made it: people, three pledges under way, four entries."""


def code_of(run: object) -> str:
    with pytest.raises(Refusal) as refused:
        run()  # type: ignore[operator]
    assert refused.value.text.zh != refused.value.text.en
    return refused.value.code


def test_this_programs_own_database_is_fit(db: None) -> None:
    upgrading.refuse_unfit()
    assert not upgrading.waiting_migrations()


def test_a_database_that_a_newer_program_upgraded_is_refused_by_name(db: None) -> None:
    MigrationRecorder.Migration.objects.create(app="cases", name="0999_yet_to_come", applied=now())
    assert code_of(upgrading.refuse_unfit) == "site.newer-database"
    assert upgrading.unknown_migrations() == ["cases.0999_yet_to_come"]


def test_a_database_that_skipped_a_version_is_refused(db: None) -> None:
    MigrationRecorder.Migration.objects.filter(app="access", name="0001_initial").delete()
    assert code_of(upgrading.refuse_unfit) == "site.skipped-version"


def test_a_database_whose_files_lie_elsewhere_is_refused_before_anything_is_done(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path).make())
    StoredFile.objects.create(digest="0" * 64, name="a.pdf", kind="pdf", size=1, at=now())
    done: list[str] = []
    assert code_of(lambda: upgrading.upgrade(tmp_path / "backups", lambda: done.append("x"))) == "site.no-files"
    assert not done
    assert not (tmp_path / "backups").exists()


def test_a_lake_of_the_first_form_is_refused_and_never_taken_for_an_empty_one(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = DataFolder(tmp_path).make()
    monkeypatch.setattr(settings, "DATA", data)
    Lake(data.lake).place.make("patents", pa.schema({"key": pa.string()}))
    assert code_of(lambda: upgrading.upgrade(tmp_path / "backups", lambda: None)) == "lake.old-form"
    assert not (tmp_path / "backups").exists()
    ((level, said),) = stores.lake()
    assert level is doctor.Level.FAIL
    assert str(data.lake) in said.en


def test_before_an_upgrade_the_doctor_says_once_what_to_do_and_afterwards_what_is_broken(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def no_table() -> Iterator[Said]:
        raise ProgrammingError("no such table")

    monkeypatch.setattr(doctor, "CHECKS", {"database": stores.database, "files": no_table})
    assert [(one.check, one.level) for one in doctor.examine()] == [("database", "ok"), ("files", "fail")]
    caplog.clear()
    MigrationRecorder.Migration.objects.filter(app="management", name="0002_marks_renewed").delete()
    (line,) = doctor.examine()
    assert (line.level, "zhiquan upgrade" in line.said.zh) == (doctor.Level.FAIL, True)
    assert caplog.text == ""


def test_the_doctor_names_a_published_version_that_this_program_cannot_read(db: None) -> None:
    version = publish(shelf.package("subsidy"), by="test", in_force_from=today())
    assert [level for level, _ in traffic.matters()] == [doctor.Level.OK]
    version.pk, version.version, version.sha256 = None, "2019.9", "0" * 64
    version.resolved = {**version.resolved, "matter": {**version.resolved["matter"], "word-of-another-age": 1}}
    DefinitionVersion.objects.bulk_create([version])
    (failed,) = [said for level, said in traffic.matters() if level is doctor.Level.FAIL]
    assert "subsidy 2019.9" in failed.zh


def test_a_failed_upgrade_names_the_backup_to_go_back_to(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "zhiquan.tar.zst"
    monkeypatch.setattr(upgrading, "take", lambda folder: type("Taken", (), {"path": made}))

    def broken() -> None:
        raise ValueError("no such column")

    with pytest.raises(Refusal, match=made.name):
        upgrading.upgrade(tmp_path, broken)


@pytest.fixture
def elsewhere(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DataFolder]:
    data = DataFolder(tmp_path / "data").make()
    with empty_server() as server, living_in(data, server, monkeypatch):
        yield data


def test_an_empty_database_is_to_be_set_up_not_upgraded(elsewhere: DataFolder) -> None:
    assert code_of(upgrading.refuse_unfit) == "site.not-set-up"


@pytest.mark.long
def test_the_first_state_of_the_database_becomes_this_programs_and_keeps_its_rows(elsewhere: DataFolder) -> None:
    first = [("cases", "0001_initial")]  # and what it stands on: people, files, rulebook
    MigrationExecutor(connection).migrate(first)
    old = MigrationExecutor(connection).loader.project_state(first).apps.get_model("access", "User")
    old.objects.create(username="since-the-first-day")
    waiting = upgrading.waiting_migrations()
    assert len(waiting) > 20
    done = upgrading.upgrade(elsewhere.backups, lambda: call_command("migrate", verbosity=0))
    assert done.migrations == tuple(waiting)
    assert done.backup
    assert archive.verify(done.backup) == done.backup.stat().st_size
    assert not upgrading.waiting_migrations()
    assert User.objects.filter(username="since-the-first-day").exists()
    upgrading.refuse_unfit()


@pytest.mark.long
def test_what_the_first_version_left_is_upgraded_and_its_cases_go_on(elsewhere: DataFolder) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the first version's database is kept as SQLite wrote it")
    connection.close()
    with closing(sqlite3.connect(elsewhere.database)) as old:
        old.executescript(FIRST.read_text("utf-8"))
    for digest in StoredFile.objects.values_list("digest", flat=True):  # the papers themselves were not kept
        path = path_of(elsewhere.files, digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    upgrading.upgrade(None, make_ready)
    assert verify().sound
    recount()  # as the first tick does
    assert not list(differences())
    assert [level for level, _ in traffic.matters()] == [doctor.Level.OK]
    case = Case.objects.get(state="forwarded")
    assert case.definition.version == "2026.1"
    examiner = actor_for(User.objects.get(username="chengban"), today())
    given = {"result": "registered", "registration_number": "Y2026990000001", "registered_on": today().isoformat()}
    case = services.act(examiner, case.number, "take_result", given, version=case.version, key="after")
    assert case.events.count() == 4
    assert verify().sound
