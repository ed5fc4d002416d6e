"""Every operation as a visitor, another party and the right caller meet it, and without its scope.

The list is held against the API's own description: an operation that is not in it fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.portal.api.conftest import Caller, token
from tests.portal.web.conftest import City, docx

from zhiquan.hall.cases.models import Draft
from zhiquan.hall.cases.services import save_draft, tell_secret
from zhiquan.hall.letters.models import Letter
from zhiquan.office.access.models import Membership, Organisation, User
from zhiquan.office.returns.models import Sheet
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
}
"""In the order in which they are asked: what is read comes before what ends it."""


def test_every_operation_answers_each_caller_as_it_should(figures: City, signed: Letter, draft: int) -> None:
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
    from tests.portal.web.conftest import actor

    from zhiquan.hall.files.services import store
    from zhiquan.hall.letters.selectors import letter_pdf

    save_draft(actor("qiye"), draft, city.waiting.draft.form)
    taken = Draft.objects.get(case__number=city.waiting.number).materials
    Draft.objects.filter(pk=draft).update(materials=taken)
    sheet = Sheet.objects.get(division="990102")
    return {
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
