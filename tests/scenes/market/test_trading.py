"""From a listing to the register: who may list, what bars it, contacts, the deal, its filing, what then falls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.hall.cases.world import PDF
from tests.scenes.market.trading import DEMAND, FOREIGN, OFFER, RIGHT, TERMS, Market, owned_by

from zhiquan.hall.cases import services as cases
from zhiquan.hall.cases.models import Case
from zhiquan.hall.files.services import store
from zhiquan.hall.matters.moves import FormRefusal
from zhiquan.hall.notices.models import Happening
from zhiquan.hall.notices.spreading import spread
from zhiquan.office.access import services as access
from zhiquan.office.privacy import services as privacy
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.office.registers.services import enter
from zhiquan.records.corpus.model import EventRecord, Party
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.scenes.market import dealing, filing, listing
from zhiquan.scenes.market.lapsing import lapse
from zhiquan.scenes.market.models import Act, Deal, Interest, Listing
from zhiquan.scenes.market.selectors import (
    get_deal_for,
    get_demand_for,
    get_interest_for,
    get_listing_for,
    listings,
    may_read_file,
    mine_for,
)

ON = date(2026, 7, 6)


@pytest.fixture
def market(monkeypatch: pytest.MonkeyPatch, db: None) -> Market:
    return Market(monkeypatch)


def told(event: str, on: date, **more: Any) -> EventRecord:
    """Return an entry of a gazette about the right that is traded."""
    entry = EventRecord(record="e", key=RIGHT, source="gazette", batch="1", vintage=on, raw_hash="", event=event, on=on)
    return replace(entry, **more)


def found(one: Listing, key: str) -> dict[str, Any]:
    return next(row for row in one.findings if row["key"] == key)


def test_a_right_is_listed_with_every_finding_its_source_and_its_day(market: Market) -> None:
    one = market.offer()
    assert [row["key"] for row in one.findings] == [
        "holder", "in-force", "pledge", "preservation", "licences", "open-licence",
    ]  # fmt: skip
    assert all(row["source"]["zh"] and row["text"]["en"] for row in one.findings)
    assert found(one, "holder")["outcome"] == "unknown"  # the applicant at filing hints, and never proves
    assert found(one, "holder")["as_of"] == "2026-06-30"
    assert one.number.startswith("GP-2026-")
    assert listings({}, "", ON).total == 1
    assert listings({"kind": "licence"}, "", ON).total == 0
    assert listings({"kind": "licence"}, "", ON).facets["kind"] == [("sale", 1)]


def test_a_right_that_another_is_named_to_own_cannot_be_listed(market: Market) -> None:
    market.corpus.records[RIGHT] = replace(market.corpus.records[RIGHT], parties=owned_by("甲公司"))
    with pytest.raises(Refusal) as refused:
        market.offer()
    assert refused.value.code == "market.barred"
    assert "甲公司" in refused.value.text.zh
    assert "2026-06-30" in refused.value.text.zh
    market.corpus.records[RIGHT] = replace(market.corpus.records[RIGHT], parties=owned_by(market.holder.name))
    assert found(market.offer(), "holder")["outcome"] == "pass"


def test_where_nothing_points_to_the_holder_a_copy_of_the_register_is_asked_for(market: Market) -> None:
    with pytest.raises(Refusal) as refused:
        market.offer(right=FOREIGN)
    assert refused.value.code == "market.proof"
    copy = market.contract("applicant")
    one = listing.list_right(market.actor("applicant"), market.holder.pk, {**OFFER, "right": FOREIGN}, copy)
    assert one.proof_id == copy
    assert may_read_file(market.actor("applicant"), copy)
    assert not may_read_file(market.actor("rival"), copy)


def test_a_pledge_bars_a_listing_unless_the_pledgee_consents(market: Market) -> None:
    enter("pledge", "Y2026990000009", "990101", [RIGHT], {}, date(2026, 3, 1), None, "ZYDJ-2026-000009")
    with pytest.raises(Refusal, match="Y2026990000009"):
        market.offer()
    one = market.offer(pledgee_consent="yes")
    assert found(one, "pledge")["outcome"] == "unknown"


def test_an_exclusive_licence_bars_another_licence_and_is_told_to_a_buyer(market: Market) -> None:
    enter("licence", "X1", "990101", [RIGHT], {"kind": "exclusive"}, date(2026, 3, 1), None, "XKBA-2026-000009")
    with pytest.raises(Refusal, match="X1"):
        market.offer(kind="licence", use="ordinary")
    assert "X1" in found(market.offer(), "licences")["text"]["zh"]


def test_an_open_licence_is_ordinary_and_tells_its_fee(market: Market) -> None:
    enter("open-licence", "K1", "990101", [RIGHT], {}, date(2026, 3, 1), None, "KFXK-2026-000009")
    with pytest.raises(FormRefusal) as refused:
        market.offer(kind="open", price="ask", amount="")
    assert {error.field for error in refused.value.errors} == {"price"}
    one = market.offer(kind="open")
    assert (one.use, found(one, "open-licence")["outcome"]) == ("ordinary", "pass")
    with pytest.raises(Refusal, match="K1"):
        market.offer(kind="licence", use="exclusive")


def test_the_same_right_is_listed_once_in_one_way(market: Market) -> None:
    market.offer()
    with pytest.raises(Conflict):
        market.offer()
    market.offer(kind="licence", use="ordinary")


def test_only_its_own_people_and_a_delegated_agency_list_for_a_holder(market: Market) -> None:
    with pytest.raises(NotFound):
        listing.list_right(market.actor("rival"), market.holder.pk, OFFER)
    scope = access.Scope(everything=True)
    market.holder.memberships.update(administrator=True)
    access.delegate(market.actor("applicant"), market.holder.pk, market.buyer.uscc, scope, ON, ON)
    one = listing.list_right(market.actor("rival"), market.holder.pk, OFFER)
    assert one.agent_id == market.buyer.pk
    assert Act.objects.get(about=one.number).agent_id == market.buyer.pk


def test_contacts_are_seen_by_both_sides_once_both_agree_and_by_nobody_else(market: Market) -> None:
    one = market.offer()
    asked = dealing.ask(market.actor("rival"), one, market.buyer.pk, {"contact": "李四 139"})
    assert asked.holder_contact == ""
    with pytest.raises(NotFound):
        get_interest_for(market.actor("third"), asked.pk)
    dealing.answer(market.actor("applicant"), asked, {"contact": "张三 138"}, agree=True)
    seen = get_interest_for(market.actor("rival"), asked.pk)
    assert (seen.holder_contact, seen.asker_contact) == ("张三 138", "李四 139")
    assert [act.what for act in Act.objects.filter(about=one.number)] == ["listed", "asked", "agreed"]
    assert not any("138" in str(act.data) or "139" in str(act.data) for act in Act.objects.all())
    assert not any("138" in str(row.text) or "139" in str(row.text) for row in Happening.objects.all())
    with pytest.raises(Conflict):
        dealing.answer(market.actor("applicant"), asked, {}, agree=False)


def code_of(act: Callable[[], object]) -> str:
    """Return the code of the refusal that an act meets; none is a failure."""
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.code


def test_nobody_trades_for_an_organisation_that_is_not_theirs(market: Market) -> None:
    one, third = market.offer(), market.actor("third")
    demand = listing.post_demand(market.actor("rival"), market.buyer.pk, DEMAND)
    asked = dealing.ask(market.actor("rival"), one, market.buyer.pk, {"contact": "李四 139"})
    acts: dict[str, Callable[[], object]] = {
        "ask": lambda: dealing.ask(third, one, market.buyer.pk, {"contact": "王五 137"}),
        "answer": lambda: dealing.answer(third, asked, {"contact": "王五 137"}, agree=True),
        "answer one's own question": lambda: dealing.answer(market.actor("rival"), asked, {}, agree=False),
        "withdraw": lambda: listing.withdraw(third, one),
        "post a demand": lambda: listing.post_demand(third, market.buyer.pk, DEMAND),
        "withdraw a demand": lambda: listing.withdraw_demand(third, demand),
    }
    assert {what: code_of(act) for what, act in acts.items()} == dict.fromkeys(acts, "market.not-yours")
    dealing.answer(market.actor("applicant"), asked, {"contact": "张三 138"}, agree=True)
    said = [market.said("rival", market.buyer, asked)]
    dealing.confirm(market.actor("applicant"), said[0], agree=False)
    assert code_of(lambda: market.said("third", market.buyer, asked)) == "market.not-yours"
    assert (Deal.objects.count(), Listing.objects.get().state) == (1, "open")


def test_a_paper_of_somebody_else_is_no_contract_and_no_proof_of_ones_own(market: Market) -> None:
    theirs = market.contract("third")
    assert code_of(
        lambda: listing.list_right(market.actor("applicant"), market.holder.pk, OFFER, theirs)
    ).startswith("files.")  # fmt: skip
    agreed = market.agreed("rival", market.buyer, market.offer())
    assert code_of(
        lambda: dealing.tell_deal(market.actor("rival"), agreed, market.buyer.pk, TERMS, theirs)
    ).startswith("files.")  # fmt: skip
    assert not Deal.objects.exists()


def test_nobody_asks_about_a_listing_that_has_ended_whether_or_not_the_tick_has_come(market: Market) -> None:
    def ask(one: Listing) -> str:
        return code_of(lambda: dealing.ask(market.actor("rival"), one, market.buyer.pk, {"contact": "李四 139"}))

    one = market.offer(valid_until="2026-07-07")
    market.world.clock.turn(8)
    assert (one.state, ask(one)) == ("open", "market.gone")
    lapse()
    one.refresh_from_db()
    assert (one.state, ask(one)) == ("expired", "market.gone")
    other = market.offer()
    listing.withdraw(market.actor("applicant"), other)
    other.refresh_from_db()
    assert (other.state, ask(other)) == ("withdrawn", "market.gone")
    assert not Interest.objects.exists()


def test_a_demand_is_taken_down_once_and_then_only_its_own_people_read_it(market: Market) -> None:
    demand = listing.post_demand(market.actor("rival"), market.buyer.pk, DEMAND)
    assert get_demand_for(market.actor("third"), demand.number).pk == demand.pk
    listing.withdraw_demand(market.actor("rival"), demand)
    assert code_of(lambda: listing.withdraw_demand(market.actor("rival"), demand)) == "market.closed"
    assert code_of(lambda: get_demand_for(market.actor("third"), demand.number)) == "market.no-demand"
    assert get_demand_for(market.actor("rival"), demand.number).state == "withdrawn"
    late = {**DEMAND, "valid_until": "2026-07-05"}
    with pytest.raises(FormRefusal):
        listing.post_demand(market.actor("rival"), market.buyer.pk, late)


def test_a_filing_follows_a_confirmed_deal_and_is_begun_by_one_of_its_sides(market: Market) -> None:
    said = market.said("rival", market.buyer, market.agreed("rival", market.buyer, market.offer()))
    assert code_of(lambda: filing.begin(market.actor("rival"), said, market.buyer.pk)) == "market.no-filing"
    done = dealing.confirm(market.actor("applicant"), said, agree=True)
    assert code_of(lambda: filing.begin(market.actor("third"), done, market.other.pk)) == "market.no-filing"


def test_what_happens_to_an_interest_comes_into_the_inbox_of_the_other_side(market: Market) -> None:
    market.agreed("rival", market.buyer, market.offer())
    assert spread() == 2
    told = {row.user.username: row.happening.link for row in _notices()}
    assert set(told) == {"applicant", "rival"}
    assert all(link.startswith("/market/listings/GP-") for link in told.values())


def _notices() -> Any:
    from zhiquan.hall.notices.models import Notice

    return Notice.objects.select_related("user", "happening")


def test_each_side_may_have_its_own_contact_erased_and_the_other_sides_stays(market: Market) -> None:
    asked = market.agreed("rival", market.buyer, market.offer())
    market.world.staff("system", "administrator", "990100")
    system = market.actor("system")
    assert "rival 139" in str(privacy.copy_of("rival")["held"])

    def erased(who: str, part: str) -> tuple[str, str]:
        access.close_account(system, who)
        assert privacy.erase_account(system, who, "本人申请")[f"market.Interest:{part}"] == 1
        asked.refresh_from_db()
        return asked.asker_contact, asked.holder_contact

    assert erased("rival", "asked_by") == ("", "holder 138")
    assert erased("applicant", "answered_by") == ("", "")
    assert asked.message == ""  # what the buyer wrote to the holder went with the buyer's contact


def test_the_journal_of_the_market_only_grows(market: Market) -> None:
    market.offer()
    act = Act.objects.get()
    for change in (act.save, act.delete, Act.objects.all().delete, lambda: Act.objects.update(what="done")):
        with pytest.raises(Refusal) as refused:
            change()
        assert refused.value.code == "market.journal"


def test_nobody_is_interested_twice_or_in_a_listing_of_ones_own(market: Market) -> None:
    one = market.offer()
    market.agreed("rival", market.buyer, one)
    with pytest.raises(Conflict):
        market.agreed("rival", market.buyer, one)
    with pytest.raises(Refusal) as refused:
        market.agreed("applicant", market.holder, one)
    assert refused.value.code == "market.own"


def test_a_deal_stands_when_the_other_side_confirms_it_and_a_sale_ends_the_listing(market: Market) -> None:
    interest = market.agreed("rival", market.buyer, market.offer())
    said = market.said("rival", market.buyer, interest)
    with pytest.raises(NotFound):
        dealing.confirm(market.actor("rival"), said, agree=True)
    done = dealing.confirm(market.actor("applicant"), said, agree=True)
    assert (done.state, Listing.objects.get().state) == ("done", "sold")
    with pytest.raises(NotFound):
        get_deal_for(market.actor("third"), done.number)
    assert get_deal_for(market.actor("examiner"), done.number).pk == done.pk  # the office that answers for the place
    assert not may_read_file(market.actor("examiner"), done.contract_id)
    assert may_read_file(market.actor("applicant"), done.contract_id)


def test_a_deal_is_told_by_a_side_of_an_agreed_interest_and_answered_once(market: Market) -> None:
    one = market.offer()
    asked = dealing.ask(market.actor("third"), one, market.other.pk, {"contact": "third 137"})
    assert code_of(lambda: market.said("third", market.other, asked)) == "market.not-agreed"
    agreed = market.agreed("rival", market.buyer, one)
    assert code_of(lambda: market.said("third", market.other, agreed)) == "market.not-a-side"
    said = market.said("rival", market.buyer, agreed)
    dealing.confirm(market.actor("applicant"), said, agree=False)
    assert code_of(lambda: dealing.confirm(market.actor("applicant"), said, agree=True)) == "market.answered"
    assert (Deal.objects.get().state, Listing.objects.get().state) == ("denied", "open")


def test_a_deal_that_is_denied_can_be_told_again_and_the_listing_stays(market: Market) -> None:
    interest = market.agreed("rival", market.buyer, market.offer())
    first = market.said("rival", market.buyer, interest)
    with pytest.raises(Conflict):
        market.said("applicant", market.holder, interest)
    dealing.confirm(market.actor("applicant"), first, agree=False)
    second = market.said("applicant", market.holder, interest)
    assert dealing.confirm(market.actor("rival"), second, agree=True).state == "done"


def test_of_two_buyers_the_second_finds_the_right_sold(market: Market) -> None:
    one = market.offer()
    first = market.said("rival", market.buyer, market.agreed("rival", market.buyer, one))
    second = market.said("third", market.other, market.agreed("third", market.other, one))
    dealing.confirm(market.actor("applicant"), first, agree=True)
    with pytest.raises(Conflict) as refused:
        dealing.confirm(market.actor("applicant"), second, agree=True)
    assert refused.value.code == "market.gone"
    assert Deal.objects.get(pk=second.pk).state == "said"


def test_an_ordinary_licence_leaves_room_for_others(market: Market) -> None:
    one = market.offer(kind="licence", use="ordinary")
    for who, firm in (("rival", market.buyer), ("third", market.other)):
        said = market.said(who, firm, market.agreed(who, firm, one), until="2029-07-05")
        dealing.confirm(market.actor("applicant"), said, agree=True)
    assert Listing.objects.get().state == "open"
    with pytest.raises(FormRefusal):  # without its last day a licence is no contract to file
        market.said("third", market.other, Interest.objects.last() or Interest())


def recorded(market: Market, deal: Deal, who: str, **answers: str) -> Case:
    """Take a deal through its matter to the register."""
    market.open_filings()
    firm = market.buyer if who == "rival" else market.holder
    draft = filing.begin(market.actor(who), deal, firm.pk)
    cases.save_draft(market.actor(who), draft.pk, {**draft_form(draft.pk), **answers})
    papers = {"transfer-filing": ("application", "notice", "register-copy")}
    for paper in papers.get(filing.matter_of(deal), ("application", "identity", "register-copy")):
        cases.attach(market.actor(who), draft.pk, paper, store(market.actor(who), f"{paper}.pdf", PDF).pk)
    case = cases.submit(market.actor(who), draft.pk, f"key-{draft.pk}")
    for role in ("examiner", "head"):  # of the county where the applicant is seated
        market.world.staff(f"{role}-{case.division}", role, case.division)
    market.world.act(case, f"examiner-{case.division}", "check", {"result": "passed"})
    market.world.act(case, f"head-{case.division}", "record", {"registration_number": f"R{draft.pk}"})
    return case


def draft_form(pk: int) -> dict[str, Any]:
    from zhiquan.hall.cases.models import Draft

    return dict(Draft.objects.get(pk=pk).form)


CONTACT = {"contact": "张三", "phone": "000"}


def test_a_sale_opens_the_recording_of_the_transfer_prefilled_and_enters_the_register(market: Market) -> None:
    deal = market.done()
    case = recorded(market, deal, "rival", pledged="no", **CONTACT)
    deal.refresh_from_db()
    entry = RegisterEntry.objects.get(register="transfer")
    assert filing.case_of(deal) == case
    assert filing.entry_of(case) == entry
    assert (entry.data["amount"], entry.data["taker"], entry.data["deal"]) == ("760000.00", "西山示例公司", deal.number)
    assert entry.division == market.holder.division  # it counts where the giver is, though the buyer applied
    assert [one.right for one in entry.rights.all()] == [RIGHT]
    with pytest.raises(Refusal) as refused:
        filing.begin(market.actor("rival"), deal, market.buyer.pk)
    assert refused.value.code == "market.filing-begun"


def test_a_licence_is_filed_with_its_term_and_bars_what_it_excludes(market: Market) -> None:
    one = market.offer(kind="licence", use="exclusive")
    said = market.said("rival", market.buyer, market.agreed("rival", market.buyer, one), until="2029-07-05")
    deal = dealing.confirm(market.actor("applicant"), said, agree=True)
    recorded(market, deal, "applicant", binding_licence="no", pledged="no", area="全国", **CONTACT)
    entry = RegisterEntry.objects.get(register="licence")
    assert (entry.data["kind"], entry.valid_from, entry.valid_to) == ("exclusive", ON, date(2029, 7, 5))
    with pytest.raises(Refusal, match=entry.number):
        market.offer(kind="licence", use="ordinary")


def test_a_recorded_transfer_makes_the_buyer_the_holder_and_fells_what_the_seller_lists(market: Market) -> None:
    deal = market.done()
    left = market.offer(kind="licence", use="ordinary")
    recorded(market, deal, "rival", pledged="no", **CONTACT)
    market.world.clock.turn(7)
    assert lapse() == 1
    left.refresh_from_db()
    assert (left.state, market.buyer.name in left.why["zh"]) == ("fallen", True)
    assert lapse() == 0
    one = listing.list_right(market.actor("rival"), market.buyer.pk, {**OFFER})
    assert found(one, "holder")["outcome"] == "pass"
    with pytest.raises(Refusal, match="转让登记"):
        market.offer(kind="licence", use="ordinary")


def test_a_transfer_among_the_events_fells_a_listing(market: Market) -> None:
    one = market.offer()
    market.told[RIGHT] = [told("transferred", ON, parties=(Party(role="to", name="乙公司"),))]
    market.world.clock.turn(7)
    lapse()
    one.refresh_from_db()
    assert (one.state, "乙公司" in one.why["zh"], "gazette" in one.why["zh"]) == ("fallen", True, True)


def test_a_listing_ends_after_its_last_day_and_its_holder_is_told_once(market: Market) -> None:
    one = market.offer(valid_until="2026-07-07")
    market.world.clock.turn(7)
    assert lapse() == 0
    market.world.clock.turn(8)
    assert listings({}, "", date(2026, 7, 8)).total == 0  # not shown even before the tick has come
    assert (lapse(), lapse()) == (1, 0)
    one.refresh_from_db()
    assert one.state == "expired"
    assert Happening.objects.filter(kind="trade").count() == 1
    with pytest.raises(NotFound):
        get_listing_for(market.actor("third"), one.number)
    assert get_listing_for(market.actor("applicant"), one.number).pk == one.pk
    assert mine_for(market.actor("applicant")).listings == [one]


def test_a_deal_over_a_listing_that_has_ended_is_refused(market: Market) -> None:
    one = market.offer()
    interest = market.agreed("rival", market.buyer, one)
    listing.withdraw(market.actor("applicant"), one)
    with pytest.raises(Conflict):
        market.said("rival", market.buyer, get_interest_for(market.actor("rival"), interest.pk))
    with pytest.raises(Conflict):
        listing.withdraw(market.actor("applicant"), one)


def test_what_is_typed_wrongly_is_told_at_its_question(market: Market) -> None:
    for changes, field in (
        ({"valid_until": "2026-07-05"}, "valid_until"),
        ({"valid_until": "2029-07-05"}, "valid_until"),
        ({"amount": "0"}, "amount"),
        ({"price": "formula", "rate": "3"}, "base"),
        ({"right": "CN202310000001.8"}, "right"),
    ):
        with pytest.raises(FormRefusal) as refused:
            market.offer(**changes)
        assert {error.field for error in refused.value.errors} == {field}
    interest = market.agreed("rival", market.buyer, market.offer())
    for changes, field in (
        ({"signed_on": "2026-07-07"}, "effective_on"),
        ({"signed_on": "2026-07-07", "effective_on": "2026-07-07"}, "signed_on"),
        ({"amount": "-1"}, "amount"),
    ):
        with pytest.raises(FormRefusal) as refused:
            market.said("rival", market.buyer, interest, **changes)
        assert {error.field for error in refused.value.errors} == {field}
