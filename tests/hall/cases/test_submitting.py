from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from tests.hall.cases.world import FORM, PAPERS, PDF, World

from zhiquan.hall.cases import drafting, selectors, services, shelf
from zhiquan.hall.cases.models import Case, Draft
from zhiquan.hall.files.services import store
from zhiquan.hall.matters.moves import Application, FormRefusal
from zhiquan.hall.matters.ports import CheckOutcome
from zhiquan.office.access.models import Organisation
from zhiquan.office.rulebook.services import publish
from zhiquan.rules.refusal import Conflict, NotFound, Refusal


def test_a_submitted_case_has_a_number_of_the_matters_series_and_the_clock_of_acceptance(world: World) -> None:
    case = world.case()
    assert case.number == "ZYDJ-2026-000001"
    assert (case.state, case.version, case.closed) == ("submitted", 1, False)
    assert case.due_on == date(2026, 7, 13)
    assert world.case("again").number == "ZYDJ-2026-000002"


def test_the_same_request_submitted_twice_is_one_case(world: World) -> None:
    draft = world.draft()
    first = services.submit(world.actor("applicant"), draft, "k1")
    second = services.submit(world.actor("applicant"), draft, "k1")
    assert first == second
    assert Case.objects.count() == 1
    with pytest.raises(Refusal) as refused:
        services.submit(world.actor("applicant"), draft, "k2")
    assert refused.value.code == "cases.already-submitted"
    assert first.number in refused.value.text.en


def test_wrong_answers_are_told_field_by_field_and_nothing_typed_is_lost(world: World) -> None:
    actor = world.actor("applicant")
    draft = services.start_draft(actor, "pledge", world.firm.pk)
    typed = {**FORM, "amount": "三百万", "debt_to": "2026-02-30", "rights": "CN2023", "pledgor": ""}
    view = services.save_draft(actor, draft.pk, typed)
    wrong = {error.field: error.missing for error in view.errors}
    assert wrong == {"amount": False, "debt_to": False, "rights": False, "pledgor": True}
    assert view.typed == typed
    assert selectors.draft_view(actor, draft.pk).typed["amount"] == "三百万"
    with pytest.raises(FormRefusal) as refused:
        services.precheck(actor, draft.pk)
    assert {error.field for error in refused.value.errors} == set(wrong)


def test_a_debt_that_ends_before_it_begins_is_told_at_its_end(world: World) -> None:
    actor = world.actor("applicant")
    draft = services.start_draft(actor, "pledge", world.firm.pk)
    view = services.save_draft(actor, draft.pk, {**FORM, "debt_to": "2026-06-30"})
    assert [error.field for error in view.errors] == ["debt_to"]


def test_a_valuation_is_asked_for_only_where_the_patent_was_valued(world: World) -> None:
    actor = world.actor("applicant")
    draft = services.start_draft(actor, "pledge", world.firm.pk)
    view = services.save_draft(actor, draft.pk, {**FORM, "valued": "yes"})
    assert [error.field for error in view.errors] == ["value"]
    assert {m.key for m in view.materials if m.required} == {"application", "contract", "identity", "valuation"}


def test_what_the_records_cannot_tell_asks_for_the_copy_of_the_register(world: World) -> None:
    actor = world.actor("applicant")
    draft = world.draft(papers=PAPERS[:3])
    found = services.precheck(actor, draft)
    outcomes = {check.key: check.outcome for check in found.checks}
    assert outcomes["annuity-paid"] is CheckOutcome.UNKNOWN
    assert outcomes["contract-items"] is CheckOutcome.PASS
    assert CheckOutcome.FAIL not in outcomes.values()
    asked = next(m for m in found.materials if m.key == "register-copy")
    assert asked.required
    assert asked.why
    assert [o.zh for o in found.obstacles] == ["缺少材料“专利登记簿副本”。"]
    with pytest.raises(Refusal) as refused:
        services.submit(actor, draft, "k")
    assert refused.value.code == "cases.obstacles"
    assert not Case.objects.exists()


