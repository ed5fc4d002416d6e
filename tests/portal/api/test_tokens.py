"""Tokens: kept as digests, bound to a person, ended at once, and every use noted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.portal.api.conftest import Caller, token
from tests.portal.web.conftest import PASSWORD, actor

from zhiquan.office.access.models import Membership, Organisation, User
from zhiquan.office.access.roles import Role
from zhiquan.portal.api import tokens
from zhiquan.portal.api.models import Token, TokenEvent
from zhiquan.portal.api.scopes import Scope
from zhiquan.portal.demo import seed_people
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.settings import now


@pytest.fixture(autouse=True)
def _people(db: None) -> None:
    seed_people(PASSWORD)


def test_a_token_is_shown_once_and_only_its_digest_kept() -> None:
    client = Client()
    client.force_login(User.objects.get(username="qiye"))
    wanted = {"name": "管理系统", "scopes": ["cases:read"], "days": "30"}
    made = client.post("/account/tokens/", wanted)
    secret = made.context["secret"]
    assert secret in made.content.decode()
    assert secret not in client.get("/account/tokens/").content.decode()
    kept = Token.objects.get()
    assert secret not in str(vars(kept)), "nobody who reads the database can use it"
    assert kept.digest == tokens.digest_of(secret)
    assert Caller(secret).get("/me").json()["scopes"] == ["cases:read"]


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"name": " "}, "api.token-name"),
    ({"scopes": ()}, "api.token-scopes"),
    ({"scopes": ("everything",)}, "api.token-scopes"),
    ({"days": 0}, "api.token-days"),
    ({"days": 367}, "api.token-days"),
    ({"organisation": 10**6}, "api.token-organisation"),
]


def test_a_token_that_does_not_fit_is_refused_in_a_sentence() -> None:
    for changed, code in WRONG:
        wanted = {"name": "x", "scopes": ("cases:read",), "days": 1, "organisation": None, **changed}
        with pytest.raises(Refusal) as told:
            tokens.make(actor("qiye"), tokens.Wanted(**wanted))
        assert told.value.code == code


def test_a_wrong_form_keeps_what_was_typed() -> None:
    client = Client()
    client.force_login(User.objects.get(username="qiye"))
    page = client.post("/account/tokens/", {"name": "管理系统", "days": "30"})
    assert page.status_code == 422
    assert 'value="管理系统"' in page.content.decode()


def test_a_token_ends_when_it_is_revoked_over_or_its_person_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    revoked, over, closed = token("qiye"), token("qiye"), token("daili")
    for secret in (revoked, over, closed):
        assert Caller(secret).get("/me").status_code == 200
    client = Client()
    client.force_login(User.objects.get(username="qiye"))
    client.post("/account/tokens/", {"revoke": Token.objects.get(digest=tokens.digest_of(revoked)).pk})
    User.objects.filter(username="daili").update(is_active=False)
    Token.objects.filter(digest=tokens.digest_of(over)).update(until=now.now() - timedelta(seconds=1))
    for secret in (revoked, over, closed, "zq_nonsense", ""):
        answer = Caller(secret).get("/me")
        assert answer.status_code == 401, secret
        assert answer["WWW-Authenticate"].startswith("Bearer")
    turned = TokenEvent.objects.filter(kind=TokenEvent.Kind.TURNED_AWAY).values_list("token__name", flat=True)
    assert len(turned) == 3, "attempts with a token that once was one are noted"


def test_a_token_of_one_organisation_acts_for_that_one_alone_and_for_no_office() -> None:
    first, second = (
        Membership.objects.filter(user__username="qiye").order_by("pk").values_list("organisation", flat=True)
    )
    bound = Token.objects.get(digest=tokens.digest_of(token("qiye", organisation=first)))
    assert tokens.actor_of(bound).organisations == {first}
    whole = Token.objects.get(digest=tokens.digest_of(token("qiye")))
    assert tokens.actor_of(whole).organisations == {first, second}
    examiner = User.objects.get(username="chengban")
    Membership.objects.create(user=examiner, organisation=Organisation.objects.get(pk=first), valid_from=now.today())
    narrowed = tokens.actor_of(Token.objects.get(digest=tokens.digest_of(token("chengban", organisation=first))))
    assert (narrowed.posts, narrowed.divisions, narrowed.is_staff) == ((), (), False)
    agent = Token.objects.get(digest=tokens.digest_of(token("daili", organisation=_agency())))
    assert [mandate.principal for mandate in tokens.actor_of(agent).mandates] == [first]
    Membership.objects.filter(user__username="qiye", organisation=first).update(ended_on=now.today())
    assert tokens.actor_of(bound).organisations == set(), "a membership that ended takes the token's right with it"


def test_overseers_see_every_token_and_the_security_administrator_ends_it() -> None:
    token("qiye")
    made = Token.objects.get()
    for username, seen in (("anquan", 1), ("shenji", 1), ("xitong", 0), ("chengban", 0), ("qiye", 1)):
        assert tokens.tokens_for(actor(username)).count() == seen, username
    for username in ("shenji", "chengban"):
        with pytest.raises(NotFound):
            tokens.revoke(actor(username), made.pk)
    tokens.revoke(actor("anquan"), made.pk)
    tokens.revoke(actor("anquan"), made.pk)
    told = TokenEvent.objects.filter(kind=TokenEvent.Kind.REVOKED).get()
    assert told.by == User.objects.get(username="anquan")


def test_every_use_is_noted_with_operation_status_and_address_and_nothing_of_it_changes() -> None:
    caller = Caller(token("qiye", Scope.CASES_READ))
    assert caller.get("/drafts").status_code == 200
    assert caller.get("/drafts/77").status_code == 404
    assert caller.get("/desk/cases").status_code == 403
    rows = TokenEvent.objects.order_by("pk").values_list("kind", "operation", "status", "address")
    assert list(rows)[1:] == [
        ("used", "list_drafts", 200, "127.0.0.1"),
        ("used", "get_draft", 404, "127.0.0.1"),
        ("turned-away", "list_work", 403, "127.0.0.1"),
    ]
    assert tokens.tokens_for(actor("qiye")).get().used_at is not None
    event = TokenEvent.objects.first()
    assert event is not None
    for change in (
        event.save,
        event.delete,
        TokenEvent.objects.all().delete,
        lambda: TokenEvent.objects.update(status=1),
    ):
        with pytest.raises(Refusal, match="只能追加"):
            change()


def test_a_session_opens_nothing_of_the_api() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="qiye"))
    assert client.get("/api/v1/cases").status_code == 401
    posted = client.post("/api/v1/drafts", "{}", "application/json", headers={"Idempotency-Key": "k"})
    assert posted.status_code == 401


def test_nobody_has_more_than_twenty_tokens_in_force() -> None:
    made = [token("qiye") for _ in range(tokens.MOST)]
    with pytest.raises(Refusal, match="吊销"):
        token("qiye")
    tokens.revoke(actor("qiye"), Token.objects.get(digest=tokens.digest_of(made[0])).pk)
    assert token("qiye")


def test_a_post_that_ended_leaves_its_token_without_the_desk() -> None:
    caller = Caller(token("chengban"))
    assert caller.get("/returns").status_code == 200
    User.objects.get(username="chengban").posts.update(ended_on=now.today())
    assert caller.get("/returns").status_code == 404
    assert Role.EXAMINER.value not in caller.get("/me").json()["roles"]


def _agency() -> int:
    return Membership.objects.get(user__username="daili").organisation_id
