"""Every operation as a visitor, another party and the right caller meet it, and without its scope.

The list is held against the API's own description: an operation that is not in it fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.portal.api.conftest import Caller, token
from tests.portal.web.conftest import City, actor, docx

from zhiquan.hall.appointments import services as appointments
from zhiquan.hall.appointments.selectors import offered
from zhiquan.hall.cases.models import Draft
from zhiquan.hall.cases.services import save_draft, tell_secret
from zhiquan.hall.letters.models import Letter
from zhiquan.office.access.models import Department, Membership, Organisation, User
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.office.returns.models import Sheet
from zhiquan.office.returns.periods import Every, parse_period
from zhiquan.portal.api.openapi import operations
from zhiquan.portal.api.scopes import Scope
from zhiquan.portal.api.site import api
from zhiquan.settings.now import today

There = dict[str, Any]
Body = Callable[[There], Any]


def _nothing(there: There) -> Any:
    return None


def _paper(there: There) -> Any:
    return {"file": SimpleUploadedFile("identity.docx", docx())}


@dataclass(frozen=True)
class Asked:
    """How an operation is asked, by whom rightly, and what another party is answered (the visitor's follows)."""

    path: str
    other: int = 404
    by: str = "qiye"
    body: Body = _nothing
    right: int = 200


OPEN = 200
OPERATIONS = {
    "search": Asked("/search?q=装置", OPEN),
    "right": Asked("/rights/{right}", OPEN),
    "similar_marks": Asked("/marks/similar?q=云岭", OPEN),
    "list_matters": Asked("/matters", OPEN),
    "get_matter": Asked("/matters/pledge", OPEN),
    "get_matter_schema": Asked("/matters/pledge/schema", OPEN),
    "list_registers": Asked("/registers", OPEN),
    "list_entries": Asked("/registers/pledge/entries?on=2026-11-01&limit=3", OPEN),
    "get_entry": Asked("/registers/pledge/entries/{entry}", OPEN),
    "get_organisation": Asked("/organisations/{uscc}", OPEN),
    "list_windows": Asked("/windows", OPEN),
    "list_slots": Asked("/windows/{window}/slots", OPEN),
    "progress": Asked("/progress", OPEN, body=lambda it: {"number": it["waiting"], "secret": it["secret"]}),
    "verify_by_code": Asked("/verify/{code}", OPEN),
    "verify_by_file": Asked("/verify", OPEN, body=lambda it: {"file": SimpleUploadedFile("a.pdf", it["pdf"])}),
    "list_figures": Asked("/figures", OPEN),
    "get_figure": Asked("/figures/pledge.amount?year=2026", OPEN),
    "open_rows": Asked("/figures/pledge.deals/rows?division=990100&period=2026-10-ytd", OPEN),
    "reckon_period": Asked("/calculators/period?start=2026-02-12&amount=5", OPEN),
    "reckon_annuities": Asked("/calculators/annuities?kind=invention&filed=2012-03-30", OPEN),
    "check_number": Asked("/calculators/number?q=CN201420783905.0", OPEN),
    "find_provisions": Asked("/law?q=中止", OPEN),
    "get_provision": Asked("/law/patent.annuity.invention", OPEN),
    "me": Asked("/me", 200),
    "list_applicants": Asked("/applicants?matter=pledge", 200),
    "list_drafts": Asked("/drafts", 200),
    "start_draft": Asked("/drafts", body=lambda it: {"matter": "pledge", "organisation": it["organisation"]}),
    "get_draft": Asked("/drafts/{draft}"),
    "save_draft": Asked("/drafts/{draft}", body=lambda it: {"form": it["answers"]}),
    "upload_file": Asked("/files", 200, body=_paper),
    "detach_paper": Asked("/drafts/{draft}/papers/identity/{handed_in}"),
    "attach_paper": Asked("/drafts/{draft}/papers", body=lambda it: {"material": "identity", "file": it["file"]}),
    "check_draft": Asked("/drafts/{draft}/check"),
    "draft_series": Asked("/drafts/{draft}/series", body=lambda it: {"rows": [{"amount": "1"}, {"amount": "2"}]}),
    "submit_series": Asked("/series", 200, body=lambda it: {"drafts": [it["draft"] + 10**6]}),
    "submit_draft": Asked("/drafts/{draft}/submit"),
    "list_cases": Asked("/cases", 200),
    "get_case": Asked("/cases/{waiting}"),
    "list_letters": Asked("/cases/{registered}/letters"),
    "get_letter": Asked("/letters/{letter}"),
    "download_letter": Asked("/letters/{letter}/pdf"),
    "download_letter_docx": Asked("/letters/{letter}/docx"),
    "act": Asked(
        "/cases/{supplementing}/actions/answer_supplement",
        body=lambda it: {"data": {"note": "已补"}, "version": it["version"]},
    ),
    "withdraw": Asked("/cases/{waiting}/withdraw", body=lambda it: {"reason": "不办了", "version": it["first"]}),
    "rate": Asked("/cases/{waiting}/rating", body=lambda it: {"grade": 1, "comment": "太慢"}),
    "call_back": Asked("/desk/cases/{waiting}/call-back", by="chengban", body=lambda it: {"answer": "已致歉"}),
    "list_appointments": Asked("/appointments", 200),
    "book": Asked("/appointments", 200, body=lambda it: it["wish"]),
    "list_expected": Asked("/desk/appointments", by="chuangkou"),
    "note_arrival": Asked(
        "/desk/appointments/{appointment}/arrival", by="chuangkou", body=lambda it: {"came": True}, right=422
    ),
    "cancel_appointment": Asked("/appointments/{appointment}/cancel"),
    "act_in_many": Asked("/desk/actions/accept", by="chuangkou", body=lambda it: {"cases": [it["accepted"]]}),
    "list_work": Asked("/desk/cases", by="chengban"),
    "get_work": Asked("/desk/cases/{waiting}", by="chengban"),
    "upload_office_file": Asked("/desk/files", by="chengban", body=_paper),
    "act_for_office": Asked(
        "/desk/cases/{accepted}/actions/forward", by="chengban", body=lambda it: {"data": {}, "version": 1}, right=409
    ),
    "list_rounds": Asked("/returns", by="xishan"),
    "get_sheet": Asked("/returns/sheets/{sheet}", by="xishan"),
    "save_sheet": Asked(
        "/returns/sheets/{sheet}", by="xishan", body=lambda it: {"version": it["sheet_version"], "rows": []}
    ),
    "hand_in_sheet": Asked(
        "/returns/sheets/{sheet}/hand-in",
        by="xishan",
        body=lambda it: {"version": it["sheet_version"] + 1, "nil": True},
    ),
    "urge_sheet": Asked("/returns/sheets/{late_sheet}/urge", by="tongji"),
    "accept_sheet": Asked("/returns/sheets/{first_sheet}/accept", by="tongji"),
    "send_sheet_back": Asked("/returns/sheets/{sheet}/send-back", by="tongji", body=lambda it: {"reason": "请核对"}),
    "get_round": Asked("/returns/rounds/{round}", by="tongji"),
    "open_measure": Asked("/returns/rounds/{round}/measures/sessions/rows?division=990100", by="tongji"),
    "lock_round": Asked("/returns/rounds/{round}/lock", by="tongji", body=lambda it: {"reason": "三地尚未培训"}),
    "sign_round": Asked("/returns/rounds/{round}/sign", by="qianfa"),
    "correct_line": Asked(
        "/returns/sheets/{first_sheet}/lines/1/correction",
        by="tongji",
        body=lambda it: {"cells": it["line"], "reason": "签到表为 88 人", "revision": 1},
    ),
    "open_round": Asked("/returns", by="tongji", body=lambda it: it["next_round"]),
    "list_portfolios": Asked("/portfolios", 200),
    "list_own_rights": Asked("/portfolios/{organisation}/rights?gone=false&limit=3"),
    "list_fees": Asked("/portfolios/{organisation}/fees?months=24"),
    "get_plan": Asked("/portfolios/{organisation}/plan"),
    "download_plan": Asked("/portfolios/{organisation}/plan.xlsx"),
    "list_own_marks": Asked("/portfolios/{organisation}/marks"),
    "list_reminders": Asked("/portfolios/{organisation}/reminders"),
    "say_own": Asked("/portfolios/{organisation}/rights", body=lambda it: {"right": it["right"], "held": True}),
    "say_all_own": Asked("/portfolios/{organisation}/rights/many", body=lambda it: {"rights": [it["right"]]}),
    "say_mark": Asked("/portfolios/{organisation}/marks", body=lambda it: {"mark": "99000005", "held": True}),
    "say_paid": Asked(
        "/portfolios/{organisation}/payments",
        body=lambda it: {"right": it["right"], "year": 1, "paid_on": today().isoformat()},
    ),
    "say_renewed": Asked("/portfolios/{organisation}/renewals", body=lambda it: {"mark": "99000005"}, right=422),
    "decide": Asked(
        "/portfolios/{organisation}/decisions",
        body=lambda it: {"right": it["right"], "choice": "keep", "reason": "主导产品"},
    ),
    "say_qualified": Asked("/portfolios/{organisation}/fee-record", body=lambda it: {"record": "own"}),
}
"""In the order in which they are asked: what is read comes before what ends it."""


def test_every_operation_answers_each_caller_as_it_should(
    figures: City, signed: Letter, draft: int, settings: Any
) -> None:
    settings.API_RATE_ADDRESS = 1_000
    described = {one["operationId"]: (method, one) for _, method, one in operations(api.get_openapi_schema())}
    assert set(described) == set(OPERATIONS), "an operation without its line here, or a line without operation"
    there, callers = _there(figures, signed, draft), Callers()
    wrong = [
        told
        for name, asked in OPERATIONS.items()
        for told in _told(name, asked, described[name][0].upper(), described[name][1]["x-scope"], callers, there)
    ]
    assert wrong == []


def test_lists_go_on_to_their_end_and_agree_with_their_totals(visitor: Caller, party: Caller) -> None:
    whole = visitor.get("/search", q="TI=压力", limit=100).json()
    assert 20 < whole["total"] < 100, "a set of a few pages"
    found: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = visitor.get("/search", q="TI=压力", limit=9, **cursor).json()
        found += [hit["key"] for hit in page["hits"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert found == [hit["key"] for hit in whole["hits"]]
    assert len(set(found)) == whole["total"]
    kinds = next(facet for facet in whole["facets"] if facet["field"] == "kind")
    narrowed = visitor.get("/search", q=kinds["buckets"][0]["query"]).json()
    assert narrowed["total"] == kinds["buckets"][0]["count"]
    first = party.get("/cases", limit=2).json()
    rest = party.get("/cases", limit=2, cursor=first["next"]).json()
    assert len({case["number"] for case in first["cases"] + rest["cases"]}) == 3
    assert visitor.get("/search", q="方法", cursor=page["next"] or cursor["cursor"]).json()["code"] == "api.cursor"
    assert party.get("/cases", limit=2, closed=True, cursor=first["next"]).json()["code"] == "api.cursor"


def test_a_step_names_the_version_it_rests_on(city: City, party: Caller) -> None:
    path = f"/cases/{city.supplementing.number}"
    case = party.get(path)
    assert case["ETag"] == f'"{city.supplementing.version}"'
    body = {"data": {"note": "x"}}
    step = f"{path}/actions/answer_supplement"
    assert party.post(step, body).json()["code"] == "api.version"
    old = party.post(step, body, **{"If-Match": '"1"'})
    assert (old.status_code, old.json()["code"]) == (412, "cases.changed")
    assert party.post(step, body, **{"If-Match": "*"}).status_code == 412
    assert party.post(step, {**body, "version": 1}).status_code == 409
    wrong = party.post(step, {"data": {"note": "x", "other": "y"}}, **{"If-Match": case["ETag"]})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "other")


def test_a_party_reads_what_its_page_shows_and_nothing_of_the_offices(
    signed: Letter, party: Caller, office: Caller
) -> None:
    told = party.get(f"/cases/{signed.case.number}").json()
    inside = office.get(f"/desk/cases/{signed.case.number}").json()
    assert (told["state"], inside["state"]) == ("", "registered_back")
    assert all(action["offered"] for action in told["actions"])
    assert [letter["stage"] for letter in told["letters"]] == ["signed"]
    assert "opinion" not in [answer["key"] for event in told["events"] for answer in event["answers"]]
    assert "opinion" in [answer["key"] for event in inside["events"] for answer in event["answers"]]


def test_an_entry_of_a_register_is_public_and_what_it_holds_is_told_to_who_answers_for_its_place(
    figures: City, party: Caller, visitor: Caller, office: Caller
) -> None:
    listed = {one["code"]: one for one in visitor.get("/registers").json()["registers"]}
    assert listed["pledge"]["entries"] == RegisterEntry.objects.filter(register="pledge").count() > 4
    found: list[dict[str, Any]] = []
    page = visitor.get("/registers/pledge/entries", limit=3).json()
    while len(found) < 9 and page["next"]:
        found += page["entries"]
        page = visitor.get("/registers/pledge/entries", limit=3, cursor=page["next"]).json()
    assert len({one["number"] for one in found}) == len(found) == 9
    one = found[0]
    path = f"/registers/pledge/entries/{one['number']}"
    for caller, knows in ((visitor, False), (party, False), (office, True)):
        told = caller.get(path).json()
        assert (told["data"] is not None, bool(told["basis"])) == (knows, knows)
    without = Caller(token("chengban", Scope.CASES_READ))
    assert without.get(path).json()["data"] is None, "what the token's scope does not open stays shut"
    (right,) = one["rights"][:1]
    of_right = visitor.get("/registers/pledge/entries", right=right).json()["entries"]
    assert one["number"] in [each["number"] for each in of_right]
    assert all(right in each["rights"] for each in of_right)
    assert visitor.get("/registers/pledge/entries", on="1990-01-01").json()["entries"] == []
    assert visitor.get("/registers/nothing/entries").json()["code"] == "registers.none"
    assert visitor.get("/registers/pledge/entries", cursor=page["next"], limit=3, right=right).status_code == 422


def test_a_series_is_made_of_one_draft_and_each_application_stands_on_its_own(
    city: City, party: Caller, draft: int
) -> None:
    save_draft(actor("qiye"), draft, city.waiting.draft.form)
    taken = Draft.objects.get(case__number=city.waiting.number).materials
    Draft.objects.filter(pk=draft).update(materials=taken)
    rows = [{"amount": "1000000"}, {"amount": "一百万"}]
    drafts = party.post(f"/drafts/{draft}/series", {"rows": rows}).json()["drafts"]
    assert [party.get(f"/drafts/{one}").json()["typed"]["amount"] for one in drafts] == ["1000000", "一百万"]
    first, second = party.post("/series", {"drafts": drafts}, key="series").json()["rows"]
    assert first["number"]
    assert first["refusal"] is None
    assert (second["number"], bool(second["refusal"]["zh"])) == (None, True)
    again = party.post("/series", {"drafts": drafts}, key="series").json()["rows"]
    assert again[0]["number"] == first["number"], "the same request is the same case"


def test_a_round_tells_what_every_place_comes_to_and_what_was_signed(city: City) -> None:
    officer, head, county = (Caller(token(name)) for name in ("tongji", "qianfa", "xishan"))
    (round_,) = officer.get("/returns").json()["rounds"]
    path = f"/returns/rounds/{round_['id']}"
    sheets = {sheet["division"]: sheet["id"] for sheet in round_["sheets"]}
    whole = officer.get(path).json()
    values = {place["division"]: {one["measure"]: one["value"] for one in place["values"]} for place in whole["places"]}
    assert values["990100"]["sessions"] == values["990101"]["sessions"] == "3", "what was sent back does not count"
    assert [place["division"] for place in county.get(path).json()["places"]] == ["990102"]
    first = officer.get(f"{path}/measures/sessions/rows", division="990100", limit=2).json()
    rest = officer.get(f"{path}/measures/sessions/rows", division="990100", limit=2, cursor=first["next"]).json()
    assert [row["line"] for row in first["rows"] + rest["rows"]] == [1, 2, 3]
    assert officer.post(f"/returns/sheets/{sheets['990101']}/accept").json()["state"] == "accepted"
    assert officer.post(f"{path}/lock", {}).json()["code"] == "returns.missing"
    assert officer.post(f"{path}/lock", {"reason": "其余三地无培训"}).json()["locked"]
    assert officer.post(f"{path}/sign").status_code == 404, "who is no head signs nothing"
    assert head.get(path).json()["offers"] == ["sign"]
    signed = head.post(f"{path}/sign").json()
    assert signed["offers"] == []
    whole_place = next(place for place in signed["places"] if place["division"] == "990100")
    assert next(one for one in whole_place["values"] if one["measure"] == "sessions")["signed"] == "3.000000"


def test_an_organisation_reads_what_its_rights_cost_and_what_it_says_moves_the_sums(city: City, party: Caller) -> None:
    ours = {one["id"]: one["code"] for one in party.get("/portfolios").json()["organisations"]}
    pk = city.waiting.organisation_id
    assert ours[pk] == city.waiting.organisation.uscc
    path = f"/portfolios/{pk}"
    whole = party.get(f"{path}/fees").json()
    fees: list[dict[str, Any]] = []
    cursor: dict[str, Any] = {}
    while len(fees) < whole["count"]:
        page = party.get(f"{path}/fees", limit=11, **cursor).json()
        fees, cursor = fees + page["fees"], {"cursor": page["next"]}
    assert cursor == {"cursor": None}
    assert fees == whole["fees"]
    assert sum(Decimal(one["payable"]) for one in fees) == Decimal(whole["total"]) > 0
    one = next(fee for fee in fees if not fee["late"])
    assert Decimal(one["payable"]) == Decimal(one["full"]) * (100 - one["reduction"]["percent"]) / 100
    kind = next(r for r in party.get(f"{path}/rights").json()["rights"] if r["right"] == one["right"])["kind"]
    assert one["rules"][0]["key"] == f"patent.annuity.{kind}"
    assert party.get(f"/law/{one['rules'][0]['key']}").status_code == 200
    plan = party.get(f"{path}/plan").json()
    assert party.post(f"{path}/decisions", {"right": one["right"], "choice": "drop"}).json()["code"] == (
        "management.reason"
    )
    dropped = {"right": one["right"], "choice": "drop", "reason": "停产"}
    first = party.post(f"{path}/decisions", dropped, key="drop").json()
    assert party.post(f"{path}/decisions", dropped, key="drop").json() == first
    after = party.get(f"{path}/plan").json()
    assert Decimal(after["years"][0]["most"]) <= Decimal(plan["years"][0]["most"])
    assert sum(Decimal(y["drop"]) for y in after["years"]) > sum(Decimal(y["drop"]) for y in plan["years"])
    assert next(row for row in after["rows"] if row["right"] == one["right"])["decision"]["by"] == first["by"]
    paid = {"right": one["right"], "year": one["year"], "paid_on": today().isoformat()}
    assert party.post(f"{path}/payments", paid).json()["year"] == one["year"]
    assert party.get(f"{path}/fees").json()["count"] == whole["count"] - 1
    strange = {**paid, "right": "CN199910000001.0"}
    assert party.post(f"{path}/payments", strange).json()["code"] in {"management.right", "management.not-held"}


def test_a_right_said_not_to_be_ones_own_stands_apart_and_the_office_sees_no_portfolio(
    city: City, party: Caller, office: Caller
) -> None:
    path = f"/portfolios/{city.waiting.organisation_id}"
    before = party.get(f"{path}/rights", limit=200).json()
    right = before["rights"][0]["right"]
    party.post(f"{path}/rights", {"right": right, "held": False})
    after = party.get(f"{path}/rights", limit=200).json()
    assert after["count"] == before["count"] - 1
    assert right in [one["right"] for one in party.get(f"{path}/rights", gone=True).json()["rights"]]
    assert office.get(f"{path}/rights").json()["code"] == "management.not-yours"
    bound = Caller(token("qiye", organisation=city.waiting.organisation_id))
    assert bound.get(f"{path}/marks").status_code == 200
    many = {"rights": [right, "CN20211"]}
    assert party.post(f"{path}/rights/many", many).json()["code"] == "management.right"
    assert party.get(f"{path}/rights").json()["count"] == after["count"], "one wrong number, and none is taken"


def test_a_place_of_a_slot_goes_to_one_and_comes_back_when_it_is_given_back(city: City, party: Caller) -> None:
    there = _booked()
    window, wish = f"/windows/{there['window']}/slots", there["wish"]

    def left() -> int:
        return int(
            next(
                slot["left"]
                for slot in Caller().get(window).json()["slots"]
                if (slot["day"], slot["starts"]) == (wish["day"], wish["starts"])
            )
        )

    made = party.post("/appointments", wish, key="mine").json()
    assert (made["state"], left()) == ("booked", 1)
    assert party.post("/appointments", wish, key="mine").json()["id"] == made["id"]
    assert party.post("/appointments", wish).json()["code"] == "appointments.twice"
    assert made["id"] in [one["id"] for one in party.get("/appointments").json()["appointments"]]
    clerk = Caller(token("chuangkou"))
    assert made["id"] in [one["id"] for one in clerk.get("/desk/appointments", day=wish["day"]).json()["appointments"]]
    assert party.post(f"/appointments/{made['id']}/cancel").json()["state"] == "cancelled"
    assert left() == 2


def _told(name: str, asked: Asked, method: str, scope: str, callers: Callers, there: There) -> Iterator[str]:
    """Yield what is wrong with an operation; the right caller comes last, for that one changes something."""
    visitor = OPEN if not scope and name != "me" else 401
    wanted = [(callers.of(""), visitor), (callers.of("outsider"), asked.other)]
    if scope:
        wanted.append((callers.without(asked.by, Scope(scope)), 403))
    wanted.append((callers.of(asked.by), asked.right))
    for caller, status in wanted:
        answer = caller.send(method, asked.path.format(**there), asked.body(there))
        if answer.status_code != status:
            yield f"{name}: {answer.status_code}, not {status}: {answer.content.decode()[:300]}"
        if answer.status_code >= 400 and answer["Content-Type"] != "application/problem+json":
            yield f"{name}: {answer['Content-Type']}"


class Callers:
    """Callers by name, each with a token of all scopes, or of all but one."""

    def __init__(self) -> None:
        other = User.objects.create_user(username="outsider")
        firm = Organisation.objects.create(name="示例外地公司", uscc="91990101MA0000001Y", division="990103")
        Membership.objects.create(user=other, organisation=firm, valid_from=today())
        self.made: dict[tuple[str, Scope | None], Caller] = {("", None): Caller()}

    def of(self, name: str) -> Caller:
        if (name, None) not in self.made:
            self.made[name, None] = Caller(token(name))
        return self.made[name, None]

    def without(self, name: str, scope: Scope) -> Caller:
        if (name, scope) not in self.made:
            self.made[name, scope] = Caller(token(name, *(one for one in Scope if one is not scope)))
        return self.made[name, scope]


def _there(city: City, signed: Letter, draft: int) -> There:
    """Names of everything that the paths speak of; the draft is ready to be handed in."""
    from zhiquan.hall.files.services import store
    from zhiquan.hall.letters.selectors import letter_pdf

    save_draft(actor("qiye"), draft, city.waiting.draft.form)
    taken = Draft.objects.get(case__number=city.waiting.number).materials
    Draft.objects.filter(pk=draft).update(materials=taken)
    sheet, first = Sheet.objects.get(division="990102"), Sheet.objects.get(division="990101")
    earlier = parse_period(sheet.round.period, Every.MONTH).before
    return {
        **_booked(),
        "entry": RegisterEntry.objects.filter(register="pledge").order_by("pk")[0].number,
        "uscc": city.waiting.organisation.uscc,
        "round": sheet.round_id,
        "first_sheet": first.pk,
        "late_sheet": Sheet.objects.get(division="990103").pk,
        "line": {**first.rows.get(line=1).values, "persons": "88"},
        "next_round": {"code": "trainings", "period": earlier.code, "division": "990100"},
        "right": city.right,
        "draft": draft,
        "answers": city.waiting.draft.form,
        "organisation": city.waiting.organisation_id,
        "file": store(actor("qiye"), "identity.docx", docx()).pk,
        "handed_in": next(row["file"] for row in taken if row["material"] == "identity"),
        "waiting": city.waiting.number,
        "first": city.waiting.version,
        "secret": tell_secret(actor("qiye"), city.waiting.number),
        "supplementing": city.supplementing.number,
        "version": city.supplementing.version,
        "accepted": city.forwarded.number,
        "registered": signed.case.number,
        "letter": signed.pk,
        "code": signed.code,
        "pdf": letter_pdf(signed),
        "sheet": sheet.pk,
        "sheet_version": sheet.version,
    }


def _booked() -> There:
    """A window with hours every day, what somebody wishes there, and an appointment that somebody has."""
    desk = Department.objects.get(posts__user__username="chuangkou")
    hours = appointments.Opening((0, 1, 2, 3, 4), time(9), time(11), 30, 2)
    appointments.set_hours(actor("chuangkou"), desk.pk, hours)
    slots = [slot.time for _, ones in offered(desk, today()) for slot in ones]
    who = {"name": "林晓禾", "phone": "0000-1234567"}
    wish = {"window": desk.pk, "day": slots[0].day.isoformat(), "starts": slots[0].starts.strftime("%H:%M"), **who}
    taken = appointments.Wish(desk.pk, slots[1].day, slots[1].starts, "", **who)
    return {"window": desk.pk, "wish": wish, "appointment": appointments.book(actor("qiye"), taken, key="k").pk}
