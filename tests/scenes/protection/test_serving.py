"""Service in a dispute: each respondent has its letter and its receipt, and a wrong receipt is put right."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.scenes.protection.office import FIRST, SECOND, Bench
from tests.scenes.protection.test_adjudication import filed, last_days

from zhiquan.hall.cases import services
from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.journal import verify_chain
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.rebuilding import differences
from zhiquan.hall.cases.selectors import case_view, letter_source
from zhiquan.hall.letters import services as letters
from zhiquan.hall.letters.dossier import Volume, shelf_of
from zhiquan.hall.letters.models import Letter
from zhiquan.rules.refusal import Conflict, NotFound, Refusal


def notified(bench: Bench) -> Case:
    """Filed on 13 February; on 24 February, after the festival, each respondent has a signed notice to respond."""
    case = filed(bench)
    bench.on(2, 24)
    bench.letter(case, "notice_to_respond")
    return bench.act(case, "window", "dispatch", method="post")


def notices(case: Case) -> list[tuple[str, str, str]]:
    rows = Letter.objects.filter(case=case, template="notice_to_respond").order_by("party")
    return [(row.party, row.as_content().recipient, row.number or "") for row in rows]


def corrected(bench: Bench, case: Case, who: str, seq: int, **data: str) -> Case:
    case.refresh_from_db()
    changed = services.replace_receipt(
        bench.actor(who), case.number, seq, data, "回证日期抄录有误", version=case.version, key=f"fix-{case.version}"
    )
    case.refresh_from_db()
    return changed


def test_each_respondent_has_a_letter_of_its_own_with_its_own_number(bench: Bench) -> None:
    case = notified(bench)
    assert notices(case) == [
        (FIRST, "西山示例制造有限公司", "示知〔2026〕1号"),
        (SECOND, "Example Trading Ltd", "示知〔2026〕2号"),
    ]
    offers = [(one.label.zh, one.party) for one in case_view(bench.actor("examiner"), case.number).letters]
    assert ("答辩通知书（Example Trading Ltd）", SECOND) in offers


def test_a_receipt_names_a_letter_that_is_not_kept_here_and_says_so(bench: Bench) -> None:
    case = notified(bench)
    bench.receipt(case, "serve", respondent=FIRST, residence="here")
    Letter.objects.filter(case=case, party=FIRST).delete()  # as of a case that was taken over without its files
    receipts = [one for one in shelf_of(case).volumes[Volume.MAIN] if one.title.startswith("送达回证")]
    assert [("《答辩通知书》" in str(one.source), "本系统未存电子件" in str(one.source)) for one in receipts] == [
        (True, True)
    ]


def test_a_letter_to_each_party_is_drafted_for_a_party_and_only_once(bench: Bench) -> None:
    case, examiner = filed(bench), bench.actor("examiner")
    source = letter_source(case, "notice_to_respond")
    assert source.parties == (FIRST, SECOND)
    template = letters.parse_template(source.template)
    with pytest.raises(Refusal) as refused:
        letters.draft(examiner, case, "notice_to_respond", template, source.values)
    assert refused.value.code == "letters.addressee"
    with pytest.raises(NotFound):
        letter_source(case, "notice_to_respond", "respondent-9")
    mine = letter_source(case, "notice_to_respond", FIRST)
    letters.draft(examiner, case, "notice_to_respond", template, mine.values, FIRST)
    assert [one.party for one in letters.draft_each(examiner, case, "notice_to_respond")] == [SECOND]
    with pytest.raises(Conflict):
        letters.draft_each(examiner, case, "notice_to_respond")


def test_nothing_is_sent_before_all_have_their_letter_and_served_on_whom_has_none(bench: Bench) -> None:
    case = filed(bench)
    bench.on(2, 24)
    for draft in letters.draft_each(bench.actor("examiner"), case, "notice_to_respond"):
        signed = letters.review(bench.actor("reviewer"), draft)
        if draft.party == FIRST:
            letters.sign(bench.actor("head"), signed)
    with pytest.raises(Refusal) as refused:
        bench.act(case, "window", "dispatch", method="post")
    assert refused.value.code == "cases.needs-letter"
    letters.sign(bench.actor("head"), Letter.objects.get(case=case, party=SECOND))
    bench.act(case, "window", "dispatch", method="post")
    letters.void(bench.actor("head"), Letter.objects.get(case=case, party=SECOND), "名称有误")
    bench.receipt(case, "serve", respondent=FIRST, residence="here")
    with pytest.raises(Refusal) as refused:
        bench.receipt(case, "serve", respondent=SECOND, residence="here")
    assert refused.value.code == "cases.needs-letter"


def wrongly_noted(bench: Bench) -> tuple[Case, int]:
    """The window noted 2 March instead of 25 February."""
    case = notified(bench)
    bench.on(3, 2)
    bench.receipt(case, "serve", respondent=FIRST, residence="here")
    assert last_days(case)[f"defence/{FIRST}"] == date(2026, 3, 17)
    return case, case.version


RIGHT: dict[str, Any] = {
    "manner": "direct",
    "sent_on": "2026-02-25",
    "received_on": "2026-02-25",
    "receiver": "前台李某",
    "residence": "here",
}


def test_a_wrong_receipt_is_recorded_anew_and_its_clock_counts_from_the_right_day(bench: Bench) -> None:
    case, seq = wrongly_noted(bench)
    bench.on(3, 3)
    bench.act(case, "respondent", "defend", statement="不构成侵权。")
    bench.on(3, 5)
    corrected(bench, case, "head", seq, **{**RIGHT, "received_on": "2026-02-26"})
    corrected(bench, case, "head", seq, **RIGHT)  # the last correction counts
    done = next(step for step in snapshot_of(case).done if step.seq == seq)
    assert (done.served["on"], done.data["receiver"], done.data["respondent"]) == ("2026-02-25", "前台李某", FIRST)
    (run,) = (run for run in snapshot_of(case).clocks if run.clock == "defence")
    assert (run.started, run.ended) == (date(2026, 2, 25), date(2026, 3, 3))
    assert verify_chain(case).intact
    assert case.events.get(seq=seq).data["data"]["received_on"] == "2026-03-02", "the wrong record stays in the chain"
    assert list(differences()) == []
    view = case_view(bench.actor("examiner"), case.number)
    assert [one.label.zh for one in view.events if one.seq == seq] == ["登记答辩通知书送达回证（已更正）"]
    assert "重新登记，回证日期抄录有误" in view.events[-1].label.zh


def test_a_correction_is_for_another_persons_eyes_with_a_reason_and_checked_like_a_receipt(bench: Bench) -> None:
    case, seq = wrongly_noted(bench)
    version = case.version

    def refused(who: str, at: int = seq, **changes: str) -> str:
        with pytest.raises(Refusal) as refusal:
            corrected(bench, case, who, at, **{**RIGHT, **changes})
        return refusal.value.code

    assert refused("window") == refused("examiner") == "cases.not-yours-to-correct"
    assert refused("head", received_on="") == "cases.form"
    assert refused("head", received_on="2026-02-24") == "law.service"
    assert refused("head", at=seq - 1) == "cases.no-receipt"  # the dispatch
    head = bench.actor("head")
    with pytest.raises(Conflict):
        services.replace_receipt(head, case.number, seq, RIGHT, "有误", version=1, key="old")
    with pytest.raises(Refusal, match="理由"):
        services.replace_receipt(head, case.number, seq, RIGHT, " ", version=version, key="no-reason")
    case.refresh_from_db()
    assert case.version == version
    for _ in range(2):  # the same request twice is one correction
        services.replace_receipt(head, case.number, seq, RIGHT, "有误", version=version, key="twice")
    case.refresh_from_db()
    assert case.version == version + 1
