"""A letter is drafted by one, reviewed by another, signed by the head, and known again by its code or its file."""

from __future__ import annotations

import io

import docx
import pytest
from tests.hall.letters.conftest import TEMPLATE, People

from zhiquan.hall.cases.journal import verify_chain
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.selectors import case_view, letter_source
from zhiquan.hall.files import disk
from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.files.selectors import get_file_for
from zhiquan.hall.letters import office, services, turn
from zhiquan.hall.letters.models import Letter, State
from zhiquan.hall.letters.rendering import LetterContent, parse_template
from zhiquan.hall.letters.selectors import get_letter_for, letter_docx, letter_pdf, letters_of, verify, verify_file
from zhiquan.hall.letters.views import masked
from zhiquan.office.access.selectors import NOBODY, Actor
from zhiquan.rules.refusal import Conflict, NotFound, Refusal


def drafted(actor: Actor, case: Case) -> Letter:
    source = letter_source(case, "result")
    return services.draft(actor, case, "result", parse_template(source.template), source.values)


def signed(people: People, case: Case) -> Letter:
    return services.sign(people.head, services.review(people.reviewer, drafted(people.examiner, case)))


def kinds(case: Case) -> list[str]:
    return [event.kind for event in case.events.order_by("seq")]


def text_of(letter: Letter) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(letter_docx(letter))).paragraphs)


def test_a_letter_goes_from_draft_to_seal_and_the_case_records_each_step(people: People, case: Case) -> None:
    letter = signed(people, case)
    assert letter.state == State.SIGNED
    assert kinds(case)[1:] == ["letter.drafted", "letter.reviewed", "letter.signed"]
    last = case.events.order_by("seq").last()
    assert last is not None
    assert last.data == {"letter": letter.pk, "template": "result", "number": letter.number}
    assert last.role == "head"
    case.refresh_from_db()
    assert verify_chain(case).intact


def test_everybody_is_told_whose_turn_it_is_with_a_letter(people: People, case: Case) -> None:
    letter = drafted(people.examiner, case)

    def turns() -> dict[str, str]:
        held = turn.letters_in(case.number)[0]
        names = ("examiner", "reviewer", "head")
        told = {name: turn.why_not_next(getattr(people, name), held) for name in names}
        waits = [name for name in names if turn.waiting_for(getattr(people, name), [held])]
        return {name: refusal.code if refusal else "turn" if name in waits else "" for name, refusal in told.items()}

    assert turns() == {"examiner": "letters.role", "reviewer": "turn", "head": "letters.role"}
    assert turn.may_void(people.examiner, letter)
    assert not turn.may_void(people.head, letter)
    services.review(people.reviewer, letter)
    assert turns() == {"examiner": "letters.role", "reviewer": "letters.role", "head": "turn"}
    signed_now = services.sign(people.head, turn.letters_in(case.number)[0])
    assert turns() == {"examiner": "", "reviewer": "", "head": ""}
    assert turn.may_void(people.head, signed_now)
    assert not turn.may_void(people.examiner, signed_now)
    assert not turn.may_void(people.head, services.void(people.head, signed_now, "重复"))


def test_the_number_is_the_offices_code_the_year_and_a_series(people: People, case: Case) -> None:
    letter = signed(people, case)
    assert letter.dated is not None
    assert letter.number == f"示知〔{letter.dated.year}〕1号"


