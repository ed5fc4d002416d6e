"""The file of a backup: standard, bounded, and of no use once any byte of it was changed."""

from __future__ import annotations

import dataclasses
import io
import json
import sqlite3
import tarfile
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.portal.operations.backup import about, restoring
from zhiquan.portal.operations.backup.archive import Writer, verify
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.folders import DataFolder

ABOUT = about.About(
    program="0.1.0",
    made_at="2026-11-22T09:00:00+08:00",
    database="sqlite",
    migrations=("zhiquan.office.access.migrations.0001_initial",),
    keys=True,
    secret=about.fingerprint("secret"),
)
FILES = {"files/ab/abc": b"letter " * 40, "keys/secret": b"secret", "lake/patents/_delta_log/0.json": b"{}"}


def written(path: Path, told: about.About = ABOUT, files: dict[str, bytes] | None = None) -> Path:
    held = sqlite3.connect(":memory:")
    held.execute("CREATE TABLE one (x)")
    with path.open("wb") as out:
        writer = Writer(out)
        writer.add_bytes(about.NAME, told.written())
        writer.add_bytes("database/zhiquan.sqlite3", held.serialize())
        for name, content in (FILES if files is None else files).items():
            writer.add_bytes(name, content)
        writer.close()
    return path


def refusal_of(path: Path, root: Path, **how: Path) -> str:
    with pytest.raises(Refusal) as refused:
        restoring.restore(path, DataFolder(root), None, **how)
    left = [one for one in root.rglob("*") if one.is_file()] if root.exists() else []
    assert not left, "a refused restore leaves nothing behind"
    return refused.value.code


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return written(tmp_path_factory.mktemp("whole") / "one.tar.zst").read_bytes()


def test_the_parts_come_to_their_places_and_keys_stay_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIQUAN_SECRET_KEY", "secret")
    data = DataFolder(tmp_path / "data")
    done = restoring.restore(written(tmp_path / "one.tar.zst"), data, None)
    assert {name: (data.root / name).read_bytes() for name in FILES} == FILES
    assert sqlite3.connect(data.database).execute("SELECT count(*) FROM one").fetchone() == (0,)
    assert (data.keys.stat().st_mode & 0o077, (data.keys / "secret").stat().st_mode & 0o077) == (0, 0)
    assert (done.files, done.other_secret) == (4, False)


def test_the_tools_of_any_machine_read_the_file(whole: bytes) -> None:
    plain = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(whole)).read()
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        names = tar.getnames()
        lines = [json.loads(line) for line in tar.extractfile("manifest.jsonl") or ()]
    assert names == [about.NAME, "database/zhiquan.sqlite3", *FILES, "manifest.jsonl"]
    assert [line["path"] for line in lines] == names[:-1]


@given(st.data())
def test_a_file_of_which_any_byte_was_changed_is_refused(
    tmp_path_factory: pytest.TempPathFactory, whole: bytes, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[place] ^= data.draw(st.integers(1, 255))
    folder = tmp_path_factory.mktemp("flipped")
    (folder / "one.tar.zst").write_bytes(changed)
    assert refusal_of(folder / "one.tar.zst", folder / "data") in {"backup.damaged", "backup.unfinished"}


@pytest.mark.parametrize("left", [0, 1, 100, -1, -64, -100])
def test_a_file_that_was_cut_is_refused(tmp_path: Path, whole: bytes, left: int) -> None:
    (tmp_path / "one.tar.zst").write_bytes(whole[:left])
    with pytest.raises(Refusal, match="不是完整"):
        verify(tmp_path / "one.tar.zst")


def test_a_file_of_another_format_or_of_a_newer_program_is_refused_and_says_what_to_install(tmp_path: Path) -> None:
    other = dataclasses.replace(ABOUT, format=2)
    newer = dataclasses.replace(ABOUT, migrations=("zhiquan.office.access.migrations.0999_yet_to_come",))
    assert refusal_of(written(tmp_path / "a", other), tmp_path / "data") == "backup.format"
    assert refusal_of(written(tmp_path / "b", newer), tmp_path / "data") == "backup.newer"


@pytest.mark.parametrize("name", ["files/../../outside", "/etc/outside", "elsewhere/x", "files/./x", "keys"])
def test_a_member_that_would_land_outside_its_part_is_refused(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / "one.tar.zst", files={name: b"x"})
    assert refusal_of(path, tmp_path / "data") == "backup.damaged"
    assert not list(tmp_path.rglob("outside"))


def test_a_folder_that_holds_anything_but_backups_is_left_alone(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data").make()
    data.backups.mkdir()
    path = written(data.backups / "one.tar.zst")
    (data.region / "own.yaml").write_text("ours")
    with pytest.raises(Refusal, match=r"own\.yaml"):
        restoring.restore(path, data, None)
    assert (data.region / "own.yaml").read_text() == "ours"
    (data.region / "own.yaml").unlink()
    assert restoring.restore(path, data, None).files == 4


def test_a_backup_without_keys_asks_for_the_folder_kept_apart_and_for_no_other(tmp_path: Path) -> None:
    path = written(tmp_path / "one", dataclasses.replace(ABOUT, keys=False), {"files/ab/abc": b"x"})
    own, foreign = tmp_path / "own", tmp_path / "foreign"
    for folder, secret in ((own, "secret"), (foreign, "another")):
        folder.mkdir()
        (folder / "secret").write_text(secret)
    assert refusal_of(path, tmp_path / "data") == "restore.no-keys"
    assert refusal_of(path, tmp_path / "data", keys=foreign) == "restore.other-keys"
    restoring.restore(path, DataFolder(tmp_path / "data"), None, keys=own)
    assert (tmp_path / "data/keys/secret").read_text() == "secret"


def test_a_restore_on_the_other_kind_of_database_says_which_setting_to_change(tmp_path: Path) -> None:
    path = written(tmp_path / "one", dataclasses.replace(ABOUT, database="postgresql"))
    with pytest.raises(Refusal, match="ZHIQUAN_DATABASE_URL"):
        restoring.restore(path, DataFolder(tmp_path / "data"), None)
