"""A question put together once gives what its queryset gives, whatever is asked and whoever asked before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from zhiquan.office.access.models import Department, Post, User
from zhiquan.office.prepared import Prepared

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2026, 1, 1)


@pytest.fixture
def posts() -> list[Post]:
    made = []
    for place in range(3):
        department = Department.objects.create(name=f"科室 {place}", division=f"9901{place:02d}")
        user = User.objects.create(username=f"person-{place}")
        day = NEW_YEAR + timedelta(days=place)
        made.append(Post.objects.create(user=user, department=department, role="window", valid_from=day))
    return made


def _begun(on: date, name: str) -> object:
    rows = Post.objects.filter(Q(valid_from__lte=on), user__username__lte=name)
    return rows.select_related("department").order_by("-pk")


def test_it_answers_as_the_queryset_does_for_every_value(posts: list[Post]) -> None:
    asked = Prepared(_begun, on=date, name=str)
    for days in range(-1, 4):
        on = NEW_YEAR + timedelta(days=days)
        for post in posts:
            assert asked(on=on, name=post.user.username) == list(_begun(on, post.user.username))  # type: ignore[call-overload]


def test_rows_are_whole_with_what_was_selected_with_them(posts: list[Post]) -> None:
    asked = Prepared(_begun, on=date, name=str)
    asked(on=NEW_YEAR, name="person-0")
    with CaptureQueriesContext(connection) as queries:
        (row,) = asked(on=NEW_YEAR, name="person-0")
        assert (row.valid_from, row.department.name) == (NEW_YEAR, "科室 0")  # type: ignore[attr-defined]
    assert len(queries) == 1


def test_nothing_is_kept_of_an_answer(posts: list[Post]) -> None:
    asked = Prepared(lambda pk: Post.objects.filter(pk=pk).values_list("role", flat=True), pk=int)
    assert asked(pk=posts[0].pk) == ["window"]
    Post.objects.filter(pk=posts[0].pk).update(role="head")
    assert asked(pk=posts[0].pk) == ["head"]
    Post.objects.all().delete()
    assert asked(pk=posts[0].pk) == []


def test_what_is_typed_is_a_value_and_never_a_part_of_the_statement(posts: list[Post]) -> None:
    asked = Prepared(lambda name: User.objects.filter(username=name), name=str)
    for hostile in ("' OR 1=1 --", "%s", "\x00asked-0\x00", "person-0'; DROP TABLE access_user; --"):
        assert asked(name=hostile.replace("\x00", "")) == []
    assert [user.username for user in asked(name="person-1")] == ["person-1"]


def test_a_question_that_nobody_can_answer_is_answered_with_nothing() -> None:
    assert Prepared(lambda pk: Post.objects.filter(pk=pk, pk__in=[]), pk=int)(pk=1) == []


def test_a_value_that_would_be_lost_in_the_statement_is_refused(posts: list[Post]) -> None:
    lost = Prepared(lambda name: User.objects.filter(username__icontains=name), name=str)
    with pytest.raises(ValueError, match="name"):
        lost(name="person")
