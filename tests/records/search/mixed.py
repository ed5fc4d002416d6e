"""A made set of patents, marks and geographical indications, with something in every field and much left out."""

from __future__ import annotations

import random
from datetime import date, timedelta

from tests.records.making import record

from zhiquan.records.corpus.model import IndicationRecord, MarkClass, MarkRecord, Party, PatentRecord, Regime
from zhiquan.records.search.entry import Searched

WORDS = (
    "锂离子", "电池", "隔膜", "半导体", "铝合金", "煤", "LED", "灯", "3", "号", "，", "-", " ", "𠮷", "〇", "装置",
    "。", "\n", ". ",
)  # fmt: skip
CLASSES = ("H01M10/0525", "H01M10/05", "H01M2/16", "H01L21/00", "G06F17/30", "06-01", "21-01", "")
NAMES = ("示例大学", "示例大学城", "示例公司", "东湖（示例）有限公司", "A+B.C 公司", "李四")
STATUSES = ("", "有效", "失效", "有效（质押）")
ROLES = ("applicant", "owner", "inventor", "agency", "agent", "user")
DAYS = timedelta(days=1)


class Mixer:
    """Draws records of one seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def text(self, words: int) -> str:
        return "".join(self.chance.choices(WORDS, k=words))

    def parties(self) -> tuple[Party, ...]:
        count = self.chance.randint(0, 4)
        return tuple(Party(role=self.chance.choice(ROLES), name=self.chance.choice(NAMES)) for _ in range(count))

    def day(self) -> date | None:
        return None if self.chance.random() < 0.3 else date(2004, 1, 1) + DAYS * self.chance.randrange(4000)

    def common(self, key: str) -> dict[str, object]:
        return {
            "record": key, "key": key, "source": "test", "batch": "batch", "vintage": date(2020, 1, 1), "raw_hash": "0",
            "status": self.chance.choice(STATUSES), "division": self.chance.choice(("", "370900", "370902", "370000")),
            "filing_date": self.day(), "publication_date": self.day(), "parties": self.parties(),
        }  # fmt: skip

    def patent(self, serial: int) -> PatentRecord:
        draw = self.chance
        if draw.random() < 0.6:
            return record(
                self.text(draw.randint(1, 8)),
                self.text(draw.randint(0, 20)),
                tuple(draw.sample(NAMES, k=draw.randint(0, 3))),
                serial=serial,
                kind=draw.choice((1, 2, 3, 8)),
                filed=date(2004, 1, 1) + DAYS * draw.randrange(4000),
                main_class=draw.choice(CLASSES),
            )
        office = draw.choice(("CN", "US", "WO"))
        publication = f"{office}{2000 + serial % 20}0{serial:06d}A1"
        key = f"pub.{publication}" if draw.random() < 0.5 else f"{office}.{16_000_000 + serial}"
        return PatentRecord(
            **self.common(key),
            office=office,
            number=publication,
            standing="unchecked",
            publication=publication,
            kind=draw.choice(("", "invention", "design")),
            title=self.text(draw.randint(0, 5)),
            title_en=draw.choice(("", "LED lamp")),
            abstract=self.text(draw.randint(0, 9)),
            claim=self.text(draw.randint(0, 9)),
            grant_date=self.day(),
            main_class="H01M10/0525",
            class_scheme="ipc",
            classes=("ipc:H01M10/0525", *draw.sample(("ipc:G06F17/30", "cpc:Y02E60/10", "cpc:H01M10/05"), k=2)),
        )

    def mark(self, serial: int) -> MarkRecord:
        draw = self.chance
        classes = tuple(
            MarkClass(nice_class=one, goods=tuple(self.text(2) for _ in range(draw.randint(0, 3))), groups=groups)
            for one, groups in draw.sample(((9, ("0901", "0907")), (25, ()), (5, ("0501",))), k=draw.randint(0, 2))
        )
        return MarkRecord(
            **self.common(f"tm.CN.{serial}"),
            number=str(serial),
            standing="unchecked",
            text=self.text(draw.randint(0, 3)),
            text_en=draw.choice(("", "LED")),
            kind=draw.choice(("", "ordinary", "collective", "certification")),
            classes=classes,
            vienna=draw.choice(((), ("26.1.1",), ("26.11.1", "5.3"))),
            registration_date=self.day(),
        )

    def indication(self, serial: int) -> IndicationRecord:
        draw = self.chance
        name = self.text(3)
        return IndicationRecord(
            **self.common(f"gi.EU.PGI-CN-{serial}"),
            register="EU",
            number=f"PGI-CN-{serial}",
            regime=draw.choice(tuple(Regime)).value,
            name=name,
            names=(name, self.text(2)),
            area=self.text(2),
            product=self.text(1),
            registration_date=self.day(),
        )


def mixed(count: int, seed: int) -> list[Searched]:
    mixer = Mixer(seed)
    makers = (mixer.patent, mixer.patent, mixer.patent, mixer.mark, mixer.indication)
    return [mixer.chance.choice(makers)(serial) for serial in range(1, count + 1)]
