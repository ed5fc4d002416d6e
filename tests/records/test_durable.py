"""A small file is the old one or the new one: after a fault, after a kill, and when two write it at once."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from zhiquan.records import durable as module
from zhiquan.records.durable import DRAFT, durable


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_was_written_is_there_and_no_draft_is_left(tmp_path: Path) -> None:
    path = tmp_path / "made" / "今天.json"
    durable(path, "旧")
    durable(path, "新")
    assert path.read_text("utf-8") == "新"
    assert names(path.parent) == ["今天.json"]


def test_what_only_the_owner_may_read_is_so_from_the_first_moment(tmp_path: Path) -> None:
    durable(tmp_path / "secret", b"\x00\xff", mode=0o600)
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_a_disk_that_fails_leaves_the_old_file_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept"
    durable(path, "old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        durable(path, "new")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["kept"]


def test_a_process_killed_before_the_name_moves_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    durable(path, "old")
    told = (
        "import os, signal, sys; from pathlib import Path; from zhiquan.records import durable as module\n"
        "module.os.fsync = lambda _handle: os.kill(os.getpid(), signal.SIGKILL)\n"
        "module.durable(Path(sys.argv[1]), 'new')"
    )
    assert subprocess.run([sys.executable, "-c", told, str(path)], check=False).returncode == -9
    assert path.read_text() == "old"
    assert [name.startswith(DRAFT) for name in names(tmp_path)] == [True, False]


def test_of_two_who_write_at_once_one_is_whole(tmp_path: Path) -> None:
    path, texts = tmp_path / "shared", [letter * 200_000 for letter in "abcd"]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda text: durable(path, text), texts * 5))
    assert path.read_text() in texts
    assert names(tmp_path) == ["shared"]
