"""The city's calls for enterprise tiers: last year's with who was listed, this year's with a firm in publicity."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from zhiquan.portal.demo.desk import CLERK, actor_on, enter_told
from zhiquan.portal.demo.organisations import SEED, DemoOrganisation, demo_organisations

MATTER, REGISTER = "enterprise-tier", "enterprise-tier"
LISTED = 12
"""Firms on the list; the first is the demo applicant's own."""
_EVERY = 4
"""Every fourth of them is a demonstration enterprise 示范企业."""
PAST = "示例公告-优势示范企业"
_TEXT = (
    "各县（市、区）知识产权局，各有关企业：\n为培育知识产权优势企业和示范企业，现组织申报，有关事项通知如下。\n"
    "一、申报条件见办事指南，系统会逐条核对并列出依据。\n二、网上申报，纸质件不再另交。\n"
    "三、评审结果公示五个工作日，异议请向本局窗口提出。"
)
_SCORES = [
    {"expert": name, "recused": "no", "points": points}
    for name, points in (("专家甲", "88"), ("专家乙", "91"), ("专家丙", "86.5"))
]


def open_calls(on: date, seed: int = SEED) -> int:
    """Enter calls, list and publicity where there is no call yet; return how many firms are on the list."""
    from zhiquan.office.registers.models import RegisterEntry

    if RegisterEntry.objects.filter(register="call").exists():
        return 0
    call_and_list(on, seed)
    _in_publicity(_firms(seed)[LISTED], on)
    return LISTED


def call_and_list(on: date, seed: int = SEED) -> None:
    """Enter the call of this year and of the last, and who is on the list; nobody is in publicity yet."""
    _calls(on)
    for place, firm in enumerate(_firms(seed)[:LISTED]):
        tier = "demonstration" if place % _EVERY == _EVERY - 1 else "advantage"
        told = {"uscc": firm.uscc, "name": firm.name, "tier": tier, "call": f"{on.year - 1}-1"}
        since = _years_ago(on, 1) + timedelta(days=place)
        _entered(REGISTER, f"YSSF-{on.year - 1}-{place + 1:06}", firm.division, since, told, 3)


def _firms(seed: int) -> list[DemoOrganisation]:
    return [one for one in demo_organisations(seed) if one.enterprise]


def _calls(on: date) -> None:
    from zhiquan.scenes.management.calls.services import publish_call

    told = {"title": f"关于组织申报{on.year - 1}年度知识产权优势、示范企业的通知", "matter": MATTER, "text": _TEXT}
    _entered("call", f"{on.year - 1}-1", "990100", _years_ago(on, 1) - timedelta(days=120), told, 0)
    publish_call(
        actor_on("qianfa", on),
        {
            **told,
            "title": f"关于组织申报{on.year}年度知识产权优势、示范企业的通知",
            "number": f"{on.year}-1",
            "basis": f"示知发〔{on.year}〕18号",
            "opens_on": (on - timedelta(days=30)).isoformat(),
            "closes_on": (on + timedelta(days=30)).isoformat(),
            "ask_at": "知识产权促进科，0000-0000000",
        },
    )


def _entered(register: str, number: str, division: str, since: date, data: Mapping[str, Any], years: int) -> None:
    from zhiquan.office.registers.services import enter
    from zhiquan.rules.law.units import add_months

    until = since + timedelta(days=60) if not years else add_months(since, 12 * years) - timedelta(days=1)
    enter(register, number, division, (), data, since, until, f"{PAST}-{number}")


def _in_publicity(firm: Any, on: date) -> None:
    """Take an application that came over the counter as far as its publicity."""
    from zhiquan.hall.cases import services
    from zhiquan.settings.now import SHANGHAI

    case = enter_told({"matter": MATTER, "story": "favourable", "days": 25, "channel": "window"}, firm, on, "demo-call",
                      {"call": f"{on.year}-1"})  # fmt: skip
    until = (on + timedelta(days=12)).isoformat()
    scored = {"scores": _SCORES, "result": "shortlisted", "reason": "专利布局完整，研发投入持续增长。"}
    published = {"place": "本局网站", "until": until, "objections_to": "本局窗口，0000-0000000"}
    steps: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
        ("accept", CLERK, 24, {}),
        ("recommend", "chengban", 20, {"result": "recommended"}),
        ("score", "chengban", 6, scored),
        ("prepare_publicity", "chengban", 0, published),
        ("publish", CLERK, 0, {}),
    )
    for action, who, days, data in steps:
        if action == "publish":
            _sign(case, on)
            case.refresh_from_db()
        at = datetime.combine(on - timedelta(days=days), time(9), SHANGHAI) if days else None
        case = services.act(
            actor_on(who, on), case.number, action, data, version=case.version, key=f"demo-{action}", acted_at=at
        )


def _sign(case: Any, on: date) -> None:
    from zhiquan.hall.cases.selectors import letter_source
    from zhiquan.hall.letters import services as letters
    from zhiquan.hall.letters.rendering import parse_template

    case.refresh_from_db()
    source = letter_source(case, "publicity")
    parts = parse_template(source.template)
    drafted = letters.draft(actor_on("chengban", on), case, source.key, parts, source.values)
    letters.review(actor_on("shenhe", on), drafted)
    drafted.refresh_from_db()
    letters.sign(actor_on("qianfa", on), drafted)


def _years_ago(on: date, years: int) -> date:
    return on.replace(year=on.year - years, day=min(on.day, 28))
