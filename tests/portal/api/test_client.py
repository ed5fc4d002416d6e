"""The client of the guide against a running site: it searches, applies, follows and verifies."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from tests.portal.api.conftest import token
from tests.portal.web.alone import city as city  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import City, docx
from tests.portal.web.desk_work import open_window

from zhiquan.hall.cases.models import Case
from zhiquan.hall.letters.models import Letter
from zhiquan.office.registers.services import enter
from zhiquan.office.returns.models import Sheet
from zhiquan.portal.demo.cases import MATERIALS
from zhiquan.settings.now import today

pytestmark = pytest.mark.django_db(transaction=True)
GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "api_client.py"


@pytest.fixture(scope="module")
def guide() -> ModuleType:
    spec = importlib.util.spec_from_file_location("api_client", GUIDE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_client_searches_applies_follows_and_verifies(
    signed: Letter, city: City, live_server: Any, guide: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = guide.Zhiquan(live_server.url, token("qiye"))
    hits = list(client.search("TI=装置", limit=50))
    assert len(hits) == len({hit["key"] for hit in hits}) > 50, "every hit once, over several pages"
    papers = {name: tmp_path / f"{name}.docx" for name in MATERIALS}
    for path in papers.values():
        path.write_bytes(docx())
    case = client.apply("pledge", city.waiting.organisation_id, city.waiting.draft.form, papers)
    assert case["secret"]
    followed = client.follow(case["number"])
    assert (followed["state_label"]["en"], followed["version"]) == ("Submitted", case["version"])
    waiting = client.follow(city.supplementing.number)
    client.answer(waiting, "answer_supplement", {"note": "已补正"})
    with pytest.raises(guide.Problem) as refused:
        client.answer(waiting, "answer_supplement", {"note": "已补正"})
    assert (refused.value.status, refused.value.code) == (409, "cases.changed")
    (letter,) = client.letters(signed.case.number)
    visitor = guide.Zhiquan(live_server.url)
    assert visitor.verify(client.download(letter["id"]))["valid"]
    fee = next(client.fees(city.waiting.organisation_id))
    assert client.paid(city.waiting.organisation_id, fee, today().isoformat())["year"] == fee["year"]
    assert fee not in client.fees(city.waiting.organisation_id)
    _what_the_office_offers(client, guide, live_server.url, city)
    _a_broken_connection(client, guide, monkeypatch, city)
    for one in (client, visitor):
        one.close()


def _what_the_office_offers(client: Any, guide: ModuleType, site: str, city: City) -> None:
    """An organisation's file, its entries, a slot at a window, and a return that is reported."""
    file = client.organisation(city.waiting.organisation.uscc)
    assert file["name"] == city.waiting.organisation.name
    for number in ("Y2026990000001", "Y2026990000002"):
        enter("pledge", number, "990100", [city.right], {}, today(), None, city.waiting.number)
    assert [one["number"] for one in client.entries("pledge", limit=1)] == ["Y2026990000002", "Y2026990000001"]
    desk = open_window()
    taken = [client.book(desk, "林晓禾", "0000-1234567", "pledge") for _ in range(2)]
    assert {one["state"] for one in taken} == {"booked"}
    assert len({(one["day"], one["starts"]) for one in taken}) == 2, "nobody books the same slot twice"
    county = guide.Zhiquan(site, token("xishan"))
    sheet = Sheet.objects.get(division="990102")
    day = f"{sheet.round.period}-15"
    row = {"held-on": day, "title": "商标品牌建设讲座", "kind": "brand", "organiser": "西山区市场监督管理局",
           "persons": "40", "firms": "12", "online": "on-site"}  # fmt: skip
    with pytest.raises(SystemExit, match="1 persons"):
        county.report(sheet.pk, [{**row, "persons": "四十"}])
    assert county.report(sheet.pk, [row])["state"] == "submitted"
    county.close()


def _a_broken_connection(client: Any, guide: ModuleType, monkeypatch: pytest.MonkeyPatch, city: City) -> None:
    """The answer to a POST is lost on the way: tried again with its key, nothing is done twice."""
    cases, real, broken = Case.objects.count(), client.http.request, []

    def lossy(method: str, path: str, **more: Any) -> httpx.Response:
        answer: httpx.Response = real(method, path, **more)
        if path.endswith("/withdraw") and not broken:
            broken.append(path)
            raise httpx.ReadError("lost")
        return answer

    monkeypatch.setattr(client.http, "request", lossy)
    monkeypatch.setattr(guide.time, "sleep", lambda _: None)
    body = {"reason": "不办了", "version": city.waiting.version}
    told = client._post(f"/cases/{city.waiting.number}/withdraw", body)
    assert broken
    assert told["version"] == Case.objects.get(number=city.waiting.number).version == city.waiting.version + 1
    assert Case.objects.count() == cases
