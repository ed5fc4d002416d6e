"""What the tick tells the owners of saved searches: everything that is new, once, when each wants to hear of it."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from tests.portal.watch.world import FRIDAY, Library, actor, said, saved, told, user
from tests.records.making import number

from zhiquan.office.outbox.services import deliver
from zhiquan.portal.watch import looking, services
from zhiquan.portal.watch.looking import look
from zhiquan.portal.watch.models import Edition, Pace, SavedSearch
from zhiquan.portal.watch.pace import next_look


def test_what_is_imported_after_saving_is_told_once(library: Library) -> None:
    search = saved()
    assert look() == 0, "what was there when it was saved is not new"
    library.brings("电池隔膜", serials=(3, 4))
    assert (look(), look()) == (1, 0)
    assert set(told(search)) == {number(3), number(4)}
    assert said() == ["检索“电池”有 2 件新记录。"]
    edition = Edition.objects.get()
    assert (edition.since, edition.version, edition.count, edition.came) == (1, 2, 2, 2)


def test_nothing_is_told_before_the_index_can_find_it_and_nothing_is_missed_then(library: Library) -> None:
    search = saved()
    library.brings("电池", serials=(3,), indexed=False)
    assert look() == 0
    library.brings("电池", serials=(4,))
    look()
    assert set(told(search)) == {number(3), number(4)}


def test_a_record_that_went_and_came_again_is_not_told_twice(library: Library) -> None:
    search = saved()
    library.brings("电池", serials=(3,))
    look()
    library.lake.rollback(1)
    library.built_anew()
    look()
    library.brings("电池", serials=(3, 4))
    look()
    assert told(search) == [number(3), number(4)]


def test_a_record_that_fits_since_its_data_changed_is_told_as_such(library: Library) -> None:
    search = saved("传感器")
    library.brings("传感器", serials=(1,))
    look()
    assert [(one.key, one.came) for one in search.told.all()] == [(number(1), False)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"within": "TI=隔膜"}, {number(4)}),
        ({"q": "#1 NOT TI=隔膜", "sets": ["电池"]}, {number(3)}),
        ({"q": "隔膜 涂层", "mode": "smart"}, {number(4)}),
    ],
    ids=["within", "sets", "smart"],
)
def test_every_kind_of_search_is_asked_as_it_was_saved(
    library: Library, changes: dict[str, Any], expected: set[str]
) -> None:
    search = saved(**{"q": "电池", **changes})
    library.brings("电池", serials=(3,))
    library.brings("电池 隔膜", serials=(4,))
    look()
    assert set(told(search)) == expected


def test_mail_goes_to_who_wants_it_and_names_nothing_of_the_search(library: Library, settings: Any) -> None:
    settings.MAIL_FROM = "office@example.org"
    user().__class__.objects.filter(username="lin").update(email="lin@example.org")
    search = saved(name="对手的电池")
    library.brings("电池", serials=(3,))
    look()
    said()
    deliver()
    (sent,) = mail.outbox
    assert sent.to == ["lin@example.org"]
    assert f"/searches/{search.pk}/" in str(sent.body)
    assert "电池" not in sent.subject + str(sent.body)


def test_who_is_told_daily_hears_at_eight_of_all_that_came_since(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [FRIDAY]
    for module in (looking, services):
        monkeypatch.setattr(module, "now", lambda: clock[0])
    search = saved(pace="daily")
    library.brings("电池", serials=(3,))
    assert look() == 0
    library.brings("电池", serials=(4,))
    clock[0] = FRIDAY.replace(hour=8, minute=0) + timedelta(days=1)
    assert look() == 1
    assert said() == ["检索“电池”有 2 件新记录。"]
    clock[0] += timedelta(days=1)
    assert look() == 0
    library.brings("电池", serials=(5,))
    clock[0] += timedelta(hours=4)
    assert look() == 0, "a day on which nothing came is over; what comes at noon waits for the morning"
    clock[0] += timedelta(hours=20)
    assert look() == 1
    assert len(told(search)) == 3


@pytest.mark.parametrize(
    ("pace", "after", "days"),
    [
        (Pace.DAILY, FRIDAY, 1),
        (Pace.DAILY, FRIDAY.replace(hour=7), 0),
        (Pace.DAILY, FRIDAY.replace(hour=8, minute=0), 1),
        (Pace.WEEKLY, FRIDAY, 3),
        (Pace.WEEKLY, FRIDAY.replace(day=23, hour=7), 3),
        (Pace.WEEKLY, FRIDAY.replace(day=23, hour=9), 10),
    ],
)
def test_the_next_look_is_at_eight_of_the_day(pace: Pace, after: datetime, days: int) -> None:
    assert next_look(pace, after) == FRIDAY.replace(hour=8, minute=0) + timedelta(days=days)
    assert next_look(Pace.AT_ONCE, after) == after


def test_a_search_that_can_no_longer_be_read_is_told_once_and_misses_nothing(library: Library) -> None:
    search = saved()
    SavedSearch.objects.update(asked={**search.asked, "q": "GONE=(电池"})
    library.brings("电池", serials=(3,))
    assert (look(), look()) == (1, 0)
    (sentence,) = said()
    assert "无法执行" in sentence
    assert "不会遗漏" in sentence
    search.refresh_from_db()
    assert search.said is not None
    library.brings("电池", serials=(4,))
    services.change(actor(), search.pk, search.name, "电池", "at_once")
    assert look() == 1
    assert set(told(search)) == {number(3), number(4)}
    search.refresh_from_db()
    assert search.said is None


def test_a_broken_search_keeps_no_other_from_its_turn(library: Library) -> None:
    broken, sound = saved(name="坏"), saved(name="好")
    SavedSearch.objects.filter(pk=broken.pk).update(asked={**broken.asked, "q": "(("})
    library.brings("电池", serials=(3,))
    assert look() == 2
    assert told(sound) == [number(3)]


def test_data_built_anew_are_told_as_such_and_counted_from_then(library: Library) -> None:
    for serial in (3, 4, 5):
        library.brings("阀门", serials=(serial,))
    search = saved()
    shutil.rmtree(library.data.lake)
    library.brings("电池", serials=(7,), indexed=False)
    assert look() == 0, "the index still is of the data that are gone"
    library.built_anew()
    assert look() == 1
    search.refresh_from_db()
    assert search.seen == 1
    assert "重新开始" in said()[0]


def test_nobody_who_left_is_told(library: Library) -> None:
    search = saved()
    user().__class__.objects.update(is_active=False)
    library.brings("电池", serials=(3,))
    assert look() == 0
    assert told(search) == []


def test_a_search_changed_while_it_is_looked_at_is_left_for_the_next_time(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = saved()
    library.brings("电池", serials=(3,))
    real = looking.arrivals

    def meanwhile(*given: Any) -> Any:
        monkeypatch.setattr(looking, "arrivals", real)
        services.change(actor(), search.pk, "阀门", "阀门", "at_once")
        return real(*given)

    monkeypatch.setattr(looking, "arrivals", meanwhile)
    assert look() == 0
    assert told(search) == []
    search.refresh_from_db()
    assert search.seen == 1
