"""Reading letters: those of a case, one for an actor, and verification by anybody who holds one."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q

from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.selectors import cases_for, get_case_for
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.cases.standing import standing_of
from zhiquan.hall.files.disk import digest_of
from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.files.selectors import open_file
from zhiquan.hall.letters.models import Letter, State
from zhiquan.hall.letters.office import office_seal, plain_code
from zhiquan.hall.letters.rendering import LetterContent, render_docx, render_pdf
from zhiquan.hall.letters.seal import UNSEALED, SealState
from zhiquan.hall.letters.views import VerifyView, masked
from zhiquan.hall.matters.reading_rights import letter_read
from zhiquan.office.access.roles import STAFF_ROLES
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

_ISSUED = Letter.objects.filter(signed_at__isnull=False).select_related("case", "pdf", "docx")


def letters_of(case: Case) -> list[Letter]:
    """Return the issued letters of a case, in the order of signing, the void ones among them."""
    return list(_ISSUED.filter(case=case).order_by("signed_at"))


def get_letter_for(actor: Actor, letter_id: int, action: str = "view") -> Letter:
    """Return a letter of a case that the actor may see; before it is issued it is for the office alone."""
    letter = Letter.objects.select_related("case", "case__definition", "pdf", "docx").filter(pk=letter_id).first()
    if letter is None:
        raise NotFound("letters.not-found", _NOT_FOUND)
    try:
        get_case_for(actor, letter.case.number, action)
    except NotFound:
        raise NotFound("letters.not-found", _NOT_FOUND) from None
    if not _for(actor, letter):
        raise NotFound("letters.not-found", _NOT_FOUND)
    return letter


def _for(actor: Actor, letter: Letter) -> bool:
    """Return whether a letter is for somebody who sees its case: who takes part reads issued ones addressed to them;
    internal ones, and those not issued, are for the office that handles the case alone.
    """
    case, who = letter.case, standing_of(actor, today()).who(letter.case)
    definition = matter_of(case.definition).letter(letter.template)
    if who.takes_part:
        return letter.issued and letter_read(definition, who, letter.party)
    return (letter.issued and definition.for_parties) or bool(who.roles & {role.value for role in STAFF_ROLES})


def may_read_file(actor: Actor, file_id: int) -> bool:
    """Say whether a stored file is an issued letter of a case that the actor may see (port of the files room)."""
    letters = _ISSUED.select_related("case__definition").filter(case__in=cases_for(actor))
    found = letters.filter(Q(pdf=file_id) | Q(docx=file_id))
    return any(_for(actor, letter) for letter in found)


def letter_pdf(letter: Letter) -> bytes:
    """Return the sealed PDF of an issued letter, or the draft as it would look."""
    return open_file(letter.pdf).read() if letter.pdf else render_pdf(_as_draft(letter))


def letter_docx(letter: Letter) -> bytes:
    """Return the docx of an issued letter, or the draft's."""
    return open_file(letter.docx).read() if letter.docx else render_docx(_as_draft(letter))


def _as_draft(letter: Letter) -> LetterContent:
    """Leave out a number that was given but not yet issued: what is not sealed never looks as if it were."""
    return replace(letter.as_content(), number="", code="", verify_url="")


def verify(code: str) -> VerifyView | None:
    """Return what is known of the letter with a verification code, its kept file checked anew; None: there is none."""
    letter = _ISSUED.filter(code=plain_code(code)).first()
    return _view(letter, _seal_of(letter)) if letter else None


def verify_file(content: bytes) -> VerifyView | None:
    """Return what is known of a letter by its very file; None: this office did not issue these bytes."""
    digest = digest_of(content)
    letter = _ISSUED.filter(pdf__digest=digest).first()
    if letter is not None:
        return _view(letter, office_seal().verify(content))
    copy = _ISSUED.filter(docx__digest=digest).first()
    return _view(copy, _seal_of(copy)) if copy else None


def _seal_of(letter: Letter) -> SealState:
    try:
        return office_seal().verify(open_file(_file(letter)).read())
    except Refusal:
        # the kept file is missing or damaged: then nothing is proved, and the view says so
        return UNSEALED


def _file(letter: Letter) -> StoredFile:
    if letter.pdf is None:
        raise NotFound("letters.not-found", _NOT_FOUND)
    return letter.pdf


def _view(letter: Letter, seal: SealState) -> VerifyView:
    content = letter.as_content()
    void = letter.state == State.VOID
    return VerifyView(
        title=content.title,
        number=content.number,
        office=content.office,
        dated=content.dated,
        parties=masked(content.recipient),
        valid=seal.genuine and not void,
        standing=_VOID if void else _VALID if seal.genuine else _DAMAGED,
        signer=seal.signer,
        digest=_file(letter).digest,
    )


_NOT_FOUND = Text("没有这份文书，或者您无权查看。", "There is no such letter, or it is not for you to see.")
_VALID = Text(
    "本文书由本机关签发，电子签名有效，内容未被改动。",
    "This office issued the letter; its signature is valid and its content unchanged.",
)
_VOID = Text("本文书已被本机关作废，不再有效。", "This office has declared the letter void; it no longer has effect.")
_DAMAGED = Text(
    "本文书有签发记录，但存档文件的电子签名未通过核验，请联系签发机关。",
    "The letter is on record, but the signature of the kept file does not verify; ask the office that issued it.",
)
