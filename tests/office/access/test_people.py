"""Accounts, posts and the three administrators 三员: who makes what, who may not, and what the log says of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.office.access.conftest import Place

from zhiquan.office.access import register, services
from zhiquan.office.access.models import AccountEvent, Department, Deputy, Passkey, Post, User
from zhiquan.office.access.roles import ADMINISTRATORS, STAFF_ROLES, Role
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.now import now, today


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    return pytest.RaisesExc(Refusal, check=lambda refusal: refusal.code == code)


@pytest.fixture
def office(place: Place) -> Place:
    """The city's three administrators, an officer of its district, one of another city."""
    for name, role in (("system", Role.ADMINISTRATOR), ("security", Role.SECURITY), ("audit", Role.AUDIT)):
        place.post(name, role, "990100")
    place.post("examiner", Role.EXAMINER, "990101")
    place.post("far", Role.EXAMINER, "980101")
    return place


def test_the_system_administrator_makes_an_account_whose_person_sets_the_password_once(office: Place) -> None:
    user, link = services.add_account(office.actor("system"), "zhou.min", "周敏", "10.0.0.1")
    assert not user.has_usable_password()
    assert services.by_link(link) == user
    user.set_password("four-new-words-2026")
    user.save()
    with refused("access.no-link"):
        services.by_link(link)
    for wrong in (services.Link("x", link.token), services.Link(link.person, "x"), services.Link("////", "")):
        with refused("access.no-link"):
            services.by_link(wrong)
    newer = services.new_link(office.actor("system"), "zhou.min")
    assert not User.objects.get(pk=user.pk).has_usable_password(), "the old password is void at once"
    assert services.by_link(newer) == user
    told = AccountEvent.objects.order_by("pk").values_list("kind", "name", "by__username", "address")
    assert list(told) == [("created", "zhou.min", "system", "10.0.0.1"), ("link-made", "zhou.min", "system", "")]


@pytest.mark.parametrize(
    ("username", "name", "code"),
    [
        ("a", "周敏", "access.username"), ("1abc", "周敏", "access.username"), ("周敏", "周敏", "access.username"),
        ("EXAMINER", "周敏", "access.username-taken"), ("zhoumin", "  ", "access.display-name"),
    ],
)  # fmt: skip
def test_an_account_that_could_be_taken_for_another_is_not_made(
    office: Place, username: str, name: str, code: str
) -> None:
    with refused(code):
        services.add_account(office.actor("system"), username, name)


@pytest.mark.parametrize("who", ["security", "audit", "examiner", "boss"])
def test_nobody_but_the_system_administrator_makes_accounts_and_departments(office: Place, who: str) -> None:
    actor = office.actor(who)
    for step in (
        lambda: services.add_account(actor, "zhoumin", "周敏"),
        lambda: services.new_link(actor, "examiner"),
        lambda: services.close_account(actor, "examiner"),
        lambda: services.reopen_account(actor, "examiner"),
        lambda: services.add_department(actor, "窗口", "990101"),
    ):
        with refused("access.not-system"):
            step()


@pytest.mark.parametrize("who", ["system", "audit", "examiner", "boss"])
def test_nobody_but_the_security_administrator_gives_posts_and_clears_factors(office: Place, who: str) -> None:
    actor, department = office.actor(who), Department.objects.get(division="990101")
    for step in (
        lambda: services.appoint(actor, office.user("clerk"), department, Role.WINDOW, today()),
        lambda: services.end_post(actor, Post.objects.get(user__username="examiner").pk),
        lambda: services.clear_factors(actor, "examiner"),
    ):
        with refused("access.not-security"):
            step()


