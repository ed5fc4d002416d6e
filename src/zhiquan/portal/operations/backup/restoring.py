"""``restore``: an empty place made whole from a backup, or left as empty as it was."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from zhiquan.portal.operations.backup import about, database, parts
from zhiquan.portal.operations.backup.archive import MANIFEST, damaged, reading, verify
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.folders import DataFolder

Progress = Callable[[int, int], None]
_NAME = re.compile(rf"(database|{parts.LAKE}|{parts.KEYS}|{'|'.join(parts.PLAIN)})(/[^/\0]+)+")
_UPWARD = frozenset({".", ".."})
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: ``files`` and ``size`` in bytes; ``other_secret`` when the site's secret is not the former."""

    about: about.About
    files: int
    size: int
    other_secret: bool


def restore(
    path: Path,
    data: DataFolder,
    server: Mapping[str, Any] | None,
    *,
    keys: Path | None = None,
    progress: Progress | None = None,
) -> Restored:
    """Restore into an empty data folder and, where ``server`` describes one, an empty database of a server.

    The whole file is held against its digest before anything is written; what fails leaves the place empty. ``keys`` is
    the folder kept apart, for a backup without keys. Refusals ``backup.*`` of the file, ``restore.*`` of the place.
    """
    if not path.is_file():
        raise NotFound("backup.no-file", Text(f"没有文件 {path}，请核对路径。", f"There is no file {path}; check it."))
    refuse_filled(data)
    size = verify(path, progress)
    told = _told(path)
    _refuse_unfit(told, server, keys)
    if server:
        database.refuse_filled(server)
    try:
        with _unpacked(path, data) as (scratch, files):
            if keys:
                shutil.copytree(keys, scratch / parts.KEYS)
            dump = scratch / database.MEMBER[told.database]
            if server:
                database.load_server(server, dump)
                dump.unlink()
            else:
                dump.rename(scratch / data.database.name)
            _move(scratch, data)
    except OSError as error:
        text = Text(
            f"恢复未完成：{error.strerror}（{error.filename or data.root}），请检查磁盘空间和写入权限后重试。",
            f"The restore was not finished: {error.strerror} ({error.filename or data.root}); check space and"
            " permissions, then try again.",
        )
        raise Refusal("restore.disk", text) from error
    return Restored(told, files, size, told.secret != about.fingerprint(_secret(data)))


def refuse_filled(data: DataFolder) -> None:
    """``Refusal`` ``restore.not-empty`` when the data folder holds any file but backups."""
    for path, _ in parts.walk(data.root):
        if data.backups in path.parents:
            continue
        text = Text(
            f"数据目录 {data.root} 不是空的（有 {path.relative_to(data.root)}），未恢复："
            "请把它移开，或用 ZHIQUAN_DATA 指定一个空目录。",
            f"The data folder {data.root} is not empty (it holds {path.relative_to(data.root)}); nothing was restored:"
            " move it away, or name an empty folder in ZHIQUAN_DATA.",
        )
        raise Refusal("restore.not-empty", text)


def _told(path: Path) -> about.About:
    with reading(path) as members:
        name, _, stream = next(members, ("", 0, None))
        if name != about.NAME or stream is None:
            raise damaged()
        return about.read_about(stream.read())


def _refuse_unfit(told: about.About, server: Mapping[str, Any] | None, keys: Path | None) -> None:
    about.refuse_newer(told)
    if (told.database == "postgresql") != bool(server):
        text = Text(
            f"备份中的数据库是 {told.database}，与当前设置不同：恢复 PostgreSQL 备份须设置 ZHIQUAN_DATABASE_URL，"
            "恢复 SQLite 备份须去掉该设置。",
            f"The backup holds a database of {told.database}, which is not what is set: set ZHIQUAN_DATABASE_URL to"
            " restore one of PostgreSQL, unset it for one of SQLite.",
        )
        raise Refusal("restore.other-database", text)
    if not told.keys and not keys:
        text = Text(
            "备份不含密钥，请用 --keys 指定另行保存的 keys 目录。",
            "The backup holds no keys; name the keys folder that was kept apart with --keys.",
        )
        raise Refusal("restore.no-keys", text)
    if keys and _read(keys / "secret") and about.fingerprint(_read(keys / "secret")) != told.secret:
        text = Text(
            f"{keys} 不是这份备份所属站点的密钥目录，请指定作备份时的 keys 目录。",
            f"{keys} does not hold the keys of the site that this backup is of; name its keys folder.",
        )
        raise Refusal("restore.other-keys", text)


@contextmanager
def _unpacked(path: Path, data: DataFolder) -> Iterator[tuple[Path, int]]:
    """Give a folder inside the data folder with all members in it; whatever happens, it is gone afterwards."""
    made = not data.root.exists()
    data.root.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".restore-", dir=data.root))
    try:
        yield scratch, _unpack(path, scratch)
    except BaseException:
        shutil.rmtree(scratch)
        if made:
            data.root.rmdir()
        raise
    shutil.rmtree(scratch)


def _unpack(path: Path, scratch: Path) -> int:
    """Write the members and hold each against the manifest; return how many there are."""
    files = 0
    with tempfile.TemporaryFile() as seen, reading(path) as members:
        for name, size, stream in members:
            if name == MANIFEST:
                seen.seek(0)
                if not all(_same(ours, theirs) for ours, theirs in zip(seen, stream, strict=True)):
                    raise damaged()
                return files
            digest = _written(name, stream, scratch)
            seen.write(json.dumps({"path": name, "size": size, "sha256": digest}).encode() + b"\n")
            files += name != about.NAME
    raise damaged()


def _same(ours: bytes, theirs: bytes) -> bool:
    return bool(json.loads(ours) == json.loads(theirs))


def _written(name: str, stream: IO[bytes], scratch: Path) -> str:
    digest = hashlib.sha256()
    if name == about.NAME:
        return hashlib.sha256(stream.read()).hexdigest()
    if not _NAME.fullmatch(name) or _UPWARD & set(name.split("/")):
        raise damaged()
    target = scratch / name
    target.parent.mkdir(parents=True, exist_ok=True)
    private = name.startswith((parts.KEYS, "quarantine", "database"))
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o644), "wb") as out:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _move(scratch: Path, data: DataFolder) -> None:
    """Put the parts where they belong; the folders there hold no file."""
    shutil.rmtree(scratch / "database", ignore_errors=True)
    for part in scratch.iterdir():
        target = data.root / part.name
        if target.is_dir():
            shutil.rmtree(target)
        part.rename(target)
    for private in (data.keys, data.quarantine):
        if private.exists():
            private.chmod(0o700)
    data.make()


def _secret(data: DataFolder) -> str:
    return os.environ.get("ZHIQUAN_SECRET_KEY") or _read(data.keys / "secret")


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return ""
