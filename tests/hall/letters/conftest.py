"""A small matter with one letter, a case of it, and the people who act on letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from zhiquan.hall.cases import services as cases
from zhiquan.hall.cases.models import Case
from zhiquan.office.access.models import Department, Membership, Organisation, Post, User
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor, actor_for
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.settings.now import now, today

SINCE = date(2020, 1, 1)
TEMPLATE = {
    "title": "示例事项结果通知书",
    "to": "{{ name }}",
    "body": ["你单位的申请（{{ number }}）已办结。"],
    "closing": "特此通知。",
}

INQUIRY = {"title": "询问笔录", "to": "", "body": [{"facts": [["申请单位", "{{ name }}"]]}]}
APPROVAL = {
    "title": "示例审批表",
    "to": "",
    "opinion": "材料齐全，拟同意。",
    "body": [{"facts": [["申请单位", "{{ name }}"]]}],
}


def label(zh: str) -> dict[str, str]:
    return {"zh": zh, "en": zh}


FIELD = {"key": "f", "label": label("一"), "type": "text"}
MATTER: dict[str, Any] = {
    "code": "sample",
    "version": "2026.1",
    "prefix": "SLSX",
    "title": label("示例事项"),
    "summary": label("示例"),
    "chain": "serve",
    "authority": {"kind": "own"},
    "applicants": [label("申请人")],
    "basis": ["licensing.acceptance"],
    "form": {
        "sections": [{"key": "s", "label": label("一"), "fields": [{"key": "f", "label": label("一"), "type": "text"}]}]
    },
    "states": [
        {"key": "submitted", "label": label("待办"), "public": label("待办")},
        {"key": "closed", "label": label("办结"), "public": label("办结"), "final": True},
    ],
    "opening": {"state": "submitted"},
    "actions": [
        {"key": "close", "label": label("办结"), "from": ["submitted"], "to": "closed", "roles": ["examiner"]},
    ],
    "letters": [
        {
            "key": "result",
            "label": label("结果通知书"),
            "from": ["submitted"],
            "drafters": ["examiner"],
            "reviewers": ["reviewer"],
            "signers": ["head"],
            "variables": {"name": "organisation.name", "number": "case.number"},
        },
        {
            "key": "approval",
            "label": label("审批表"),
            "kind": "approval",
            "from": ["submitted"],
            "drafters": ["examiner"],
            "reviewers": ["reviewer"],
            "signers": ["head"],
            "variables": {"name": "organisation.name"},
        },
        {
            "key": "inquiry",
            "label": label("询问笔录"),
            "kind": "record",
            "repeats": True,
            "from": ["submitted"],
            "drafters": ["examiner"],
            "reviewers": ["reviewer"],
            "signers": ["head"],
            "variables": {"name": "organisation.name"},
        },
    ],
    "statistics": {"family": "sample", "counted_as": "case"},
}


@dataclass(frozen=True, slots=True)
class People:
    """Who is who: ``elsewhere`` is a head of another district, ``both`` an examiner who also reviews and signs."""

    applicant: Actor
    examiner: Actor
    reviewer: Actor
    head: Actor
    both: Actor
    elsewhere: Actor
    stranger: Actor


def person(name: str, division: str, *roles: Role) -> Actor:
    user = User.objects.create(username=name)
    department = Department.objects.create(name=name, division=division)
    for role in roles:
        Post.objects.create(user=user, department=department, role=role.value, valid_from=SINCE)
    return actor_for(user, today())


def firm(name: str, uscc: str) -> tuple[Organisation, Actor]:
    organisation = Organisation.objects.create(name=name, uscc=uscc, division="990101")
    user = User.objects.create(username=uscc)
    Membership.objects.create(user=user, organisation=organisation, valid_from=SINCE)
    return organisation, actor_for(user, today())


@pytest.fixture
def people(db: None) -> People:
    return People(
        applicant=firm("东湖精密仪器有限公司", "91990101MA00000001")[1],
        examiner=person("examiner", "990100", Role.EXAMINER),
        reviewer=person("reviewer", "990100", Role.REVIEWER),
        head=person("head", "990100", Role.HEAD),
        both=person("both", "990100", Role.EXAMINER, Role.REVIEWER, Role.HEAD),
        elsewhere=person("elsewhere", "990200", Role.HEAD),
        stranger=firm("西山软件有限公司", "91990102MA00000002")[1],
    )


@pytest.fixture
def case(people: People) -> Case:
    DefinitionVersion.objects.create(
        kind="matter",
        code="sample",
        version="2026.1",
        sha256="0" * 64,
        resolved={"matter": MATTER},
        letters={"result": TEMPLATE, "approval": APPROVAL, "inquiry": INQUIRY},
        in_force_from=SINCE,
        published_at=now(),
        published_by="test",
    )
    (organisation,) = people.applicant.organisations
    draft = cases.start_draft(people.applicant, "sample", organisation)
    cases.save_draft(people.applicant, draft.pk, {"f": "内容"})
    return cases.submit(people.applicant, draft.pk, "first")
