from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.hall.cases.world import REGISTERED, World

from zhiquan.hall.cases import journal, projection, selectors, services
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.services import acting
from zhiquan.hall.files.selectors import get_file_for, open_file
from zhiquan.hall.matters.moves import FormRefusal
from zhiquan.office.exchange import read_pack
from zhiquan.office.exchange.envelopes import decrypt
from zhiquan.office.exchange.partners import ours
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.rules.refusal import Conflict, NotFound, Refusal

ITEMS = {"items": "合同第三页未盖章"}


def forwarded(world: World) -> Case:
    case = world.case()
    world.clock.turn(7)
    world.act(case, "window", "accept")
    return world.act(case, "examiner", "forward", {"opinion": "齐全"})


def registered(world: World) -> Case:
    case = forwarded(world)
    world.clock.turn(20)
    return world.act(case, "examiner", "take_result", REGISTERED)


def test_a_supplement_stops_the_clock_of_acceptance_and_the_answer_starts_it_again(world: World) -> None:
    case = world.case()
    world.clock.turn(8)
    case = world.act(case, "window", "supplement", ITEMS)
    assert (case.state, case.paused, case.due_on) == ("supplementing", True, date(2026, 7, 29))
    world.clock.turn(10)
    case = world.act(case, "applicant", "answer_supplement", {"note": "已补"})
    assert (case.state, case.paused, case.due_on) == ("submitted", False, date(2026, 7, 15))
    clock = selectors.case_view(world.actor("window"), case.number).clocks[0]
    assert any("暂停" in sentence.zh for sentence in clock.explain)


def test_a_supplement_is_told_only_once(world: World) -> None:
    case = world.case()
    world.act(case, "window", "supplement", ITEMS)
    world.act(case, "applicant", "answer_supplement", {"note": "已补"})
    with pytest.raises(Refusal) as refused:
        world.act(case, "window", "supplement", ITEMS)
    assert refused.value.code == "cases.once"


def test_a_case_that_is_not_supplemented_lapses_only_after_the_limit(world: World) -> None:
    case = world.case()
    world.act(case, "window", "supplement", ITEMS)
    world.clock.turn(27)
    with pytest.raises(Refusal) as refused:
        world.act(case, "window", "lapse")
    assert refused.value.code == "cases.not-overdue"
    world.clock.turn(28)
    case = world.act(case, "window", "lapse")
    assert (case.state, case.closed, case.outcome) == ("not_accepted", True, "unfavourable")
    assert case.due_on is None


def test_the_same_key_is_one_event_and_on_another_step_it_is_refused(world: World) -> None:
    case = world.case()
    first = world.act(case, "window", "accept", key="k")
    again = services.act(world.actor("window"), case.number, "accept", {}, version=1, key="k")
    assert first.version == again.version == 2
    assert case.events.count() == 2
    with pytest.raises(Refusal) as refused:
        world.act(case, "examiner", "forward", {"opinion": "齐"}, key="k")
    assert refused.value.code == "cases.key-reused"


