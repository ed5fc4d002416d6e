"""Who is told what of a case, where, and that it is told once."""

from __future__ import annotations

import smtplib
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from tests.hall.cases.world import FORM, World, build

from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.services import assign
from zhiquan.hall.cases.ticking import tick
from zhiquan.hall.notices import services
from zhiquan.hall.notices.models import Happening, Notice
from zhiquan.hall.notices.selectors import inbox, preference_of, unread_count
from zhiquan.hall.notices.spreading import spread, sweep
from zhiquan.office.access.models import Delegation, Membership, Organisation, Post, User
from zhiquan.office.outbox.models import Parcel, State
from zhiquan.office.outbox.services import deliver
from zhiquan.rules.refusal import Refusal

ITEMS = {"items": "请补交质押合同"}


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    return build(monkeypatch)


@pytest.fixture
def mailing(world: World, settings: Any) -> World:
    settings.MAIL_FROM = "office@example.org"
    User.objects.filter(username="applicant").update(email="applicant@example.org")
    return world


def told(world: World, name: str) -> list[str]:
    """The sentences in somebody's inbox, the oldest first."""
    spread()
    rows, _ = inbox(world.actor(name), unread=False)
    return [row.said.zh for row in reversed(rows)]


def accepted(world: World) -> Case:
    return world.act(world.case(), "window", "accept", {})


def test_the_applicant_is_told_of_receipt_supplement_and_end_and_nobody_else_is(world: World) -> None:
    case = world.case()
    case = world.act(case, "window", "supplement", ITEMS)
    number = case.number
    assert told(world, "applicant") == [
        f"专利权质押登记办件 {number} 已收到。",
        f"专利权质押登记办件 {number}：“补正期限”已开始计算，请在2026年7月27日前办理。",
    ]
    world.act(case, "applicant", "withdraw", {"reason": "不办了"})
    assert told(world, "applicant")[-1] == f"专利权质押登记办件 {number} 已办结：已撤回。"
    for other in ("rival", "window", "examiner", "elsewhere"):
        assert told(world, other) == []


def test_what_happened_is_told_once_however_often_it_is_spread(world: World) -> None:
    world.case()
    assert (spread(), spread()) == (1, 0)
    Happening.objects.update(spread_at=None)  # as if a second tick had read it before the first committed
    spread()
    assert Notice.objects.count() == 1


def test_what_was_told_two_years_ago_is_removed(world: World) -> None:
    world.case()
    spread()
    world.clock.at += timedelta(days=729)
    assert sweep() == 0
    world.clock.at += timedelta(days=2)
    sweep()
    assert not Notice.objects.exists()


def test_an_act_that_is_taken_back_tells_nothing(world: World) -> None:
    with pytest.raises(Refusal):
        world.act(world.case(), "window", "accept", {}, version=7)
    assert Happening.objects.filter(kind="asked").count() == 0


def test_an_agency_is_told_of_its_principals_cases_as_far_as_its_mandate_reaches(world: World) -> None:
    agency = Organisation.objects.create(name="示例代理", uscc="91990101MA00000103", division="990101")
    world.member("agent", agency)
    other = Organisation.objects.create(name="别家代理", uscc="91990101MA00000209", division="990101")
    world.member("stranger", other)
    since, until = date(2026, 1, 1), date(2027, 1, 1)
    given = {"principal": world.firm, "given_by": world.users["applicant"], "given_at": world.clock.at}
    Delegation.objects.create(agent=agency, matters=["pledge"], valid_from=since, valid_to=until, **given)
    Delegation.objects.create(agent=other, matters=["open-licence"], valid_from=since, valid_to=until, **given)
    world.case()
    assert len(told(world, "agent")) == 1
    assert told(world, "stranger") == []


def test_who_has_left_the_firm_is_told_nothing_any_more(world: World) -> None:
    world.member("former", world.firm)
    Membership.objects.filter(user=world.users["former"]).update(ended_on=date(2026, 7, 1))
    world.case()
    assert told(world, "former") == []


