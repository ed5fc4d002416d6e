"""From the first state of the database to this program's, a backup before; and the paths that are refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from tests.portal.operations.elsewhere import empty_server, living_in

from zhiquan.hall.files.models import StoredFile
from zhiquan.office.access.models import User
from zhiquan.portal.operations import upgrading
from zhiquan.portal.operations.backup.archive import verify
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.folders import DataFolder
from zhiquan.settings.now import now


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
    assert verify(done.backup) == done.backup.stat().st_size
    assert not upgrading.waiting_migrations()
    assert User.objects.filter(username="since-the-first-day").exists()
    upgrading.refuse_unfit()
