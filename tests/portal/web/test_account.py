"""One's account on the pages: signing in with and without a second factor, claims, members, deputies, log."""

from __future__ import annotations

import base64
import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client

from zhiquan.office.access.models import (
    AccountEvent,
    Claim,
    Delegation,
    Department,
    Deputy,
    Lockout,
    Membership,
    Organisation,
    Post,
    User,
)
from zhiquan.office.access.roles import Role
from zhiquan.office.access.services.signing_in import ACCOUNT_FAILURES
from zhiquan.settings.now import now, today

FIRM, AGENCY, PASSWORD = "91990101MA0000001Y", "91990100MA00000099", "p-1234567"
PDF = b"%PDF-1.4\n%%EOF\n"


def client(name: str) -> Client:
    signed_in = Client()
    signed_in.force_login(User.objects.get(username=name))
    return signed_in


def test_the_login_page_of_the_demonstration_lists_its_accounts_with_their_roles() -> None:
    one = SimpleNamespace(
        username="tongji", name="孙悦", roles=[Role.STATISTICS.label], place="规划统计科", elsewhere=False
    )
    html = render_to_string("account/demo_accounts.html", {"accounts": [one], "elsewhere": False})
    assert "<code>tongji</code>" in html
    assert Role.STATISTICS.label.zh in html


def post(name: str, role: Role, division: str = "990101") -> Post:
    department, _ = Department.objects.get_or_create(name="窗口", division=division)
    user = User.objects.get_or_create(username=name)[0]
    return Post.objects.create(user=user, department=department, role=role.value, valid_from=today())


@pytest.fixture
def people(db: None) -> None:
    """A person, an agency's administrator, an officer."""
    User.objects.create_user(username="lin", password=PASSWORD)
    agent = User.objects.create_user(username="agent", password=PASSWORD)
    agency = Organisation.objects.create(name="示例代理所", uscc=AGENCY, division="990100")
    Membership.objects.create(user=agent, organisation=agency, valid_from=today(), administrator=True)
    post("officer", Role.WINDOW)
    User.objects.filter(username="officer").update(password=User.objects.get(username="lin").password)


def sign_in(name: str = "lin", password: str = PASSWORD, **more: Any) -> tuple[Client, Any]:
    visitor = Client()
    return visitor, visitor.post("/account/login/", {"username": name, "password": password, **more})


def code_for(secret: str, *, steps: int = 0) -> str:
    at = int(now().timestamp()) + 30 * steps
    return TOTP(base64.b32decode(secret), 6, SHA1(), 30).generate(at).decode()


def claimed(name: str = "lin") -> Claim:
    paper = SimpleUploadedFile("执照.pdf", PDF)
    page = client(name).post(
        "/account/claim/", {"name": "东湖示例科技有限公司", "uscc": FIRM, "division": "990101", "proof": paper}
    )
    assert page.status_code == 302, page.content.decode()
    return Claim.objects.get()


def test_signing_in_and_out_is_logged_with_address_and_means(people: None) -> None:
    visitor, answer = sign_in(next="/hall/")
    assert answer["Location"] == "/hall/"
    visitor.post("/account/logout/")
    kept = AccountEvent.objects.order_by("pk").values_list("kind", "name", "address", "how")
    assert list(kept) == [("signed-in", "lin", "127.0.0.1", "password"), ("signed-out", "lin", "127.0.0.1", "")]
    assert sign_in(next="https://elsewhere.example/")[1]["Location"] == "/"


def test_behind_the_proxy_of_a_secure_site_its_word_on_the_address_counts(people: None, settings: Any) -> None:
    visitor = Client()
    told = {"HTTP_X_FORWARDED_FOR": "198.51.100.66, 203.0.113.7"}
    visitor.post("/account/login/", {"username": "lin", "password": "wrong"}, **told)
    settings.HTTPS = True
    visitor.post("/account/login/", {"username": "lin", "password": "wrong"}, **told)
    assert list(AccountEvent.objects.values_list("address", flat=True)) == ["127.0.0.1", "203.0.113.7"]


def test_the_page_says_the_same_whether_wrong_unknown_or_locked(people: None) -> None:
    said = set()
    for name, password in (
        ("lin", "wrong"),
        ("nobody", "wrong"),
        *[("lin", "wrong")] * ACCOUNT_FAILURES,
        ("lin", PASSWORD),
    ):
        answer = sign_in(name, password)[1]
        assert answer.status_code == 422
        said.add(re.search(r'class="error-summary".*?</div>', answer.content.decode(), re.DOTALL)[0])  # type: ignore[index]
    assert len(said) == 1
    assert Lockout.objects.get().key == "lin"