def test_an_inquiry_is_recorded_as_often_as_people_are_asked_each_record_after_the_one_before_is_signed(
    people: People, case: Case
) -> None:
    def recorded() -> Letter:
        (draft,) = services.draft_each(people.examiner, case, "inquiry")
        return draft

    def offered() -> list[tuple[str, bool]]:
        view = case_view(people.examiner, case.number)
        return [(offer.label.zh, offer.can_draft) for offer in view.letters if offer.key == "inquiry"]

    assert offered() == [("询问笔录", True)]
    first = recorded()
    with pytest.raises(Conflict) as refused:
        recorded()
    assert refused.value.code == "letters.exists"
    assert offered() == [("询问笔录", False)]
    services.sign(people.head, services.review(people.reviewer, first))
    assert offered() == [("询问笔录", True)]
    second = recorded()
    services.sign(people.head, services.review(people.reviewer, second))
    assert [(one.title, one.occasion, one.number) for one in letters_of(case)] == [
        ("询问笔录", 1, None),
        ("询问笔录（第2次）", 2, None),
    ]
    assert offered() == [("询问笔录（第1次）", False), ("询问笔录", True)]
    third = recorded()
    services.void(people.reviewer, third, "笔误")
    assert recorded().occasion == 3
    case.refresh_from_db()
    assert verify_chain(case).intact


def test_what_is_no_record_is_drafted_once(people: People, case: Case) -> None:
    signed(people, case)
    with pytest.raises(Conflict):
        drafted(people.examiner, case)


def approved(people: People, case: Case) -> Letter:
    (draft,) = services.draft_each(people.examiner, case, "approval")
    return services.sign(people.head, services.review(people.reviewer, draft, "同意承办人意见。"))


def test_an_approval_carries_the_opinions_of_handler_reviewer_and_leader_and_takes_no_number(
    people: People, case: Case
) -> None:
    approval, letter = approved(people, case), signed(people, case)
    chain = [(o.label, o.text, o.name) for o in approval.as_content().opinions]
    assert chain == [
        ("承办人意见", "材料齐全，拟同意。", "examiner"),
        ("审核意见", "同意承办人意见。", "reviewer"),
        ("负责人审批意见", "同意。", "head"),
    ]
    assert all(opinion.on == approval.dated for opinion in approval.as_content().opinions)
    assert approval.number is None
    assert letter.number is not None
    assert letter.number.endswith("〕1号"), "numbers are for letters: the approval before it took none"
    assert office.office_seal().verify(letter_pdf(approval)).genuine
    with pytest.raises(NotFound):
        get_letter_for(people.applicant, approval.pk)


def test_a_draft_has_no_number_and_a_signed_letter_carries_it_in_both_forms(people: People, case: Case) -> None:
    draft = drafted(people.examiner, case)
    assert draft.number is None
    letter = services.sign(people.head, services.review(people.reviewer, draft))
    assert letter.number is not None
    assert letter.number in text_of(letter)
    assert f"你单位的申请（{case.number}）已办结。" in text_of(letter)
    assert office.office_seal().verify(letter_pdf(letter)).genuine


def test_whoever_drafted_it_neither_reviews_nor_signs(people: People, case: Case) -> None:
    mine = drafted(people.both, case)
    with pytest.raises(Refusal) as refused:
        services.review(people.both, mine)
    assert refused.value.code == "letters.same-person"
    reviewed = services.review(people.reviewer, mine)
    with pytest.raises(Refusal) as refused:
        services.sign(people.both, reviewed)
    assert refused.value.code == "letters.same-person"
    assert Letter.objects.get().number is None


@pytest.mark.parametrize("who", ["applicant", "reviewer", "head", "elsewhere", "stranger"])
def test_only_the_drafters_of_the_definition_draft(people: People, case: Case, who: str) -> None:
    with pytest.raises(Refusal) as refused:
        drafted(getattr(people, who), case)
    assert refused.value.code == "letters.role"
    assert kinds(case) == ["opened"]


@pytest.mark.parametrize("who", ["applicant", "examiner", "reviewer", "elsewhere", "stranger"])
def test_only_the_head_who_answers_for_the_place_signs(people: People, case: Case, who: str) -> None:
    reviewed = services.review(people.reviewer, drafted(people.examiner, case))
    with pytest.raises(Refusal) as refused:
        services.sign(getattr(people, who), reviewed)
    assert refused.value.code == "letters.role"