def test_a_request_whose_twin_commits_while_it_is_planned_is_answered_like_the_twin(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, planned = world.case(), acting.plan

    def late(*given: Any) -> Any:
        monkeypatch.setattr(acting, "plan", planned)
        world.act(case, "window", "accept", key="k")
        return planned(*given)

    monkeypatch.setattr(acting, "plan", late)
    answered = services.act(world.actor("window"), case.number, "accept", {}, version=1, key="k")
    assert (answered.version, answered.events.count()) == (2, 2)


def test_a_request_that_another_overtakes_while_it_is_planned_is_a_conflict(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, planned = world.case(), acting.plan

    def late(*given: Any) -> Any:
        monkeypatch.setattr(acting, "plan", planned)
        world.act(case, "window", "accept", key="other")
        return planned(*given)

    monkeypatch.setattr(acting, "plan", late)
    with pytest.raises(Conflict):
        services.act(world.actor("window"), case.number, "accept", {}, version=1, key="k")


def test_acting_on_an_older_version_is_a_conflict(world: World) -> None:
    case = world.case()
    world.act(case, "window", "accept")
    with pytest.raises(Conflict):
        world.act(case, "applicant", "withdraw", {}, version=1)


def test_a_role_counts_only_where_the_department_holding_it_answers(world: World) -> None:
    """Examiner in the city's other county, window clerk here: that makes no examiner here."""
    case = world.case()
    world.act(case, "window", "accept")
    world.staff("both", "window", "990101")
    both = world.users["both"]
    world.staff("there", "examiner", "990102")
    world.users["there"].posts.update(user=both)
    actor = world.actor("both")
    assert {"window", "examiner"} <= {role.value for role in actor.roles}
    with pytest.raises(Refusal) as refused:
        world.act(case, "both", "forward", {"opinion": "齐"})
    assert refused.value.code == "cases.not-your-role"


def test_a_clerk_who_belongs_to_the_applicant_does_not_handle_its_case(world: World) -> None:
    world.member("window", world.firm)
    case = world.case()
    with pytest.raises(Refusal) as refused:
        world.act(case, "window", "accept")
    assert refused.value.code == "cases.not-your-role"


def test_who_may_not_see_a_case_learns_nothing_by_acting_on_it(world: World) -> None:
    case = world.case()
    for name in ("rival", "elsewhere"):
        with pytest.raises(NotFound) as refused:
            world.act(case, name, "accept")
        assert refused.value.code == "cases.not-found"


def test_forwarding_builds_a_pack_with_form_checks_and_papers(world: World) -> None:
    case = forwarded(world)
    pack = case.events.get(seq=3).data["pack"]
    file = get_file_for(world.actor("window"), pack["file"])
    assert file.digest == pack["digest"]
    with open_file(file) as stream:
        opened = read_pack(decrypt(stream.read(), ours()))
    assert opened.manifest["case"] == case.number
    assert opened.manifest["form"]["contact"] == "张三"
    assert len(opened.manifest["checks"]) == 14
    assert next(name for name, _ in opened.files) == "01-application-application.pdf"


def test_a_registration_without_its_number_is_told_at_the_field(world: World) -> None:
    case = forwarded(world)
    with pytest.raises(FormRefusal) as refused:
        world.act(case, "examiner", "take_result", {"result": "registered", "registered_on": "2026-07-20"})
    assert [(e.field, e.missing) for e in refused.value.errors] == [("registration_number", True)]


def test_delivery_needs_the_signed_letter_and_the_offer_says_so(world: World) -> None:
    case = registered(world)
    offer = next(o for o in selectors.case_view(world.actor("window"), case.number).offers if o.key == "deliver")
    assert not offer.offered
    assert offer.why_not is not None
    assert "请先签发" in offer.why_not.zh
    with pytest.raises(Refusal) as refused:
        world.act(case, "window", "deliver")
    assert refused.value.code == "cases.needs-letter"
    assert not RegisterEntry.objects.exists()


def test_a_delivered_registration_stands_in_the_register(world: World) -> None:
    case = registered(world)
    for stage in ("drafted", "reviewed", "signed"):
        journal.record(case, f"letter.{stage}", {"letter": 1, "template": "result"}, actor=world.actor("head"))
    case = world.act(case, "window", "deliver")
    assert (case.state, case.outcome, case.closed) == ("delivered", "favourable", True)
    entry = RegisterEntry.objects.get()
    assert (entry.register, entry.number, entry.division) == ("pledge", "Y2026990000001", "990101")
    assert entry.basis == case.number
    assert entry.valid_from == date(2026, 7, 20)
    assert entry.data["amount"] == "3000000.00"
    assert sorted(entry.rights.values_list("right", flat=True)) == ["CN202310000001.5", "CN202320000002.5"]


def test_an_effect_that_is_refused_undoes_its_step(world: World) -> None:
    first = registered(world)
    journal.record(first, "letter.signed", {"letter": 1, "template": "result"}, actor=None)
    world.act(first, "window", "deliver")
    world.clock.turn(6)
    second = world.case("other")
    world.clock.turn(20)
    for name, action, data in (
        ("window", "accept", {}),
        ("examiner", "forward", {"opinion": "齐"}),
        ("examiner", "take_result", REGISTERED),
    ):
        second = world.act(second, name, action, data)
    journal.record(second, "letter.signed", {"letter": 2, "template": "result"}, actor=None)
    with pytest.raises(Conflict):
        world.act(second, "window", "deliver")
    second.refresh_from_db()
    assert second.state == "registered_back"
    assert not second.events.filter(data__action="deliver").exists()


def test_a_step_is_taken_neither_in_the_future_nor_before_the_one_preceding_it(world: World) -> None:
    case = world.case()
    world.clock.turn(10)
    for moved in (timedelta(minutes=1), timedelta(days=-5)):
        with pytest.raises(Refusal) as refused:
            world.act(case, "window", "accept", acted_at=world.clock.at + moved)
        assert refused.value.code == "cases.wrong-time"
    case = world.act(case, "window", "accept", acted_at=world.clock.at - timedelta(days=2))
    assert case.due_on == date(2026, 7, 15)


def test_an_applicant_withdraws(world: World) -> None:
    case = world.case()
    case = services.withdraw(world.actor("applicant"), case.number, "另行协商", version=1, key="w")
    assert (case.state, case.outcome) == ("withdrawn", "withdrawn")
    with pytest.raises(Refusal) as refused:
        world.act(case, "window", "accept")
    assert refused.value.code == "cases.closed"


def test_a_letter_of_a_template_the_matter_does_not_have_is_no_event(world: World) -> None:
    case = world.case()
    with pytest.raises(Refusal):
        journal.record(case, "letter.signed", {"letter": 1, "template": "love"}, actor=None)
    with pytest.raises(Refusal):
        journal.record(case, "acted", {"action": "accept", "to": "delivered", "data": {}}, actor=None)
    assert case.events.count() == 1


def test_the_values_of_a_letter_are_written_as_letters_write_them(world: World) -> None:
    source = selectors.letter_source(registered(world), "result")
    assert source.values["amount"] == "3,000,000.00"
    assert str(source.values["rights"]) == "CN202310000001.5、CN202320000002.5"
    assert source.values["registered_on"] == "2026年7月20日"
    assert source.signers == ("head",)


def test_the_projection_says_what_the_events_say(world: World) -> None:
    case = registered(world)
    kept = {name: getattr(case, name) for name in projection.PROJECTED}
    Case.objects.filter(pk=case.pk).update(state="submitted", due_on=None, version=9, closed=True)
    case.refresh_from_db()
    projection.rebuild(case)
    case.refresh_from_db()
    assert {name: getattr(case, name) for name in projection.PROJECTED} == kept


def test_a_letter_is_offered_where_it_can_be_drafted_and_shown_as_far_as_it_has_come(world: World) -> None:
    case = registered(world)

    def offered(name: str) -> tuple[str, bool]:
        (letter,) = selectors.case_view(world.actor(name), case.number).letters
        assert letter.key == "result"
        return letter.stage, letter.can_draft

    assert offered("examiner") == ("", True)
    assert offered("window") == ("", False)
    journal.record(case, "letter.drafted", {"letter": 1, "template": "result"}, actor=world.actor("examiner"))
    assert offered("examiner") == ("drafted", False)
    journal.record(case, "letter.void", {"letter": 1, "template": "result"}, actor=world.actor("examiner"))
    assert offered("examiner") == ("", True)


def test_the_promised_limit_runs_beside_the_legal_one(world: World) -> None:
    case = forwarded(world)
    assert (case.due_on, case.promised_on) == (date(2026, 7, 14), date(2026, 7, 10))
    clocks = selectors.case_view(world.actor("window"), case.number).clocks
    assert [(c.key, c.promised, c.state) for c in clocks] == [
        ("acceptance", False, "met"),
        ("handling", False, "running"),
        ("handling", True, "running"),
    ]
    world.clock.turn(13)
    view = selectors.case_view(world.actor("window"), case.number)
    assert [c.state for c in view.clocks][1:] == ["running", "overdue"]


def test_a_request_without_a_key_is_refused(world: World) -> None:
    case = world.case()
    for key in ("", "k" * 81):
        with pytest.raises(Refusal) as refused:
            world.act(case, "window", "accept", key=key)
        assert refused.value.code == "cases.key"


def test_the_history_tells_every_step_with_person_and_answers(world: World) -> None:
    view = selectors.case_view(world.actor("applicant"), registered(world).number)
    assert [event.label.en for event in view.events] == [
        "Submitted",
        "Accept",
        "Forward to the registering office",
        "Take back the result",
    ]
    assert [event.actor for event in view.events] == ["applicant", "window", "examiner", "examiner"]
    assert {answer.key: answer.shown.zh for answer in view.events[-1].answers}["result"] == "准予登记"


def test_an_internal_opinion_is_for_those_who_handle_the_case(world: World) -> None:
    number = forwarded(world).number
    told = {
        name: [
            answer.key for event in selectors.case_view(world.actor(name), number).events for answer in event.answers
        ]
        for name in ("examiner", "applicant")
    }
    assert told == {"examiner": ["opinion"], "applicant": []}
