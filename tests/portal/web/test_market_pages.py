"""The market and the management of rights by their pages: the way from a listing to the draft of its filing.

Over the small office of the cases' tests: no index and no figures are needed here.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.hall.cases.world import PDF
from tests.scenes.management.test_own_rights import OLD, Firm
from tests.scenes.market.trading import FOREIGN, OFFER, RIGHT, TERMS, Market

from zhiquan.hall.cases.models import Draft
from zhiquan.rules.text import Text
from zhiquan.scenes.management.models import AnnuityPayment, Decision, FeeRecord
from zhiquan.scenes.market.models import Deal, Demand, Interest, Listing

BATTERIES = Text("电池组", "batteries")


@pytest.fixture
def market(monkeypatch: pytest.MonkeyPatch, db: None) -> Market:
    return Market(monkeypatch)


def client(world: Any, name: str = "") -> Client:
    found = Client()
    if name:
        found.force_login(world.users[name])
    return found


def paper(name: str = "contract.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, "application/pdf")


def test_the_way_from_a_listing_to_its_filing_goes_by_pages_alone(market: Market) -> None:
    holder, buyer = client(market.world, "applicant"), client(market.world, "rival")
    market.open_filings()
    assert holder.post("/market/list/", OFFER, follow=True).status_code == 200
    one = Listing.objects.get()
    page = f"/market/listings/{one.number}/"
    assert "800,000 元" in client(market.world).get(page).content.decode()
    buyer.post(page, {"go": "ask", "message": "想了解", "contact": "李四 139"})
    interest = f"/market/interests/{Interest.objects.get().pk}/"
    assert "李四 139" not in holder.get(interest).content.decode()
    holder.post(interest, {"go": "agree", "contact": "张三 138"})
    assert "张三 138" in buyer.get(interest).content.decode()
    assert buyer.post(interest, {"go": "deal", **TERMS, "contract": paper()}).status_code == 302
    deal = f"/market/deals/{Deal.objects.get().number}/"
    assert "确认成交" in holder.get(deal).content.decode()
    holder.post(deal, {"go": "confirm"})
    told = buyer.post(deal, {"go": "file"})
    draft = Draft.objects.get()
    assert told["Location"] == f"/hall/drafts/{draft.pk}/"
    assert draft.form["amount"] == "760000.00"
    assert draft.materials[0]["material"] == "contract"
    assert "760000.00" in buyer.get(told["Location"]).content.decode()
    assert "对方已开始办理" in holder.get(deal).content.decode()
    for who in (holder, buyer):
        mine = who.get("/market/mine/").content.decode()
        assert deal in mine


def test_what_bars_a_listing_is_told_with_its_source_and_nothing_typed_is_lost(market: Market) -> None:
    holder = client(market.world, "applicant")
    told = holder.post("/market/list/", {**OFFER, "right": FOREIGN, "about": "可提供样机"})
    html = told.content.decode()
    assert told.status_code == 422
    assert "登记簿副本" in html
    assert "可提供样机" in html
    wrong = holder.post("/market/list/", {**OFFER, "right": FOREIGN, "valid_until": "2020-01-01", "proof": paper()})
    staged = re.search(r'name="proof.staged" value="(\d+)"', wrong.content.decode())
    assert staged  # the copy of the register need not be chosen again
    done = holder.post("/market/list/", {**OFFER, "right": FOREIGN, "proof.staged": staged[1]})
    assert done.status_code == 302
    assert Listing.objects.get().proof_id == int(staged[1])


def test_listings_are_found_by_words_and_facets(market: Market) -> None:
    market.offer()
    market.offer(kind="licence", use="sole")
    look = client(market.world)
    assert "2 件挂牌" in look.get("/market/").content.decode()
    assert "1 件挂牌" in look.get("/market/?kind=licence").content.decode()
    assert "1 件挂牌" in look.get("/market/?kind=sale&q=隔膜").content.decode()
    assert "0 件挂牌" in look.get("/market/?division=110000").content.decode()
    assert look.get("/market/?before=never").status_code == 200


def test_a_demand_is_posted_and_taken_down_by_its_own_people(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhiquan.portal.web.market.views.titles", lambda symbols, _: dict.fromkeys(symbols, BATTERIES))
    buyer = client(market.world, "rival")
    given = {
        "title": "锂电池隔膜",
        "text": "耐高温",
        "kinds": ["sale"],
        "budget": "900000",
        "classes": ["H01M"],
        "valid_until": "2026-12-31",
    }
    assert buyer.post("/market/demands/post/", {**given, "kinds": []}).status_code == 422
    buyer.post("/market/demands/post/", given)
    page = f"/market/demands/{Demand.objects.get().number}/"
    for shown in (page, "/market/demands/"):
        assert f"</span> {BATTERIES.zh}" in client(market.world).get(shown).content.decode(), "a class by its name"
    assert "耐高温" in client(market.world).get("/market/demands/").content.decode()
    assert client(market.world, "applicant").post(page).status_code == 404
    assert buyer.post(page).status_code == 302
    assert client(market.world).get(page).status_code == 404


def test_each_page_of_the_market_answers_each_as_it_should(market: Market) -> None:
    one = market.offer(kind="licence", use="ordinary")
    interest = market.agreed("rival", market.buyer, one)
    deal = market.said("rival", market.buyer, interest, until="2029-01-01")
    visitor, side, stranger, staff = (client(market.world, who) for who in ("", "rival", "third", "examiner"))
    for path, wanted in {
        "/market/": (200, 200, 200, 200),
        f"/market/listings/{one.number}/": (200, 200, 200, 200),
        "/market/demands/": (200, 200, 200, 200),
        "/market/list/": (302, 200, 200, 200),
        "/market/demands/post/": (302, 200, 200, 200),
        "/market/mine/": (302, 200, 200, 200),
        f"/market/interests/{interest.pk}/": (302, 200, 404, 404),
        f"/market/deals/{deal.number}/": (302, 200, 404, 200),
        f"/files/{deal.contract_id}/": (404, 200, 404, 404),
        "/market/listings/GP-1999-000001/": (404, 404, 404, 404),
    }.items():
        assert tuple(who.get(path).status_code for who in (visitor, side, stranger, staff)) == wanted, path


def test_a_stranger_can_neither_answer_nor_tell_nor_confirm(market: Market) -> None:
    one = market.offer()
    interest = market.agreed("rival", market.buyer, one)
    deal = market.said("rival", market.buyer, interest)
    stranger = client(market.world, "third")
    assert stranger.post(f"/market/interests/{interest.pk}/", {"go": "deal", **TERMS}).status_code == 404
    assert stranger.post(f"/market/deals/{deal.number}/", {"go": "confirm"}).status_code == 404
    assert client(market.world, "examiner").post(f"/market/deals/{deal.number}/", {"go": "confirm"}).status_code == 302
    deal.refresh_from_db()
    assert deal.state == "said"  # the office reads a deal and does not act in it


@pytest.fixture
def firm(monkeypatch: pytest.MonkeyPatch, db: None) -> Firm:
    return Firm(monkeypatch)


def test_the_fees_the_plan_and_the_policies_are_the_organisations_own(firm: Firm) -> None:
    own = client(firm.world, "applicant")
    others = [client(firm.world, who) for who in ("rival", "examiner")]
    base = f"/manage/{firm.firm.pk}/"
    assert own.get("/manage/")["Location"] == base
    for path in (base, f"{base}plan/", f"{base}plan.xlsx", f"{base}policies/"):
        assert own.get(path).status_code == 200, path
        assert client(firm.world).get(path).status_code == 302
        assert [who.get(path).status_code for who in others] == [404, 404]
        assert [who.post(path).status_code for who in others] == [
            405 if "xlsx" in path or "policies" in path else 404
        ] * 2


def test_words_and_decisions_are_taken_by_the_pages(firm: Firm) -> None:
    own, base = client(firm.world, "applicant"), f"/manage/{firm.firm.pk}/"
    assert "6,000" in own.get(base).content.decode()
    own.post(base, {"go": "paid", "right": OLD, "year": "13", "paid_on": "2026-07-01"})
    own.post(base, {"go": "qualified", "qualified": "joint"})
    own.post(base, {"go": "not-ours", "right": RIGHT})
    assert AnnuityPayment.objects.get().year == 13
    assert FeeRecord.objects.get().joint
    told = own.post(base, {"go": "paid", "right": OLD, "year": "13", "paid_on": "never"}, follow=True)
    assert "请填写缴费日" in told.content.decode()
    wrong = own.post(f"{base}plan/", {"right": OLD, "choice": "drop", "reason": ""})
    assert wrong.status_code == 422
    own.post(f"{base}plan/", {"right": OLD, "choice": "drop", "reason": "产品停产"})
    assert Decision.objects.get().reason == "产品停产"
    assert "产品停产" in own.get(f"{base}plan/").content.decode()


def test_the_policies_name_what_blocks_them_and_lead_to_the_application(firm: Firm) -> None:
    html = client(firm.world, "applicant").get(f"/manage/{firm.firm.pk}/policies/").content.decode()
    assert "不符合：符合逐级申报的要求" in html
    assert "登记簿中没有有效的前一级别" in html