def test_a_draft_cannot_be_signed_before_it_was_reviewed(people: People, case: Case) -> None:
    with pytest.raises(Conflict):
        services.sign(people.head, drafted(people.examiner, case))
    assert Letter.objects.get().number is None


def test_a_second_letter_of_the_same_template_waits_until_the_first_is_void(people: People, case: Case) -> None:
    first = drafted(people.examiner, case)
    with pytest.raises(Conflict):
        drafted(people.examiner, case)
    services.void(people.reviewer, first, "依据有误")
    assert drafted(people.examiner, case).pk != first.pk


def test_signing_twice_issues_once(people: People, case: Case) -> None:
    reviewed = services.review(people.reviewer, drafted(people.examiner, case))
    first = services.sign(people.head, reviewed)
    again = services.sign(people.head, reviewed)
    assert (again.number, again.code, again.pdf_id) == (first.number, first.code, first.pdf_id)
    assert kinds(case).count("letter.signed") == 1
    assert StoredFile.objects.count() == 2


def test_two_who_sign_at_the_same_time_issue_one_letter(
    people: People, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewed = services.review(people.reviewer, drafted(people.examiner, case))
    typeset, faster = services.render_pdf, []

    def interrupted(content: LetterContent) -> bytes:
        """Let another request sign the letter while this one is typesetting."""
        monkeypatch.setattr(services, "render_pdf", typeset)
        faster.append(services.sign(people.head, reviewed))
        return typeset(content)

    monkeypatch.setattr(services, "render_pdf", interrupted)
    slower = services.sign(people.head, reviewed)
    assert (slower.number, slower.pdf_id) == (faster[0].number, faster[0].pdf_id)
    assert kinds(case).count("letter.signed") == 1
    assert StoredFile.objects.count() == 2


def test_when_typesetting_fails_signing_again_goes_on_with_the_same_number(
    people: People, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewed = services.review(people.reviewer, drafted(people.examiner, case))
    with monkeypatch.context() as broken:
        broken.setattr(services, "render_pdf", lambda content: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            services.sign(people.head, reviewed)
    given = Letter.objects.get()
    assert given.number is not None
    assert (given.state, verify(given.code or "")) == (State.REVIEWED, None)
    assert given.number not in text_of(given)
    assert "草稿" in text_of(given)
    letter = services.sign(people.head, given)
    assert (letter.number, letter.code) == (given.number, given.code)


def test_a_character_no_font_holds_is_refused_before_a_draft_exists(people: People, case: Case) -> None:
    values = {**letter_source(case, "result").values, "name": "\U0001f600有限公司"}
    with pytest.raises(Refusal) as refused:
        services.draft(people.examiner, case, "result", parse_template(TEMPLATE), values)
    assert refused.value.code == "letters.character"
    assert not Letter.objects.exists()


def test_a_void_letter_keeps_its_number_and_the_next_takes_another(people: People, case: Case) -> None:
    first = services.void(people.head, signed(people, case), "当事人名称有误")
    second = signed(people, case)
    assert first.number is not None
    assert second.number == first.number.replace("1号", "2号")
    assert [(letter.number, letter.state) for letter in letters_of(case)] == [
        (first.number, State.VOID),
        (second.number, State.SIGNED),
    ]


def test_a_letter_is_declared_void_with_a_reason_and_a_signed_one_by_its_signers(people: People, case: Case) -> None:
    letter = signed(people, case)
    with pytest.raises(Refusal) as refused:
        services.void(people.head, letter, " ")
    assert refused.value.code == "letters.void-reason"
    with pytest.raises(Refusal) as refused:
        services.void(people.examiner, letter, "有误")
    assert refused.value.code == "letters.role"


def test_the_party_sees_a_letter_only_when_it_is_issued(people: People, case: Case) -> None:
    draft = drafted(people.examiner, case)
    assert get_letter_for(people.reviewer, draft.pk) == draft
    assert letters_of(case) == []
    with pytest.raises(NotFound):
        get_letter_for(people.applicant, draft.pk)
    letter = services.sign(people.head, services.review(people.reviewer, draft))
    assert get_letter_for(people.applicant, letter.pk) == letter
    assert letters_of(case) == [letter]


@pytest.mark.parametrize("who", ["elsewhere", "stranger"])
def test_nobody_else_sees_letter_or_file(people: People, case: Case, who: str) -> None:
    letter = signed(people, case)
    assert letter.pdf_id is not None
    for actor in (getattr(people, who), NOBODY):
        with pytest.raises(NotFound):
            get_letter_for(actor, letter.pk)
        with pytest.raises(NotFound):
            get_file_for(actor, letter.pdf_id)


def test_the_party_reaches_the_files_of_an_issued_letter(people: People, case: Case) -> None:
    letter = signed(people, case)
    for file_id in (letter.pdf_id, letter.docx_id):
        assert file_id is not None
        assert get_file_for(people.applicant, file_id).pk == file_id


def test_a_draft_can_be_looked_at_as_it_would_print(people: People, case: Case) -> None:
    draft = drafted(people.examiner, case)
    assert letter_pdf(draft).startswith(b"%PDF")
    assert not office.office_seal().verify(letter_pdf(draft)).genuine


def test_the_code_verifies_the_letter_however_it_is_typed(people: People, case: Case) -> None:
    letter = signed(people, case)
    assert letter.code is not None
    code = letter.code
    for typed in (code, code.lower(), f" {code[:4]}-{code[4:8]} {code[8:]} "):
        view = verify(typed)
        assert view is not None
        assert (view.number, view.valid, view.parties) == (letter.number, True, "东湖****公司")
    assert verify("22222-222") is None
    assert verify("") is None


def test_the_code_has_twelve_signs_that_nobody_mistakes() -> None:
    codes = {office.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 12 and not set(code) & set("01OILU") for code in codes)


def test_the_very_file_verifies_and_a_changed_one_does_not(people: People, case: Case) -> None:
    letter = signed(people, case)
    content = letter_pdf(letter)
    view = verify_file(content)
    assert view is not None
    assert (view.number, view.valid) == (letter.number, True)
    for at in range(0, len(content), 997):
        assert verify_file(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]) is None


def test_the_docx_is_known_as_a_copy_of_the_letter(people: People, case: Case) -> None:
    letter = signed(people, case)
    view = verify_file(letter_docx(letter))
    assert view is not None
    assert view.number == letter.number


def test_a_void_letter_verifies_as_void(people: People, case: Case) -> None:
    letter = services.void(people.head, signed(people, case), "有误")
    assert letter.code is not None
    view = verify(letter.code)
    assert view is not None
    assert not view.valid
    assert "作废" in view.standing.zh


def test_a_kept_file_that_was_changed_is_not_called_valid(people: People, case: Case) -> None:
    letter = signed(people, case)
    assert letter.pdf is not None
    assert letter.code is not None
    path = disk.path_of(services.settings.DATA.files, letter.pdf.digest)
    path.write_bytes(path.read_bytes() + b"\n")
    view = verify(letter.code)
    assert view is not None
    assert not view.valid
    assert "未通过核验" in view.standing.zh


def test_a_draft_cannot_be_verified(people: People, case: Case) -> None:
    drafted(people.examiner, case)
    assert verify("") is None
    assert verify_file(b"") is None


def test_the_number_follows_the_year(db: None) -> None:
    assert [office.next_number(year) for year in (2026, 2026, 2027)] == [
        "示知〔2026〕1号",
        "示知〔2026〕2号",
        "示知〔2027〕1号",
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"),
        ("欧阳小明", "欧***"),
        ("东湖精密仪器有限公司", "东湖****公司"),
        ("张三、李四", "张*、李*"),
        ("", ""),
    ],
)
def test_parties_are_masked(name: str, shown: str) -> None:
    assert masked(name) == shown
