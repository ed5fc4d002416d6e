"""A small city to look at: people, one matter, cases in three states, a letter, figures, and an index."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from zhiquan.hall.cases import services, shelf
from zhiquan.hall.cases.models import Case
from zhiquan.hall.files.services import store
from zhiquan.hall.letters import services as letters
from zhiquan.hall.letters.models import Letter
from zhiquan.hall.letters.rendering import parse_template
from zhiquan.office.access import services as access
from zhiquan.office.access.models import Membership, Organisation, User
from zhiquan.office.access.selectors import Actor, actor_for
from zhiquan.office.returns.files import package
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.services import publish
from zhiquan.portal.demo import demo_pledges, enter_pledges, seed_people, write_demo_lists, write_demo_workbook
from zhiquan.portal.demo.appraisals import begin_the_appraisal
from zhiquan.portal.demo.cases import open_cases
from zhiquan.portal.demo.plans import report_on_the_plan
from zhiquan.portal.demo.returns import open_returns
from zhiquan.records.corpus.importing import import_file
from zhiquan.records.marks.building import build_register
from zhiquan.records.search import build_index
from zhiquan.scenes.reporting.services import refresh
from zhiquan.settings.now import today

PASSWORD = "only-for-tests"
PATENTS = 3_000
STAFF = {"window": "chuangkou", "examiner": "chengban", "reviewer": "shenhe", "head": "qianfa"}


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Build the index of the fictional city once."""
    workbook = tmp_path_factory.mktemp("web") / "city.xlsx"
    write_demo_workbook(workbook, PATENTS)
    day = date(2026, 10, 31)
    import_file(workbook, settings.DATA.lake, source="示例市专利清单（虚构）", vintage=day, division="990100")
    for path in write_demo_lists(workbook.parent, PATENTS):
        import_file(path, settings.DATA.lake, source=f"{path.stem}（虚构）", vintage=day, division="990100")
    build_index(settings.DATA.lake, settings.DATA.index)
    build_register(settings.DATA.lake, settings.DATA.index)


@dataclass
class City:
    """Who looks, and what there is to look at."""

    visitor: Client
    party: Client
    staff: Client
    cases: list[Case]

    @property
    def waiting(self) -> Case:
        return self.cases[0]

    @property
    def supplementing(self) -> Case:
        return self.cases[1]

    @property
    def forwarded(self) -> Case:
        return self.cases[2]

    @property
    def right(self) -> str:
        return str(self.waiting.draft.form["rights"]).split()[0].strip("[]'\"")

    def client(self, username: str) -> Client:
        return _signed_in(username)


def _signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def actor(username: str) -> Actor:
    return actor_for(User.objects.get(username=username), today())


_PUBLISHED: list[DefinitionVersion] = []


def publish_everything() -> None:
    """Publish what ships: proved once in each process, afterwards the very same rows are laid anew."""
    if _PUBLISHED:
        DefinitionVersion.objects.bulk_create(_PUBLISHED)
        return
    for code in shelf.codes():
        publish(shelf.package(code), by="test", in_force_from=date(2026, 1, 1))
    _PUBLISHED.extend(DefinitionVersion.objects.order_by("pk"))


def enter_city() -> None:
    """Enter people, matters, cases (waiting, supplementing, forwarded), returns, and a plan that is reported on."""
    seed_people(PASSWORD)
    publish_everything()
    open_cases(today(), PATENTS)
    publish(package("trainings", settings.DATA.region), by="test", in_force_from=date(2026, 1, 1))
    open_returns(today())
    report_on_the_plan(today())
    begin_the_appraisal(today())


def count_figures() -> None:
    """Enter the city's past pledges and count every figure."""
    enter_pledges(demo_pledges(today(), PATENTS), today())
    refresh()


