"""Every page as a visitor, a party and the office meet it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.test.signals import template_rendered
from tests.portal.web.bringing import bring_a_table_in
from tests.portal.web.conftest import TEMPLATES, City, a_claim, a_saved_search, a_webhook, hand_in
from tests.portal.web.desk_work import open_window, seen_whole
from tests.portal.web.trading import a_call, a_trade

from zhiquan.hall.letters.models import Letter
from zhiquan.office.access import services as access
from zhiquan.office.returns.models import Round, Sheet
from zhiquan.scenes.reporting.models import FigureValue
from zhiquan.scenes.reporting.runs import current_runs

TRANSFERRED = "CN201529569456.7"
INDICATION = "gi.CN.示例公告第1号-南川云雾茶"
PAGES = [
    # path, visitor, party, staff
    ("/", 200, 200, 200),
    ("/find/", 302, 302, 302),
    ("/find/?q=质押", 200, 200, 200),
    ("/search/", 200, 200, 200),
    ("/search/?q=装置", 200, 200, 200),
    ("/search/?q=TI=(a", 422, 422, 422),
    ("/search/?q=没有这样的专利名称", 200, 200, 200),
    ("/search/check/?q=TI=(a", 200, 200, 200),
    ("/search/check/?q=装", 200, 200, 200),
    ("/search/?q=高效 装置&mode=smart", 200, 200, 200),
    ("/search/?q=%231 AND 方法&set=装置&set=TI=系统", 200, 200, 200),
    ("/search/?q=WH=商标", 200, 200, 200),
    ("/search/?q=WH=地理标志", 200, 200, 200),
    ("/search/statistics/?q=装置", 200, 200, 200),
    ("/search/statistics/?q=没有这样的专利名称", 200, 200, 200),
    ("/search/statistics/", 404, 404, 404),
    ("/search/file/doc/?q=装置", 404, 404, 404),
    ("/search/file/csv/", 404, 404, 404),
    ("/searches/", 302, 200, 200),
    ("/searches/new/?q=装置", 302, 200, 200),
    ("/searches/new/?q=TI=(a", 302, 422, 422),
    ("/searches/{search}/", 302, 200, 404),
    ("/feeds/nonsense/", 404, 404, 404),
    ("/data/", 200, 200, 200),
    ("/marks/similar/", 200, 200, 200),
    ("/marks/similar/?q=云岭&class=30", 200, 200, 200),
    ("/rights/tm.CN.99000001/", 200, 200, 200),
    ("/rights/{transferred}/", 200, 200, 200),
    ("/rights/{indication}/", 200, 200, 200),
    ("/rights/{right}/", 200, 200, 200),
    ("/organisations/{uscc}/", 200, 200, 200),
    ("/organisations/{uscc}/rights/", 302, 200, 404),
    ("/organisations/nonsense/", 404, 404, 404),
    ("/rights/{right}/?on=2030-01-01", 200, 200, 200),
    ("/rights/CN201420789305.0/", 404, 404, 404),
    ("/rights/nonsense/", 404, 404, 404),
    ("/hall/", 200, 200, 200),
    ("/hall/pledge/", 200, 200, 200),
    ("/hall/nothing/", 404, 404, 404),
    ("/hall/drafts/{draft}/", 302, 200, 404),
    ("/hall/drafts/{draft}/materials/", 302, 200, 404),
    ("/hall/drafts/{draft}/check/", 302, 200, 404),
    ("/hall/drafts/{draft}/series/", 302, 200, 404),
    ("/hall/series/k/?by=rights&draft={draft}", 302, 200, 404),
    ("/cases/", 302, 200, 200),
    ("/cases/papers/", 302, 200, 200),
    ("/cases/{waiting}/", 302, 200, 200),
    ("/cases/{waiting}/?new=1", 302, 200, 200),
    ("/cases/{supplementing}/", 302, 200, 200),
    ("/cases/ZYDJ-1999-000001/", 302, 404, 404),
    ("/progress/", 200, 200, 200),
    ("/desk/", 302, 404, 200),
    ("/desk/?scope=closed", 302, 404, 200),
    ("/desk/?matter=pledge&state=submitted&due=7&text=ZYDJ", 302, 404, 200),
    ("/desk/?text=没有这家公司", 302, 404, 200),
    ("/desk/?handler=somebody", 302, 404, 422),
    ("/desk/counter/", 302, 404, 200),
    ("/desk/counter/pledge/", 302, 404, 200),
    ("/desk/counter/nothing/", 302, 404, 404),
    ("/desk/together/", 302, 404, 302),
    ("/desk/together/?many.number={waiting}&many.number={forwarded}", 302, 404, 200),
    ("/desk/load/", 302, 404, 200),
    ("/desk/ratings/", 302, 404, 200),
    ("/desk/appointments/", 302, 404, 200),
    ("/desk/appointments/?day=never", 302, 404, 200),
    ("/desk/cases/{waiting}/receipt/", 302, 404, 404),
    ("/appointments/", 200, 200, 200),
    ("/appointments/{window}/", 200, 200, 200),
    ("/appointments/0/", 404, 404, 404),
    ("/desk/cases/{forwarded}/", 302, 404, 200),
    ("/letters/{letter}/", 302, 200, 200),
    ("/cases/{waiting}/dossier/", 302, 200, 200),
    ("/cases/{waiting}/dossier/third/", 302, 404, 404),
    ("/verify/", 200, 200, 200),
    ("/verify/{code}/", 200, 200, 200),
    ("/verify/ABCDEFGHJKMN/", 404, 404, 404),
    ("/returns/", 302, 404, 200),
    ("/returns/{round}/", 302, 404, 200),
    ("/returns/{round}/persons/990101/", 302, 404, 200),
    ("/returns/{round}/persons/110000/", 302, 404, 404),
    ("/returns/sheets/{sheet}/", 302, 404, 200),
    ("/returns/sheets/{sheet}/sheet.xlsx", 302, 404, 200),
    ("/market/", 200, 200, 200),
    ("/market/?q=没有这样的名称&kind=sale", 200, 200, 200),
    ("/market/listings/{listing}/", 200, 200, 200),
    ("/market/listings/GP-1999-000001/", 404, 404, 404),
    ("/market/demands/", 200, 200, 200),
    ("/market/demands/{demand}/", 200, 200, 200),
    ("/market/list/", 302, 200, 200),
    ("/market/demands/post/", 302, 200, 200),
    ("/market/mine/", 302, 200, 200),
    ("/market/interests/{interest}/", 302, 200, 404),
    ("/market/deals/{deal}/", 302, 200, 200),
    ("/manage/", 302, 200, 200),
    ("/manage/{firm}/", 302, 200, 404),
    ("/manage/{firm}/marks/", 302, 200, 404),
    ("/manage/{firm}/plan/", 302, 200, 404),
    ("/manage/{firm}/plan.xlsx", 302, 200, 404),
    ("/manage/{firm}/policies/", 302, 200, 404),
    ("/calls/", 200, 200, 200),
    ("/calls/{call}/", 200, 200, 200),
    ("/calls/nothing/", 404, 404, 404),
    ("/calls/listed/", 200, 200, 200),
    ("/calls/listed/?q=没有这样的名称", 200, 200, 200),
    ("/calls/new/", 302, 404, 404),
    ("/appraisals/", 302, 404, 200),
    ("/appraisals/counties-2025/", 302, 404, 200),
    ("/appraisals/counties-2025/donghu/", 302, 404, 200),
    ("/appraisals/counties-2025/nobody/", 302, 404, 404),
    ("/appraisals/nothing/", 302, 404, 404),
    ("/plans/", 302, 404, 200),
    ("/plans/shili-2026/", 302, 404, 200),
    ("/plans/shili-2026/pledge/", 302, 404, 200),
    ("/plans/shili-2026/nothing/", 302, 404, 404),
    ("/plans/nothing/", 302, 404, 404),
    ("/figures/", 200, 200, 200),
    ("/figures/?division=990101", 200, 200, 200),
    ("/figures/?division=110000", 404, 404, 404),
    ("/figures/all/", 200, 200, 200),
    ("/figures/indicator/pledge.amount/", 200, 200, 200),
    ("/figures/indicator/marks.valid/?division=990000", 200, 200, 200),
    ("/figures/patents.valid_inventions/?division=990100&month=2026-09", 200, 200, 200),
    ("/figures/patents.valid_inventions/rows.csv?division=990100&month=2026-09", 200, 200, 200),
    ("/figures/patents.valid_inventions/rows.pdf?division=990100&month=2026-09", 404, 404, 404),
    ("/figures/patents.high_value_award/?division=990100&month=2026-09", 404, 404, 404),
    ("/figures/indicator/pledge.nothing/", 404, 404, 404),
    ("/figures/pledge.amount_per_deal/?division=990100&month=2026-09-ytd", 200, 200, 200),
    ("/figures/signing/", 302, 404, 200),
    ("/figures/signing/?period=2026-09", 302, 404, 200),
    ("/figures/restatements/", 200, 200, 200),
    ("/figures/bulletins/", 200, 200, 200),
    ("/figures/bulletins/draft/?kind=monthly&period=2026-09", 302, 404, 200),
    ("/figures/bulletins/draft/?kind=yearly&period=2026-09", 302, 404, 422),
    ("/figures/bulletins/7/", 404, 404, 404),
    ("/figures/pledge.deals/?division=990100&month=2026-10-ytd", 200, 200, 200),
    ("/figures/pledge.deals/?division=990100&month=never", 422, 422, 422),
    ("/audit/", 200, 200, 200),
    ("/audit/?example=draft", 200, 200, 200),
    ("/tools/", 200, 200, 200),
    ("/tools/annuity/", 200, 200, 200),
    (
        "/tools/annuity/?kind=invention&filed=2012-03-30&granted=2015-06-10&qualified=joint&paid=12 2023-07-08",
        200,
        200,
        200,
    ),
    ("/tools/annuity/?kind=invention&filed=never", 422, 422, 422),
    ("/tools/period/?start=2026-02-12&amount=5&unit=working_day&way=forward", 200, 200, 200),
    ("/tools/period/?start=2026-02-12&amount=5&unit=month&way=backward&pauses=2026-03-02", 422, 422, 422),
    ("/tools/working-days/?start=2026-09-18&to=2026-10-12", 200, 200, 200),
    ("/tools/working-days/?start=2026-02-10&days=15", 200, 200, 200),
    ("/tools/opposition/?published=2026-12-27", 200, 200, 200),
    ("/tools/number/?q=CN201420783905.0", 200, 200, 200),
    ("/law/", 200, 200, 200),
    ("/law/?q=中止", 200, 200, 200),
    ("/law/?q=没有这样的规定", 200, 200, 200),
    ("/law/?family=pledge", 200, 200, 200),
    ("/law/patent.annuity.invention/", 200, 200, 200),
    ("/law/no.such.key/", 404, 404, 404),
    ("/law/changes/", 200, 200, 200),
    ("/law/changes/?from=2026-12-31&to=2027-01-01", 200, 200, 200),
    ("/law/changes/?from=1900-01-01&to=1900-12-31", 200, 200, 200),
    ("/rulebook/", 302, 404, 200),
    ("/rulebook/pledge/", 302, 404, 200),
    ("/rulebook/pledge/compare/", 302, 404, 200),
    ("/rulebook/pledge/compare/?from=now&to=nothing", 302, 404, 404),
    ("/rulebook/pledge/publish/", 302, 404, 200),
    ("/rulebook/nothing/", 302, 404, 404),
    ("/rulebook/law/", 302, 404, 200),
    ("/rulebook/calendar/", 302, 404, 200),
    ("/rulebook/calendar/?year=2027", 302, 404, 200),
    ("/account/", 302, 200, 200),
    ("/account/login/", 200, 200, 200),
    ("/account/code/", 200, 200, 200),
    ("/account/claim/", 302, 200, 200),
    ("/account/organisations/{organisation}/", 302, 200, 404),
    ("/account/factor/", 302, 200, 200),
    ("/account/password/", 302, 200, 200),
    ("/account/passkeys/", 302, 200, 200),
    ("/account/people/", 302, 404, 404),
    ("/account/welcome/MQ/nonsense/", 404, 404, 404),
    ("/account/oidc/", 404, 404, 404),
    ("/account/identity/", 404, 404, 404),
    ("/account/tokens/", 302, 200, 200),
    ("/api/v1/docs", 200, 200, 200),
    ("/account/sessions/", 302, 200, 200),
    ("/account/session/", 200, 200, 200),
    ("/account/log/", 302, 200, 200),
    ("/account/deputies/", 302, 404, 200),
    ("/account/claims/", 302, 404, 200),
    ("/account/claims/{claim}/", 302, 404, 200),
    ("/inbox/", 302, 200, 200),
    ("/inbox/?scope=all", 302, 200, 200),
    ("/inbox/?case={supplementing}", 302, 200, 200),
    ("/inbox/count/", 200, 200, 200),
    ("/account/notices/", 302, 200, 200),
    ("/account/notices/confirm/?token=x", 302, 200, 200),
    ("/webhooks/", 302, 200, 404),
    ("/webhooks/{webhook}/", 302, 200, 404),
    ("/desk/cases/{forwarded}/packs/", 302, 404, 200),
    ("/components/", 200, 200, 200),
    ("/no/such/page/", 404, 404, 404),
]


@pytest.fixture
def all_there(figures: City, draft: int, signed: Letter) -> dict[str, Any]:
    """Names of everything that the paths speak of."""
    return {
        "right": figures.right,
        "draft": draft,
        "waiting": figures.waiting.number,
        "supplementing": figures.supplementing.number,
        "forwarded": figures.forwarded.number,
        "letter": signed.pk,
        "code": signed.code,
        "transferred": TRANSFERRED,
        "indication": INDICATION,
        "organisation": figures.waiting.organisation_id,
        "uscc": figures.waiting.organisation.uscc,
        "search": a_saved_search(),
        "claim": a_claim(),
        "round": Round.objects.get().pk,
        "sheet": Sheet.objects.get(division="990101").pk,
        "webhook": a_webhook(figures.waiting.organisation_id),
        "window": open_window(),
        "call": a_call(),
        **a_trade(),
    }


def test_pages_without_records_hold_no_chinese_when_read_in_english(figures: City) -> None:
    client = Client(headers={"accept-language": "en"})
    tools = ("annuity", "period", "working-days", "opposition", "number")
    paths = ("/search/", "/hall/", "/progress/", "/verify/", "/components/", "/no/such/page/", "/tools/", "/law/")
    for path in (*paths, *(f"/tools/{name}/" for name in tools)):
        html = client.get(path).content.decode()
        assert '<html lang="en">' in html
        main = re.sub(
            r"<code>.*?</code>|<aside>.*?</aside>", "", html[html.index("<h1") : html.index("</main>")], flags=re.DOTALL
        )
        assert re.findall(r"[\u4e00-\u9fff]+", main.replace("“锂电池”", "")) == [], path


def test_every_page_answers_each_as_it_should_without_styles_of_its_own_and_every_template_is_one_of_them(
    figures: City, all_there: dict[str, Any], draft: int, answers: dict[str, Any]
) -> None:
    """One visit for all three: visiting every page as three people is what takes the time."""
    seen: set[str] = set()

    def note(template: Any, **_: Any) -> None:
        if template.name:
            seen.add(template.name)

    template_rendered.connect(note)
    try:
        wrong = [told for path, *wanted in PAGES for told in _visited(figures, path.format(**all_there), wanted)]
        _visit_the_rest(figures, all_there, draft, answers)
    finally:
        template_rendered.disconnect(note)
    assert wrong == []
    shipped = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    assert shipped - seen == set()


def _visited(city: City, url: str, wanted: list[int]) -> Iterator[str]:
    """Yield what is wrong with a page for a visitor, a party and the office."""
    for who, status in zip((city.visitor, city.party, city.staff), wanted, strict=True):
        answer = who.get(url)
        if answer.status_code != status:
            yield f"{url}: {answer.status_code}, not {status}"
        if not answer["Content-Type"].startswith("text/html"):
            continue
        html = answer.content.decode()
        if re.search(r"\sstyle=|<style|\son[a-z]+=", html):
            yield f"{url}: a style or handler of its own"
        if not all(" src=" in tag for tag in re.findall(r"<script[^>]*>", html)):
            yield f"{url}: a script of its own"


def _visit_the_rest(city: City, there: dict[str, Any], draft: int, answers: dict[str, Any]) -> None:
    city.party.post(f"/hall/drafts/{draft}/", {**answers, "go": "next"})
    city.party.get(f"/hall/drafts/{draft}/check/")
    hand_in(draft, "application", "contract")
    city.party.get(f"/hall/drafts/{draft}/check/")
    city.party.post("/account/login/", {"username": "nobody", "password": "wrong"})
    city.visitor.post("/account/claim/", {"name": "写到一半，登录已经结束"})
    Client(enforce_csrf_checks=True).post("/progress/")
    city.party.post(f"/organisations/{there['uscc']}/rights/", {"numbers": "CN201529569456.7 nonsense"})
    city.visitor.post("/audit/", {"text": "专利授权量100件，同比增长5%；结案率90%，质押融资14311.5亿元。"})
    bring_a_table_in(city.client("tongji"))
    _the_pages_of_accounts(city)
    sign_the_returns(city, there)
    seen_whole(city, answers, draft)
    city.client("qianfa").post("/calls/new/", {"number": "2026/1"})
    Letter.objects.filter(pk=there["letter"]).update(state="draft")  # as it stood before it was reviewed
    city.client("shenhe").get(f"/letters/{there['letter']}/")
    _the_pages_for_faults(city)


def _the_pages_of_accounts(city: City) -> None:
    from django.conf import settings
    from django.test import override_settings

    link = access.add_account(None, "new.one", "新来")[1]
    city.visitor.get(f"/account/welcome/{link.person}/{link.token}/")
    city.client("anquan").get("/account/people/")
    with override_settings(OIDC={**settings.OIDC, "issuer": "https://id.example.cn", "client": "zhiquan"}):
        city.party.get("/account/identity/")


def sign_the_returns(city: City, there: dict[str, Any]) -> None:
    """See the return's pages as who fills it, and as who corrects it after it was signed."""
    city.client("donghu").get(f"/returns/sheets/{there['sheet']}/")
    returned = Sheet.objects.get(division="990102").pk
    city.client("xishan").get(f"/returns/sheets/{returned}/")
    tongji = city.client("tongji")
    tongji.post(f"/returns/{there['round']}/", {"go": "lock", "reason": "另三个县区下月补报"})
    city.client("qianfa").post(f"/returns/{there['round']}/", {"go": "sign"})
    tongji.get(f"/returns/sheets/{there['sheet']}/lines/1/")


