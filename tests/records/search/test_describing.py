"""What of each right answers to which field, told by hand: the oracle and every engine read the same description."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records.making import record
from tests.records.search.mixed import mixed

from zhiquan.records.corpus.model import IndicationRecord, MarkClass, MarkRecord, Party
from zhiquan.records.search.describing import entry_of, read_item, read_record, shown
from zhiquan.records.search.entry import Told
from zhiquan.records.search.language.tree import Code, Day, TextField
from zhiquan.records.search.numbers import application_forms, compact, is_number_like, publication_forms
from zhiquan.records.search.schemes import canonical, division_step, path

PARTIES = (
    Party(role="applicant", name="甲"),
    Party(role="owner", name="乙"),
    Party(role="owner", name="甲"),
    Party(role="inventor", name="丙"),
    Party(role="agency", name="丁所"),
    Party(role="agent", name="戊"),
    Party(role="user", name="己"),
    Party(role="applicant", name=""),
)


def test_a_patent_answers_in_every_field() -> None:
    entry = entry_of(
        replace(
            record("灯", "亮。", serial=1, main_class="H01M10/0525"),
            title_en="Lamp", claim="一种灯。", parties=PARTIES, publication="CN104000001A", office="CN",
            publication_date=date(2015, 1, 2), grant_date=date(2016, 3, 4), status="有权（质押）", division="370902",
            classes=("ipc:H01M 10/0525", "cpc:Y02E60/10", "locarno:06-01", "other:1"), pct="PCT/CN2014/012345",
        )
    )  # fmt: skip
    assert entry.texts == {
        TextField.TITLE: ("灯", "Lamp"),
        TextField.ABSTRACT: ("亮。",),
        TextField.CLAIM: ("一种灯。",),
        TextField.APPLICANT: ("甲", "乙"),
        TextField.INVENTOR: ("丙",),
        TextField.AGENCY: ("丁所", "戊"),
    }
    assert entry.codes == {
        Code.WHAT: "patent",
        Code.KIND: "invention",
        Code.OFFICE: "CN",
        Code.STATUS: "有权(质押)",
        Code.DIVISION: "370902",
    }
    assert entry.classes == ("ipc:H01M10/0525", "cpc:Y02E60/10", "locarno:06-01", "other:1", "division:370902")
    assert entry.sections == ("ipc:H", "cpc:Y", "locarno:06", "other:1")
    assert {"ipc:H01M10", "cpc:Y02E", "division:37", "division:3709"} <= set(entry.steps)
    assert entry.days == {
        Day.FILED: 20140506,
        Day.PUBLISHED: 20150102,
        Day.GRANTED: 20160304,
        Day.DATED: 20140506,
    }
    assert {"CN201410000001.6".replace(".", ""), "201410000001", "PCTCN2014012345"} <= set(entry.applications)
    assert set(entry.publications) == {"CN104000001A", "104000001A", "CN104000001", "104000001"}


def test_a_mark_answers_by_words_goods_classes_and_owner() -> None:
    mark = MarkRecord(
        record="r", key="tm.CN.7654321", source="s", batch="b", vintage=date(2020, 1, 1), raw_hash="", number="7654321",
        standing="unchecked", text="东湖", text_en="East", kind="ordinary", parties=PARTIES, registration="G12345",
        classes=(MarkClass(nice_class=9, goods=("电池", "灯"), groups=("0901",)), MarkClass(nice_class=30)),
        vienna=("26.01.01",), registration_date=date(2010, 1, 1),
    )  # fmt: skip
    entry = entry_of(mark)
    assert entry.texts[TextField.TITLE] == ("东湖", "East")
    assert entry.texts[TextField.ABSTRACT] == ("电池", "灯")
    assert TextField.CLAIM not in entry.texts
    assert entry.classes == ("nice:09", "nice:30", "nice:0901", "vienna:26.1.1")
    assert set(entry.applications) == {"7654321", "CN7654321", "G12345", "CNG12345"}
    assert entry.codes[Code.KIND] == "mark"
    assert entry.days == {Day.GRANTED: 20100101, Day.DATED: 20100101}
    assert shown(mark) == ("东湖", "电池；灯")


def test_an_indication_answers_by_every_name_product_and_area() -> None:
    tea = IndicationRecord(
        record="r", key="gi.EU.PGI-CN-0622", source="s", batch="b", vintage=date(2020, 1, 1), raw_hash="",
        register="EU", number="PGI-CN-0622", regime="pgi", name="东湖茶", names=("东湖茶", "Donghu Tea"),
        product="茶", area="东湖",
    )  # fmt: skip
    entry = entry_of(tea)
    assert entry.texts == {TextField.TITLE: ("东湖茶", "Donghu Tea"), TextField.ABSTRACT: ("茶", "东湖")}
    assert entry.codes == {Code.WHAT: "indication", Code.KIND: "pgi", Code.OFFICE: "EU"}
    assert "PGICN0622" in entry.applications
    assert (entry.days, entry.rank >> 46) == ({}, 0)


def test_what_is_stored_is_read_again_with_the_publications_beside_it() -> None:
    for one in mixed(40, 9):
        assert read_item(entry_of(one).stored) == one
        told = Told(one, ("CN104000001A", "CN104000001B"))
        assert read_record(entry_of(told).stored) == one
        if one.key.startswith(("tm.", "gi.")):
            continue
        assert read_item(entry_of(told).stored) == told
        assert "104000001B" in entry_of(told).publications


@pytest.mark.parametrize(
    ("number", "forms"),
    [
        ("CN201420789305.0", {"CN2014207893050", "2014207893050", "CN201420789305", "201420789305"}),
        ("CN85102475.1", {"CN851024751", "851024751", "CN85102475", "85102475"}),
        ("US.16123456", {"US16123456", "16123456"}),
        ("WO.CN2016084836", {"WOCN2016084836", "PCTCN2016084836"}),
    ],
)
def test_an_application_is_found_by_these_forms(number: str, forms: set[str]) -> None:
    assert forms <= set(application_forms(number))


@pytest.mark.parametrize(
    ("number", "forms"),
    [
        ("US20190012345A1", {"US20190012345A1", "20190012345A1", "US20190012345", "US2019012345A1", "2019012345"}),
        ("WO2009043854A1", {"WO2009043854A1", "WO2009043854", "2009043854"}),
        ("EP1000000B1", {"EP1000000B1", "EP1000000", "1000000"}),
    ],
)
def test_a_publication_is_found_by_these_forms(number: str, forms: set[str]) -> None:
    assert forms <= set(publication_forms(number))


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("12345678", True), ("US 2019/0012345 A1", True), ("PCT/CN2016/084836", True), ("G1234567", True),
        ("PGI-CN-0622", True), ("2015", False), ("电池12345", False), ("3D 打印", False), ("LED-5000 lamp", False),
    ],
)  # fmt: skip
def test_a_query_has_the_form_of_a_number(text: str, like: bool) -> None:
    assert is_number_like(text) is like


@given(st.text(max_size=20))
def test_a_compact_number_is_letters_and_digits_and_stays_so(text: str) -> None:
    made = compact(text)
    assert compact(made) == made
    assert made.isascii()
    assert made == "" or made.isalnum()


def test_hierarchies_are_read_from_the_widest_down() -> None:
    assert path("ipc:H01M10/0525") == ("ipc:H", "ipc:H01", "ipc:H01M", "ipc:H01M10", "ipc:H01M10/0525")
    assert path("division:370902") == ("division:37", "division:3709", "division:370902")
    assert [division_step(code) for code in ("370000", "370900", "370902", "37")] == ["37", "3709", "370902", "37"]
    assert canonical("ipc:h01m 10/0525 (2010.01)") == "ipc:H01M10/0525"
    assert path("ipc:nonsense") == ("ipc:nonsense",)
