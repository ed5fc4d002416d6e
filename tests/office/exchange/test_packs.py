"""A pack proves what is in it."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.office.exchange import build_pack, read_pack
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

TITLE = Text("专利权质押登记移送材料", "Pack for the registration of a pledge")
FILES = [("02-合同.pdf", b"contract"), ("01-申请表.pdf", b"application")]


def packed(entries: list[tuple[str, bytes]]) -> bytes:
    """A zip as somebody else might make it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return made.getvalue()


def manifest_of(entries: list[tuple[str, bytes]]) -> bytes:
    rows = [{"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in entries]
    head = {"format": "zhiquan-pack/1", "title": {"zh": "包", "en": "pack"}, "manifest": {}, "files": rows}
    return json.dumps(head).encode()


def test_a_pack_is_opened_as_it_was_built() -> None:
    opened = read_pack(build_pack(TITLE, {"case": "ZYDJ-2026-000001"}, FILES).content)
    assert opened.title == TITLE
    assert opened.manifest == {"case": "ZYDJ-2026-000001"}
    assert opened.files == tuple(sorted(FILES))


def test_the_same_contents_give_the_same_pack_in_any_order() -> None:
    pack = build_pack(TITLE, {"a": 1, "b": 2}, FILES)
    assert pack == build_pack(TITLE, {"b": 2, "a": 1}, FILES[::-1])
    assert pack.digest == hashlib.sha256(pack.content).hexdigest()


def test_the_manifest_names_every_file_with_its_digest() -> None:
    with zipfile.ZipFile(io.BytesIO(build_pack(TITLE, {}, FILES).content)) as archive:
        rows = json.loads(archive.read("manifest.json"))["files"]
    assert rows[0] == {"name": "01-申请表.pdf", "size": 11, "sha256": hashlib.sha256(b"application").hexdigest()}


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([("a.pdf", b"changed")], "packs.changed"),
        ([], "packs.missing"),
        ([("a.pdf", b"a"), ("b.pdf", b"b")], "packs.unlisted"),
    ],
)
def test_a_pack_that_is_not_what_its_manifest_says_is_refused(entries: list[tuple[str, bytes]], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_pack(packed([("manifest.json", manifest_of([("a.pdf", b"a")])), *entries]))
    assert refused.value.code == code


TRICKS = ["../a", "/etc/passwd", "a/../../b", "C:/a", "a\\b", "a//b", "./a", "a/", "a\x07b", "..", " ", "a./b"]


@pytest.mark.parametrize("name", TRICKS)
def test_tricks_with_paths_are_refused_both_ways(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        build_pack(TITLE, {}, [(name, b"x")])
    assert refused.value.code == "packs.name"
    with pytest.raises(Refusal) as refused:
        read_pack(packed([("manifest.json", manifest_of([(name, b"x")])), (name, b"x")]))
    assert refused.value.code == "packs.name"


def test_a_name_cut_by_a_zero_byte_is_refused() -> None:
    content = packed([("manifest.json", manifest_of([])), ("a.pdf.exe", b"x")]).replace(b"a.pdf.exe", b"a.pdf\0exe")
    with pytest.raises(Refusal) as refused:
        read_pack(content)
    assert refused.value.code == "packs.name"


def test_the_same_name_twice_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        build_pack(TITLE, {}, [("a.pdf", b"1"), ("a.pdf", b"2")])
    assert refused.value.code == "packs.twice"
    with pytest.warns(UserWarning, match="Duplicate"):
        content = packed([("manifest.json", manifest_of([("a", b"1")])), ("a", b"1"), ("a", b"1")])
    with pytest.raises(Refusal) as refused:
        read_pack(content)
    assert refused.value.code == "packs.twice"


def test_a_file_may_not_pose_as_the_manifest() -> None:
    with pytest.raises(Refusal) as refused:
        build_pack(TITLE, {}, [("manifest.json", b"{}")])
    assert refused.value.code == "packs.name"


def test_a_pack_that_grows_beyond_reason_is_refused_before_it_is_unpacked() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"\0" * (1 << 20))
    # the size is what the directory of the zip claims
    content = made.getvalue().replace((1 << 20).to_bytes(4, "little"), (1 << 30).to_bytes(4, "little"))
    with pytest.raises(Refusal) as refused:
        read_pack(content)
    assert refused.value.code == "packs.too-large"


@pytest.mark.parametrize("head", [b"", b"[]", b"{}", b'{"format": "other"}', b"[" * 10_000])
def test_a_pack_without_a_readable_manifest_is_refused(head: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        read_pack(packed([("manifest.json", head)]))
    assert refused.value.code == "packs.manifest"


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_a_flipped_byte_is_refused_or_changes_no_file(at: int, flip: int) -> None:
    content = bytearray(build_pack(TITLE, {"case": "1"}, FILES).content)
    content[at % len(content)] ^= flip
    assert opened_files(bytes(content)) in {None, tuple(sorted(FILES))}


def opened_files(content: bytes) -> tuple[tuple[str, bytes], ...] | None:
    try:
        return read_pack(content).files
    except Refusal:
        return None


def test_a_member_that_would_grow_beyond_its_word_is_never_unpacked() -> None:
    """48 MB of zeros behind a head that claims four bytes: what is held stays small, and the pack is refused."""
    bomb = grown(packed([("a.pdf", b"0000")]), b"a.pdf", 48 << 20)
    tracemalloc.start()
    with pytest.raises(Refusal):
        read_pack(bomb)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8 << 20


def grown(plain: bytes, name: bytes, size: int) -> bytes:
    """A zip with one member whose packed bytes grow to ``size``, and whose heads still claim what ``plain`` has."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = squeezer.compress(bytes(size)) + squeezer.flush()
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        member = archive.infolist()[0]
    local = bytearray(plain[: 30 + len(name)])
    central = bytearray(plain[plain.index(b"PK\x01\x02") : plain.index(b"PK\x05\x06")])
    struct.pack_into("<H", local, 8, 8)
    struct.pack_into("<I", local, 18, len(body))
    struct.pack_into("<H", central, 10, 8)
    struct.pack_into("<I", central, 20, len(body))
    assert member.filename.encode() == name
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local) + len(body), 0)
    return bytes(local) + body + bytes(central) + end
