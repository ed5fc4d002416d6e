"""A made corpus of records: the same for the same seed and size; its digest is part of every report.

Words: real technical terms of ours, and tens of thousands of made words of two to four characters, drawn with falling
frequency as in any language, so that a few are in a tenth of all records and most in a handful. Sentences follow
templates; titles have about sixteen characters, abstracts about 180. Applicants, classes and years are as uneven as in
a register.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate

from zhiquan.records.corpus.model import PatentRecord, applicants
from zhiquan.rules.identifiers import check_character

SUBJECTS = (
    "锂离子电池", "燃料电池", "半导体器件", "铝合金板材", "煤矿支护", "污水处理", "数控机床", "中药组合物", "光伏组件",
    "传感器", "机器人", "显示面板", "变压器", "混凝土", "播种机", "发动机",
)  # fmt: skip
PARTS = ("隔膜", "电极", "外壳", "支架", "控制器", "散热片", "密封圈", "涂层", "阀体", "电路板", "滤芯", "夹具")
QUALITIES = ("高效", "可拆卸", "耐腐蚀", "低成本", "智能", "便携", "节能", "自动", "防水", "LED", "5G")
SENTENCES = (
    "本发明公开了一种{quality}{subject}用{part}，包括{part}本体和{word}，所述{other}设于{part}一侧。",
    "所述{part}与{word}固定连接，{other}通过{word2}驱动，具有{quality}、结构简单的优点。",
    "解决了现有{subject}中{part}易损坏的问题，提高了{word}的使用寿命，{word2}的效率显著提升。",
    "其特征在于：{subject}的{part}采用{quality}工艺，{word}厚度为{number}mm，{word2}与{other}相配合。",
    "本实用新型涉及{word}技术领域，尤其是{word2}中的{other}，安装在{part}上端。",
)
WORDS, FIRMS, SUBCLASSES = 30_000, 50_000, 640
FIRST, DAYS = date(1995, 1, 1), 10_500
_KINDS = ((1, "invention"), (2, "utility_model"), (3, "design"))


class Maker:
    """Draws records of one seed."""

    def __init__(self, seed: int = 20) -> None:
        self.chance = random.Random(seed)
        common = [bytes((0xB0 + at // 94, 0xA1 + at % 94)).decode("gb2312") for at in range(39 * 94 + 89)]
        lengths = self.chance.choices((2, 3, 4), (6, 3, 1), k=WORDS)
        self.words = ["".join(self.chance.choices(common, k=length)) for length in lengths]
        self.classes = [self._subclass() for _ in range(SUBCLASSES)]
        self._word = _falling(WORDS, 30, 0.95)
        self._firm = _falling(FIRMS, 8, 0.9)
        self._class = _falling(SUBCLASSES, 6, 0.9)

    def _subclass(self) -> str:
        return f"{self.chance.choice('ABCDEFGH')}{self.chance.randint(1, 99):02}{self.chance.choice('BCDFGHJKLM')}"

    def records(self, count: int) -> Iterator[PatentRecord]:
        """Yield ``count`` records."""
        draw = self.chance
        for serial in range(count):
            filed = FIRST + timedelta(days=int(DAYS * draw.random() ** 0.6))
            digit, kind = draw.choices(_KINDS, (4, 5, 1))[0]
            digits = f"{filed.year}{digit}{serial:07d}"
            number = f"CN{digits}.{check_character(digits)}"
            firm = draw.choices(range(FIRMS), cum_weights=self._firm)[0]
            classes = tuple(dict.fromkeys(self._symbol() for _ in range(draw.randint(1, 4))))
            yield PatentRecord(
                record=number, key=number, source="made", batch="made", vintage=date(2024, 1, 1), raw_hash="",
                number=number, standing="valid", application=number, kind=kind,
                title=self._filled("一种{quality}{word}{subject}{part}"),
                abstract="".join(self._filled(draw.choice(SENTENCES)) for _ in range(draw.randint(2, 6))),
                parties=applicants(f"示例{firm}号{self.words[firm % 999]}有限公司"),
                filing_date=filed, main_class=classes[0], class_scheme="ipc",
                classes=tuple(f"ipc:{one}" for one in classes), division=f"99{firm % 14 + 1:02}00",
            )  # fmt: skip

    def _symbol(self) -> str:
        subclass = self.chance.choices(self.classes, cum_weights=self._class)[0]
        return f"{subclass}{self.chance.randint(1, 30)}/{self.chance.randint(0, 20):02}"

    def _filled(self, template: str) -> str:
        draw = self.chance
        word, word2 = draw.choices(self.words, cum_weights=self._word, k=2)
        return template.format(
            quality=draw.choice(QUALITIES), subject=draw.choice(SUBJECTS), part=draw.choice(PARTS),
            other=draw.choice(PARTS), number=draw.randint(1, 5_000), word=word, word2=word2,
        )  # fmt: skip


def records(count: int, seed: int = 20) -> Iterator[PatentRecord]:
    """Yield ``count`` records of a seed."""
    return Maker(seed).records(count)


def digest(count: int) -> str:
    """Return the SHA-256 over all records."""
    sha = hashlib.sha256()
    for record in records(count):
        sha.update(record.to_json())
    return sha.hexdigest()


def _falling(count: int, flat: int, power: float) -> Sequence[float]:
    """Return cumulated weights that fall with the rank."""
    return list(accumulate(1 / (rank + flat) ** power for rank in range(count)))
