"""The rehearsal: a living office is backed up, destroyed, restored, and is found whole; on either database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.hall.cases.world import World, build
from tests.portal.operations.elsewhere import bytes_below, empty_server, living_in

from zhiquan.hall.cases.models import Case
from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.ledger.selectors import verify
from zhiquan.hall.ledger.services import seal
from zhiquan.office.access.models import Organisation
from zhiquan.portal.operations import doctor
from zhiquan.portal.operations.backup import restore, take
from zhiquan.portal.operations.backup.database import _parameters, dump_sqlite
from zhiquan.portal.operations.building import build_indexes
from zhiquan.records.corpus.store import Lake
from zhiquan.records.search import open_index
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.settings.folders import DataFolder
from zhiquan.settings.site import _server

HEALTHY = ("database", "folders", "disk", "lake", "files", "keys", "matters", "outbox")


@pytest.fixture
def office(transactional_db: None, data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> World:
    """An office with two cases, their papers and a seal."""
    world = build(monkeypatch)
    world.case(key="other")
    case = world.case()
    world.act(case, "window", "accept")
    seal()
    return world


def test_a_destroyed_office_is_whole_again_and_goes_on_working(
    office: World, records: None, data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {part: bytes_below(data.root / part) for part in ("files", "keys", "region", "uploads")}
    lake = bytes_below(data.lake)
    made = take(tmp_path / "backups")
    assert made.path.stat().st_mode & 0o077 == 0
    assert not list(data.root.glob(".backup/*"))

    new = DataFolder(tmp_path / "new")
    with empty_server() as server:
        restored = restore(made.path, new, server)
        with living_in(new, server, monkeypatch):
            build_indexes(new)
            found = {one.check: one for one in doctor.examine() if one.check in HEALTHY}
            assert {one.level for one in found.values()} == {doctor.Level.OK}, found
            report = verify()
            assert (report.sound, report.cases, report.seals) == (True, 2, 1)
            assert Lake(new.lake).verify().sound
            assert open_index(new.index).search("一种").total > 0
            assert Organisation.objects.filter(name="东湖示例科技有限公司").exists()
            case = office.case(key="after")
            assert verify().sound
            assert Case.objects.filter(number=case.number).exists()
            if server:
                with pytest.raises(Refusal, match="不是空的"):
                    restore(made.path, DataFolder(tmp_path / "third"), server)
    assert {part: bytes_below(new.root / part) for part in before} == before | {"files": bytes_below(new.files)}
    assert before["files"].items() <= bytes_below(new.files).items()
    assert {k: v for k, v in lake.items() if not k.startswith(".")} == bytes_below(new.lake)
    assert not restored.other_secret
    assert not Case.objects.filter(number=case.number).exists(), "the former database was left alone"


def test_the_doctor_finds_what_a_restore_without_its_files_would_lack(
    office: World, data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = StoredFile.objects.first()
    assert held
    (data.files / held.digest[:2] / held.digest).unlink()
    (line,) = [one for one in doctor.examine() if one.check == "files"]
    assert line.level is doctor.Level.FAIL
    assert str(held.pk) in line.said.en


def test_only_so_many_backups_are_kept_and_other_files_stay(office: World, data: DataFolder, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for name in ("zhiquan-20200101-000000.tar.zst", "zhiquan-20200102-000000.tar.zst", "zhiquan-notes.txt"):
        (folder / name).touch()
    made = take(folder, keep=2)
    assert made.removed == 1
    kept = {path.name for path in folder.iterdir()}
    assert kept == {"zhiquan-20200102-000000.tar.zst", made.path.name, "zhiquan-notes.txt"}


def test_while_the_lake_is_written_a_backup_waits_and_says_so(data: DataFolder, office: World, tmp_path: Path) -> None:
    with Lake(data.lake).writing(), pytest.raises(Conflict, match="数据湖"):
        take(tmp_path / "backups", wait=0)
    assert not list((tmp_path / "backups").iterdir()), "no draft is left"
    assert take(tmp_path / "backups", wait=0).files


def test_a_disk_that_cannot_be_written_is_told_in_a_sentence(office: World, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    with pytest.raises(Refusal, match="写入权限"):
        take(tmp_path / "taken")


def test_what_is_written_while_the_database_is_copied_does_not_begin_the_copy_anew(tmp_path: Path) -> None:
    source = tmp_path / "live.sqlite3"
    with closing(sqlite3.connect(source, isolation_level=None)) as live:
        live.execute("PRAGMA journal_mode=WAL")
        live.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, text TEXT)")
        live.execute("BEGIN")
        live.executemany("INSERT INTO events (text) VALUES (?)", [("x" * 9000,)] * 4_000)
        live.execute("COMMIT")
        steps = []

        def told(done: int, total: int) -> None:
            steps.append(done)
            live.execute("INSERT INTO events (text) VALUES ('later')")

        dump_sqlite(source, tmp_path / "copy", told)
    with closing(sqlite3.connect(tmp_path / "copy")) as copy:
        assert copy.execute("SELECT count(*) FROM events").fetchone() == (4_000,)
    assert len(steps) > 2
    assert steps == sorted(steps)


def test_a_faulty_database_is_not_backed_up_as_if_it_were_sound(tmp_path: Path) -> None:
    source = tmp_path / "live.sqlite3"
    with closing(sqlite3.connect(source)) as live:
        live.execute("CREATE TABLE events (text TEXT)")
        live.execute("CREATE INDEX i ON events (text)")
        live.executemany("INSERT INTO events VALUES (?)", [(f"{n:0500}",) for n in range(200)])
        live.commit()
    content = bytearray(source.read_bytes())
    content[6 * 4096 : 6 * 4096 + 200] = b"\xff" * 200
    source.write_bytes(content)
    with pytest.raises(Refusal, match="损坏"):
        dump_sqlite(source, tmp_path / "copy")


def test_the_programs_of_the_server_are_told_what_libpq_knows_and_nothing_else() -> None:
    told = _parameters(_server("postgresql://zhiquan:secret@db.example/zhiquan?sslmode=verify-full"))
    assert told == {
        "dbname": "zhiquan", "host": "db.example", "user": "zhiquan", "password": "secret", "sslmode": "verify-full",
    }  # fmt: skip
