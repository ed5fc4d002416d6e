"""Past pledges and people of the demonstration."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import authenticate

from zhiquan.office.access.models import Organisation, User
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import actor_for, acts_for
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.portal.demo import demo_organisations, demo_patents, demo_pledges, enter_pledges, seed_people
from zhiquan.records.corpus.store import Lake
from zhiquan.rules.identifiers import Uscc, parse_uscc
from zhiquan.scenes.reporting.selectors import figure_table, open_figure
from zhiquan.scenes.reporting.services import recompute
from zhiquan.settings.now import now

TODAY = date(2026, 11, 22)
PLEDGES = demo_pledges(TODAY)


def test_pledges_lie_in_the_thirty_six_months_before_this_one() -> None:
    assert 140 <= len(PLEDGES) <= 150
    assert min(p.registered_on for p in PLEDGES) >= date(2023, 10, 30)
    assert max(p.registered_on for p in PLEDGES) < date(2026, 11, 1)
    assert len({p.registered_on.strftime("%Y-%m") for p in PLEDGES}) > 30


def test_a_firm_pledges_only_its_own_granted_rights_and_none_twice_at_once() -> None:
    patents = {patent.key: patent for patent in demo_patents(3_000)}
    free: dict[str, date] = {}
    for pledge in PLEDGES:
        for right in pledge.rights:
            patent = patents[right]
            assert patent.owner
            assert patent.owner.uscc == pledge.data["pledgor_uscc"]
            assert (pledge.registered_on - patent.filed_on).days >= 400
            assert free.get(right, pledge.registered_on) <= pledge.registered_on
            free[right] = pledge.released_on or date.max


def test_firms_come_back_so_that_firms_are_fewer_than_deals() -> None:
    assert len({p.data["pledgor_uscc"] for p in PLEDGES}) < len(PLEDGES)


def test_a_later_start_enters_nothing_more_and_the_figure_opens_over_the_real_lake(db: None, tmp_path: Path) -> None:
    assert enter_pledges(PLEDGES, TODAY) == len(PLEDGES)
    assert enter_pledges(demo_pledges(date(2027, 2, 3)), date(2027, 2, 3)) == 0
    assert RegisterEntry.objects.filter(register="pledge").count() == len(PLEDGES)
    recompute(now(), Lake(tmp_path))
    city = [
        next(row for row in figure_table(code, 2025).rows if row.division == "990100").cells[-1]
        for code in ("pledge.deals", "pledge.firms", "pledge.assets", "pledge.amount")
    ]
    deals, firms, assets, amount = (cell.value for cell in city if cell)
    assert deals == sum(p.registered_on.year == 2025 for p in PLEDGES)
    assert firms < deals < assets
    actor = actor_for(seed_people("一个演示口令")[5], TODAY)
    opened = open_figure("pledge.amount", "990100", "2025-12-ytd", actor, limit=None, lake=Lake(tmp_path))
    assert opened.value == amount == sum(row.counts or 0 for row in opened.rows)
    assert opened.left_out == 1


def test_there_is_one_person_for_each_part_and_the_statistician_answers_for_the_city(db: None) -> None:
    users = seed_people("一个演示口令")
    actors = [actor_for(user, TODAY) for user in users]
    roles = [next(iter(actor.roles)) for actor in actors]
    handling = [Role.APPLICANT, Role.WINDOW, Role.EXAMINER, Role.REVIEWER, Role.HEAD, Role.STATISTICS]
    ends = [Role.ADMINISTRATOR, Role.SECURITY, Role.AUDIT, *[Role.APPLICANT] * 3]
    assert roles == [*handling, *[Role.WINDOW] * 4, *ends]
    assert all(actor.covers("990103") for actor in actors[1:6])
    assert not actors[0].covers("990103")


def test_every_organisation_has_a_code_whose_check_character_holds(db: None) -> None:
    seed_people("一个演示口令")
    codes = list(Organisation.objects.values_list("uscc", flat=True))
    assert len(codes) == 5
    assert [code for code in codes if not isinstance(parse_uscc(code), Uscc)] == []


def test_the_agent_acts_for_one_of_the_applicants_companies_in_pledges_alone(db: None) -> None:
    users = seed_people("一个演示口令")
    applicant, agent = actor_for(users[0], TODAY), actor_for(users[-1], TODAY)
    reached = [one for one in applicant.organisations if acts_for(agent, one, "pledge", on=TODAY)]
    assert len(reached) == 1
    assert not acts_for(agent, reached[0], "subsidy", on=TODAY)


def test_the_applicant_acts_for_the_two_most_inventive_companies(db: None) -> None:
    users = seed_people("一个演示口令")
    names = Organisation.objects.filter(pk__in=actor_for(users[0], TODAY).organisations).values_list("name", flat=True)
    assert set(names) == {one.name for one in demo_organisations()[:2]}


@pytest.mark.parametrize(
    "username", ["qiye", "chuangkou", "chengban", "shenhe", "qianfa", "tongji", "anquan", "yinhang", "daili"]
)
def test_seeding_again_makes_nobody_new_and_sets_the_new_password(db: None, username: str) -> None:
    seed_people("第一个口令")
    seed_people("第二个口令")
    assert User.objects.count() == 16
    assert authenticate(username=username, password="第二个口令")
    assert not authenticate(username=username, password="第一个口令")