def test_the_offices_time_is_for_the_handler_and_overdue_for_the_heads_as_well(world: World) -> None:
    case = accepted(world)
    assign(world.actor("head"), case.number, world.users["examiner"].pk, "examiner", key="assign")
    world.clock.turn(9)
    tick()
    spread()
    assert [len(told(world, name)) for name in ("examiner", "window", "head")] == [1, 0, 0]
    assert "还有" in told(world, "examiner")[0]
    world.clock.turn(20)
    tick()
    assert [len(told(world, name)) for name in ("examiner", "window", "head", "elsewhere")] == [
        3,
        0,
        2,
        0,
    ]  # promised, legal
    assert "尚未办结" in told(world, "head")[0]


def test_a_case_that_nobody_has_is_told_to_those_who_may_take_it_here_and_above(world: World) -> None:
    world.case()
    world.clock.turn(20)
    tick()
    names = ("window", "examiner", "city", "reviewer", "elsewhere", "applicant")
    said = {name: sum("届满" in one for one in told(world, name)) for name in names}
    assert said == {"window": 1, "examiner": 1, "city": 1, "reviewer": 0, "elsewhere": 0, "applicant": 0}


def test_a_partys_time_is_for_the_party(world: World) -> None:
    world.act(world.case(), "window", "supplement", ITEMS)
    world.clock.turn(24)
    tick()
    assert "“补正期限”于 2026-07-27 届满" in told(world, "applicant")[-1]
    assert told(world, "window") == []


def test_no_answer_of_a_form_is_in_a_notice_or_a_mail(mailing: World) -> None:
    world = mailing
    world.act(world.case(), "window", "supplement", ITEMS)
    world.clock.turn(24)
    tick()
    spread()
    deliver()
    everything = " ".join([*map(str, Happening.objects.values_list("text", "data")),
                           *(f"{one.subject} {one.body}" for one in mail.outbox)])  # fmt: skip
    assert len(mail.outbox) == 2  # asked, and its time limit; a receipt is not mailed unless one wants it
    for value in [*ITEMS.values(), *(str(answer) for answer in FORM.values() if len(str(answer)) > 2)]:
        assert value not in everything


def test_a_mail_holds_number_and_link_in_the_readers_language(mailing: World) -> None:
    world = mailing
    services.choose(world.actor("applicant"), ["opened"], "en")
    case = world.case()
    spread()
    assert (deliver(), deliver()) == (1, 0)
    (sent,) = mail.outbox
    assert sent.to == ["applicant@example.org"]
    assert case.number in sent.subject
    assert f"/cases/{case.number}/" in str(sent.body)
    assert "Sign in" in str(sent.body)
    assert sent.extra_headers["Message-ID"].startswith("<")


def test_only_what_somebody_wants_is_mailed_and_nothing_without_an_address_or_a_server(
    mailing: World, settings: Any
) -> None:
    world = mailing
    services.choose(world.actor("applicant"), ["decided", "nonsense"], "zh-hans")
    assert preference_of(world.users["applicant"].pk).mailed == ["decided"]
    with pytest.raises(Refusal) as refused:
        services.choose(world.actor("applicant"), ["opened"], "not-offered")
    assert refused.value.code == "notices.language"
    assert preference_of(world.users["applicant"].pk).mailed == ["decided"]
    case = world.act(world.case(), "window", "supplement", ITEMS)
    spread()
    assert Parcel.objects.count() == 0
    User.objects.filter(username="applicant").update(email="")
    world.act(case, "applicant", "withdraw", {"reason": "不办了"})
    spread()
    assert Parcel.objects.count() == 0
    settings.MAIL_FROM = ""
    User.objects.filter(username="applicant").update(email="applicant@example.org")
    services.choose(world.actor("applicant"), ["opened"], "zh-hans")
    world.case("another")
    spread()
    assert Parcel.objects.count() == 0
    assert unread_count(world.users["applicant"].pk) == 4


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"a": (550, b"no such user")}), State.DEAD),
        (smtplib.SMTPRecipientsRefused({"a": (450, b"busy")}), State.WAITING),
        (smtplib.SMTPDataError(451, b"later"), State.WAITING),
        (smtplib.SMTPDataError(554, b"no"), State.DEAD),
        (ConnectionRefusedError(), State.WAITING),
        (smtplib.SMTPServerDisconnected("after it was handed over"), State.UNKNOWN),
        (TimeoutError(), State.UNKNOWN),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_what_a_mail_server_says_decides_whether_a_mail_is_tried_again(
    mailing: World, monkeypatch: pytest.MonkeyPatch, error: Exception, state: State
) -> None:
    services.choose(mailing.actor("applicant"), ["opened"], "zh-hans")
    mailing.case()
    spread()

    def fails(message: Any) -> None:
        raise error

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fails)
    deliver()
    assert Parcel.objects.get().state == state


