"""What the requester, each respondent and the office read of a dispute: exactly these papers, letters and answers."""

from __future__ import annotations

import pytest
from tests.scenes.protection.office import FIRST, SECOND, Bench
from tests.scenes.protection.test_adjudication import heard

from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.selectors import case_view, may_read_file
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.letters.dossier import Volume, dossier_for
from zhiquan.hall.letters.models import Letter
from zhiquan.hall.letters.selectors import get_letter_for
from zhiquan.hall.letters.selectors import may_read_file as may_read_letter
from zhiquan.hall.matters.guards import Who
from zhiquan.hall.matters.reading_rights import papers_read
from zhiquan.office.access.models import Organisation
from zhiquan.rules.refusal import NotFound

COPIES = {"request", "register-copy", "patent", "evidence"}
OWN_OF_REQUESTER = {"identity"}
HEARD = {"suspension", "resumption", "hearing_notice", "hearing_record"}
INTERNAL = {"filing_approval"}
TRADING = "91990101MA00000035"


@pytest.fixture
def case(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Case:
    """A hearing was held; both respondents have an organisation here, and were served."""
    from tests.scenes.protection import office

    rows = [office.RESPONDENTS[0], {**office.RESPONDENTS[1], "code": TRADING}]
    monkeypatch.setitem(office.ADJUDICATION, "respondents", rows)
    bench.member("second", Organisation.objects.create(name="示例贸易公司", uscc=TRADING, division="990101"))
    bench.member("stranger", Organisation.objects.create(name="旁人公司", uscc="91990101MA00000043", division="990101"))
    return heard(bench)


def papers(bench: Bench, case: Case, who: str) -> set[str]:
    """What may be opened, asked for file by file."""
    held = {row["file"]: row["material"] for event in case.events.all() for row in event.data.get("materials", ())}
    return {material for file, material in held.items() if may_read_file(bench.actor(who), file)}


def shown(bench: Bench, case: Case, who: str) -> set[str]:
    """What the page of the case lists."""
    return {one.key for one in case_view(bench.actor(who), case.number).materials if one.files}


def letters(bench: Bench, case: Case, who: str) -> set[str]:
    actor, found = bench.actor(who), set()
    for letter in Letter.objects.filter(case=case):
        name = f"{letter.template}/{letter.party}" if letter.party else letter.template
        file = may_read_letter(actor, letter.pdf_id or 0)
        try:
            get_letter_for(actor, letter.pk)
        except NotFound:
            assert not file, name
        else:
            assert file, name
            found.add(name)
    return found


def receipts_read(bench: Bench, case: Case, who: str) -> int:
    """How many of the two receipts of the notice show their answers."""
    view = case_view(bench.actor(who), case.number)
    receipts = [one for one in view.events if one.label.zh == "登记答辩通知书送达回证"]
    assert len(receipts) == 2, who
    return sum(bool(one.answers) for one in receipts)


def main_volume(bench: Bench, case: Case, who: str) -> list[str]:
    return [entry.title for entry in dossier_for(bench.actor(who), case.number).volumes[Volume.MAIN]]


SIDES = ("examiner", "requester", "respondent", "second")


def test_each_reads_exactly_the_papers_letters_receipts_and_dossier_that_the_rules_show(
    bench: Bench, case: Case
) -> None:
    """One case, driven once: what each side may open, what its page lists, and what its dossier holds."""
    read = {who: papers(bench, case, who) for who in (*SIDES, "elsewhere", "stranger")}
    assert read == {
        "examiner": COPIES | OWN_OF_REQUESTER | {"defence"},
        "requester": COPIES | OWN_OF_REQUESTER | {"defence"},  # the defence was forwarded on 4 March
        "respondent": COPIES | {"defence"},
        "second": COPIES,
        "elsewhere": set(),
        "stranger": set(),
    }
    assert {who: shown(bench, case, who) for who in SIDES} == {who: read[who] for who in SIDES}
    assert {who: letters(bench, case, who) for who in SIDES} == {
        "examiner": HEARD | INTERNAL | {"acceptance", f"notice_to_respond/{FIRST}", f"notice_to_respond/{SECOND}"},
        "requester": HEARD | {"acceptance"},
        "respondent": HEARD | {f"notice_to_respond/{FIRST}"},
        "second": HEARD | {f"notice_to_respond/{SECOND}"},
    }
    counted = {who: receipts_read(bench, case, who) for who in SIDES}
    assert counted == {"examiner": 2, "requester": 0, "respondent": 1, "second": 1}
    whole = main_volume(bench, case, "examiner")
    notices = {"答辩通知书（西山示例制造有限公司）", "答辩通知书（Example Trading Ltd）"}
    receipts = {"送达回证（西山示例制造有限公司）", "送达回证（Example Trading Ltd）"}
    others = {"请求人主体资格证明：identity.pdf", "立案通知书"}
    hidden = {
        "requester": notices | receipts,
        "respondent": others | {title for title in notices | receipts if "Example" in title},
        "second": others | {"答辩书及证据：defence.pdf"} | {title for title in notices | receipts if "西山" in title},
    }
    for who, missing in hidden.items():
        assert missing < set(whole), who
        assert main_volume(bench, case, who) == [title for title in whole if title not in missing], who
        assert set(dossier_for(bench.actor(who), case.number).volumes) == {Volume.MAIN}, who
    sub = dossier_for(bench.actor("examiner"), case.number).volumes[Volume.SUB]
    assert [entry.title for entry in sub] == ["提交时自动核对结果", "立案审批表", "办理经过"]
    for who in ("elsewhere", "stranger"):
        with pytest.raises(NotFound):
            dossier_for(bench.actor(who), case.number)
    _before_the_defence_was_forwarded(case)


def _before_the_defence_was_forwarded(case: Case) -> None:
    """The requester does not read it yet, the respondent who handed it in does, the other one never."""
    forwarding = case.events.get(data__action="forward_defence")
    before, definition = snapshot_of(case, before=forwarding.seq), matter_of(case.definition)
    sides = {
        "requester": Who(1, frozenset({"applicant"})),
        FIRST: Who(2, frozenset({"respondent"}), party=FIRST),
        SECOND: Who(3, frozenset({"respondent"}), party=SECOND),
    }
    read = {name: {row["material"] for row in papers_read(definition, before, who)} for name, who in sides.items()}
    assert {name for name, kinds in read.items() if "defence" in kinds} == {FIRST}
