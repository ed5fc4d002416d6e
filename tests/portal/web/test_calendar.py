"""The calendar's page: a notice is tried on the open cases before it is in force."""

from __future__ import annotations

from tests.portal.web.conftest import City


def test_a_notice_is_tried_before_it_is_in_force(city: City) -> None:
    staff, path, due = city.client("chuangkou"), "/rulebook/calendar/", city.forwarded.due_on
    assert due is not None
    tried = staff.post(path, {"year": str(due.year), "rest": f"放假 {due} {due}", "working": ""})
    moved = {one.number: (one.was, one.now) for one in tried.context["ahead"].moved}
    was, now = moved[city.forwarded.number]
    assert was == due < now
    assert f"from: {due}" in tried.content.decode()
    city.forwarded.refresh_from_db()
    assert city.forwarded.due_on == due, "nothing is written"


def test_a_notice_that_cannot_be_read_is_told_with_its_line_and_stays(city: City) -> None:
    for wrong in ("春节 never", "春节 2027-02-11 2027-02-05", "", "春节 1999-02-11"):
        answer = city.staff.post("/rulebook/calendar/", {"year": "2027", "rest": wrong})
        assert answer.status_code == 422, wrong
        assert answer.context["notice"].rest == wrong
    contradiction = {"year": "2027", "rest": "放假 2027-02-06", "working": "2027-02-06"}
    assert "互相矛盾" in city.staff.post("/rulebook/calendar/", contradiction).content.decode()
    assert city.party.get("/rulebook/calendar/").status_code == 404