def test_staff_are_signed_in_for_a_shorter_time(people: None, settings: Any) -> None:
    settings.STAFF_SESSION_AGE = 600
    assert sign_in("officer")[0].session.get_expiry_age() == 600
    assert sign_in("lin")[0].session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_a_second_factor_is_set_asked_for_and_counted(people: None) -> None:
    visitor, _ = sign_in()
    html = visitor.get("/account/factor/").content.decode()
    assert 'src="data:image/svg+xml' in html
    secret = re.search(r"[A-Z2-7]{32}", html)[0]  # type: ignore[index]
    codes = re.findall(
        r"<li>([\w-]{29})</li>",
        visitor.post("/account/factor/", {"go": "confirm", "code": code_for(secret)}).content.decode(),
    )
    assert len(codes) == 10
    assert not any(code in visitor.get("/account/factor/").content.decode() for code in codes), "told once"
    again, answer = sign_in(next="/hall/")
    assert answer["Location"] == "/account/code/"
    assert again.get("/account/")["Location"].startswith("/account/login/"), "the password alone opens nothing"
    assert again.post("/account/code/", {"code": "000000"}).status_code == 422
    assert again.post("/account/code/", {"code": code_for(secret, steps=1)})["Location"] == "/hall/"
    assert again.get("/account/").status_code == 200
    third, _ = sign_in()
    assert third.post("/account/code/", {"code": codes[0]}).status_code == 302
    hows = AccountEvent.objects.filter(kind="signed-in").order_by("pk").values_list("how", flat=True)
    assert list(hows) == ["password", "password+code", "password+recovery"]


def test_wrong_codes_lock_the_account_too(people: None) -> None:
    visitor, _ = sign_in()
    secret = re.search(r"[A-Z2-7]{32}", visitor.get("/account/factor/").content.decode())[0]  # type: ignore[index]
    visitor.post("/account/factor/", {"go": "confirm", "code": code_for(secret)})
    again, _ = sign_in()
    for _ in range(ACCOUNT_FAILURES):
        again.post("/account/code/", {"code": "000000"})
    assert again.post("/account/code/", {"code": code_for(secret, steps=1)}).status_code == 422


def test_a_code_without_a_password_before_it_opens_nothing(people: None) -> None:
    assert Client().post("/account/code/", {"code": "000000"}).status_code == 422


def test_staff_get_nowhere_without_the_second_factor_the_site_requires(people: None, settings: Any) -> None:
    settings.DEMO, settings.SECOND_FACTOR = False, True
    officer, _ = sign_in("officer")
    for path in ("/desk/", "/account/claims/", "/account/", "/hall/"):
        assert officer.get(path)["Location"] == "/account/factor/", path
    html = officer.get("/account/factor/").content.decode()
    secret = re.search(r"[A-Z2-7]{32}", html)[0]  # type: ignore[index]
    officer.post("/account/factor/", {"go": "confirm", "code": code_for(secret)})
    assert officer.get("/desk/").status_code == 200
    officer.post("/account/factor/", {"go": "remove", "code": code_for(secret, steps=1)})
    assert officer.get("/desk/").status_code == 200, "what is required cannot be removed"
    assert sign_in("lin")[0].get("/account/").status_code == 200, "of others it is not required"


def test_changing_the_password_ends_other_sessions(people: None) -> None:
    here, elsewhere = client("lin"), client("lin")
    new = {"new_password1": "four-new-words-2026", "new_password2": "four-new-words-2026"}
    assert here.post("/account/password/", {"old_password": "wrong", **new}).status_code == 422
    assert here.post("/account/password/", {"old_password": PASSWORD, **new}).status_code == 302
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    kinds = AccountEvent.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["password-changed", "sessions-ended"]


