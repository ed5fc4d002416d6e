"""A few live cases of the fictional city, each made through the same services that people use."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from zhiquan.portal.demo.organisations import SEED, DemoOrganisation, demo_banks, demo_organisations
from zhiquan.portal.demo.patents import demo_patents
from zhiquan.rules.identifiers import PatentKind

if TYPE_CHECKING:
    from zhiquan.hall.cases.models import Case
    from zhiquan.office.access.selectors import Actor

MATERIALS = ("application", "contract", "identity", "register-copy")
_YOUNG = timedelta(days=3650)
_OPINION = "材料与系统数据核对一致，登记簿副本已收。"
_ITEMS = "请补充质权人的营业执照复印件，并在登记申请表第三栏写明担保范围。"


@dataclass(frozen=True, slots=True)
class Story:
    """One case: the steps after submission as (action, who takes it, answers)."""

    amount: str
    steps: tuple[tuple[str, str, dict[str, str]], ...]


STORIES = (
    Story("3000000", ()),
    Story("12000000", (("supplement", "chuangkou", {"items": _ITEMS}),)),
    Story("5000000", (("accept", "chuangkou", {}), ("forward", "chengban", {"opinion": _OPINION}))),
)


def open_cases(today: date, n: int = 3_000, seed: int = SEED) -> int:
    """Open the demo's cases where there is none yet; returns how many were opened."""
    from zhiquan.hall.cases.models import Case

    if Case.objects.exists():
        return 0
    owner, fit = demo_organisations(seed)[0], pledgeable(today, n, seed)
    for place, story in enumerate(STORIES):
        _play(story, owner, demo_banks(seed)[place], fit[place], today)
    return len(STORIES)


def pledgeable(today: date, n: int = 3_000, seed: int = SEED) -> list[str]:
    """Return the numbers of inventions of the first organisation that are granted, young, and not in a register."""
    from zhiquan.office.registers.selectors import entries_for_right

    owner = demo_organisations(seed)[0]
    return [
        patent.key
        for patent in demo_patents(n, seed)
        if patent.applicants == (owner.name,)
        and patent.kind is PatentKind.INVENTION
        and today - _YOUNG < patent.filed_on < today - timedelta(days=900)
        and not entries_for_right(patent.key)
    ]


def answers_of(today: date, seed: int = SEED) -> dict[str, Any]:
    """Return the answers of a pledge of the first organisation, all but the rights."""
    form = _form(STORIES[0], demo_organisations(seed)[0], demo_banks(seed)[0], "", today)
    return {key: value for key, value in form.items() if key != "rights"}


def _play(story: Story, owner: DemoOrganisation, bank: DemoOrganisation, right: str, today: date) -> None:
    from zhiquan.hall.cases import services

    case = _submitted(_form(story, owner, bank, right, today), owner, today)
    for action, username, answers in story.steps:
        actor = _actor(username, today)
        case = services.act(actor, case.number, action, answers, version=case.version, key=f"demo-{action}")


def _submitted(form: dict[str, Any], owner: DemoOrganisation, today: date) -> Case:
    from zhiquan.hall.cases import services
    from zhiquan.hall.files.services import store
    from zhiquan.office.access.models import Organisation

    actor = _actor("qiye", today)
    draft = services.start_draft(actor, "pledge", Organisation.objects.get(uscc=owner.uscc).pk)
    services.save_draft(actor, draft.pk, form)
    for material in MATERIALS:
        paper = store(actor, f"{material}.docx", paper_of(material, owner.name))
        services.attach(actor, draft.pk, material, paper.pk)
    return services.submit(actor, draft.pk, f"demo-{draft.pk}")


def _form(story: Story, owner: DemoOrganisation, bank: DemoOrganisation, right: str, today: date) -> dict[str, Any]:
    return {
        "rights": [right],
        "co_owned": "no",
        "pledgor": owner.name,
        "pledgor_uscc": owner.uscc,
        "pledgee": bank.name,
        "pledgee_uscc": bank.uscc,
        "contact": "林晓禾",
        "phone": "0000-0000000",
        "contract": f"示例质字{today.year}第{story.amount[:2]}号",
        "signed_on": (today - timedelta(days=6)).isoformat(),
        "amount": story.amount,
        "debt_from": today.isoformat(),
        "debt_to": (today + timedelta(days=365)).isoformat(),
        "valued": "no",
        "contract_items": ["parties", "debt", "term", "patents", "scope"],
    }


def _actor(username: str, today: date) -> Actor:
    from zhiquan.office.access.models import User
    from zhiquan.office.access.selectors import actor_for

    return actor_for(User.objects.get(username=username), today)


def paper_of(material: str, party: str) -> bytes:
    """Return a paper that says of itself that it is fictional."""
    import docx

    document = docx.Document()
    document.add_paragraph(f"演示材料（虚构）：{material}")
    document.add_paragraph(party)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
