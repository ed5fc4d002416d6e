"""``take``: everything an installation owns into one file, while it runs."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from zhiquan import __version__
from zhiquan.portal.operations import marks
from zhiquan.portal.operations.backup import about, database, parts
from zhiquan.portal.operations.backup.archive import SUFFIX, Writer
from zhiquan.records.corpus.store import Lake
from zhiquan.records.lock import only_writer
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.folders import DataFolder
from zhiquan.settings.now import now

Progress = Callable[[int, int], None]
"""Told the bytes done and the bytes there are."""
_RETRY = 0.5
_NAMES = "zhiquan-????????-??????" + SUFFIX


@dataclass(frozen=True, slots=True)
class Taken:
    """A finished backup: bytes and SHA-256 of the file, how many files are in it, how many older backups went."""

    path: Path
    size: int
    files: int
    sha256: str
    keys: bool
    elsewhere: str
    removed: int
    seconds: float


def take(
    folder: Path, *, keys: bool = True, keep: int = 0, wait: float = 600, progress: Progress | None = None
) -> Taken:
    """Write a backup into a folder and return what was written; with ``keep``, only so many newest ones stay there.

    The database is of one moment, the lake of one moment after it, files are those there were and more: nothing that
    a row names is missing. ``Conflict`` ``records.busy`` when a batch is written to the lake for longer than ``wait``
    seconds or another backup is running; ``Refusal`` ``backup.disk`` when the disk is full or may not be written.
    """
    began = time.monotonic()
    data: DataFolder = settings.DATA
    at = now()
    path = folder.absolute() / f"zhiquan-{at:%Y%m%d-%H%M%S}{SUFFIX}"
    try:
        with _scratch(data) as scratch, _draft(path) as draft:
            written = _write(draft, scratch, about_now(keys=keys), wait, progress)
        removed = _forget(folder, keep) if keep else 0
    except OSError as error:
        text = Text(
            f"备份未完成：{error.strerror}（{error.filename or folder}），请检查磁盘空间和写入权限。",
            f"The backup was not finished: {error.strerror} ({error.filename or folder}); check space and permissions.",
        )
        raise Refusal("backup.disk", text) from error
    marks.leave(data, "backup", at, path=str(path))
    files, sha256 = written
    elsewhere = _elsewhere(data)
    return Taken(path, path.stat().st_size, files, sha256, keys, elsewhere, removed, round(time.monotonic() - began, 1))


def about_now(*, keys: bool) -> about.About:
    """Return what a backup made now says of itself."""
    loader = MigrationLoader(connection)
    applied = (
        f"{loader.disk_migrations[one].__module__}"
        for one in loader.applied_migrations
        if one in loader.disk_migrations
    )
    return about.About(
        program=__version__,
        made_at=now().isoformat(timespec="seconds"),
        database=connection.vendor,
        migrations=tuple(sorted(applied)),
        keys=keys,
        secret=about.fingerprint(settings.SECRET_KEY),
        elsewhere=_elsewhere(settings.DATA),
    )


def _write(draft: Path, scratch: Path, told: about.About, wait: float, progress: Progress | None) -> tuple[int, str]:
    data: DataFolder = settings.DATA
    dump = scratch / "database"
    if told.database == "sqlite":
        database.dump_sqlite(Path(connection.settings_dict["NAME"]), dump)
    else:
        database.dump_server(connection.settings_dict, dump)
    _linked(data, scratch / parts.LAKE, wait)
    roots = [(parts.LAKE, scratch / parts.LAKE), *((name, data.root / name) for name in parts.PLAIN)]
    roots += [(parts.KEYS, data.keys)] if told.keys else []
    total = dump.stat().st_size + sum(parts.weight(root) for _, root in roots)
    with draft.open("wb") as out:
        archive = _Counted(Writer(out), total, progress)
        archive.writer.add_bytes(about.NAME, told.written())
        archive.add(database.MEMBER[told.database], dump)
        for part, root in roots:
            for path, name in parts.walk(root):
                archive.add(f"{part}/{name}", path)
        sha256 = archive.writer.close()
        out.flush()
        os.fsync(out.fileno())
    return archive.files, sha256


@dataclass(slots=True)
class _Counted:
    """A writer that tells how far it is."""

    writer: Writer
    total: int
    progress: Progress | None
    done: int = 0
    files: int = 0

    def add(self, name: str, path: Path) -> None:
        """Add a file; one that was removed meanwhile was named by no row any more."""
        try:
            stream = path.open("rb")
        except FileNotFoundError:
            return
        with stream:
            size = os.fstat(stream.fileno()).st_size
            self.writer.add(name, stream, size)
        self.files, self.done = self.files + 1, self.done + size
        if self.progress:
            self.progress(self.done, self.total)


def _linked(data: DataFolder, scratch: Path, wait: float) -> None:
    until = time.monotonic() + wait
    while True:
        try:
            return parts.link_lake(data, scratch)
        except Conflict:
            if time.monotonic() >= until:
                raise
            time.sleep(_RETRY)


@contextmanager
def _scratch(data: DataFolder) -> Iterator[Path]:
    """Give a folder beside the data, gone afterwards; one backup at a time, and what a killed one left goes first."""
    with only_writer(data.root / ".backup.lock", Text("备份", "a backup")):
        scratch = data.root / ".backup"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(mode=0o700)
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """Give the name to write to, readable by the owner alone; it gets its right name when all went well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    try:
        yield draft
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _forget(folder: Path, keep: int) -> int:
    """Remove all but the newest backups of a folder; only files named as we name them."""
    old = sorted(folder.glob(_NAMES))[:-keep]
    for path in old:
        path.unlink()
    return len(old)


def _elsewhere(data: DataFolder) -> str:
    place = Lake(data.lake).place
    return "" if place.is_local else place.root
