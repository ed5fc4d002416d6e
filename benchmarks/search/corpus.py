"""A made corpus of records: the same for the same seed and size; its digest is part of the report."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta

from zhiquan.records.corpus.model import PatentRecord, applicants
from zhiquan.rules.identifiers import ApplicationNumber, check_character, parse_application_number

SUBJECTS = (
    "锂离子电池",
    "燃料电池",
    "半导体器件",
    "铝合金板材",
    "煤矿支护",
    "污水处理",
    "数控机床",
    "中药组合物",
    "光伏组件",
    "传感器",
)
PARTS = ("隔膜", "电极", "外壳", "支架", "控制器", "散热片", "密封圈", "涂层", "阀体", "电路板", "滤芯", "夹具")
QUALITIES = ("高效", "可拆卸", "耐腐蚀", "低成本", "智能", "便携", "节能", "自动", "防水", "LED")
SENTENCES = (
    "本发明公开了一种{quality}{subject}用{part}，包括{part}本体和{other}，所述{other}设于{part}一侧。",
    "所述{part}与{other}固定连接，具有{quality}、结构简单的优点。",
    "解决了现有{subject}中{part}易损坏的问题，提高了{other}的使用寿命。",
    "其特征在于：{subject}的{part}采用{quality}工艺，厚度为{number}mm。",
)
CLASSES = ("H01M10/0525", "H01M50/40", "H01L21/00", "C22C21/00", "E21D23/04", "C02F1/00", "B23Q3/06", "A61K36/00")


def records(count: int, seed: int = 20) -> Iterator[PatentRecord]:
    """Yield ``count`` records; a few words are frequent and many are rare, as in real titles."""
    chance = random.Random(seed)
    first = date(2004, 1, 1)
    for serial in range(count):
        filed = first + timedelta(days=chance.randrange(7_000))
        digits = f"{filed.year}{chance.choice('122')}{serial:07d}"
        number = parse_application_number(f"CN{digits}.{check_character(digits)}")
        if not isinstance(number, ApplicationNumber):
            raise TypeError(number)
        title = f"一种{chance.choice(QUALITIES)}{chance.choice(SUBJECTS)}{chance.choice(PARTS)}"
        abstract = "".join(_sentence(chance) for _ in range(chance.randint(2, 5)))
        applicant = f"示例{int(chance.paretovariate(0.9)) % 5_000}号公司"
        main_class = chance.choice(CLASSES)
        yield PatentRecord(
            record=number.canonical,
            key=number.canonical,
            source="made",
            batch="made",
            vintage=date(2024, 1, 1),
            raw_hash="",
            number=number.canonical,
            standing="valid",
            application=number.canonical,
            kind=number.kind.value,
            title=title,
            abstract=abstract,
            parties=applicants(applicant),
            filing_date=filed,
            main_class=main_class,
            class_scheme="ipc",
            classes=(f"ipc:{main_class}",),
            division="990000",
        )


def _sentence(chance: random.Random) -> str:
    return chance.choice(SENTENCES).format(
        quality=chance.choice(QUALITIES),
        subject=chance.choice(SUBJECTS),
        part=chance.choice(PARTS),
        other=chance.choice(PARTS),
        number=chance.randint(1, 5_000),
    )


def digest(count: int) -> str:
    """Return the SHA-256 over all records."""
    sha = hashlib.sha256()
    for record in records(count):
        sha.update(record.to_json())
    return sha.hexdigest()
