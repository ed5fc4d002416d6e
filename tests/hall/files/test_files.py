"""Files are known by content and digest, and reached only through what they belong to."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from tests.office.exchange.test_packs import grown
from tests.office.exchange.test_packs import packed as zipped

from zhiquan.hall.files import disk
from zhiquan.hall.files.kinds import PAPERS, Kind, kind_of
from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.files.ports import file_owners
from zhiquan.hall.files.selectors import download_headers, get_file_for, open_file
from zhiquan.hall.files.services import LIMIT, clean_name, store
from zhiquan.office.access.models import User
from zhiquan.office.access.selectors import NOBODY, Actor
from zhiquan.rules.refusal import NotFound, Refusal

PDF = b"%PDF-1.7\ncontract"


def packed(*members: str, data: bytes = b"x") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.writestr(member, data)
    return made.getvalue()


CONTENTS = {
    Kind.PDF: PDF,
    Kind.PNG: b"\x89PNG\r\n\x1a\n....",
    Kind.JPG: b"\xff\xd8\xff\xe0....",
    Kind.DOCX: packed("[Content_Types].xml", "word/document.xml"),
    Kind.XLSX: packed("[Content_Types].xml", "xl/workbook.xml"),
    Kind.ZIP: packed("manifest.json"),
    Kind.P7M: bytes.fromhex("308204a906092a864886f70d010703a08204") + bytes(40),
}


@pytest.fixture
def uploader(db: None) -> Actor:
    return Actor(User.objects.create(username="zhang").pk, "张")


@pytest.fixture
def stranger(db: None) -> Actor:
    return Actor(User.objects.create(username="li").pk, "李")


@pytest.mark.parametrize("kind", list(Kind))
def test_the_kind_is_told_by_content(kind: Kind) -> None:
    assert kind_of(CONTENTS[kind]) is kind


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00",
        b"<html><script>alert(1)</script>",
        b"GIF89a",
        b"PK\x03\x04 no zip after all",
        packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        packed("[Content_Types].xml", "ppt/presentation.xml"),
    ],
    ids=["program", "page", "gif", "torn", "macros", "slides"],
)
def test_other_contents_are_no_kind(content: bytes) -> None:
    assert kind_of(content) is None


def test_a_packed_document_that_grows_beyond_reason_is_no_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    content = packed("[Content_Types].xml", "word/document.xml", data=b"\0" * 1000)
    assert kind_of(content) is Kind.DOCX
    monkeypatch.setattr("zhiquan.hall.files.kinds.UNPACKED_LIMIT", 1999)
    assert kind_of(content) is None


def test_a_packed_file_that_grows_beyond_its_own_word_is_no_kind() -> None:
    plain = zipped([("a.pdf", b"0000")])
    assert kind_of(plain) is Kind.ZIP
    assert kind_of(grown(plain, b"a.pdf", 1 << 20)) is None


def test_a_stored_file_keeps_bytes_digest_and_uploader(uploader: Actor) -> None:
    file = store(uploader, "质押合同.pdf", PDF)
    assert (file.name, file.kind, file.size, file.uploaded_by_id) == ("质押合同.pdf", "pdf", len(PDF), uploader.user_id)
    assert file.digest == hashlib.sha256(PDF).hexdigest()
    assert open_file(file).read() == PDF


def test_the_same_bytes_lie_once_on_disk_but_belong_to_each_who_stored_them(uploader: Actor, stranger: Actor) -> None:
    first, second = store(uploader, "a.pdf", PDF), store(stranger, "b.pdf", io.BytesIO(PDF))
    assert first.digest == second.digest
    assert first.pk != second.pk
    folder = disk.path_of(settings.DATA.files, first.digest).parent
    assert len([path for path in folder.iterdir() if path.name.startswith(first.digest)]) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "files.empty"), (b"%PDF-" + bytes(LIMIT), "files.too-large"), (b"MZ", "files.kind")],
    ids=["empty", "too large", "program"],
)
def test_a_refused_file_is_written_nowhere(uploader: Actor, content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        store(uploader, "材料.pdf", content)
    assert refused.value.code == code
    assert "材料.pdf" in refused.value.text.zh
    assert not StoredFile.objects.exists()
    assert not disk.path_of(settings.DATA.files, hashlib.sha256(content).hexdigest()).exists()


def test_a_file_of_exactly_the_limit_is_taken(uploader: Actor) -> None:
    content = PDF.ljust(LIMIT, b" ")
    assert store(uploader, "a.pdf", io.BytesIO(content)).size == LIMIT


def test_a_pack_is_refused_where_only_papers_are_taken(uploader: Actor) -> None:
    assert store(uploader, "a.zip", CONTENTS[Kind.ZIP]).kind == "zip"
    with pytest.raises(Refusal, match="docx"):
        store(uploader, "a.zip", CONTENTS[Kind.ZIP], kinds=PAPERS)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\材料\\合同.pdf", "合同.pdf"),
        ("合同\u202efdp.exe", "合同fdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("...", "file"),
        ("", "file"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_name_is_made_harmless(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_the_name_ends_as_the_content_is(uploader: Actor) -> None:
    assert store(uploader, "合同.exe", PDF).name == "合同.exe.pdf"
    assert store(uploader, "照片.JPEG", CONTENTS[Kind.JPG]).name == "照片.JPEG"


def test_only_who_stored_it_reaches_a_file_that_belongs_to_nothing_yet(uploader: Actor, stranger: Actor) -> None:
    file = store(uploader, "a.pdf", PDF)
    assert get_file_for(uploader, file.pk) == file
    for other in (stranger, NOBODY):
        with pytest.raises(NotFound):
            get_file_for(other, file.pk)


def test_a_file_of_the_office_itself_is_nobodys(db: None) -> None:
    file = store(NOBODY, "a.pdf", PDF)
    assert file.uploaded_by_id is None
    with pytest.raises(NotFound):
        get_file_for(NOBODY, file.pk)


def test_the_room_that_owns_the_object_opens_its_files(
    uploader: Actor, stranger: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, other = store(uploader, "a.pdf", PDF), store(uploader, "b.pdf", PDF)

    def room(actor: Actor, file_id: int) -> bool:
        return (actor, file_id) == (stranger, file.pk)

    monkeypatch.setattr(file_owners, "_items", {"room": room})
    assert get_file_for(stranger, file.pk) == file
    with pytest.raises(NotFound):
        get_file_for(stranger, other.pk)


def test_a_file_that_rotted_on_disk_is_not_handed_out(uploader: Actor) -> None:
    file = store(uploader, "a.pdf", b"%PDF-1.7 rotting")
    path = disk.path_of(settings.DATA.files, file.digest)
    path.write_bytes(b"%PDF-1.7 rotten!")
    with pytest.raises(Refusal) as refused:
        open_file(file)
    path.unlink()
    assert refused.value.code == "files.damaged"
    with pytest.raises(Refusal):
        open_file(file)


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("zhiquan.hall.files.disk.os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        disk.write(tmp_path, PDF)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("digest", ["", "../../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_only_a_digest_leads_to_a_path(tmp_path: Path, digest: str) -> None:
    with pytest.raises(ValueError, match="digest"):
        disk.path_of(tmp_path, digest)


def test_a_file_leaves_as_a_download_that_no_browser_guesses_about(uploader: Actor) -> None:
    headers = download_headers(store(uploader, '合同"一".pdf', PDF))
    assert headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%90%88")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Type"] == "application/pdf"
    assert "sandbox" in headers["Content-Security-Policy"]
