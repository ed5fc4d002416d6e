"""Streams that count what they unpack and turn every error into a refusal."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, BinaryIO, Protocol, cast

import zstandard

from zhiquan.records.corpus.reading.limits import KIB, LIMITS, MIB, Limits
from zhiquan.records.corpus.reading.refusing import damaged, hostile, refusing, too_large

_FEED = KIB
"""Packed bytes given to zstd at a time: at its highest ratio they become 32 MiB, never more."""
_WINDOW = 128 * MIB
"""Largest window of zstd that is reserved; its own default."""


class Readable(Protocol):
    """Whatever gives bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to ``size`` bytes, none at the end."""


@dataclass
class Budget:
    """What one file on disk may still unfold; shared by everything inside it."""

    name: str
    packed: int
    limits: Limits = LIMITS
    spent: int = 0
    members: int = 0
    names: set[str] = field(default_factory=set)

    def spend(self, size: int) -> None:
        """Count unpacked bytes; refuse beyond the total or the ratio."""
        self.spent += size
        self.claim(self.spent, self.packed)

    def claim(self, unpacked: int, packed: int) -> None:
        """Refuse when ``unpacked`` bytes out of ``packed`` are beyond the total or the ratio."""
        if unpacked > self.limits.free and unpacked > self.limits.ratio * max(packed, 1):
            raise hostile(self.name, "解压后异常庞大，疑似压缩炸弹", "unpacks to far more than any real file does")
        if unpacked > self.limits.total:
            most = self.limits.total // MIB
            raise too_large(self.name, f"解压后超过 {most:,} MiB", f"unpacks to more than {most:,} MiB")

    def enter(self, count: int = 1) -> None:
        """Count members; refuse too many."""
        self.members += count
        if self.members > self.limits.count:
            most = self.limits.count
            raise too_large(self.name, f"内含文件超过 {most:,} 个", f"holds more than {most:,} files")


class Guarded(io.RawIOBase):
    """A stream of unpacked bytes: counted against the budget, errors told as refusals."""

    def __init__(self, inner: Readable, name: str, budget: Budget | None = None) -> None:
        super().__init__()
        self._inner = inner
        self._budget = budget
        self.name = name

    def readable(self) -> bool:
        """Return true: it reads."""
        return True

    def readinto(self, buffer: memoryview | bytearray) -> int:  # type: ignore[override]
        """Fill the buffer as far as one read goes."""
        with refusing(self.name):
            data = self._inner.read(len(buffer))
        if self._budget:
            self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)


def guarded(inner: Readable, name: str, budget: Budget | None = None) -> BinaryIO:
    """Return a buffered stream over ``inner`` that counts and refuses."""
    return cast("BinaryIO", io.BufferedReader(Guarded(inner, name, budget), 64 * KIB))


class Careful(io.RawIOBase):
    """A file that is never asked for a huge block: libraries read an archive's directory in one piece."""

    def __init__(self, inner: IO[bytes], name: str, most: int) -> None:
        super().__init__()
        self._inner = inner
        self._most = most
        self.name = name

    def read(self, size: int = -1, /) -> bytes:
        """Read, unless the block asked for is larger than any honest one."""
        if size < 0 or size > self._most:
            here = self._inner.tell()
            left = self._inner.seek(0, io.SEEK_END) - here
            self._inner.seek(here)
            if left > self._most:
                raise hostile(self.name, "的目录异常庞大", "has a directory of contents beyond any real one")
        return self._inner.read(size)

    def readable(self) -> bool:
        """Return true: it reads."""
        return True

    def seekable(self) -> bool:
        """Return true: it is a file."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go there."""
        return self._inner.seek(offset, whence)

    def tell(self) -> int:
        """Return where it stands."""
        return self._inner.tell()


class Zstd:
    """Unpacks zstandard frames one after the other; a frame that is cut is an error, not an end."""

    def __init__(self, packed: Readable, name: str) -> None:
        self._packed = packed
        self._name = name
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._ready = bytearray()
        self._rest = b""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to ``size`` unpacked bytes."""
        while not self._ready and self._more():
            pass
        end = len(self._ready) if size < 0 else size
        data = bytes(self._ready[:end])
        del self._ready[:end]
        return data

    def _more(self) -> bool:
        packed = self._rest or self._packed.read(_FEED)
        self._rest = b""
        if not packed:
            if self._frame:
                raise damaged(self._name, "压缩数据中断", "the packed data end too early")
            return False
        frame = self._frame or zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
        self._ready += frame.decompress(packed)
        self._frame = None if frame.eof else frame
        self._rest = frame.unused_data if frame.eof else b""
        return True


@dataclass
class Once:
    """A stream that can be looked into before it is read, and read once."""

    make: Callable[[], BinaryIO]
    size: int
    _stream: BinaryIO | None = None
    _head: bytes = b""

    def head(self) -> bytes:
        """Return the first bytes."""
        if self._stream is None:
            self._stream = self.make()
            self._head = read_fully(self._stream, self.size)
        return self._head

    def open(self) -> BinaryIO:
        """Return the whole stream, the first bytes included."""
        head = self.head()
        rest, self._stream = self._stream or self.make(), None
        return joined(head, rest)


def read_fully(stream: Readable, size: int) -> bytes:
    """Read exactly ``size`` bytes, fewer only at the end."""
    parts: list[bytes] = []
    while size > 0 and (data := stream.read(size)):
        parts.append(data)
        size -= len(data)
    return b"".join(parts)


class Joined:
    """First some bytes, then a stream."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._head = head
        self._rest = rest

    def read(self, size: int = -1, /) -> bytes:
        """Return up to ``size`` bytes of the one, then of the other."""
        if self._head:
            end = len(self._head) if size < 0 else size
            data, self._head = self._head[:end], self._head[end:]
            return data
        return self._rest.read(size)


def joined(head: bytes, rest: Readable) -> BinaryIO:
    """Return a stream of ``head`` and then ``rest``."""
    return guarded(Joined(head, rest), getattr(rest, "name", ""))