def test_an_organisation_is_claimed_reviewed_and_shared(people: None) -> None:
    waiting = claimed()
    officer = client("officer")
    assert "东湖示例科技有限公司" in officer.get("/account/claims/").content.decode()
    assert officer.get(f"/files/{waiting.proof}/").status_code == 200
    assert client("agent").get(f"/files/{waiting.proof}/").status_code == 404
    officer.post(f"/account/claims/{waiting.pk}/", {"go": "approve"})
    assert officer.get("/account/claims/").content.decode().count("东湖示例") == 0
    firm = Organisation.objects.get(uscc=FIRM)
    page = f"/account/organisations/{firm.pk}/"
    lin, agent = client("lin"), client("agent")
    shown = lin.post(page, {"go": "invite", "note": "同事", "until": ""}).content.decode()
    code = re.search(r'<b class="mono">(\w{16})</b>', shown)[1]  # type: ignore[index]
    assert agent.get(page).status_code == 404
    agent.post("/account/", {"go": "join", "code": code})
    assert Membership.objects.get(user__username="agent", organisation=firm).administrator is False
    assert agent.get(page).status_code == 404, "a member does not administer"


def test_a_refused_claim_tells_the_claimant_why(people: None) -> None:
    waiting = claimed()
    client("officer").post(f"/account/claims/{waiting.pk}/", {"go": "refuse", "reason": "印章不清"})
    assert "印章不清" in client("lin").get("/account/").content.decode()


def test_a_claim_without_a_proof_loses_nothing_that_was_typed(people: None) -> None:
    typed = {"name": "东湖示例科技有限公司", "uscc": FIRM, "division": "990103"}
    page = client("lin").post("/account/claim/", typed)
    assert page.status_code == 422
    assert 'value="东湖示例科技有限公司"' in page.content.decode()
    assert '<option value="990103" selected>' in page.content.decode()
    assert not Claim.objects.exists()


def test_a_delegation_is_given_and_ended_on_the_page(people: None) -> None:
    client("officer").post(f"/account/claims/{claimed().pk}/", {"go": "approve"})
    firm = Organisation.objects.get(uscc=FIRM)
    page, lin = f"/account/organisations/{firm.pk}/", client("lin")
    period = {"since": today().isoformat(), "until": (today() + timedelta(days=9)).isoformat()}
    lin.post(
        page, {"go": "delegate", "uscc": AGENCY, "scope": "some", "matter": ["pledge"], "cases": "A-1 A-2", **period}
    )
    given = Delegation.objects.get()
    assert (given.everything, given.matters, given.cases) == (False, ["pledge"], ["A-1", "A-2"])
    assert "东湖示例科技有限公司" in client("agent").get("/account/").content.decode()
    lin.post(page, {"go": "delegate", "uscc": AGENCY, "scope": "some", **period, "until": "soon"})
    assert Delegation.objects.count() == 1
    lin.post(page, {"go": "revoke", "id": given.pk})
    assert "东湖示例科技有限公司" not in client("agent").get("/account/").content.decode()


def test_a_deputy_is_named_and_ended_on_the_page(people: None) -> None:
    held = Post.objects.get()
    post("colleague", Role.EXAMINER)
    officer, day = client("officer"), today().isoformat()
    officer.post(
        "/account/deputies/", {"go": "name", "post": held.pk, "username": "colleague", "since": day, "until": day}
    )
    named = Deputy.objects.get()
    assert "colleague" in officer.get("/account/deputies/").content.decode()
    client("colleague").post("/account/deputies/", {"go": "end", "id": named.pk})
    named.refresh_from_db()
    assert named.ended_on == today()
    assert client("lin").get("/account/deputies/").status_code == 404


def test_the_log_is_ones_own_and_the_audit_administrators_whole(people: None) -> None:
    sign_in("lin")
    sign_in("agent")
    post("audit", Role.AUDIT)
    post("security", Role.SECURITY)
    seen = {
        name: {who for who in ("lin", "agent") if f">{who}<" in client(name).get("/account/log/").content.decode()}
        for name in ("lin", "agent", "audit", "security", "officer")
    }
    assert seen == {"lin": {"lin"}, "agent": {"agent"}, "audit": {"lin", "agent"}, "security": set(), "officer": set()}


def test_the_security_administrator_unlocks_on_the_page(people: None) -> None:
    for _ in range(ACCOUNT_FAILURES):
        sign_in("lin", "wrong")
    lock = Lockout.objects.get()
    for name, role in (("security", Role.SECURITY), ("audit", Role.AUDIT)):
        post(name, role)
    client("audit").post("/account/log/", {"lock": lock.pk})
    assert sign_in("lin")[1].status_code == 422
    assert "解除锁定" in client("security").get("/account/log/").content.decode()
    client("security").post("/account/log/", {"lock": lock.pk})
    assert sign_in("lin")[1].status_code == 302
