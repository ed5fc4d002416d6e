"""A pack 移送材料包: a zip of files with ``manifest.json`` that names each with its SHA-256.

The same contents give the same bytes: entries are stored unpacked, in order of name, without dates.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

FORMAT = "zhiquan-pack/1"
MANIFEST, SIGNATURE = "manifest.json", "manifest.p7s"
LIMIT = 200 << 20
"""Bytes that a pack may hold, unpacked."""
NAME_LIMIT = 200
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack ready to be handed over; ``digest`` is the SHA-256 of ``content`` in hexadecimal."""

    name: str
    content: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class OpenedPack:
    """A pack that was received and found whole.

    ``head`` are the bytes of the manifest and ``signature`` the one over them (CMS, detached; empty: unsigned). Whose
    it is, is for the receiver to verify (``envelopes.verify``). ``digest`` is the SHA-256 of the whole pack.
    """

    title: Text
    manifest: dict[str, Any]
    files: tuple[tuple[str, bytes], ...]
    head: bytes = b""
    signature: bytes = b""
    digest: str = ""


def build_pack(
    title: Text,
    manifest: Mapping[str, Any],
    files: Sequence[tuple[str, bytes]],
    sign: Callable[[bytes], bytes] | None = None,
) -> Pack:
    """Pack files under a title; ``manifest`` is whatever the receiver should know, as JSON values.

    ``sign`` signs the bytes of the manifest, and with it every file that the manifest names.

    A name that is no plain relative path, or is given twice, refuses the pack.
    """
    listed = sorted(files)
    for name, _ in listed:
        if not _harmless(name) or name in {MANIFEST, SIGNATURE}:
            raise _refused("packs.name", name)
    if len({name for name, _ in listed}) < len(listed):
        raise _refused("packs.twice", _twice([name for name, _ in listed]))
    described = {
        "format": FORMAT,
        "title": {"zh": title.zh, "en": title.en},
        "manifest": dict(manifest),
        "files": [{"name": name, "size": len(data), "sha256": _sha256(data)} for name, data in listed],
    }
    head = json.dumps(described, ensure_ascii=False, sort_keys=True, indent=1).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        signed = [(SIGNATURE, sign(head))] if sign else []
        for name, data in [(MANIFEST, head), *signed, *listed]:
            archive.writestr(_entry(name), data)
    content = packed.getvalue()
    digest = _sha256(content)
    return Pack(f"pack-{digest[:12]}.zip", content, digest)


def read_pack(content: bytes) -> OpenedPack:
    """Open a pack and check it whole: format, harmless names, every listed file with its digest, and no other."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = _entries(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise _refused("packs.unreadable", "zip") from error
    head, signature = found.pop(MANIFEST, b""), found.pop(SIGNATURE, b"")
    described = _described(head)
    listed = {row["name"]: row["sha256"] for row in described["files"]}
    for name in sorted(listed.keys() ^ found.keys()):
        raise _refused("packs.missing" if name in listed else "packs.unlisted", name)
    for name, data in found.items():
        if _sha256(data) != listed[name]:
            raise _refused("packs.changed", name)
    files = tuple(sorted(found.items()))
    return OpenedPack(Text(**described["title"]), described["manifest"], files, head, signature, _sha256(content))


def _entries(archive: zipfile.ZipFile) -> dict[str, bytes]:
    members = archive.infolist()
    for member in members:
        # the name as it stands in the file: the library would silently cut it at a zero byte
        if not _harmless(member.orig_filename):
            raise _refused("packs.name", member.orig_filename)
    if len({member.filename for member in members}) < len(members):
        raise _refused("packs.twice", _twice([member.filename for member in members]))
    if sum(member.file_size for member in members) > LIMIT:
        raise _refused("packs.too-large", f"{LIMIT >> 20} MB")
    return {member.filename: _unpacked(archive, member) for member in members}


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return what a member holds; never more is unpacked than it claims, whatever its bytes would grow to."""
    if member.compress_type not in _PACKINGS:
        raise zipfile.BadZipFile(f"packing {member.compress_type} is not read")
    with archive.open(member) as stream:
        return stream.read(member.file_size + 1)


def _described(head: bytes) -> dict[str, Any]:
    """Read the manifest; anything that is not of its form is refused."""
    try:
        described = json.loads(head)
        fits = (
            described["format"] == FORMAT
            and described["title"].keys() == {"zh", "en"}
            and isinstance(described["manifest"], dict)
            and all(isinstance(row["name"], str) and isinstance(row["sha256"], str) for row in described["files"])
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        fits = False
    if not fits:
        raise _refused("packs.manifest", MANIFEST)
    return dict(described)


def _harmless(name: str) -> bool:
    """Whether a name is a plain relative path that means the same on every system."""
    parts = name.split("/")
    return (
        0 < len(name) <= NAME_LIMIT
        and name.isprintable()
        and not any(sign in name for sign in '\\:*?"<>|')
        and all(part and part == part.strip() and not part.endswith(".") for part in parts)
    )


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    return entry


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _twice(names: Sequence[str]) -> str:
    return next(name for name in names if names.count(name) > 1)


def _refused(code: str, what: str) -> Refusal:
    return Refusal(code, _WHY[code].format(what=what))


_WHY = {
    "packs.name": Text(
        "材料包中的文件名“{what}”不合要求，请改名。", "The file name “{what}” is not allowed in a pack."
    ),
    "packs.twice": Text(
        "材料包中有两个文件同名“{what}”，请改名。", "Two files of the pack are called “{what}”; rename one."
    ),
    "packs.unreadable": Text(
        "材料包不是完整的 {what} 文件，请重新取得。",
        "The pack is not a whole {what} file; get it again.",
    ),
    "packs.too-large": Text("材料包超过 {what}，请分包。", "The pack holds more than {what}; split it."),
    "packs.manifest": Text(
        "材料包缺少可读的目录 {what}，请向发出单位重新索取。",
        "The pack has no readable {what}; ask its sender for it again.",
    ),
    "packs.missing": Text(
        "材料包缺少目录所列的“{what}”，请重新索取。", "“{what}” is listed but not in the pack; ask again."
    ),
    "packs.unlisted": Text(
        "材料包中的“{what}”不在目录内，请重新索取。",
        "“{what}” is in the pack but not listed; ask for the pack again.",
    ),
    "packs.changed": Text(
        "材料包中的“{what}”与目录摘要不符，内容已改变，请重新索取。",
        "“{what}” is not what the manifest says: it was changed on the way; ask for the pack again.",
    ),
}
