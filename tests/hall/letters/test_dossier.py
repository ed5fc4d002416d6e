"""Binding a dossier: everything has its pages, in order, and nothing that was handed in can stop it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import replace
from datetime import date

import docx
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from tests.hall.letters.conftest import People
from tests.hall.letters.samples import LETTER

from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.shelf import moment
from zhiquan.hall.files import disk
from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.files.services import store
from zhiquan.hall.letters.dossier import Bound, Entry, Volume, bind_all, bind_for, binding, dossier_for, shelf_of
from zhiquan.hall.letters.dossier.cover import cover_of
from zhiquan.hall.letters.dossier.printable import pdf_of_sheet, sheet_for
from zhiquan.hall.letters.dossier.selectors import Shelf
from zhiquan.hall.letters.dossier.sheets import sheet
from zhiquan.hall.letters.rendering import render_pdf
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

COVER = {
    "office": "示例市知识产权局", "volume": "正卷", "title": "示例案", "facts": [("案号", "SLSX-1")], "items": 1,
    "party": False, "made_on": "2026年11月20日", "basis": "SLSX-1",
}  # fmt: skip
GARBAGE = b"%PDF-1.4\n%%EOF\n"


def png(width: int = 40, height: int = 30) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\x40\x80\xc0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def word(*lines: str) -> bytes:
    document, made = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(made)
    return made.getvalue()


def entry(source: StoredFile, at: int) -> Entry:
    return Entry((at, 0), source.name, "申请人", date(2026, 11, 20), Volume.MAIN, source)


def pages(pdf: bytes) -> int:
    return int(PdfFileReader(io.BytesIO(pdf)).root["/Pages"]["/Count"])


def bound(people: People, case: Case, *files: tuple[str, bytes]) -> Bound:
    stored = [store(people.applicant, name, content) for name, content in files]
    return binding.bind(case, [entry(file, at) for at, file in enumerate(stored)], COVER, "示例市知识产权局")


def test_pages_run_on_from_paper_to_paper_and_whatever_cannot_be_set_has_a_sheet(people: People, case: Case) -> None:
    two = render_pdf(LETTER)
    made = bound(
        people, case, ("甲.pdf", two), ("乙.png", png()), ("丙.docx", word("请求书正文")), ("丁.pdf", GARBAGE),
        ("戊.pdf", two[: len(two) // 2]),
    )  # fmt: skip
    assert pages(two) == 2
    assert [(line.entry.title, line.first, line.last) for line in made.lines] == [
        ("甲.pdf", 1, 2), ("乙.png", 3, 3), ("丙.docx", 4, 4), ("丁.pdf", 5, 5), ("戊.pdf", 6, 6),
    ]  # fmt: skip
    assert pages(made.pdf) == 1 + 1 + made.pages + 1  # cover, catalogue, the pages, the closing note


def test_a_file_whose_root_is_no_root_has_no_pages_and_breaks_nothing() -> None:
    """One digit of its table differs from a sound file's: the reader gives up with an assertion."""
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\nxref\n0 2\n0000000000 65535 f \n"
    assert binding.page_count(head + b"0000000009 00000 9 \ntrailer<</Root 1 0 R/Size 2>>\nstartxref\n52\n%%EOF\n") == 0


def test_a_long_catalogue_runs_over_pages_without_touching_the_numbers(people: People, case: Case) -> None:
    file = store(people.applicant, "附图.png", png())
    entries = [entry(file, at) for at in range(40)]
    made = binding.bind(case, entries, COVER, "示例市知识产权局")
    assert (made.pages, pages(made.pdf)) == (40, 1 + 2 + 40 + 1)


def test_a_volume_beyond_the_limit_is_refused_with_what_to_do(
    people: People, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binding, "MOST_PAGES", 2)
    with pytest.raises(Refusal, match="封存包") as refused:
        bound(people, case, ("甲.png", png()), ("乙.png", png()), ("丙.png", png()))
    assert refused.value.code == "dossier.too-long"


def test_a_file_that_is_gone_from_the_store_is_told_and_not_passed_over(
    people: People, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = store(people.applicant, "证据.png", png())
    monkeypatch.setattr(disk, "read", lambda *_: None)
    made = binding.bind(case, [entry(stored, 1)], COVER, "示例市知识产权局")
    assert made.pages == 1
    assert stored.digest[:16] in " ".join(text for _, text in _stand_in(case, stored))


def _stand_in(case: Case, file: StoredFile) -> list[tuple[str, str]]:
    from zhiquan.hall.letters.dossier.sheets import stand_in

    return list(stand_in(case, file, "示例市知识产权局").texts())


@pytest.mark.parametrize("body", [b"<w:document", b"<w:document xmlns:w='x'/>", b""])
def test_a_word_file_that_breaks_its_reader_has_its_sheet_and_stops_nothing(
    people: People, case: Case, body: bytes
) -> None:
    hostile = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("正文"))) as sound, zipfile.ZipFile(hostile, "w") as made:
        for name in sound.namelist():
            made.writestr(name, body if name == "word/document.xml" else sound.read(name))
    file = store(people.applicant, "申请书.docx", hostile.getvalue())
    assert sheet_for(case, file, hostile.getvalue(), "局").startswith(b"%PDF")


def test_a_party_reads_on_the_cover_where_the_case_stands_in_public_words_only(people: People, case: Case) -> None:
    def result(shelf: Shelf) -> str:
        matter = shelf.told.matter
        state = matter.state("submitted").model_copy(update={"label": Text("拟不予批准（待签批）", "draft refusal")})
        told = replace(shelf.told, matter=matter.model_copy(update={"states": (state, *matter.states[1:])}))
        return dict(cover_of(told, Volume.MAIN, [], moment())["facts"])["办理结果"]

    assert result(dossier_for(people.examiner, case.number)) == "拟不予批准（待签批）"
    assert result(dossier_for(people.applicant, case.number)) == "待办"


def test_a_character_no_font_holds_does_not_stop_the_dossier(people: People, case: Case) -> None:
    assert pdf_of_sheet(sheet(case, "标题\U0001f600", ["正文\U000e0001"], "局")).startswith(b"%PDF")
    file = store(people.applicant, "信.docx", word("笑\U0001f600"))
    assert sheet_for(case, file, word("笑\U0001f600"), "局").startswith(b"%PDF")


def test_the_office_has_both_volumes_the_applicant_its_own_and_others_none(people: People, case: Case) -> None:
    whole, own = dossier_for(people.examiner, case.number), dossier_for(people.applicant, case.number)
    assert {one.value: [e.title for e in entries] for one, entries in whole.volumes.items()} == {
        "main": ["示例事项申请（网上填报）"],
        "sub": ["办理经过"],
    }
    assert list(own.volumes) == [Volume.MAIN]
    with pytest.raises(NotFound):
        bind_for(own, Volume.SUB)
    for other in (people.elsewhere, people.stranger):
        with pytest.raises(NotFound):
            dossier_for(other, case.number)
    both = [bind_for(whole, volume) for volume in whole.volumes]
    assert pages(bind_all(shelf_of(case))) == sum(pages(one.pdf) for one in both)
