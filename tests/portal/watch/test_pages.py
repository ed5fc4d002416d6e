"""Keeping a search from its results, the list, the page of one, and the private feed."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from tests.portal.watch.world import Library, asked, saved, told, user
from tests.records.making import number

from zhiquan.portal.watch import services
from zhiquan.portal.watch.looking import look
from zhiquan.portal.watch.models import SavedSearch

ATOM = "{http://www.w3.org/2005/Atom}"


def client(name: str = "lin") -> Client:
    made = Client()
    made.force_login(user(name))
    return made


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def feed_of(search: SavedSearch, by: Client) -> str:
    by.post(f"/searches/{search.pk}/", {"go": "feed"})
    found = re.search(r'href="http://testserver(/feeds/[^"]+)"', text(by.get(f"/searches/{search.pk}/")))
    assert found is not None
    return found[1]


def test_a_search_is_kept_from_its_results_by_somebody_who_signs_in_on_the_way(library: Library) -> None:
    offered = re.search(r'href="(/searches/new/[^"]+)"', text(Client().get("/search/", {"q": "TI=电池", "wide": "1"})))
    assert offered is not None
    there = unescape(offered[1])
    asked_to_sign_in = Client().get(there)
    assert asked_to_sign_in.status_code == 302
    assert "/searches/new/" in unescape(asked_to_sign_in["Location"])
    lin = client()
    assert "TI=电池" in text(lin.get(there))
    kept = lin.post(there, {"name": "电池 专利", "pace": "weekly"}, follow=True)
    assert "检索已保存" in text(kept)
    held = SavedSearch.objects.get()
    assert held.asked == asked("TI=电池", wide=True)
    assert (held.name, held.pace, held.seen) == ("电池 专利", "weekly", 1)
    assert "/search/?q=TI%3D" in text(lin.get("/searches/"))


def test_nothing_typed_is_lost_when_a_name_is_taken(library: Library) -> None:
    saved(name="电池")
    again = client().post("/searches/new/?q=阀门", {"name": "电池", "pace": "weekly"})
    assert again.status_code == 422
    assert "请换一个名称" in text(again)
    assert 'value="weekly" checked' in text(again)


def test_a_query_that_cannot_be_read_is_refused_where_it_is_typed(library: Library) -> None:
    search = saved()
    wrong = client().post(f"/searches/{search.pk}/", {"go": "change", "name": "新名", "q": "TI=(电池", "pace": "daily"})
    assert wrong.status_code == 422
    assert 'value="TI=(电池"' in unescape(text(wrong))
    assert client().get("/searches/new/?q=TI=(").status_code == 422
    assert client().post("/searches/new/?q=电池", {"name": " ", "pace": "daily"}).status_code == 422
    assert client().post("/searches/new/?q=电池", {"name": "x", "pace": "never"}).status_code == 422


def test_one_keeps_no_more_searches_than_can_be_asked(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST", 1)
    saved()
    assert "最多保存 1 个" in text(client().post("/searches/new/?q=阀门", {"name": "阀门", "pace": "daily"}))


def test_what_was_told_is_listed_and_the_inbox_leads_there(library: Library) -> None:
    from zhiquan.hall.notices.spreading import spread

    search = saved()
    library.brings("电池隔膜", serials=(3,))
    look()
    spread()
    lin = client()
    assert f'href="/searches/{search.pk}/"' in text(lin.get("/inbox/"))
    page = text(lin.get(f"/searches/{search.pk}/"))
    assert f'href="/rights/{number(3)}/"' in page
    assert "新入库" in page


def test_a_search_is_its_owners_alone(library: Library) -> None:
    search, other = saved(), client("wang")
    assert other.get(f"/searches/{search.pk}/").status_code == 404
    assert other.post(f"/searches/{search.pk}/", {"go": "remove"}).status_code == 404
    assert search.name not in text(other.get("/searches/"))
    assert Client().get("/searches/").status_code == 302
    client().post(f"/searches/{search.pk}/", {"go": "remove"})
    assert not SavedSearch.objects.exists()


def test_the_feed_is_atom_as_the_standard_asks(library: Library) -> None:
    search, lin = saved(), client()
    library.brings("电池<隔膜>&", serials=(3, 4))
    look()
    sent = Client().get(feed_of(search, lin))
    assert sent["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(sent.content)
    assert root.tag == f"{ATOM}feed"
    for parent in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):  # RFC 4287, 4.1.1 and 4.1.2: exactly one of each
            (one,) = parent.findall(f"{ATOM}{name}")
            assert one.text
        assert datetime.fromisoformat(str(parent.findtext(f"{ATOM}updated"))).tzinfo is not None
        assert [link.get("href", "")[:4] for link in parent.findall(f"{ATOM}link")][:1] == ["http"]
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert {link.get("rel") for link in root.findall(f"{ATOM}link")} == {"alternate", "self"}
    entries = root.findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}title") for one in entries] == ["电池<隔膜>&"] * 2
    ids = [one.findtext(f"{ATOM}id") for one in entries]
    assert len(set(ids)) == len(told(search)) == 2
    assert max(str(one.findtext(f"{ATOM}updated")) for one in entries) == root.findtext(f"{ATOM}updated")


def test_an_empty_feed_is_a_feed_and_an_unchanged_one_is_not_sent_again(library: Library) -> None:
    search, lin = saved(), client()
    address = feed_of(search, lin)
    first = Client().get(address)
    assert ET.fromstring(first.content).findtext(f"{ATOM}updated")
    assert Client().get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    library.brings("电池", serials=(3,))
    look()
    assert Client().get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_feeds_address_cannot_be_guessed_and_is_taken_back_at_once(library: Library) -> None:
    search, lin = saved(), client()
    first = feed_of(search, lin)
    second = feed_of(search, lin)
    assert first != second
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    assert Client().get(second.replace(f"{search.pk}.2", f"{search.pk}.1")).status_code == 404
    lin.post(f"/searches/{search.pk}/", {"go": "no-feed"})
    assert Client().get(second).status_code == 404
    third = feed_of(search, lin)
    assert Client().get(second).status_code == 404, "an old address never opens again"
    user().__class__.objects.update(is_active=False)
    assert Client().get(third).status_code == 404
