"""Posts, their deputies, and the three administrators who exclude each other."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest
from tests.office.access.conftest import TODAY, Place

from zhiquan.office.access import services
from zhiquan.office.access.models import Department, Post
from zhiquan.office.access.roles import ADMINISTRATORS, HANDLING_ROLES, STAFF_ROLES, Role, conflict
from zhiquan.office.access.selectors import in_place_of
from zhiquan.rules.refusal import NotFound, Refusal

WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def security(place: Place) -> Place:
    place.post("security", Role.SECURITY, "990100")
    return place


def appoint(place: Place, name: str, role: Role, division: str = "990101", by: str = "security") -> Post:
    department, _ = Department.objects.get_or_create(name="科", division=division)
    return services.appoint(place.actor(by), place.user(name), department, role, TODAY)


def test_administrators_exclude_each_other_and_all_who_handle() -> None:
    for held, wanted in permutations(STAFF_ROLES, 2):
        excluded = conflict([held], wanted) is not None
        assert excluded is bool({held, wanted} & ADMINISTRATORS), (held, wanted)
    assert all(conflict([role], role) is None for role in STAFF_ROLES)
    assert conflict([Role.APPLICANT], Role.AUDIT) is None


def test_the_refusal_names_both_roles(security: Place) -> None:
    appoint(security, "zhou", Role.AUDIT)
    with pytest.raises(Refusal, match=r"zhou已任审计管理员，不能再任承办人") as refused:
        appoint(security, "zhou", Role.EXAMINER)
    assert refused.value.code == "access.conflict"
    services.end_post(security.actor("security"), Post.objects.get(user__username="zhou").pk)
    assert appoint(security, "zhou", Role.EXAMINER).role == Role.EXAMINER


def test_a_later_post_already_excludes(security: Place) -> None:
    department = Department.objects.create(name="科", division="990101")
    actor, zhou = security.actor("security"), security.user("zhou")
    services.appoint(actor, zhou, department, Role.HEAD, WEEK)
    with pytest.raises(Refusal):
        services.appoint(actor, zhou, department, Role.ADMINISTRATOR, TODAY)
    until = WEEK - timedelta(days=1)
    assert services.appoint(actor, zhou, department, Role.ADMINISTRATOR, TODAY, until).valid_to == until


@pytest.mark.parametrize("role", [*sorted(HANDLING_ROLES), Role.ADMINISTRATOR, Role.AUDIT])
def test_posts_are_given_by_the_security_administrator_of_the_place_alone(security: Place, role: Role) -> None:
    security.post("other", role, "990100")
    with pytest.raises(NotFound):
        appoint(security, "zhou", Role.WINDOW, by="other")
    with pytest.raises(NotFound):
        appoint(security, "zhou", Role.WINDOW, "980101")
    with pytest.raises(Refusal):
        appoint(security, "security", Role.SECURITY)


def test_no_office_stands_at_a_heading_of_the_table(security: Place) -> None:
    security.post("province", Role.SECURITY, "420000")
    with pytest.raises(Refusal) as refused:
        appoint(security, "zhou", Role.WINDOW, "429000", by="province")
    assert refused.value.code == "access.heading"
    assert appoint(security, "zhou", Role.WINDOW, "429004", by="province")


def test_a_deputy_holds_the_post_for_the_period_and_both_are_told(place: Place) -> None:
    post = place.post("holder", Role.REVIEWER, "990102")
    place.post("colleague", Role.EXAMINER)
    services.name_deputy(place.actor("holder"), post.pk, "colleague", TODAY, WEEK)
    deputy = place.actor("colleague")
    assert deputy.roles == {Role.EXAMINER, Role.REVIEWER}
    stood_in = in_place_of(deputy, Role.REVIEWER, "990102")
    assert stood_in is not None
    assert (stood_in.holder, stood_in.post) == (place.user("holder").pk, post.pk)
    assert in_place_of(deputy, Role.EXAMINER, "990101") is None, "what is one's own is not in anybody's place"
    assert in_place_of(place.actor("holder"), Role.REVIEWER, "990102") is None
    assert place.actor("colleague", WEEK + timedelta(days=1)).roles == {Role.EXAMINER}
    assert place.actor("holder").roles == {Role.REVIEWER}


def test_a_naming_ends_at_once_by_either(place: Place) -> None:
    post = place.post("holder", Role.REVIEWER)
    for name in ("colleague", "another"):
        place.post(name, Role.EXAMINER)
    named = services.name_deputy(place.actor("holder"), post.pk, "colleague", TODAY, WEEK)
    with pytest.raises(NotFound):
        services.end_deputy(place.actor("another"), named.pk)
    services.end_deputy(place.actor("colleague"), named.pk)
    assert place.actor("colleague").roles == {Role.EXAMINER}


def test_when_the_post_ends_its_deputy_holds_nothing(security: Place) -> None:
    post = security.post("holder", Role.REVIEWER)
    security.post("colleague", Role.EXAMINER)
    services.name_deputy(security.actor("holder"), post.pk, "colleague", TODAY, WEEK)
    services.end_post(security.actor("security"), post.pk)
    assert security.actor("colleague").roles == {Role.EXAMINER}


def test_only_the_holder_names_and_only_an_officer_whom_nothing_excludes(place: Place) -> None:
    post = place.post("holder", Role.REVIEWER)
    place.post("colleague", Role.EXAMINER)
    place.post("auditor", Role.AUDIT)
    named = services.name_deputy(place.actor("holder"), post.pk, "colleague", TODAY, WEEK)
    with pytest.raises(NotFound):  # the deputy is not the holder and passes nothing on
        services.name_deputy(place.actor("colleague"), named.post_id, "holder", TODAY, WEEK)
    for name, code in (
        ("clerk", "access.no-colleague"),
        ("nobody", "access.no-colleague"),
        ("auditor", "access.conflict"),
    ):
        with pytest.raises(Refusal) as refused:
            services.name_deputy(place.actor("holder"), post.pk, name, TODAY, WEEK)
        assert refused.value.code == code
    for since, until in ((TODAY - timedelta(days=1), WEEK), (WEEK, TODAY), (TODAY, TODAY + timedelta(days=184))):
        with pytest.raises(Refusal):
            services.name_deputy(place.actor("holder"), post.pk, "colleague", since, until)


def test_deputies_do_not_smuggle_an_administrators_post_past_the_exclusion(security: Place) -> None:
    post = security.post("auditor", Role.AUDIT)
    security.post("colleague", Role.EXAMINER)
    with pytest.raises(Refusal, match="审计管理员"):
        services.name_deputy(security.actor("auditor"), post.pk, "colleague", TODAY, WEEK)
