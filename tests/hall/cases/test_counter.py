"""What comes over the counter: entered by a clerk who is not a party, received as it is, with a receipt."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.hall.cases.calls import publish_calls
from tests.hall.cases.test_keeping import refused
from tests.hall.cases.world import PDF, World

from zhiquan.hall.cases import selectors, services
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.services import Applicant, Receipt
from zhiquan.hall.files.services import store
from zhiquan.hall.matters.moves import FormRefusal
from zhiquan.office.access.models import Organisation
from zhiquan.rules.refusal import NotFound


@pytest.fixture(autouse=True)
def _calls(world: World) -> None:
    publish_calls()


def entered(world: World, *, by: str = "window", papers: tuple[str, ...] = ("licence",), **changes: Any) -> Receipt:
    clerk = world.actor(by)
    given: dict[str, Any] = {
        "organisation": world.firm.pk,
        "form": {"year": "2026", "shop": "甲店"},
        "materials": [{"material": paper, "file": store(clerk, f"{paper}.pdf", PDF).pk} for paper in papers],
        "channel": "window",
        "received_at": world.clock.at,
        "key": "k",
        **changes,
    }
    organisation, form = given.pop("organisation"), given.pop("form")
    return services.enter_at_counter(clerk, "call", organisation, form, **given)


def test_a_clerk_enters_for_a_firm_and_is_not_its_party(world: World) -> None:
    receipt = entered(world)
    case = Case.objects.get(number=receipt.number)
    assert (case.organisation, case.channel, case.state) == (world.firm, "window", "received")
    opening = case.events.get()
    assert (opening.role, opening.actor, opening.data["channel"]) == ("window", world.users["window"], "window")
    assert [(m.key, len(m.files)) for m in receipt.materials] == [("licence", 1)]
    assert (receipt.applicant, receipt.channel.zh, receipt.missing) == (world.firm.name, "窗口", ())
    assert selectors.progress(receipt.number, str(receipt.secret)).state_label.zh == "received"
    assert [row.number for row in selectors.worklist_for(world.actor("applicant")).rows] == [case.number]
    assert world.act(case, "window", "publish").state == "publicity"


def test_what_was_received_earlier_counts_from_that_day(world: World) -> None:
    world.clock.turn(10)
    receipt = entered(world, channel="mail", received_at=world.clock.at - timedelta(days=3))
    case = Case.objects.get(number=receipt.number)
    assert (case.opened_on, case.due_on) == (date(2026, 7, 7), date(2026, 7, 14))
    assert receipt.received_at.date() < receipt.entered_at.date()
    with refused("cases.wrong-time"):
        entered(world, key="k2", received_at=world.clock.at + timedelta(hours=1))
    assert Case.objects.count() == 1


def test_what_is_missing_is_told_and_not_sent_away(world: World) -> None:
    receipt = entered(world, papers=())
    assert [why.zh for why in receipt.missing] == ["缺少材料“营业执照”。"]
    with pytest.raises(FormRefusal):
        entered(world, key="k2", form={"nonsense": "x"})


def test_the_same_request_gives_the_same_receipt(world: World) -> None:
    assert entered(world) == entered(world)
    assert Case.objects.count() == 1
    assert entered(world, key="other").number != entered(world).number


def test_a_person_without_an_account_and_a_firm_nobody_signs_in_for(world: World) -> None:
    person = entered(world, organisation=Applicant("张三", "990101"))
    again = entered(world, organisation=Applicant("张三", "990101"), key="k2")
    rows = Organisation.objects.filter(name="张三")
    assert rows.count() == 2  # two people may bear one name: without a code nothing says that they are the same
    assert not rows.filter(memberships__isnull=False).exists()
    assert person.number != again.number
    firm = Applicant("西山新公司", "990101", "91990101MA00000030")
    with refused("cases.uscc"):
        entered(world, organisation=firm, key="k3")
    with refused("cases.other-name"):
        entered(world, organisation=Applicant("别的名字", "990101", world.firm.uscc), key="k4")
    known = entered(world, organisation=Applicant(world.firm.name, "990101", world.firm.uscc), key="k5")
    assert Case.objects.get(number=known.number).organisation == world.firm
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in world.firm.uscc)  # as an input method writes it
    same = entered(world, organisation=Applicant(world.firm.name, "990101", wide), key="k8")
    assert Case.objects.get(number=same.number).organisation == world.firm
    with refused("cases.no-name"):
        entered(world, organisation=Applicant(" ", "990101"), key="k6")
    with pytest.raises(NotFound):
        entered(world, organisation=99_999, key="k7")


def test_only_the_window_of_the_applicants_division_enters(world: World) -> None:
    for name in ("elsewhere", "examiner", "applicant"):
        with refused("cases.own-application" if name == "applicant" else "cases.not-your-counter"):
            entered(world, by=name, key=name)
    assert entered(world, by="city", key="city").number
    world.member("window", world.firm)
    with refused("cases.own-application"):
        entered(world)
    with refused("cases.channel"):
        entered(world, by="city", channel="dream", key="x")
