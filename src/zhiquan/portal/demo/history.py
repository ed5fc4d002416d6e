"""What lies behind the grown city: two thousand cases in all states, three years of monthly returns."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from zhiquan.portal.demo.city import City
from zhiquan.portal.demo.organisations import COUNTIES, SEED
from zhiquan.portal.demo.returns import CITY, CODE, Session, fill, person

if TYPE_CHECKING:
    from zhiquan.hall.cases.bulk.stamps import Stamp
    from zhiquan.hall.cases.bulk.stories import Story
    from zhiquan.hall.files.models import StoredFile
    from zhiquan.office.access.models import Organisation
    from zhiquan.office.returns.models import Round

Told = Callable[[int, int], None]
BATCH = 200
"""Cases written in one transaction: a visitor who submits meanwhile waits for no more."""
YEARS = timedelta(days=3 * 365)
LIVE = timedelta(days=45)
"""An open case last moved within these days; some are late, none for years."""
LATE = timedelta(days=8)
"""No open case is later than that."""
_EVERY_WEEKS = 4


def write_cases(firms: Sequence[Organisation], city: City, on: date, told: Told, seed: int = SEED) -> int:
    """Write cases of all matters until there are as many as the city has; returns how many there are.

    Each is told by a story that its matter ships with, moved in time, and stands where that story was cut off. What
    lies outside a case (letters as files, register entries) is not made for them.
    """
    from zhiquan.hall.cases import shelf
    from zhiquan.hall.cases.bulk.office import office_of
    from zhiquan.hall.cases.bulk.stamps import stamp_of
    from zhiquan.hall.cases.bulk.writer import mix_of, write
    from zhiquan.office.rulebook.models import DefinitionVersion

    versions = {one.code: one for one in DefinitionVersion.objects.filter(kind="matter").order_by("in_force_from")}
    needed = {material.key for one in versions.values() for material in shelf.matter_of(one).materials}
    office = office_of(firms, ((key, _paper(key, on)) for key in sorted(needed)), versions)
    calendar = shelf.moment().calendar
    made = (stamp_of(story, versions[story.matter], office.files, calendar) for story in _stories(versions, on))
    stamps = [stamp for stamp in made if _likely(stamp, on)]

    def go_on(there: int) -> bool:
        told(there, city.cases)
        return True

    return write(office, mix_of(stamps, "pledge"), city.cases, seed, go_on, BATCH)


def _stories(codes: Iterable[str], on: date) -> Iterator[Story]:
    """Yield the stories as they may stand on a day: closed ones of three years, open ones that moved of late."""
    from zhiquan.hall.cases import shelf
    from zhiquan.hall.cases.bulk.stories import stories

    moment = shelf.moment()
    matters = {code: shelf.read_matter(code) for code in codes}  # once: a story is told for each week of three years
    told = [(matters[code], *told) for code in codes for told in shelf.read_scenarios(code).items()]
    for place, (matter, name, scenario) in enumerate(told):
        weeks = (on - scenario.steps[0].day).days // 7  # whole weeks: a working day stays one
        for back in range(place % _EVERY_WEEKS, YEARS.days // 7, _EVERY_WEEKS):
            moved = timedelta(weeks=weeks - back)
            for story in stories(matter, name, scenario, moment.book, moment.calendar, moved):
                if _stands(story, on):
                    yield story


def _likely(stamp: Stamp, on: date) -> bool:
    """Whether a stamp's last day fits its time: days that a story names in its answers are not moved with it."""
    due = stamp.columns["due_on"]
    opened = stamp.story.lines[0].on
    return due is None or (opened <= date.fromisoformat(due) and (stamp.closed or on - LATE <= date.fromisoformat(due)))


def _stands(story: Story, on: date) -> bool:
    """Whether a story has come so far before a day: its steps are taken at nine, which may still be to come today."""
    last = story.lines[-1].on
    return last < on and (story.snapshot.closed or on - last <= LIVE)


def _paper(material: str, on: date) -> StoredFile:
    from zhiquan.hall.files.models import StoredFile
    from zhiquan.hall.files.services import store
    from zhiquan.portal.demo.cases import paper_of

    name = f"{material}（演示）.docx"
    held = StoredFile.objects.filter(name=name).first()
    return held or store(person("qiye", on), name, paper_of(material, "虚构单位"))


_KINDS = (
    ("知识产权基础知识培训", "general"), ("高价值专利培育培训", "high-value"), ("商标品牌指导培训", "brand"),
    ("地理标志运用培训", "gi"), ("维权援助宣讲", "protection"), ("质押融资对接培训", "pledge"),
)  # fmt: skip


def write_returns(city: City, today: date, told: Told, seed: int = SEED) -> int:
    """Open, fill, accept, lock and sign the monthly return of past months where there is no round yet."""
    from django.db import transaction

    from zhiquan.hall.notices.kinds import Kind
    from zhiquan.hall.notices.models import Happening
    from zhiquan.office.access.models import Post
    from zhiquan.office.returns import services
    from zhiquan.office.returns.models import Round
    from zhiquan.office.returns.periods import Every, containing

    clerks = dict(
        Post.objects.filter(role="window", department__division__in=COUNTIES).values_list(
            "department__division", "user__username"
        )
    )
    month, made = containing(Every.MONTH, today).before, 0
    for done in range(city.months):
        month = month.before
        told(done, city.months)
        if Round.objects.filter(code=CODE, period=month.code, division=CITY).exists():
            continue
        with transaction.atomic():
            opened = services.open_round(person("tongji", today), CODE, month.code, CITY, today=today)
            for county in COUNTIES:
                rng = random.Random(f"{seed}-{month.code}-{county}")  # noqa: S311 - a fixed seed is the point
                sheet = opened.sheets.get(division=county).pk
                fill(clerks[county], sheet, _sessions(rng), month.first, today)
                services.accept(person("tongji", today), sheet)
            services.lock(person("tongji", today), opened.pk)
            services.sign(person("qianfa", today), opened.pk)
            Happening.objects.filter(kind=Kind.RETURN, link__in=_links(opened)).delete()  # nobody is told of the past
        made += 1
    return made


def _links(opened: Round) -> list[str]:
    return [f"/returns/sheets/{pk}/" for pk in opened.sheets.values_list("pk", flat=True)]


def _sessions(rng: random.Random) -> list[Session]:
    return [
        (title, kind, rng.randint(20, 180), rng.randint(5, 60)) for title, kind in rng.sample(_KINDS, rng.randint(1, 3))
    ]
