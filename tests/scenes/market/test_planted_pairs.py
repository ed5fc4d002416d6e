"""Matching measured: demands written from patents in other words, among many listings of the same fields.

The corpus is made: nine fields with six things each in four manners, 216 patents; 31 demands, each with one listing
that it was written from. What must hold are shares of demands whose listing comes first, and among the first three.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from tests.records.making import record

from zhiquan.records.corpus.model import PatentRecord
from zhiquan.records.search.engines.tantivy import Tantivy
from zhiquan.records.search.reading import SearchIndex
from zhiquan.scenes.market.matching import match, ranked
from zhiquan.scenes.market.models import Demand, Listing
from zhiquan.scenes.market.selectors import offered_of, wanted_of

FIELDS = {
    "H01M10/0525": "锂电池", "A01G9/24": "温室大棚", "B65G47/90": "输送分拣", "C02F3/30": "污水处理",
    "F24F11/64": "空调控制", "G06T7/00": "视觉检测", "E02D17/02": "基坑支护", "A61B5/02": "血压监测",
    "B23K26/38": "激光切割",
}  # fmt: skip
THINGS = ("支架", "传感器", "密封圈", "过滤膜", "控制器", "夹具")
MANNERS = {
    "耐高温": "需要在高温下长期工作，耐高温", "可折叠": "要求便携，可折叠收纳",
    "自清洁": "希望减少停机维护，表面自清洁", "低功耗": "设备由蓄电池供电，须低功耗运行",
}  # fmt: skip


@dataclass(frozen=True)
class Planted:
    """A patent, its listing, and the demand that was written from it (without the patent's own title)."""

    patent: PatentRecord
    listing: Listing
    demand: Demand


def planted() -> Iterator[Planted]:
    made = product(enumerate(FIELDS.items()), enumerate(THINGS), enumerate(MANNERS.items()))
    for serial, ((f, (symbol, field)), (t, thing), (m, (manner, need))) in enumerate(made, start=1):
        title = f"一种{manner}的{field}用{thing}及其制造方法"
        text = f"本发明公开了一种{thing}，用于{field}，具有{manner}的特点。"
        patent = record(title, text, (f"权利人{serial}",), serial=serial, main_class=symbol)
        listing = Listing(
            number=f"GP-{serial:06d}", right=patent.key, kind="sale", division="990101", price_kind="sum",
            amount=Decimal(50_000 + 1_000 * serial),
        )  # fmt: skip
        vague = (f + t + m) % 2  # every other demand knows the subclass alone
        demand = Demand(
            number=f"XQ-{serial:06d}", kinds=["sale"], title=f"{field}产线急需新的{thing}",
            text=f"我们做{field}，{need}。", classes=[] if vague else [symbol.partition("/")[0] + "/00"],
            division="990102", budget=Decimal(400_000),
        )  # fmt: skip
        yield Planted(patent, listing, demand)


@pytest.fixture(scope="module")
def pairs() -> list[Planted]:
    return list(planted())


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, pairs: list[Planted]) -> SearchIndex:
    folder: Path = tmp_path_factory.mktemp("planted")
    Tantivy().write(folder, [one.patent for one in pairs])
    return SearchIndex(folder, Tantivy().open(folder), 1)


def place_of(index: SearchIndex, pairs: list[Planted], asked: Planted) -> int:
    """Return at which place the listing comes that a demand was written from; 0 where it does not come at all."""
    wanted = wanted_of(index, asked.demand)
    found = [(one.listing.number, match(wanted, offered_of(index, one.listing, wanted))) for one in pairs]
    order = [number for number, _ in ranked((number, one) for number, one in found if one)]
    return order.index(asked.listing.number) + 1 if asked.listing.number in order else 0


def test_the_listing_that_a_demand_was_written_from_comes_first(index: SearchIndex, pairs: list[Planted]) -> None:
    places = [place_of(index, pairs, one) for one in pairs[::7]]
    first = sum(place == 1 for place in places) / len(places)
    among_three = sum(1 <= place <= 3 for place in places) / len(places)
    assert first >= 0.9, (first, among_three)
    assert among_three >= 0.98, (first, among_three)


def test_reasons_name_the_words_and_the_class_that_two_share(index: SearchIndex, pairs: list[Planted]) -> None:
    asked = pairs[0]
    wanted = wanted_of(index, asked.demand)
    found = match(wanted, offered_of(index, asked.listing, wanted))
    assert found is not None
    told = "；".join(reason.text.zh for reason in found.reasons)
    assert all(word in told for word in ("H01M10", "耐高温", "支架"))


def test_a_demand_of_another_field_finds_nothing_of_this_one(index: SearchIndex, pairs: list[Planted]) -> None:
    stranger = Demand(
        kinds=["sale"], title="茶叶揉捻", text="揉捻发酵", classes=["A23F3/12"], division="990101", budget=None
    )
    wanted = wanted_of(index, stranger)
    assert not [one for one in pairs if match(wanted, offered_of(index, one.listing, wanted))]
