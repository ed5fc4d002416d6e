"""The people of the demonstration: one for each part in a case, all with the same password."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from zhiquan.office.access.roles import Role
from zhiquan.portal.demo.organisations import SEED, DemoOrganisation, demo_banks, demo_organisations

if TYPE_CHECKING:
    from zhiquan.office.access.models import User

CITY = "990100"
SINCE = date(2023, 1, 1)
APPLICANT = ("qiye", "林晓禾")
STAFF = (
    ("chuangkou", "周敏", "政务服务窗口", Role.WINDOW, CITY),
    ("chengban", "陈远", "运用促进科", Role.EXAMINER, CITY),
    ("shenhe", "赵宁", "运用促进科", Role.REVIEWER, CITY),
    ("qianfa", "吴岚", "局领导", Role.HEAD, CITY),
    ("tongji", "孙悦", "规划统计科", Role.STATISTICS, CITY),
    ("donghu", "何静", "东湖区市场监督管理局", Role.WINDOW, "990101"),
    ("xishan", "罗凯", "西山区市场监督管理局", Role.WINDOW, "990102"),
    ("nanchuan", "乔蓉", "南川县市场监督管理局", Role.WINDOW, "990103"),
    ("beiyuan", "穆森", "北原县市场监督管理局", Role.WINDOW, "990104"),
)
ADMINISTRATORS = (
    ("xitong", "许通", "信息中心", Role.ADMINISTRATOR, CITY),
    ("anquan", "何安", "信息中心", Role.SECURITY, CITY),
    ("shenji", "申纪", "机关纪委", Role.AUDIT, CITY),
)
BANK, UNIVERSITY = ("yinhang", "钱立诚"), ("gaoxiao", "沈知行")
AGENT, AGENCY = ("daili", "顾行"), ("示例知识产权代理有限公司", "91990100MA0000015X")
UNTIL = date(2028, 12, 31)


def seed_people(password: str, seed: int = SEED) -> tuple[User, ...]:
    """Make the accounts, departments, posts and the organisations people act for; again only sets the password.

    The applicant acts for the two companies with the most patents, the agent for the first of them in pledges. Returns
    the users: the applicant, the officers, the three administrators 三员, somebody of a bank and of a university, the
    agent.
    """
    from django.contrib.auth.hashers import make_password
    from django.db import transaction

    secret = Secret(password, make_password(password))
    with transaction.atomic():
        applicant = _member(APPLICANT, demo_organisations(seed)[:2], secret)
        officers = [_officer(officer, secret) for officer in (*STAFF, *ADMINISTRATORS)]
        others = (_member(BANK, demo_banks(seed)[:1], secret), _member(UNIVERSITY, _university(seed), secret))
        return (applicant, *officers, *others, _agent(secret, applicant))


class Secret(NamedTuple):
    """The one password of the demonstration and its hash, reckoned once: all know it, so that no salt is needed."""

    password: str
    hashed: str


def _university(seed: int) -> tuple[DemoOrganisation, ...]:
    return tuple(one for one in demo_organisations(seed) if not one.enterprise)[:1]


def _member(who: tuple[str, str], organisations: tuple[DemoOrganisation, ...], secret: Secret) -> User:
    """Return somebody who acts for these organisations."""
    from zhiquan.office.access.models import Membership, Organisation

    user = _user(*who, secret)
    for organisation in organisations:
        held, _ = Organisation.objects.update_or_create(
            uscc=organisation.uscc, defaults={"name": organisation.name, "division": organisation.division}
        )
        defaults = {"valid_from": SINCE, "administrator": True}
        Membership.objects.get_or_create(user=user, organisation=held, defaults=defaults)
    return user


def _agent(secret: Secret, applicant: User) -> User:
    from zhiquan.office.access.models import Delegation, Membership, Organisation
    from zhiquan.settings.now import now

    user = _user(*AGENT, secret)
    name, uscc = AGENCY
    agency, _ = Organisation.objects.get_or_create(uscc=uscc, defaults={"name": name, "division": CITY})
    Membership.objects.get_or_create(
        user=user, organisation=agency, defaults={"valid_from": SINCE, "administrator": True}
    )
    principal = applicant.memberships.order_by("pk")[0].organisation
    given = {"matters": ["pledge"], "valid_from": SINCE, "valid_to": UNTIL, "given_by": applicant, "given_at": now()}
    Delegation.objects.get_or_create(principal=principal, agent=agency, defaults=given)
    return user


def _officer(officer: tuple[str, str, str, Role, str], secret: Secret) -> User:
    from zhiquan.office.access.models import Department, Post

    username, name, department, role, division = officer
    user = _user(username, name, secret)
    place, _ = Department.objects.get_or_create(name=department, division=division)
    Post.objects.get_or_create(user=user, department=place, role=role.value, defaults={"valid_from": SINCE})
    return user


def _user(username: str, name: str, secret: Secret) -> User:
    from zhiquan.office.access.models import User

    given = {"display_name": name, "password": secret.hashed}
    user, made = User.objects.get_or_create(username=username, defaults=given)
    if not (made or user.check_password(secret.password)):
        user.password = secret.hashed
        user.save(update_fields=["password"])
    return user
