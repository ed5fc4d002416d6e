"""Who reaches what: asked of the running program page by page, and read from definitions and code; held to one page."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from tests.docs.kept import DOCS, ROOT, held_equal, table
from tests.portal.web.bringing import bring_a_table_in
from tests.portal.web.conftest import City
from tests.portal.web.conftest import city as city  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import counted as counted  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import draft as draft  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import drafted as drafted  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import entered as entered  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import figures as figures  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import index as index  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import registered as registered  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import signed as signed  # noqa: PLC0414 - a fixture
from tests.portal.web.test_pages import all_there as all_there  # noqa: PLC0414 - a fixture

from zhiquan.hall.appointments.models import Appointment
from zhiquan.hall.cases import shelf
from zhiquan.hall.cases.models import Paper
from zhiquan.office.access.models import Department, Membership, Organisation, Post, User
from zhiquan.office.access.roles import Role
from zhiquan.portal.imports.models import ImportJob
from zhiquan.settings.now import today

PAGE = DOCS / "security" / "permissions.md"
WHO = {
    "applicant": "qiye", "agent": "daili", "stranger": "luren", "window": "chuangkou", "county window": "yuanxian",
    "examiner": "chengban", "reviewer": "shenhe", "head": "qianfa", "statistics": "tongji",
    "administrator": "xitong", "security": "anquan", "audit": "shenji",
}  # fmt: skip
OTHERS = ("stranger", "county window")
OBJECT = re.compile(r"<int:|cases/<str:number>")
FOR_ALL_STAFF = {"appointments.window", "returns.round"}
"""Pages of something that every citizen, or every office, is meant to reach."""
CHOOSING = ("go", "do", "step", "action", "remove", "take")
POSTED = {
    "reason": "理由",
    "version": "1",
    "key": "k",
    "id": "1",
    "text": "文字",
    "grade": "5",
    "secret": "x",
    "seq": "1",
}
WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE)(?! (?:INTO |FROM )?\"?access_session)", re.IGNORECASE)
REACHES, SENT_ON, NOT = "●", "→", "·"
HEAD = """# Who may do what

Made from the code; `pytest tests/docs --all --write-docs` writes it anew, and a test holds it equal.
● reaches it, → is sent on (a page that only takes a POST), · it does not exist for them (404).

## Pages

Everybody below asked for every page by GET, in a city with one applicant's cases. *Applicant* is who the cases
belong to, *agent* acts for one of its organisations in pledges, *stranger* is a member of another organisation,
*county window* a clerk of a county that none of the objects belongs to. A visitor who has not signed in is asked to;
what a visitor reaches is open to everybody and is listed after the table. What a page takes by POST is decided by the
object behind it, by the steps of the matters, and by the places of the code below; that whatever the stranger and the
county clerk post to another's object writes nothing is a test of its own.

"""


def routes(resolver: Any = None) -> Iterator[URLPattern]:
    """Yield every page of the site; the API says who may do what in scopes of its own."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver) and str(one.pattern) == "api/v1/":
            continue
        if isinstance(one, URLResolver):
            yield from routes(one)
        else:
            yield one


def pages() -> dict[str, str]:
    """Return the pattern of every page of ours, by its name."""
    return {str(one.name): str(one.pattern) for one in routes() if one.name and one.name != "set_language"}


def address(pattern: str, named: dict[str, Any]) -> str:
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(named[found[1]]), pattern)


def strangers() -> None:
    """Make a member of another organisation, and a clerk of a county in which nothing lies."""
    user = User.objects.create_user(username="luren")
    firm = Organisation.objects.create(name="路人示例公司", uscc="91990100MA00000P33", division="990100")
    Membership.objects.create(user=user, organisation=firm, valid_from=today(), administrator=True)
    window = Department.objects.create(name="远县窗口", division="990109")
    clerk = User.objects.create_user(username="yuanxian")
    Post.objects.create(user=clerk, department=window, role=Role.WINDOW.value, valid_from=today())


