"""The file of a backup: a tar of members, compressed with Zstandard, closed by the digest of all that went before.

Standard tools read it (``tar --zstd -tf``): the digest stands in a skippable frame (RFC 8878, 3.1.2). The member
``manifest.jsonl``, the last one, gives path, size and SHA-256 of every other. Memory stays bounded,
whatever the number and size of the members.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import zstandard

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

MANIFEST = "manifest.jsonl"
SUFFIX = ".tar.zst"
_CHUNK = 1 << 20
_MAGIC = (0x184D2A5A).to_bytes(4, "little")
_SAYS = b"zhiquan-backup sha256 "
_TAIL = len(_MAGIC) + 4 + len(_SAYS) + 64


class Writer:
    """Members one after the other; ``close`` writes manifest and digest."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = _Hashed(out)
        compressor = zstandard.ZstdCompressor(level=3, write_checksum=True)
        self._packed = compressor.stream_writer(cast("BinaryIO", self._out), closefd=False)
        self._tar = tarfile.open(fileobj=self._packed, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self._manifest = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the archive

    def add(self, name: str, stream: IO[bytes], size: int) -> None:
        """Add ``size`` bytes of a stream as a member."""
        read = _Hashed(stream)
        self._member(name, read, size)
        line = {"path": name, "size": size, "sha256": read.digest.hexdigest()}
        self._manifest.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")

    def add_bytes(self, name: str, content: bytes) -> None:
        """Add a small member."""
        self.add(name, io.BytesIO(content), len(content))

    def close(self) -> str:
        """Write what closes the file; returns the SHA-256 that it bears."""
        size = self._manifest.tell()
        self._manifest.seek(0)
        self._member(MANIFEST, self._manifest, size)
        self._manifest.close()
        self._tar.close()
        self._packed.close()  # type: ignore[no-untyped-call]
        told = self._out.digest.hexdigest()
        said = _SAYS + told.encode()
        self._out.write(_MAGIC + len(said).to_bytes(4, "little") + said)
        return told

    def _member(self, name: str, stream: Any, size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self._tar.addfile(member, stream)
        self._tar.members = []  # type: ignore[attr-defined] # it would keep one for every member


def verify(path: Path, told: Any = None) -> int:
    """Read the whole file and hold it against the digest at its end; returns its bytes. ``told(done, total)``.

    ``Refusal`` ``backup.unfinished`` when the end is missing, ``backup.damaged`` when a byte is not what it was.
    """
    total = path.stat().st_size
    with path.open("rb") as stream:
        digest, left = hashlib.sha256(), max(0, total - _TAIL)
        while chunk := stream.read(min(_CHUNK, left)):
            digest.update(chunk)
            left -= len(chunk)
            if told:
                told(total - left, total)
        tail = stream.read()
    head = _MAGIC + (_TAIL - 8).to_bytes(4, "little") + _SAYS
    if not tail.startswith(head):
        raise _UNFINISHED
    if tail != head + digest.hexdigest().encode():
        raise damaged()
    return total


@contextmanager
def reading(path: Path) -> Iterator[Iterator[tuple[str, int, IO[bytes]]]]:
    """Give the members of a verified file as (name, size, stream), each to be read before the next one is taken."""
    with path.open("rb") as stream:
        packed = zstandard.ZstdDecompressor().stream_reader(stream, closefd=False)
        try:
            with tarfile.open(fileobj=packed, mode="r|") as tar:
                yield _members(tar)
        except (tarfile.TarError, zstandard.ZstdError, ValueError) as error:
            raise damaged() from error


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, int, IO[bytes]]]:
    while member := tar.next():
        stream = tar.extractfile(member)
        if not member.isfile() or stream is None:
            raise damaged()
        yield member.name, member.size, stream
        tar.members = []  # type: ignore[attr-defined]


def damaged() -> Refusal:
    """Return the refusal of a file that is not what it was when it was made."""
    text = Text(
        "备份文件已损坏（摘要不符），没有恢复任何内容，请换用另一份备份。",
        "The backup is damaged (its digest does not fit); nothing was restored, take another one.",
    )
    return Refusal("backup.damaged", text)


_UNFINISHED = Refusal(
    "backup.unfinished",
    Text(
        "这不是完整的知全备份文件（缺少结尾的摘要），没有恢复任何内容，请核对文件或换用另一份备份。",
        "This is no complete backup of Zhiquan (the digest at its end is missing); nothing was restored, check the file"
        " or take another one.",
    ),
)


class _Hashed:
    """A stream whose bytes are hashed as they pass."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self.digest.update(chunk)
        return chunk

    def write(self, chunk: bytes) -> int:
        self.digest.update(chunk)
        return self._stream.write(chunk)

    def flush(self) -> None:
        self._stream.flush()