def test_an_inbox_is_read_one_by_one_by_case_or_as_a_whole_and_by_nobody_else(world: World) -> None:
    first, second = world.case("1"), world.case("2")
    world.act(first, "window", "supplement", ITEMS)
    spread()
    mine, rival = world.actor("applicant"), world.actor("rival")
    rows, _ = inbox(mine, unread=True, case=first.number)
    assert len(rows) == 2
    assert services.mark_read(rival, rows[0].pk) == 0
    assert services.mark_read(rival) == 0
    assert services.mark_read(mine, rows[0].pk) == 1
    assert services.mark_read(mine, case=first.number) == 1
    assert [row.happening.case_number for row in inbox(mine, unread=True)[0]] == [second.number]
    assert services.mark_read(mine) == 1
    assert unread_count(world.users["applicant"].pk) == 0


def test_a_long_inbox_is_read_page_by_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhiquan.hall.notices.selectors.PAGE", 2)
    for n in range(3):
        world.case(str(n))
    spread()
    mine = world.actor("applicant")
    first, go_on = inbox(mine, unread=False)
    second, end = inbox(mine, unread=False, before=go_on)
    assert (len(first), len(second), end) == (2, 1, 0)


def test_an_address_is_taken_when_its_reader_confirms_it_signed_in(mailing: World) -> None:
    mine, rival = mailing.actor("applicant"), mailing.actor("rival")
    services.propose_address(mine, " new@example.org ")
    deliver()
    (sent,) = mail.outbox
    assert sent.to == ["new@example.org"]
    assert User.objects.get(username="applicant").email == "applicant@example.org"
    token = str(sent.body).split("token=")[1].split()[0]
    for wrong in (lambda: services.confirm_address(rival, token), lambda: services.confirm_address(mine, token + "x")):
        with pytest.raises(Refusal):
            wrong()
    assert services.confirm_address(mine, token) == "new@example.org"
    services.propose_address(mine, "")
    assert User.objects.get(username="applicant").email == ""
    with pytest.raises(Refusal):
        services.propose_address(mine, "no address")


def test_nobody_makes_the_office_write_to_strangers_again_and_again(mailing: World) -> None:
    mine = mailing.actor("applicant")
    for n in range(services.MOST_PROPOSED):
        services.propose_address(mine, f"stranger{n}@example.org")
    with pytest.raises(Refusal, match="一天内"):
        services.propose_address(mine, "one-more@example.org")
    services.propose_address(mailing.actor("rival"), "rival@example.org")
    mailing.clock.at += timedelta(days=1)
    services.propose_address(mine, "one-more@example.org")
    assert Parcel.objects.count() == services.MOST_PROPOSED + 2


def test_a_deputy_is_told_in_place_of_whoever_holds_the_post(world: World) -> None:
    from zhiquan.office.access.models import Deputy

    stand_in = User.objects.create_user(username="stand-in")
    world.users["stand-in"] = stand_in
    post = Post.objects.get(user=world.users["examiner"])
    Deputy.objects.create(
        post=post, user=stand_in, named_by=world.users["examiner"], named_at=world.clock.at,
        valid_from=date(2026, 7, 1), valid_to=date(2026, 8, 1),
    )  # fmt: skip
    world.case()
    world.clock.turn(20)
    tick()
    assert len(told(world, "stand-in")) == 1