def test_a_check_that_fails_blocks_the_submission_and_says_why(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        world.case(contract_items=["parties", "debt"])
    assert refused.value.code == "cases.obstacles"
    assert "担保的范围" in refused.value.text.zh


def test_somebody_else_neither_sees_nor_submits_a_draft(world: World) -> None:
    draft = world.draft()
    for name in ("rival", "window"):
        with pytest.raises(NotFound):
            services.submit(world.actor(name), draft, "k")
        with pytest.raises(NotFound):
            services.save_draft(world.actor(name), draft, {})
    with pytest.raises(NotFound):
        services.start_draft(world.actor("rival"), "pledge", world.firm.pk)


def test_a_submitted_draft_does_not_change_any_more(world: World) -> None:
    draft = Draft.objects.get(case=world.case())
    with pytest.raises(Refusal) as refused:
        services.save_draft(world.actor("applicant"), draft.pk, {})
    assert refused.value.code == "cases.already-submitted"


def test_a_paper_is_taken_in_the_kinds_the_matter_names_and_replaced_where_it_takes_one(world: World) -> None:
    actor = world.actor("applicant")
    draft = world.draft(papers=("contract", "contract", "identity", "identity"))
    view = selectors.draft_view(actor, draft)
    assert {m.key: len(m.files) for m in view.materials if m.files} == {"contract": 1, "identity": 2}
    file = view.materials[1].files[0][0]
    assert len(services.detach(actor, draft, "contract", file).materials[1].files) == 0
    with pytest.raises(NotFound):
        services.attach(actor, draft, "no-such-paper", file)


def test_personal_answers_stay_out_of_the_chain_and_are_shown_to_those_who_handle_the_case(world: World) -> None:
    case = world.case()
    event = case.events.get()
    assert set(event.data["form"]["phone"]) == {"personal"}
    assert FORM["phone"] not in str(event.data)
    view = selectors.case_view(world.actor("window"), case.number)
    shown = {answer.key: answer.shown.zh for group in view.form for answer in group.answers}
    assert shown["phone"] == FORM["phone"]
    assert shown["amount"] == "3,000,000.00"
    assert shown["debt_to"] == "2027年7月1日"


def test_a_draft_of_an_older_definition_is_looked_over_before_it_is_submitted(world: World) -> None:
    actor = world.actor("applicant")
    draft = world.draft()
    package = shelf.package("pledge")
    newer = replace(
        package,
        version="2027.1",
        resolved={**package.resolved, "matter": {**package.resolved["matter"], "prefix": "ZY"}},
    )
    publish(newer, by="test", in_force_from=date(2026, 7, 1))
    with pytest.raises(Refusal) as refused:
        services.submit(actor, draft, "k")
    assert refused.value.code == "cases.new-definition"
    services.save_draft(actor, draft, FORM)
    assert services.submit(actor, draft, "k").number == "ZY-2026-000001"


def test_a_running_case_stays_with_the_definition_it_began_under(world: World) -> None:
    case = world.case()
    package = shelf.package("pledge")
    matter = dict(package.resolved["matter"])
    matter["actions"] = [a for a in matter["actions"] if a["key"] != "not_accept"]
    newer = replace(package, version="2027.1", resolved={**package.resolved, "matter": matter})
    publish(newer, by="test", in_force_from=date(2026, 7, 1))
    offers = {offer.key for offer in selectors.case_view(world.actor("window"), case.number).offers}
    assert "not_accept" in offers
    assert world.act(case, "window", "not_accept", {"reason": "不符合条件"}).outcome == "unfavourable"


def test_a_paper_of_a_kind_the_matter_does_not_take_is_refused(world: World) -> None:
    actor = world.actor("applicant")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("xl/workbook.xml", "")
    sheet = store(actor, "表.xlsx", packed.getvalue())
    with pytest.raises(Refusal) as refused:
        services.attach(actor, world.draft(), "contract", sheet.pk)
    assert refused.value.code == "cases.kind"


def test_a_stranger_cannot_hand_in_a_file_that_is_not_the_strangers(world: World) -> None:
    theirs = store(world.actor("applicant"), "合同.pdf", PDF)
    world.member("stranger", Organisation.objects.create(name="他人", uscc="X", division="990101"))
    (organisation,) = world.actor("stranger").organisations
    draft = services.start_draft(world.actor("stranger"), "pledge", organisation)
    with pytest.raises(NotFound):
        services.attach(world.actor("stranger"), draft.pk, "contract", theirs.pk)


def test_drafts_are_listed_until_they_are_submitted(world: World) -> None:
    draft = world.draft()
    assert [row.pk for row in selectors.drafts_for(world.actor("applicant"))] == [draft]
    assert not selectors.drafts_for(world.actor("rival")).exists()
    services.submit(world.actor("applicant"), draft, "k")
    assert not selectors.drafts_for(world.actor("applicant")).exists()


def test_a_draft_changed_between_check_and_submission_is_a_conflict(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, actor = world.draft(), world.actor("applicant")
    checked = drafting.application

    def meanwhile(found: Draft) -> Application:
        ready = checked(found)
        world.clock.turn(6, hour=10)
        services.save_draft(actor, draft, {**FORM, "amount": "1"})
        return ready

    monkeypatch.setattr(drafting, "application", meanwhile)
    with pytest.raises(Conflict):
        services.submit(actor, draft, "k")
    assert not Case.objects.exists()


def test_an_application_begins_with_what_is_known_of_the_applicant_and_keeps_what_was_typed_instead(
    world: World,
) -> None:
    actor = world.actor("applicant")
    draft = services.start_draft(actor, "pledge", world.firm.pk)
    assert draft.form == {"pledgor": world.firm.name, "pledgor_uscc": world.firm.uscc}
    typed = {"pledgor": "西山示例公司", "pledgor_uscc": "", "pledgee": world.firm.name}
    assert services.save_draft(actor, draft.pk, typed).typed == typed, "nothing is put back"
