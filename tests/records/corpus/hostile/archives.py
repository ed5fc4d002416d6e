"""Hostile archives, made on the spot."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import warnings
import zipfile
from collections.abc import Callable, Mapping

import zstandard

Make = Callable[[], bytes]
CSV = "申请号,名称\nCN201410000001.0,一种装置\n".encode()
MIB = 1024**2


def zip_of(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def zip_entry(name: str, data: bytes = CSV, *, mode: int = 0, times: int = 1) -> Make:
    def make() -> bytes:
        held = io.BytesIO()
        with warnings.catch_warnings(), zipfile.ZipFile(held, "w") as archive:
            warnings.simplefilter("ignore")  # the library warns of two members of one name
            for _ in range(times):
                info = zipfile.ZipInfo("x" * len(name))
                info.filename = info.orig_filename = name
                info.external_attr = mode << 16
                archive.writestr(info, data)
        return held.getvalue()

    return make


def zip_patched(old: bytes, new: bytes) -> Make:
    """A good archive with some bytes of its structures exchanged (in the central directory or everywhere)."""

    def make() -> bytes:
        data = zip_of({"a.csv": CSV})
        assert old in data
        return data.replace(old, new)

    return make


def encrypted() -> bytes:
    data = bytearray(zip_of({"a.csv": CSV}))
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    data[local + 6] |= 1
    data[central + 8] |= 1
    return bytes(data)


def with_method(method: int) -> Make:
    def make() -> bytes:
        data = bytearray(zip_of({"a.csv": CSV}))
        struct.pack_into("<H", data, data.index(b"PK\x03\x04") + 8, method)
        struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 10, method)
        return bytes(data)

    return make


def claiming(size: int) -> Make:
    """A member whose headers tell another size than it has."""

    def make() -> bytes:
        data = bytearray(zip_of({"a.csv": CSV * 50}))
        struct.pack_into("<I", data, data.index(b"PK\x03\x04") + 22, size)
        struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, size)
        return bytes(data)

    return make


def wrong_sum() -> bytes:
    data = bytearray(zip_of({"a.csv": CSV}))
    data[data.index(b"PK\x01\x02") + 16] ^= 0xFF
    data[data.index(b"PK\x03\x04") + 14] ^= 0xFF
    return bytes(data)


def long_directory() -> bytes:
    """The end of the archive claims a list of contents of almost 4 GiB."""
    data = bytearray(zip_of({"a.csv": CSV}))
    end = data.index(b"PK\x05\x06")
    struct.pack_into("<I", data, end + 12, 0xFFFFFFF0)
    return bytes(data)


def overlapping() -> bytes:
    """Ten thousand entries of the list of contents that all point to the same packed block of zeros."""
    data = zip_of({"a.csv": b"0" * (2 * MIB)})
    central, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = data[central:end]
    entries = b"".join(entry.replace(b"a.csv", f"{at:05d}".encode()) for at in range(10_000))
    tail = bytearray(data[end:])
    struct.pack_into("<HHII", tail, 8, 10_000, 10_000, len(entries), central)
    return data[:central] + entries + bytes(tail)


def zeros_in_zip() -> bytes:
    return zip_of({"a.csv": b"0" * (256 * MIB)})


def nested(depth: int, width: int, core: int) -> Make:
    """Archives within archives, as the well-known one of 42 kilobytes."""

    def make() -> bytes:
        data, name = zip_of({"a.csv": b"0" * core}), "a.zip"
        for _ in range(depth):
            data = zip_of({f"{at}-{name}": data for at in range(width)})
        return data

    return make


def gzip_of(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = gzip.compress(data)
    return data


def zeros_in_gzip() -> bytes:
    return b"".join([gzip.compress(b"0" * (64 * MIB))] * 8)


def zeros_in_zstd() -> bytes:
    return zstandard.compress(b"0" * (512 * MIB))


def wide_window() -> bytes:
    """A frame that asks for a window of a gigabyte."""
    parameters = zstandard.ZstdCompressionParameters(window_log=30)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    return packer.compress(CSV) + packer.flush()


def tar_of(*entries: tuple[tarfile.TarInfo, bytes]) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for info, data in entries:
            archive.addfile(info, io.BytesIO(data))
    return held.getvalue()


def tar_entry(name: str = "a.csv", kind: bytes = tarfile.REGTYPE, data: bytes = CSV, *, times: int = 1) -> Make:
    def make() -> bytes:
        info = tarfile.TarInfo(name)
        info.type = kind
        info.linkname = "/etc/passwd" if kind in (tarfile.SYMTYPE, tarfile.LNKTYPE) else ""
        info.size = len(data) if kind == tarfile.REGTYPE else 0
        return tar_of(*[(info, data if info.size else b"")] * times)

    return make


def header(kind: bytes, size: int, name: str = "x") -> bytes:
    info = tarfile.TarInfo(name)
    info.type, info.size = kind, size
    return info.tobuf(tarfile.USTAR_FORMAT if size < 8**11 else tarfile.GNU_FORMAT)


def long_header() -> bytes:
    """An extended header of 512 MiB, packed to half a megabyte."""
    return gzip.compress(header(tarfile.XHDTYPE, 512 * MIB) + b"0" * (64 * MIB))


def header_chain() -> bytes:
    """Extended headers that speak of extended headers, five thousand deep."""
    record = b"12 path=aaa\n"
    one = header(tarfile.XHDTYPE, len(record)) + record.ljust(512, b"\0")
    return gzip.compress(one * 5_000 + header(tarfile.REGTYPE, 0) + b"\0" * 1024)


def sparse() -> bytes:
    return header(tarfile.GNUTYPE_SPARSE, 8 * 1024**4) + b"\0" * 1024


def pax_sparse() -> bytes:
    info = tarfile.TarInfo("a.csv")
    info.size = len(CSV)
    info.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": str(8 * 1024**4)}
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(info, io.BytesIO(CSV))
    return held.getvalue()