def _the_pages_for_faults(city: City) -> None:
    import sqlite3

    from django.core.exceptions import RequestDataTooBig
    from django.db import OperationalError
    from django.test import RequestFactory

    from zhiquan.office.access.models import User
    from zhiquan.portal.web import errors
    from zhiquan.portal.web.answers import answering

    request = RequestFactory().get("/")
    request.user = User.objects.first()
    for view in (errors.bad_request, errors.forbidden, errors.not_found, errors.server_error):
        assert view(request).status_code in {400, 403, 404, 500}
    assert errors.bad_request(request, RequestDataTooBig()).status_code == 413

    def busy(_: Any) -> Any:
        held = sqlite3.OperationalError("database is locked")
        held.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise OperationalError from held

    assert answering(busy)(request).status_code == 503
    from zhiquan.scenes.reporting.models import FigureRun

    FigureRun.objects.update(current=False)
    city.visitor.get("/figures/")


def test_what_the_data_do_not_tell_of_stands_on_no_signing_sheet_as_a_zero(figures: City) -> None:
    silent = [(one, code) for one in current_runs() if one.run.rows for code in one.run.definition.get("unheld", ())]
    assert silent, "some view has rows, and an indicator that none of them can tell of"
    for current, code in silent:
        assert not FigureValue.objects.held_by(current.run).filter(indicator=code).exists(), code
    answered = figures.client("tongji").post("/figures/signing/?division=990100", follow=True).content.decode()
    assert "该数不详" not in answered
    assert re.search(r"已核定 [1-9]\d* 项", answered)