@pytest.mark.parametrize("held", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("wanted", sorted(STAFF_ROLES))
def test_nobody_is_two_of_the_three_nor_one_of_them_and_an_officer(office: Place, held: Role, wanted: Role) -> None:
    department = Department.objects.get(division="990101")
    one = office.post("one", held).user
    with refused("access.held-already" if held == wanted else "access.conflict"):
        services.appoint(office.actor("security"), one, department, wanted, today())


def test_the_first_security_administrator_is_founded_by_who_operates_the_machine_and_no_second(place: Place) -> None:
    department = services.add_department(None, "局机关", "990100")
    services.found_security(place.user("first"), department)
    with refused("access.security-there"):
        services.found_security(place.user("second"), department)
    event = AccountEvent.objects.get()
    assert (event.kind, event.name, event.by, event.how[:15]) == ("appointed", "first", None, "security 990100")


def test_posts_and_deputies_are_logged_with_who_did_it(office: Place) -> None:
    department = Department.objects.get(division="990101")
    post = services.appoint(office.actor("security"), office.user("new"), department, Role.WINDOW, today())
    named = services.name_deputy(office.actor("new"), post.pk, "examiner", today(), today())
    services.end_deputy(office.actor("examiner"), named.pk)
    services.end_post(office.actor("security"), post.pk)
    mark = f"window 990101 #{post.pk}"
    assert list(AccountEvent.objects.order_by("pk").values_list("kind", "name", "by__username", "how")) == [
        ("appointed", "new", "security", mark), ("deputy-named", "examiner", "new", mark),
        ("deputy-ended", "examiner", "examiner", mark), ("post-ended", "new", "security", mark),
    ]  # fmt: skip


def test_the_register_shows_each_administrator_the_posts_of_the_own_places(office: Place) -> None:
    seen = {
        who: {row.username for row in register.posts_for(office.actor(who), today())}
        for who in ("system", "security", "audit")
    }
    assert seen == {who: {"system", "security", "audit", "examiner"} for who in seen}
    assert "far" in {row.username for row in register.posts_for(None, today())}
    rows = register.posts_for(None, today(), role="examiner", division="990100")
    assert [row.username for row in rows] == ["examiner"]
    for who in ("examiner", "boss"):
        with refused("access.not-administrator"):
            register.posts_for(office.actor(who), today())


def test_an_account_with_a_post_is_not_closed_and_a_closed_one_is_nobodys(office: Place) -> None:
    system = office.actor("system")
    with refused("access.holds-post"):
        services.close_account(system, "examiner")
    services.end_post(office.actor("security"), Post.objects.get(user__username="examiner").pk)
    services.close_account(system, "examiner")
    assert office.actor("examiner").user_id is None
    with refused("access.no-account"):
        services.close_account(system, "examiner")
    with refused("access.own-account"):
        services.close_account(system, "system")
    user, link = services.reopen_account(system, "examiner")
    assert services.by_link(link) == user
    with refused("access.not-closed"):
        services.reopen_account(system, "examiner")


@pytest.mark.parametrize("how", ["deputy", "to come"])
def test_no_administrator_opens_an_account_that_reaches_further_than_they_do(office: Place, how: str) -> None:
    """Whoever holds the link of an account, or takes its factors away, could act as its person."""
    system, security = office.actor("system"), office.actor("security")
    post = Post.objects.get(user__username="far")
    if how == "deputy":
        dates = {"valid_from": today(), "valid_to": today() + timedelta(days=9)}
        Deputy.objects.create(post=post, user=office.user("examiner"), named_by=post.user, named_at=now(), **dates)
    else:
        later = office.post("examiner", Role.EXAMINER, post.department.division)
        Post.objects.filter(pk=later.pk).update(valid_from=today() + timedelta(days=1))
    for step in (
        lambda: services.new_link(system, "examiner"),
        lambda: services.close_account(system, "examiner"),
        lambda: services.clear_factors(security, "examiner"),
    ):
        with refused("access.beyond"):
            step()
    User.objects.filter(username="examiner").update(is_active=False)
    with refused("access.beyond"):
        services.reopen_account(system, "examiner")


def test_factors_are_cleared_for_who_lost_them_never_for_oneself(office: Place) -> None:
    user = office.user("examiner")
    Passkey.objects.create(user=user, name="k", credential="c", handle="h", public_key="p", added_at=now())
    services.clear_factors(office.actor("security"), "examiner")
    assert not Passkey.objects.exists()
    assert AccountEvent.objects.get().kind == "factors-cleared"
    with refused("access.own-account"):
        services.clear_factors(office.actor("security"), "security")


def test_a_districts_administrators_do_not_reach_the_accounts_of_the_city(office: Place) -> None:
    """Else who administers a district could take over the city's own security administrator."""
    office.post("district", Role.ADMINISTRATOR, "990101")
    office.post("guard", Role.SECURITY, "990101")
    district, guard = office.actor("district"), office.actor("guard")
    for step in (
        lambda: services.new_link(district, "security"),
        lambda: services.close_account(district, "security"),
        lambda: services.add_department(district, "窗口", "990100"),
        lambda: services.clear_factors(guard, "system"),
    ):
        with refused("access.beyond"):
            step()
    assert services.new_link(district, "examiner").token
    assert services.clear_factors(guard, "examiner")
    assert services.add_department(district, "窗口", "990101")
