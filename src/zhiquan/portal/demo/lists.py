"""The city's marks, geographical indications and transfers as lists with Chinese headings, as offices send them round.

Every name, number and place is made up: numbers of marks lie above those that were given out.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from zhiquan.portal.demo.organisations import SEED, demo_organisations
from zhiquan.portal.demo.patents import UNTIL, demo_patents

MARKS, TRANSFERS = 400, 60
FIRST_MARK = 99_000_001
_HEADS = (
    "云",
    "青",
    "川",
    "禾",
    "远",
    "明",
    "星",
    "瑞",
    "晨",
    "海",
    "松",
    "玉",
    "金",
    "龙",
    "泉",
    "峰",
    "雪",
    "南",
    "北",
    "锦",
)
_TAILS = (
    "岭",
    "湖",
    "山",
    "溪",
    "舟",
    "航",
    "源",
    "光",
    "峰",
    "华",
    "禾",
    "原",
    "泽",
    "语",
    "坊",
    "味",
    "智",
    "联",
    "芯",
    "康",
)
_LATIN = ("YUNLING", "QINGHU", "MINGSHAN", "ZHIXIN", "VANTORA", "LUMEQ", "HEYUAN", "NOVASHI", "TERRAK", "BORUI")
_GOODS = {
    5: ("0501", "人用药；药用胶囊"), 9: ("0901", "计算机软件；传感器"), 11: ("1106", "空气净化器；照明器"),
    25: ("2501", "服装；童装"), 29: ("2901", "肉；腌制蔬菜"), 30: ("3002", "茶；茶饮料"), 33: ("3301", "白酒；果酒"),
    35: ("3503", "替他人推销"), 42: ("4220", "技术研究；软件设计"),
}  # fmt: skip
_STATUSES = ("已注册", "已注册", "已注册", "初步审定", "等待实质审查", "驳回复审中")
_INDICATIONS = (
    ("南川云雾茶", "茶叶", "南川县云岭镇、青溪镇、白石乡"), ("北原山羊肉", "畜禽产品", "北原县全境"),
    ("东湖莲藕", "蔬菜", "东湖区湖滨街道、长堤街道"), ("西山蜜梨", "水果", "西山区松坡镇、梨园镇"),
    ("南川竹编", "工艺品", "南川县竹溪镇"), ("北原小米", "粮食", "北原县河东镇、塬上镇"),
    ("东湖银鱼", "水产品", "东湖区湖滨街道"), ("西山松茸", "食用菌", "西山区高岭乡"),
    ("南川米酒", "酒类", "南川县县城及青溪镇"), ("北原土陶", "工艺品", "北原县窑上镇"),
    ("示例市陈醋", "调味品", "示例市东湖区、西山区"), ("西山黄精", "中药材", "西山区云台镇"),
)  # fmt: skip
_REGIMES = ("地理标志产品", "地理标志证明商标", "地理标志集体商标", "农产品地理标志")


def write_demo_lists(folder: Path, patents: int = 3_000, seed: int = SEED) -> tuple[Path, ...]:
    """Write three lists as CSV and return their paths; the same seed gives the same bytes."""
    rng = random.Random(seed + 5)  # noqa: S311 - a fixed seed is the point
    folder.mkdir(parents=True, exist_ok=True)
    return (
        written(
            folder / "示例市商标清单.csv",
            MARK_HEADINGS,
            marks(rng, _firms(seed), range(FIRST_MARK, FIRST_MARK + MARKS)),
        ),
        written(folder / "示例市地理标志清单.csv", INDICATION_HEADINGS, _indications(rng, seed)),
        written(folder / "示例市专利转让清单.csv", _TRANSFER_HEADINGS, _transfers(rng, patents, seed)),
    )


MARK_HEADINGS = (
    "注册号", "商标名称", "国际分类", "类似群", "商品/服务", "申请人", "申请日期", "注册公告日期", "专用权终止日",
    "商标状态",
)  # fmt: skip
INDICATION_HEADINGS = (
    "产品名称", "保护公告号", "保护类型", "产品类别", "产地范围", "申请机构", "专用标志使用企业", "保护公告日期",
)  # fmt: skip
_TRANSFER_HEADINGS = ("专利号", "专利名称", "转让人", "受让人", "变更生效日")


def _firms(seed: int) -> list[str]:
    return [one.name for one in demo_organisations(seed) if one.enterprise]


def marks(rng: random.Random, owners: Sequence[str], numbers: Iterable[int]) -> Iterator[Sequence[str]]:
    """Yield the rows of marks with these numbers."""
    texts: list[str] = []
    for number in numbers:
        text = _mark_text(rng, texts)
        texts.append(text)
        nice = rng.choice(tuple(_GOODS))
        group, goods = _GOODS[nice]
        filed = date(2012, 1, 4) + timedelta(days=rng.randrange((UNTIL - date(2012, 1, 4)).days))
        status = rng.choice(_STATUSES)
        registered = (
            filed + timedelta(days=330) if status == "已注册" and filed + timedelta(days=330) <= UNTIL else None
        )
        ends = date(registered.year + 10, registered.month, min(registered.day, 28)) if registered else None
        yield (
            str(number), text, str(nice), group, goods, rng.choice(owners), filed.isoformat(),
            registered.isoformat() if registered else "", ends.isoformat() if ends else "",
            status if registered or status != "已注册" else "初步审定",
        )  # fmt: skip


def _mark_text(rng: random.Random, texts: list[str]) -> str:
    """Return a mark; one in eight comes near an earlier one, so that there is something to find."""
    if texts and rng.randrange(8) == 0:
        near = rng.choice(texts)
        return near + rng.choice(("坊", "科技", "集团")) if rng.randrange(2) else near[::-1]
    if rng.randrange(6) == 0:
        return rng.choice(_LATIN)
    return rng.choice(_HEADS) + rng.choice(_TAILS) + (rng.choice(_TAILS) if rng.randrange(3) == 0 else "")


def _indications(rng: random.Random, seed: int) -> Iterator[Sequence[str]]:
    users = _firms(seed)
    for place, (name, kind, area) in enumerate(_INDICATIONS, 1):
        protected = date(2010 + place, 1 + place % 12, 5)
        body = f"{name[:2]}{kind}行业协会"
        using = "；".join(rng.sample(users, 1 + place % 3))
        regime = _REGIMES[place % len(_REGIMES)]
        yield name, f"示例公告第{place}号", regime, kind, area, body, using, protected.isoformat()


def _transfers(rng: random.Random, patents: int, seed: int) -> Iterator[Sequence[str]]:
    buyers = _firms(seed)
    owned = [one for one in demo_patents(patents, seed) if one.owner and one.filed_on.year < UNTIL.year - 2]
    for one in rng.sample(owned, min(TRANSFERS, len(owned))):
        on = one.filed_on + timedelta(days=500 + rng.randrange(150))
        buyer = rng.choice([name for name in buyers if name not in one.applicants])
        yield one.key, one.wording.title, one.applicants[0], buyer, on.isoformat()


def written(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    """Write a list as CSV and return its path."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(headings)
    writer.writerows(rows)
    path.write_bytes(held.getvalue().encode("utf-8"))
    return path
