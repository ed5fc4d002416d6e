"""The office of the benchmark: fifty counties with their staff, firms that apply, the stories of all matters."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from zhiquan.hall.cases import shelf
from zhiquan.hall.cases.bulk.office import Office, office_of
from zhiquan.hall.cases.bulk.stories import Story, stories
from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.files.services import store
from zhiquan.hall.matters.clocks import Moment
from zhiquan.office.access.models import Department, Membership, Organisation, Post, User
from zhiquan.office.access.roles import STAFF_ROLES
from zhiquan.office.access.selectors import Actor, actor_for
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.services import publish
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.now import today

LONG_AGO, PUBLISHED = date(2020, 1, 1), date(2026, 3, 1)
PROVINCE = "990000"
SHIFTS = tuple(timedelta(weeks=weeks) for weeks in range(-12, 21, 2))
PDF = b"%PDF-1.4\n%%EOF\n"


@transaction.atomic
def build(departments: int, firms: int) -> None:
    """Publish all matters and make counties, staff, so many firms to a county, and one paper of every material."""
    for code in shelf.codes():
        try:
            publish(shelf.package(code), by="benchmark", in_force_from=PUBLISHED)
        except Refusal as refusal:
            print(f"{code} is left out: {refusal.text.en[:200]}", file=sys.stderr)
    divisions = [PROVINCE, *(f"9901{number:02d}" for number in range(1, departments + 1))]
    for division in divisions:
        department = Department.objects.create(name=f"窗口 {division}", division=division)
        for role in sorted(STAFF_ROLES):
            user = User.objects.create(username=f"{role}-{division}")
            Post.objects.create(user=user, department=department, role=role, valid_from=LONG_AGO)
    for place, division in enumerate(divisions[1:]):
        made = Organisation.objects.bulk_create(
            Organisation(
                name=f"示例单位 {place}-{number}", uscc=f"91{division}{place:02d}{number:08d}", division=division
            )
            for number in range(firms)
        )
        people = User.objects.bulk_create(User(username=f"firm-{place}-{number}") for number in range(firms))
        Membership.objects.bulk_create(
            Membership(user=user, organisation=firm, valid_from=LONG_AGO)
            for user, firm in zip(people, made, strict=True)
        )
    uploader = actor_for(User.objects.get(username="firm-0-0"), today())
    for key in sorted({m.key for version in _definitions().values() for m in shelf.matter_of(version).materials}):
        store(uploader, f"{key}.pdf", PDF)


def there() -> Office:
    """Return the office that was built."""
    papers = ((file.name.removesuffix(".pdf"), file) for file in StoredFile.objects.all())
    return office_of(list(Organisation.objects.order_by("pk")), papers, _definitions())


def _definitions() -> dict[str, DefinitionVersion]:
    return {version.code: version for version in DefinitionVersion.objects.all()}


def told(office: Office, moment: Moment, until: date) -> list[Story]:
    """Return every story of every matter, cut off after each event and moved by weeks, none beyond a day."""
    return [
        story
        for code, version in office.definitions.items()
        for name, scenario in shelf.read_scenarios(code).items()
        for shift in SHIFTS
        for story in stories(shelf.matter_of(version), name, scenario, moment.book, moment.calendar, shift)
        if story.lines[0].on >= PUBLISHED and story.lines[-1].on <= until
    ]


def whole(told: Sequence[Story]) -> list[Story]:
    """Return the longest form of each story, moved by as little as possible."""
    longest: dict[tuple[str, str], Story] = {}
    for story in told:
        held = longest.get((story.matter, story.name))
        if held is None or len(story.lines) > len(held.lines):
            longest[story.matter, story.name] = story
    return list(longest.values())


def actor(division: str, role: str) -> Actor:
    """Return the person who holds a role for a division."""
    return actor_for(User.objects.get(username=f"{role}-{division}"), today())
