"""The five scenes of the platform, each with what works today: matters in force by their link, and pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from zhiquan.hall.cases.views import MatterView
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene: its name, one sentence, and links to what can be done in it."""

    title: Text
    said: Text
    links: tuple[tuple[Text, str], ...]


def scenes(known: Iterable[MatterView]) -> tuple[Scene, ...]:
    """Return the scenes in their order; a matter shows in the scene of its link of the chain, once it is in force."""
    by_chain: dict[str, list[tuple[Text, str]]] = {}
    for matter in known:
        by_chain.setdefault(matter.chain, []).append((matter.title, reverse("hall.guide", args=[matter.code])))
    made = []
    for title, said, chains, pages in _SCENES:
        links = [(text, reverse(name)) for text, name in pages]
        matters = [link for chain in chains for link in by_chain.get(chain, ())]
        made.append(Scene(title, said, (*links, *matters)))
    return tuple(made)


_SCENES: tuple[tuple[Text, Text, tuple[str, ...], tuple[tuple[Text, str], ...]], ...] = (
    (
        Text("一窗口统办", "One window for everything"),
        Text(
            "指南、申请、预检、补正、送达在一处办完；时限自动计算，每一天都说得清。",
            "Guide, application, check, supplement and service in one place; every day is accounted for.",
        ),
        (),
        (
            (Text("办事大厅", "Service hall"), "hall"),
            (Text("查进度", "Progress"), "progress"),
            (Text("预约", "Appointments"), "appointments"),
        ),
    ),
    (
        Text("一平台交易", "One platform for trade"),
        Text(
            "许可、质押、专用标志使用：逐项自动核对，结果入簿，并显示在权利和单位的档案里。",
            "Licences, pledges, use of special marks: checked point by point, entered, and shown in the files.",
        ),
        ("utilise",),
        ((Text("挂牌", "Listings"), "market"), (Text("需求", "Demands"), "market.demands")),
    ),
    (
        Text("一链条保护", "One chain of protection"),
        Text(
            "裁决、调解、维权援助全程留痕；任何一天的法律状态与保护期，连同依据的条文。",
            "Decisions, mediation, assistance on record; legal status on any day, with the provision.",
        ),
        ("protect",),
        ((Text("查近似商标", "Similar marks"), "marks"),),
    ),
    (
        Text("一站式管理", "One place to manage"),
        Text(
            "从预审、培育到奖补；区县逐月的数字，每一个都能点开：口径、数据版本、背后的记录。",
            "From pre-examination to support; figures by county and month that open down to the records behind them.",
        ),
        ("create", "manage"),
        ((Text("申报与公示", "Calls and publicity"), "calls"), (Text("看数据", "Figures"), "figures")),
    ),
    (
        Text("一体化服务", "Services for all"),
        Text(
            "检索、测算、核验文书都不需要登录；中英文，手机到大屏。",
            "Search, calculators and verification need no account; Chinese and English, phone to wall.",
        ),
        ("serve",),
        (
            (Text("检索", "Search"), "search"),
            (Text("核验文书", "Verify a document"), "verify"),
            (Text("测算工具", "Calculators"), "tools"),
            (Text("规则库", "Law book"), "law"),
        ),
    ),
)
