"""Number and secret open the progress of a case; the secret is told once, given out anew, and not to be guessed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.hall.cases.calls import publish_calls
from tests.hall.cases.test_keeping import refused
from tests.hall.cases.world import World

from zhiquan.hall.cases import guessing, selectors, services
from zhiquan.hall.cases.journal import verify_chain
from zhiquan.hall.cases.models import Case, WrongGuess
from zhiquan.hall.cases.rebuilding import differences
from zhiquan.rules.refusal import NotFound

WRONG = "AAAAAAAAAA"


@pytest.fixture
def case(world: World) -> Case:
    return world.case()


def test_the_secret_is_told_to_the_applicant_once_and_to_nobody_else(world: World, case: Case) -> None:
    assert services.tell_secret(world.actor("window"), case.number) is None
    secret = services.tell_secret(world.actor("applicant"), case.number)
    assert secret
    assert services.tell_secret(world.actor("applicant"), case.number) is None
    view = selectors.progress(f" {case.number.lower()} ", secret.lower())
    assert view.state_label.zh == "已提交"
    assert "东湖" not in str(view)


def test_a_new_secret_ends_the_old_one_and_leaves_an_event(world: World, case: Case) -> None:
    old = services.tell_secret(world.actor("applicant"), case.number) or ""
    new = services.reissue_secret(world.actor("applicant"), case.number, key="n") or ""
    assert new not in {"", old}
    assert selectors.progress(case.number, new).number == case.number
    with pytest.raises(NotFound):
        selectors.progress(case.number, old)
    assert services.reissue_secret(world.actor("applicant"), case.number, key="n") is None
    assert services.tell_secret(world.actor("applicant"), case.number) is None
    assert services.reissue_secret(world.actor("window"), case.number, key="w") != new
    with refused("cases.not-your-secret"):
        services.reissue_secret(world.actor("examiner"), case.number, key="e")
    events = selectors.case_view(world.actor("window"), case.number).events
    assert [event.label.zh for event in events[1:]] == ["重新发放查询码"] * 2
    assert new not in str(list(case.events.values_list("data", flat=True)))
    case.refresh_from_db()
    assert verify_chain(case).intact
    assert list(differences()) == []


def test_the_receipt_of_the_counter_tells_a_secret_that_was_replaced_no_more(world: World) -> None:
    publish_calls()
    clerk = world.actor("window")

    def receipt() -> services.Receipt:
        return services.enter_at_counter(
            clerk, "call", world.firm.pk, {}, materials=(), channel="mail", received_at=world.clock.at, key="k"
        )

    first = receipt()
    assert receipt().secret == first.secret
    assert services.tell_secret(world.actor("applicant"), first.number) is None
    services.reissue_secret(clerk, first.number, key="n")
    assert receipt().secret is None


def test_a_wrong_number_and_a_wrong_secret_get_the_same_answer(world: World, case: Case) -> None:
    other = world.case("other")
    secret = services.tell_secret(world.actor("applicant"), other.number) or ""
    told = set()
    for number, wrong in ((case.number, WRONG), ("ZYDJ-2026-999999", WRONG), (case.number, secret)):
        with pytest.raises(NotFound) as answer:
            selectors.progress(number, wrong)
        told.add((answer.value.code, answer.value.text))
    assert len(told) == 1


@pytest.mark.parametrize("number", ["ZYDJ-2026-000001", "ZYDJ-2026-999999"])
def test_after_some_wrong_secrets_no_more_are_looked_at_for_a_while(world: World, case: Case, number: str) -> None:
    secret = services.tell_secret(world.actor("applicant"), case.number) or ""
    for _ in range(guessing.MOST["number"]):
        with pytest.raises(NotFound):
            selectors.progress(number, WRONG)
    with refused("cases.too-many-guesses"):
        selectors.progress(number, secret)
    with refused("cases.too-many-guesses"):
        services.rate_with_secret(number, secret, 5, "", key="r")
    if number != case.number:
        assert selectors.progress(case.number, secret).number == case.number
    world.clock.at += guessing.WINDOW + timedelta(minutes=1)
    with pytest.raises(NotFound):
        selectors.progress(number, WRONG)
    assert WrongGuess.objects.get().count == 1


def test_one_address_does_not_try_number_after_number(world: World, case: Case) -> None:
    secret = services.tell_secret(world.actor("applicant"), case.number) or ""
    for n in range(guessing.MOST["source"]):
        with pytest.raises(NotFound):
            selectors.progress(f"ZYDJ-2026-{n:06d}X", WRONG, source="192.0.2.1")
    with refused("cases.too-many-guesses"):
        selectors.progress(case.number, secret, source="192.0.2.1")
    assert selectors.progress(case.number, secret, source="192.0.2.2").number == case.number
    assert not WrongGuess.objects.filter(about__contains="192").exists()
