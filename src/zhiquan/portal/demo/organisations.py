"""Fictional organisations of the example city, with well-formed codes; the same seed gives the same ones."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from zhiquan.rules.identifiers import uscc_check_character

SEED = 20_260_101
COUNTIES = ("990101", "990102", "990103", "990104")
_CODE_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
"""Weights of the check character of an organisation code (GB 11714)."""
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_FIRST = "云川青岚启禾泽嘉宏瑞"
_SECOND = "帆舟野峰明域合林拓源"
_THIRD = "安邦博创达德鼎丰福格冠海恒华惠佳捷锦凯康朗联隆茂南能宁诺鹏谦仁荣"
_TRADES = {
    "新能源科技": ("锂离子电池", "光伏发电", "电动机"),
    "精密机械": ("数控机床", "阀门管件", "焊接", "电动机"),
    "智能装备": ("机械手", "起重输送", "图像识别", "数控机床"),
    "环保科技": ("污水处理", "大气治理"),
    "生物医药": ("药物制剂", "医疗器械"),
    "新材料": ("高分子材料", "建筑材料", "纺织"),
    "农业科技": ("农业机械", "种植栽培"),
    "电子": ("压力测量", "无线通信", "电动机"),
    "信息技术": ("图像识别", "自然语言处理", "数据安全", "无线通信"),
    "食品": ("食品加工", "种植栽培"),
    "矿山机械": ("矿山支护", "起重输送", "阀门管件"),
    "汽车部件": ("车辆底盘", "电动机", "锂离子电池"),
}
"""What a company is called after, and the fields that it invents in."""
_BODIES = {
    "示例理工大学": ("压力测量", "图像识别", "无线通信", "机械手", "焊接", "高分子材料", "矿山支护"),
    "示例农业大学": ("农业机械", "种植栽培", "食品加工"),
    "示例市职业技术学院": ("数控机床", "车辆底盘", "光伏发电"),
    "示例市科学研究院": ("大气治理", "污水处理", "自然语言处理", "建筑材料"),
    "示例市中心医院": ("医疗器械", "药物制剂"),
    "示例省能源研究所": ("锂离子电池", "光伏发电", "电动机"),
}


@dataclass(frozen=True, slots=True)
class DemoOrganisation:
    """A fictional organisation; ``enterprise`` is false for schools, institutes and hospitals, which pledge nothing."""

    name: str
    uscc: str
    division: str
    enterprise: bool
    fields: tuple[str, ...] = ()


def demo_organisations(seed: int = SEED, size: int = 90) -> tuple[DemoOrganisation, ...]:
    """Return companies (the first ones are the most inventive) and public bodies of the city."""
    rng = random.Random(seed)  # noqa: S311 - a fixed seed is the point
    names = [a + b for a, b in product(_FIRST, _SECOND)]
    rng.shuffle(names)
    found = companies(names[:size], rng)
    for name, own in _BODIES.items():
        county = rng.choice(COUNTIES[:2])
        code = make_uscc("12", county, rng)
        found.append(DemoOrganisation(name, code, county, enterprise=False, fields=own))
    return tuple(found)


def companies(names: Sequence[str], rng: random.Random) -> list[DemoOrganisation]:
    """Return companies of the city with these short names."""
    found = []
    for number, name in enumerate(names):
        county = rng.choices(COUNTIES, (4, 3, 2, 1))[0]
        suffix = "股份有限公司" if number % 9 == 0 else "有限公司"
        trade, own = rng.choice(tuple(_TRADES.items()))
        code = make_uscc("91", county, rng)
        found.append(DemoOrganisation(f"示例市{name}{trade}{suffix}", code, county, enterprise=True, fields=own))
    return found


def syllables() -> tuple[str, str, str]:
    """Return what longer names are put together from."""
    return _FIRST, _SECOND, _THIRD


def demo_banks(seed: int = SEED) -> tuple[DemoOrganisation, ...]:
    """Return the fictional lenders."""
    rng = random.Random(seed + 1)  # noqa: S311 - a fixed seed is the point
    names = ("示例商业银行东湖支行", "示例农村商业银行", "示例市山河村镇银行", "示例科技支行", "示例融资担保公司")
    return tuple(DemoOrganisation(name, make_uscc("91", "990101", rng), "990101", enterprise=True) for name in names)


def make_uscc(kind: str, division: str, rng: random.Random) -> str:
    """Return a unified social credit code with both of its check characters right (GB 32100, GB 11714)."""
    code = "MA" + "".join(rng.choices("0123456789ABCDEFGHJKLMNPQRTUWXY", k=6))
    rest = 11 - sum(_ALPHABET.index(c) * w for c, w in zip(code, _CODE_WEIGHTS, strict=True)) % 11
    first17 = f"{kind}{division}{code}{'X' if rest == 10 else rest % 11}"  # noqa: PLR2004 - ten is written X
    return first17 + uscc_check_character(first17)
