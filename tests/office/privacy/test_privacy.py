"""What is held of a person is listed, given to the person, and erased as far as the law lets it go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.apps import apps

from zhiquan.hall.notices.models import Preference
from zhiquan.office.access.models import (
    AccountEvent,
    Department,
    Happening,
    Membership,
    Organisation,
    Passkey,
    Post,
    SecondFactor,
    User,
)
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor, actor_for
from zhiquan.office.access.services import Attempt, close_account, log
from zhiquan.office.outbox.models import Parcel
from zhiquan.office.privacy import services
from zhiquan.office.privacy.inventory import acts, inventory, unclassified
from zhiquan.portal.cli.main import root
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.now import now, today

PRIVATE = ("lin", "林晓禾", "lin@example.cn", "JBSWY3DP", "key-of-lin")


def actor(name: str, role: Role) -> Actor:
    user = User.objects.create_user(username=name)
    place = Department.objects.get_or_create(name="信息中心", division="990100")[0]
    Post.objects.create(user=user, department=place, role=role.value, valid_from=today())
    return actor_for(user, today())


@pytest.fixture
def lin(db: None) -> User:
    """Somebody with an account, a second factor, a passkey, an organisation, a choice about mail and a mail."""
    user = User.objects.create_user("lin", "lin@example.cn", "p-1234567", display_name="林晓禾")
    firm = Organisation.objects.create(name="南川示例公司", uscc="91990101MA0000001Y", division="990101")
    Membership.objects.create(user=user, organisation=firm, valid_from=today())
    SecondFactor.objects.create(user=user, secret="JBSWY3DP")
    Passkey.objects.create(user=user, name="手机", credential="key-of-lin", public_key="k", added_at=now())
    Preference.objects.create(user=user, mailed=[], language="en")
    Parcel.objects.create(carrier="mail", key="m", target="t", payload={"user": user.pk}, made_at=now(), next_at=now())
    log(Happening.SIGNED_IN, Attempt("lin", "203.0.113.9"), how="password")
    return user


def test_every_text_of_every_model_is_in_the_inventory_or_said_to_be_plain() -> None:
    missing = list(unclassified())
    assert missing == [], "say in definitions/privacy what these hold of persons (inventory.yaml) or that they do not"


def test_the_inventory_names_only_what_exists_and_each_field_once() -> None:
    for one in inventory():
        names = {field.name for field in one.table._meta.concrete_fields}
        listed = [*one.fields, *one.secret, *one.plain]
        assert set(listed) <= names, one.model
        assert len(listed) == len(set(listed)), one.model
        assert one.fields or one.secret, one.model
    assert len({(one.model, one.person) for one in inventory()}) == len(inventory())


def test_a_field_that_nobody_classified_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tuple(one for one in inventory() if one.model != "appointments.Appointment")
    monkeypatch.setattr("zhiquan.office.privacy.inventory.inventory", lambda: kept)
    assert {"appointments.Appointment.name", "appointments.Appointment.phone"} <= set(unclassified())


def test_whatever_says_who_did_something_is_found_by_itself() -> None:
    assert {("cases.CaseEvent", "actor"), ("letters.Letter", "signed_by")} <= set(acts())


def test_a_person_gets_a_copy_of_everything_but_secrets(lin: User, tmp_path: Path) -> None:
    held = services.copy_of("lin")["held"]
    assert held["access.User"]["rows"][0]["display_name"] == "林晓禾"
    assert held["access.AccountEvent"]["rows"][0]["address"] == "203.0.113.9"
    assert held["access.Membership"]["rows"]
    text = json.dumps(held, default=str, ensure_ascii=False)
    assert not any(secret in text for secret in ("JBSWY3DP", "key-of-lin", lin.password))
    out = tmp_path / "lin.json"
    assert CliRunner().invoke(root, ["people", "export", "lin", str(out)]).exit_code == 0
    assert out.stat().st_mode & 0o077 == 0, "for its owner's eyes"
    assert "林晓禾" in out.read_text("utf-8")
    assert CliRunner().invoke(root, ["people", "export", "lin", str(out)]).exit_code == 2, "nothing is overwritten"


def test_a_copy_holds_nothing_of_anybody_else(lin: User) -> None:
    other = User.objects.create_user("other", display_name="别人")
    log(Happening.SIGNED_IN, Attempt("other", "198.51.100.1"))
    Passkey.objects.create(user=other, name="别人的手机", credential="c2", public_key="k", added_at=now())
    text = json.dumps(services.copy_of("lin"), default=str, ensure_ascii=False)
    assert not any(word in text for word in ("别人", "198.51.100.1"))


def test_an_account_is_erased_once_closed_and_what_the_law_keeps_stays_under_a_number(lin: User) -> None:
    system = actor("xitong", Role.ADMINISTRATOR)
    with pytest.raises(Refusal) as refused:
        services.erase_account(system, "lin", "本人申请")
    assert refused.value.code == "privacy.still-open"
    close_account(system, "lin")
    done = services.erase_account(system, "lin", "本人申请")
    assert done["access.User"] == 1
    lin.refresh_from_db()
    assert str(lin) == f"已注销 {lin.pk}"
    assert not lin.has_usable_password()
    assert Membership.objects.filter(user=lin).exists(), "whom the organisation was represented by"
    last = AccountEvent.objects.latest("pk")
    assert (last.name, last.how, last.by_id) == (f"erased-{lin.pk}", "erased", system.user_id)
    log_apart = {"access.AccountEvent"}
    for model in apps.get_models():
        if model._meta.label not in log_apart:
            rows = json.dumps(list(model._default_manager.values()), default=str, ensure_ascii=False)
            assert not any(word in rows for word in PRIVATE[1:]), model._meta.label
    assert services.copy_of(f"erased-{lin.pk}")["held"]["access.User"]["rows"][0]["email"] == ""


def test_only_a_system_administrator_erases_and_says_why(lin: User) -> None:
    def refused(who: Actor, username: str, reason: str) -> str:
        with pytest.raises(Refusal) as refusal:
            services.erase_account(who, username, reason)
        return refusal.value.code

    system = actor("xitong", Role.ADMINISTRATOR)
    for role in (Role.SECURITY, Role.AUDIT, Role.HEAD):
        assert refused(actor(role.value, role), "lin", "申请") == "privacy.not-yours"
    assert refused(system, "lin", "  ") == "privacy.no-reason"
    assert refused(system, "nobody", "申请") == "privacy.no-account"
    with pytest.raises(Refusal):
        services.copy_of("nobody")


def test_the_command_erases_in_the_name_of_the_administrator(lin: User) -> None:
    close_account(actor("xitong", Role.ADMINISTRATOR), "lin")
    said = CliRunner().invoke(root, ["people", "erase", "lin", "--reason", "申请", "--by", "xitong"])
    assert said.exit_code == 0, said.output
    assert "access.Passkey: 1" in said.output
    assert not User.objects.filter(username="lin").exists()
