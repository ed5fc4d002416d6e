"""The many people of the grown city: a member for each organisation, who cannot sign in, and staff in every county."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from zhiquan.definitions.divisions import divisions
from zhiquan.office.access.roles import Role
from zhiquan.portal.demo.city import City, everybody
from zhiquan.portal.demo.organisations import COUNTIES, SEED
from zhiquan.portal.demo.people import SINCE, STAFF

if TYPE_CHECKING:
    from zhiquan.office.access.models import Organisation

_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
_GIVEN = (
    "一帆",
    "若水",
    "明远",
    "思源",
    "子衿",
    "云舒",
    "知行",
    "怀瑾",
    "清和",
    "嘉言",
    "景行",
    "望舒",
    "时雨",
    "秋白",
)
_COUNTY_ROLES = {
    Role.WINDOW: "chuangkou",
    Role.EXAMINER: "chengban",
    Role.REVIEWER: "shenhe",
    Role.HEAD: "qianfa",
    Role.STATISTICS: "tongji",
}
"""What a county's staff are called: the name of the county's reporter, then the name that the role has in the city."""

_REPORTERS = {division: username for username, _, _, _, division in STAFF if division in COUNTIES}


def seed_crowd(city: City, password: str, seed: int = SEED) -> list[Organisation]:
    """Make organisations with a member each and the counties' staff where they are not yet; returns the former.

    The staff have the demonstration's password; the members have none.
    """
    from django.contrib.auth.hashers import make_password
    from django.db import transaction

    from zhiquan.office.access.models import Membership, Organisation, User

    rng = random.Random(seed + 11)  # noqa: S311 - a fixed seed is the point
    wanted = everybody(city, seed)
    with transaction.atomic():
        Organisation.objects.bulk_create(
            (Organisation(name=one.name, uscc=one.uscc, division=one.division) for one in wanted), ignore_conflicts=True
        )
        organisations = list(Organisation.objects.filter(uscc__in=[one.uscc for one in wanted]).order_by("pk"))
        held = set(Membership.objects.values_list("organisation", flat=True))
        lonely = [one for one in organisations if one.pk not in held]
        locked = make_password(None)
        people = [User(username=f"yanshi-{one.uscc}", display_name=_name(rng), password=locked) for one in lonely]
        User.objects.bulk_create(people)
        Membership.objects.bulk_create(
            Membership(user=user, organisation=one, valid_from=SINCE) for user, one in zip(people, lonely, strict=True)
        )
        secret = make_password(password)
        for county in COUNTIES:
            for role in _COUNTY_ROLES:
                _post(county, role, rng, secret)
    return organisations


def _post(county: str, role: Role, rng: random.Random, secret: str) -> None:
    from zhiquan.office.access.models import Department, Post, User

    name = f"{divisions()[county].zh}市场监督管理局"
    department, _ = Department.objects.get_or_create(name=name, division=county)
    if Post.objects.filter(department=department, role=role.value).exists():
        return
    username = f"{_REPORTERS[county]}-{_COUNTY_ROLES[role]}"
    user, _ = User.objects.get_or_create(username=username, defaults={"display_name": _name(rng), "password": secret})
    Post.objects.create(user=user, department=department, role=role.value, valid_from=SINCE)


def _name(rng: random.Random) -> str:
    return rng.choice(_FAMILY) + rng.choice(_GIVEN)
