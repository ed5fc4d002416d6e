"""The law book's pages: found, counted, compared as the book has it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.portal.web.conftest import City

from zhiquan.definitions.shelf import law_book
from zhiquan.portal.web.lawbook.ahead import turns
from zhiquan.portal.web.lawbook.families import families
from zhiquan.portal.web.lawbook.reading import entries, limit_query, prolonged_by, standing, versions_of
from zhiquan.rules.law import OFFICIAL, value_text
from zhiquan.settings import now

pytestmark = pytest.mark.django_db
BOOK = law_book()
WINDOW = "trademark.opposition.window"


@pytest.fixture(autouse=True)
def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is 22 November 2026."""
    monkeypatch.setattr(now, "now", lambda: now.datetime(2026, 11, 22, 12, tzinfo=now.SHANGHAI))


def asked(path: str, status: int = 200, **answers: str) -> Any:
    answer = Client().get(path, answers)
    assert answer.status_code == status
    return answer


def shown(path: str, status: int = 200, **answers: str) -> str:
    return str(asked(path, status, **answers).content.decode())


def test_the_families_count_every_provision_once() -> None:
    found = families(BOOK)
    assert sum(one.total for one in found) == len(BOOK)
    assert sum(one.verified for one in found) == sum(p.sure for p in BOOK)
    assert len({one.word for one in found}) == len(found)
    html = shown("/law/")
    assert all(one.name.zh in html for one in found)


def test_a_word_finds_what_the_book_finds_and_two_words_narrow_it() -> None:
    one = asked("/law/", q="商标法").context["entries"]
    two = asked("/law/", q="商标法 第三十六条").context["entries"]
    assert {entry.shown.key for entry, _ in one} == {p.key for p in BOOK.find("商标法")}
    assert 0 < len(two) < len(one)
    assert WINDOW in {entry.shown.key for entry, _ in two}


def test_a_family_lists_its_own_and_a_word_in_it_stays_inside() -> None:
    for answers in ({"family": "pledge"}, {"family": "pledge", "q": "登记"}):
        found = asked("/law/", **answers).context["entries"]
        assert found
        assert {entry.shown.key.split(".")[0] for entry, _ in found} == {"pledge"}


def test_a_word_that_is_nowhere_is_told() -> None:
    assert "没有规定包含“没有的词”" in shown("/law/", q="没有的词")


def test_a_list_shows_the_version_in_force() -> None:
    entry = next(one for one in entries(BOOK, date(2026, 11, 22)) if one.shown.key == WINDOW)
    assert (entry.shown.number, entry.standing, entry.versions) == (3, "now", 2)
    later = next(one for one in entries(BOOK, date(2027, 1, 1)) if one.shown.key == WINDOW)
    assert later.shown.number == 2


def test_a_provision_shows_all_versions_with_source_value_and_standing() -> None:
    html = shown(f"/law/{WINDOW}/")
    old, new = (BOOK.at(WINDOW, day) for day in (date(2026, 12, 31), date(2027, 1, 1)))
    for version in (old, new):
        assert value_text(version).zh in html
        assert version.source.text().zh in html
    assert html.index("将施行") < html.index("现行"), "the newest stands first"
    assert (standing(old, date(2026, 11, 22)), standing(new, date(2026, 11, 22))) == ("now", "ahead")
    assert standing(old, date(2027, 1, 1)) == "past"


def test_the_article_in_force_is_the_title_and_the_text_compared_is_named() -> None:
    html = shown(f"/law/{WINDOW}/")
    assert "<h1>《商标法》（2019年修正）第三十三条</h1>" in html
    assert ".md<" not in html
    assert "核对所据" in html
    official = next(p for p in BOOK if p.verified_in == OFFICIAL)
    assert "官方公布文本" in shown(f"/law/{official.key}/")


def test_what_is_not_verified_says_so_with_its_note() -> None:
    unsure = next(p for p in BOOK if not p.sure and p.note)
    html = shown(f"/law/{unsure.key}/")
    assert "待核对" in html
    assert unsure.note is not None
    assert unsure.note.zh in html


def test_a_limit_leads_to_the_calculator_and_a_fee_does_not() -> None:
    old = BOOK.at(WINDOW, date(2026, 11, 22))
    assert limit_query(old) == f"?amount=3&unit=month&law={WINDOW}"
    assert limit_query(BOOK.at("patent.annuity.invention", date(2026, 11, 22))) == ""
    answer = Client().get(f"/tools/period/{limit_query(old)}&start=2026-11-02&way=forward")
    assert answer.context["found"]["ledger"].provision_key == WINDOW


def test_an_extension_is_named_beside_what_it_prolongs() -> None:
    assert prolonged_by(BOOK, "trademark.opposition.decision") == ("trademark.opposition.extension",)
    assert "trademark.opposition.extension" in shown("/law/trademark.opposition.decision/")


def test_the_matters_that_rest_on_a_provision_are_named(city: City) -> None:
    assert 'href="/hall/pledge/"' in city.visitor.get("/law/pledge.registration/").content.decode()
    assert 'href="/hall/pledge/"' not in city.visitor.get(f"/law/{WINDOW}/").content.decode()


def test_a_key_that_is_not_in_the_book_does_not_exist() -> None:
    assert "规则库中没有 no.such.key" in shown("/law/no.such.key/", 404)
    assert versions_of(BOOK, WINDOW)[0].number == 2


def test_the_turn_of_the_year_is_set_side_by_side_as_the_book_has_it() -> None:
    page = asked("/law/changes/", **{"from": "2026-12-31", "to": "2027-01-01"})
    changes = BOOK.changes(date(2026, 12, 31), date(2027, 1, 1))
    listed = [change for change, *_ in (*page.context["rows"], *page.context["same"])]
    assert sorted(change.key for change in listed) == sorted(change.key for change in changes)
    kinds = page.context["kinds"]
    assert sum(kinds.values()) + len(page.context["same"]) == page.context["total"] == len(changes)
    window = next(row for row in page.context["rows"] if row[0].key == WINDOW)
    assert (window[1].zh, window[2].zh) == ("3个月", "2个月")
    assert window[0].before.source.text().zh in page.content.decode()
    assert window[0].after.source.text().zh in page.content.decode()


def test_without_dates_the_next_change_is_shown() -> None:
    page = asked("/law/changes/")
    assert (page.context["from"], page.context["to"]) == (date(2026, 12, 31), date(2027, 1, 1))


def test_a_date_that_cannot_be_read_is_told_and_dates_that_run_backwards_are_exchanged() -> None:
    assert "读不懂" in shown("/law/changes/", **{"from": "soon"})
    page = asked("/law/changes/", **{"from": "2027-01-01", "to": "2026-12-31"})
    assert page.context["from"] < page.context["to"]
    assert "已对调" in page.content.decode()


def test_a_span_without_change_says_so() -> None:
    assert "没有变化" in shown("/law/changes/", **{"from": "1900-01-01", "to": "1900-12-31"})


def test_the_front_page_tells_what_will_change_and_only_that(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = turns(BOOK, date(2026, 11, 22))[0]
    html = city.visitor.get("/").content.decode()
    assert "将要变化的规定" in html
    assert f"/law/changes/{ahead.query}".replace("&", "&amp;") in html
    monkeypatch.setattr(now, "now", lambda: now.datetime(2200, 1, 1, tzinfo=now.SHANGHAI))
    assert "将要变化的规定" not in city.visitor.get("/").content.decode()