@contextmanager
def kept_for_the_file(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Keep what is entered until the last test of a file: each test works within, and its own rows go with it."""
    around = transaction.atomic()
    # as Django's own TestCase marks what it enters for setUpTestData
    around._from_testcase = True  # type: ignore[attr-defined]
    with blocker.unblock(), around:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def entered(django_db_setup: None, django_db_blocker: DjangoDbBlocker, index: None) -> Iterator[None]:
    """The city's rows while the tests of a file run."""
    with kept_for_the_file(django_db_blocker):
        enter_city()
        yield


@pytest.fixture(scope="module")
def counted(entered: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Its figures while the tests of a file run."""
    with kept_for_the_file(django_db_blocker):
        count_figures()
        yield


@pytest.fixture
def city(entered: None, db: None) -> City:
    """The city, entered once for all tests of a file."""
    return looked_at()


@pytest.fixture
def figures(counted: None, city: City) -> City:
    """The city with its past pledges counted, once for all tests of a file that ask for it."""
    return city


def looked_at() -> City:
    """Return the city as who looks at it begins."""
    return City(Client(), _signed_in("qiye"), _signed_in("chengban"), list(Case.objects.order_by("number")))


@pytest.fixture
def registered(city: City) -> Case:
    """A case whose result came back from the registering office."""
    answers = {"result": "registered", "registration_number": "Y2026990000777", "registered_on": today().isoformat()}
    case = city.forwarded
    return services.act(
        actor("chengban"), case.number, "take_result", answers, version=case.version, key=uuid.uuid4().hex
    )


@pytest.fixture
def drafted(registered: Case) -> Letter:
    """Its letter, drafted."""
    from zhiquan.hall.cases.selectors import letter_source

    source = letter_source(registered, "result")
    return letters.draft(actor("chengban"), registered, source.key, parse_template(source.template), source.values)


@pytest.fixture
def signed(drafted: Letter) -> Letter:
    """Its letter, signed."""
    letters.review(actor("shenhe"), drafted)
    drafted.refresh_from_db()
    return letters.sign(actor("qianfa"), drafted)


@pytest.fixture
def draft(city: City) -> int:
    """An empty draft of the applicant."""
    owner = Organisation.objects.get(pk=city.waiting.organisation_id)
    return services.start_draft(actor("qiye"), "pledge", owner.pk).pk


@pytest.fixture
def answers(city: City) -> dict[str, Any]:
    """Answers that are in order."""
    return dict(city.waiting.draft.form)


def docx() -> bytes:
    """A paper that the files room takes."""
    import io

    from docx import Document

    content = io.BytesIO()
    document = Document()
    document.add_paragraph("paper")
    document.save(content)
    return content.getvalue()


def hand_in(draft_id: int, *materials: str) -> None:
    """Attach papers to a draft."""
    for material in materials:
        services.attach(actor("qiye"), draft_id, material, store(actor("qiye"), f"{material}.docx", docx()).pk)


def a_webhook(organisation: int) -> int:
    """A webhook of an organisation, made where no name is resolved."""
    from zhiquan.office.exchange.models import Subscription
    from zhiquan.office.exchange.webhooks.secrets import sealed
    from zhiquan.office.exchange.webhooks.signing import new_secret
    from zhiquan.settings.now import now

    made = Subscription.objects.create(
        organisation_id=organisation,
        name="企业系统",
        url="https://hooks.example.org/zhiquan",
        types=["case.letter"],
        secret=sealed(new_secret()),
        made_by=User.objects.get(username="qiye"),
        made_at=now(),
    )
    return made.pk


def a_saved_search() -> int:
    """A search that the applicant keeps."""
    from zhiquan.portal.watch.services import save

    asked = {"q": "装置", "mode": "exact", "within": "", "sets": [], "wide": False}
    return save(actor("qiye"), "装置", asked, "daily").pk


def a_claim() -> int:
    """A claim that waits, by somebody new, and what an agency may do for the applicant."""
    applicant = Membership.objects.filter(user__username="qiye", administrator=True).order_by("pk")[:2]
    scope = access.Scope(everything=True)
    access.delegate(
        actor("qiye"), applicant[0].organisation_id, applicant[1].organisation.uscc, scope, today(), today()
    )
    User.objects.create_user(username="renling")
    proof = store(actor("renling"), "proof.docx", docx()).pk
    return access.claim(actor("renling"), access.Wanted("南川示例公司", "91990101MA0000001Y", "990103"), proof).pk


TEMPLATES = Path(settings.TEMPLATES[0]["DIRS"][0])