@pytest.fixture
def named(figures: City, all_there: dict[str, Any]) -> dict[str, Any]:
    """What the addresses speak of: objects of the applicant, of the city, of the county Donghu."""
    strangers()
    bring_a_table_in(figures.client("tongji"))
    there = all_there
    return {
        "draft_id": there["draft"], "number": there["forwarded"], "letter_id": there["letter"],
        "organisation_id": there["organisation"], "claim_id": there["claim"], "round_id": there["round"],
        "sheet_id": there["sheet"], "subscription_id": there["webhook"], "department_id": there["window"],
        "search_id": there["search"], "organisation": there["firm"], "pk": there["interest"],
        "file_id": Paper.objects.filter(case=figures.waiting).latest("pk").file,
        "job_id": ImportJob.objects.latest("pk").pk, "appointment_id": Appointment.objects.latest("pk").pk,
        "code": "pledge", "key": "k", "form": "csv", "indicator": "pledge.deals", "name": "main", "seq": 1, "line": 1,
        "measure": "persons", "division": "990101", "task": "pledge", "person": "MQ", "token": "x",
    }  # fmt: skip


SPECIAL = {
    "plans.plan": "/plans/shili-2026/", "plans.task": "/plans/shili-2026/pledge/",
    "law.provision": "/law/patent.annuity.invention/", "figures.opened": "/figures/pledge.deals/?month=2026-10-ytd",
    "figures.draft": "/figures/bulletins/draft/?kind=monthly&period=2026-09", "rights": "/rights/{right}/",
    "search.file": "/search/file/csv/?q=装置", "search.statistics": "/search/statistics/?q=装置",
    "figures.indicator": "/figures/indicator/pledge.amount/", "verify.code": "/verify/{code}/",
    "hall.series.list": "/hall/series/k/?by=rights&draft={draft}",
    "dossier.volume": "/cases/{forwarded}/dossier/main/",
    "appraisals.appraisal": "/appraisals/counties-2025/", "appraisals.sheet": "/appraisals/counties-2025/donghu/",
    "organisations": "/organisations/{uscc}/", "organisations.rights": "/organisations/{uscc}/rights/",
    "market.listing": "/market/listings/{listing}/", "market.demand": "/market/demands/{demand}/",
    "market.deal": "/market/deals/{deal}/", "calls.call": "/calls/{call}/",
}  # fmt: skip
"""Pages whose address needs more than its objects."""


def reached(client: Client, url: str) -> str:
    """Tell what somebody meets at an address."""
    status = client.get(url).status_code
    assert status < 500, url
    return NOT if status == 404 else SENT_ON if status == 302 else REACHES


@pytest.mark.long
def test_who_reaches_which_page_is_what_the_page_of_permissions_says(
    request: pytest.FixtureRequest, figures: City, all_there: dict[str, Any], named: dict[str, Any]
) -> None:
    clients = {who: figures.client(username) for who, username in WHO.items()}
    guarded, opened = [], []
    for name, pattern in sorted(pages().items()):
        url = SPECIAL.get(name, "").format(**all_there) or address(pattern, named)
        asked = figures.visitor.get(url)
        if asked.status_code == 302 and asked["Location"].startswith("/account/login/"):
            cells = [reached(client, url) for client in clients.values()]
            guarded.append([f"`{name}`", *cells])
        else:
            opened.append((name, asked.status_code))
    text = HEAD + table(["page", *WHO], guarded) + opened_text(opened) + steps_text() + asked_text()
    held_equal(request, PAGE, text)


def opened_text(opened: list[tuple[str, int]]) -> str:
    free = [f"`{name}`" for name, status in opened if status != 404]
    hidden = [f"`{name}`" for name, status in opened if status == 404]
    return (
        f"\n**Open to everybody:** {', '.join(free)}.\n\n**Known only to who holds what they need** (a link, a file of"
        f" one's own, a provider that is set up; 404 for a visitor): {', '.join(hidden)}.\n"
    )


