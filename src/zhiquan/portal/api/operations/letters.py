"""Letters: those of a case, downloads, and verification by anybody who holds one."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Path
from ninja.files import UploadedFile

from zhiquan.hall.cases.selectors import case_view
from zhiquan.hall.files.kinds import Kind
from zhiquan.hall.files.selectors import saved_headers
from zhiquan.hall.letters.models import Letter
from zhiquan.hall.letters.selectors import get_letter_for, letter_docx, letter_pdf, verify, verify_file
from zhiquan.hall.letters.views import VerifyView
from zhiquan.portal.api.caller import actor_of
from zhiquan.portal.api.door import FORM, Room
from zhiquan.portal.api.problems import Answered
from zhiquan.portal.api.scopes import Scope
from zhiquan.portal.api.shapes import cases as shapes
from zhiquan.portal.api.shapes.base import CaseNumber, Id
from zhiquan.portal.web.letters.views import name_of
from zhiquan.portal.web.verify.views import LARGEST, TOO_LARGE
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text

room = Room(Text("文书", "Letters"))


@room.read(
    "/cases/{number}/letters", Text("办件的文书", "Letters of a case"), shapes.LetterList, scope=Scope.LETTERS_READ
)
def list_letters(request: HttpRequest, number: CaseNumber) -> dict[str, Any]:
    """List the letters of a case that the caller may read."""
    actor = actor_of(request)
    ids = [letter.letter for letter in case_view(actor, number).letters if letter.letter is not None]
    return {"letters": [_shown(letter) for one in ids if (letter := _readable(actor, one))]}


@room.read("/letters/{letter_id}", Text("查看文书", "One letter"), shapes.Letter, scope=Scope.LETTERS_READ)
def get_letter(request: HttpRequest, letter_id: Id) -> dict[str, Any]:
    """Tell where a letter stands, its number and its verification code."""
    return _shown(get_letter_for(actor_of(request), letter_id))


@room.read(
    "/letters/{letter_id}/pdf", Text("下载 PDF", "Download the sealed PDF"), None, scope=Scope.LETTERS_READ,
    media=Kind.PDF.media_type,
)  # fmt: skip
def download_letter(request: HttpRequest, letter_id: Id) -> HttpResponse:
    """Hand out the sealed PDF; to the office also the draft as it would look."""
    found = get_letter_for(actor_of(request), letter_id)
    return _saved(letter_pdf(found), Kind.PDF, f"{name_of(found)}.pdf")


@room.read(
    "/letters/{letter_id}/docx", Text("下载 Word", "Download the docx"), None, scope=Scope.LETTERS_READ,
    media=Kind.DOCX.media_type,
)  # fmt: skip
def download_letter_docx(request: HttpRequest, letter_id: Id) -> HttpResponse:
    """Hand out the docx."""
    found = get_letter_for(actor_of(request), letter_id)
    return _saved(letter_docx(found), Kind.DOCX, f"{name_of(found)}.docx")


@room.read("/verify/{code}", Text("凭验证码核验", "Verify by code"), shapes.Verified)
def verify_by_code(request: HttpRequest, code: Annotated[str, Path(max_length=40)]) -> VerifyView:
    """Tell what is known of the letter with a verification code; its kept file is checked anew."""
    return _known(verify(code))


@room.read("/verify", Text("凭文件核验", "Verify by file"), shapes.Verified, method="POST", takes=FORM)
def verify_by_file(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> VerifyView:
    """Tell what is known of a letter by its very file, which is looked at and thrown away."""
    if (file.size or 0) > LARGEST:
        raise Answered(413, "verify.too-large", TOO_LARGE.format(limit=LARGEST >> 20))
    return _known(verify_file(file.read()))


def _known(found: VerifyView | None) -> VerifyView:
    if found is None:
        raise NotFound("verify.unknown", _UNKNOWN)
    return found


def _readable(actor: Any, letter_id: int) -> Letter | None:
    try:
        return get_letter_for(actor, letter_id)
    except NotFound:
        return None


def _shown(letter: Letter) -> dict[str, Any]:
    return {
        "id": letter.pk,
        "case": letter.case.number,
        "title": letter.title,
        "state": letter.state,
        "number": letter.number if letter.issued else None,
        "code": letter.code if letter.issued else None,
        "dated": letter.dated if letter.issued else None,
    }


def _saved(content: bytes, kind: Kind, name: str) -> HttpResponse:
    return HttpResponse(content, headers=saved_headers(name, kind, len(content)))


_UNKNOWN = Text(
    "本机关没有签发过这份文书，请核对验证码或文件。", "This office issued no such letter; check the code or the file."
)