def steps_text() -> str:
    """Return the steps of all matters with their roles, from the definitions themselves."""
    rows = []
    for code in shelf.codes():
        matter = shelf.read_matter(code)
        held: dict[str, list[str]] = {}
        for action in matter.actions:
            for role in action.roles:
                held.setdefault(role, []).append(f"{action.key}{'°' if action.in_person else ''}")
        rows += [[f"`{code}`", role, ", ".join(steps)] for role, steps in held.items()]
    return (
        "\n## Steps of the matters\n\nWho may take a step, from `definitions/matters`. ° for the party in person, never"
        " an agent. `system` is the program itself when a limit has passed.\n\n"
        + table(["matter", "role", "steps"], rows)
    )


def asked_text() -> str:
    """Return every place of the code that asks for a role, from the code itself."""
    rows: dict[str, set[str]] = {}
    for path in sorted((ROOT / "src" / "zhiquan").rglob("*.py")):
        where = path.relative_to(ROOT / "src" / "zhiquan").as_posix()
        code = path.read_text("utf-8")
        if "Role." not in code or "portal/demo" in where or where.endswith("access/roles.py"):
            continue
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Role":
                rows.setdefault(where, set()).add(node.attr)
    known = {role.name: role.value for role in Role}
    said = {where: ", ".join(sorted(known[one] for one in found if one in known)) for where, found in rows.items()}
    listed = [[f"`{where}`", roles] for where, roles in said.items()]
    return (
        "\n## Where the code asks for a role\n\nEvery file that names one, outside the list of roles itself.\n\n"
        + table(["file", "roles"], [row for row in listed if row[1]])
    )


def test_every_page_of_the_site_stands_in_the_page_of_permissions() -> None:
    said = PAGE.read_text("utf-8")
    assert [name for name in pages() if f"`{name}`" not in said] == []


def test_steps_and_roles_in_the_code_are_what_the_page_of_permissions_says(request: pytest.FixtureRequest) -> None:
    of_pages = PAGE.read_text("utf-8").partition("\n## Steps of the matters")[0]
    held_equal(request, PAGE, of_pages + steps_text() + asked_text())


def test_nobody_of_another_organisation_or_county_reaches_an_object_by_its_number() -> None:
    """The columns of the stranger and of the county clerk, read from the committed page."""
    lines = [line.strip("| ").split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    of = {line[0].strip("`"): dict(zip(WHO, line[1:], strict=True)) for line in lines if len(line) == len(WHO) + 1}
    objects = [name for name, pattern in pages().items() if name in of and OBJECT.search(pattern)]
    assert len(objects) > 20
    reached = {(name, who) for name in objects for who in OTHERS if of[name][who] == REACHES}
    assert {name for name, _ in reached} - FOR_ALL_STAFF == set()


@pytest.mark.long
def test_what_strangers_post_to_an_object_of_others_writes_nothing(figures: City, named: dict[str, Any]) -> None:
    written: dict[tuple[str, str, str], str] = {}
    clients = {who: figures.client(WHO[who]) for who in OTHERS}
    for name, one in ((str(one.name), one) for one in routes() if one.name):
        if not OBJECT.search(str(one.pattern)) or name in FOR_ALL_STAFF:
            continue
        url = address(str(one.pattern), named)
        for who, client in clients.items():
            for word in words_of(one):
                with CaptureQueriesContext(connection) as asked:
                    answer = client.post(url, dict.fromkeys(CHOOSING, word) | POSTED)
                assert answer.status_code < 500, (url, word)
                if found := [query["sql"] for query in asked if WRITES.match(query["sql"])]:
                    written[name, who, word] = found[0][:120]
    assert written == {}


def words_of(one: URLPattern) -> set[str]:
    """Return the words that the module of a view compares what was posted with: what a button may say."""
    source = inspect.getsource(sys.modules[inspect.unwrap(one.callback).__module__])
    return set(re.findall(r'(?:case |== |get\("go"\) in |^    )"([a-z][a-z_-]+)"', source, re.MULTILINE)) or {"go"}
