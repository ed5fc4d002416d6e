"""The gates of the other tables: what is read, what is doubted, what is refused; no row breaks any of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records.making import number

from zhiquan.records.corpus.gates import DOUBTS, NOT_HELD, REFUSALS, Gate, Origin, Refused
from zhiquan.records.corpus.gates.gate import GATES
from zhiquan.records.corpus.loaders import ASIDE, RawRow, Value
from zhiquan.records.corpus.model import TABLES, MarkClass, Party

GATE = Gate(Origin("test", "b", "", date(2020, 1, 1)))


def accepted(table: str, /, **fields: Value) -> Any:
    outcome = GATE.check(RawRow("1", fields, dict(fields), table))
    assert isinstance(outcome, TABLES[table]), outcome
    return outcome


def refused(table: str, /, **fields: Value) -> str:
    outcome = GATE.check(RawRow("1", fields, dict(fields), table))
    assert isinstance(outcome, Refused), outcome
    return outcome.rule


def test_every_table_has_a_gate() -> None:
    assert set(GATES) == {*TABLES, ASIDE}


# marks


def test_a_row_for_each_class_is_a_record_for_each_class_of_one_mark() -> None:
    nine = accepted("marks", number="12345678", text="东湖", nice_class="9", goods="电池;充电器", groups="0922；0907")
    five = accepted("marks", number="12345678", text="东湖", nice_class="第5类", goods="药")
    assert nine.key == five.key == "tm.CN.12345678"
    assert (nine.record, five.record) == ("tm.CN.12345678/09", "tm.CN.12345678/05")
    assert nine.classes == (MarkClass(nice_class=9, goods=("电池", "充电器"), groups=("0922", "0907")),)


def test_a_row_with_all_classes_is_one_record() -> None:
    found = accepted("marks", office="US", number="76/044,902", classes=({"nice_class": "009"}, {"nice_class": "042"}))
    assert (found.record, [one.nice_class for one in found.classes]) == ("tm.US.76044902", [9, 42])
    assert [one.nice_class for one in accepted("marks", number="1", nice_class="9;35").classes] == [9, 35]


@pytest.mark.parametrize(
    ("written", "feature"),
    [
        ("Word", "words"), ("文字", "words"), ("TYPESET WORD(S) /LETTER(S) /NUMBER(S)", "words"),
        ("Figurative", "figurative"), ("图形", "figurative"), ("DRAWING WITHOUT ANY WORD(S)", "figurative"),
        ("图文组合", "combined"), ("文字及图形", "combined"), ("ILLUSTRATION: DRAWING WITH WORD(S)", "combined"),
        ("三维标志", "three_dimensional"), ("3-D", "three_dimensional"), ("声音商标", "sound"), ("颜色", "colour"),
        ("Colour", "colour"), ("", ""),
    ],
)  # fmt: skip
def test_the_kind_of_sign_is_read_from_the_words_of_offices(written: str, feature: str) -> None:
    assert accepted("marks", number="1", feature=written).feature == feature


def test_a_mark_says_what_could_not_be_read() -> None:
    found = accepted("marks", number="1", feature="?", kind="?", nice_class="99", vienna="31.1.1", expires_on="?")
    assert set(found.doubts) == {
        "class.unreadable", "feature.unreadable", "kind.unreadable", "applicant.missing", "expires-on.unreadable",
    }  # fmt: skip
    assert accepted("marks", number="1", vienna="26.01.01;A5.5.20").vienna == ("26.1.1", "A5.5.20")


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"number": "123456789"}, "mark-number.length"),
        ({"number": ""}, "mark-number.empty"),
        ({"number": "1", "office": "美国"}, "mark-number.office"),
        ({"number": "1", "filing_date": "2020-01-02"}, "filing-date.future"),
        ({"number": "1", "filing_date": "?"}, "filing-date.unreadable"),
    ],
)
def test_a_mark_that_cannot_be_true_is_refused(fields: dict[str, str], rule: str) -> None:
    assert refused("marks", **fields) == rule


# indications


@pytest.mark.parametrize(
    ("written", "regime"),
    [
        ("pdo", "pdo"), ("地理标志保护产品", "product"), ("地理标志证明商标", "certification_mark"),
        ("集体商标", "collective_mark"), ("农产品地理标志", "agricultural"), ("spirit drink", "spirit"),
    ],
)  # fmt: skip
def test_the_regime_of_an_indication_is_read_from_words(written: str, regime: str) -> None:
    found = accepted("indications", register="CN", number="1", name="东湖茶", regime=written)
    assert (found.regime, found.doubts) == (regime, ())


def test_an_indication_without_number_is_named_by_its_name() -> None:
    found = accepted("indications", register="CN", name="东湖茶", regime="?")
    assert found.key == accepted("indications", register="CN", name="東湖茶", regime="product").key
    assert found.doubts == ("number.missing", "regime.unreadable")
    assert refused("indications", register="CN", number="1") == "name.missing"
    assert refused("indications", register="", number="1", name="东湖茶") == "indication-number.form"


def test_names_in_several_scripts_stand_beside_the_first() -> None:
    found = accepted("indications", register="EU", number="PGI-CN-1", names=("东湖茶", "Donghu Cha"), regime="pgi")
    assert (found.name, found.names, found.countries) == ("东湖茶", ("东湖茶", "Donghu Cha"), ())


# events


@pytest.mark.parametrize(
    ("written", "event"),
    [
        ("pledged", "pledged"), ("专利权质押合同登记的生效", "pledged"), ("专利权质押合同登记的注销", "pledge_ended"),
        ("解除质押", "pledge_ended"), ("专利实施许可合同备案的生效", "licensed"),
        ("许可合同备案的注销", "licence_ended"),
        ("专利申请权、专利权的转移", "transferred"), ("授权", "granted"), ("实质审查的生效", "examination"),
        ("公开", "published"), ("发明专利申请公布后的驳回", "refused"), ("发明专利申请公布后的视为撤回", "withdrawn"),
        ("未缴年费专利权终止", "ceased"), ("专利权有效期届满", "expired"), ("专利权的恢复", "restored"),
        ("专利权全部无效宣告", "invalidated"), ("著录事项变更", "changed"), ("其他有关事项", "other"),
    ],
)  # fmt: skip
def test_events_are_read_from_the_words_of_the_gazette(written: str, event: str) -> None:
    assert accepted("events", application=number(1), event=written, on="2018-01-02").event == event


def test_a_pledge_keeps_parties_amount_and_end() -> None:
    found = accepted(
        "events", application=number(1), event="质押", on="2018-01-02", until="2019-01-02",
        number="Y2018990000001", amount="300万元", **{"from": "甲公司", "to": "乙银行"},
    )  # fmt: skip
    assert (found.key, found.amount, found.currency) == (number(1), "3000000", "CNY")
    assert found.parties == (Party(role="from", name="甲公司"), Party(role="to", name="乙银行"))
    assert (found.on, found.until, found.text, found.doubts) == (date(2018, 1, 2), date(2019, 1, 2), "质押", ())


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("1,234.50", "1234.50", ""), ("人民币300万元", "3000000", "CNY"), ("USD 5000", "5000", "USD"),
        ("0.5亿元", "50000000.0", "CNY"), ("若干", "", ""),
    ],
)  # fmt: skip
def test_amounts_are_read_as_registers_write_them(written: str, amount: str, currency: str) -> None:
    found = accepted("events", application=number(1), event="pledged", on="2018-01-02", amount=written)
    assert (found.amount, found.currency) == (amount, currency)
    assert found.doubts == (() if amount else ("amount.unreadable",))


def test_the_gazettes_day_stands_for_a_missing_day_of_effect_with_a_doubt() -> None:
    found = accepted("events", application=number(1), event="granted", published_on="2018-01-02")
    assert (found.on, found.doubts) == (date(2018, 1, 2), ("event-date.published",))
    assert refused("events", application=number(1), event="granted") == "event-date.unreadable"
    assert refused("events", application=number(1), event="granted", on="?", published_on="2018-01-02") == (
        "event-date.unreadable"
    )


def test_two_licences_of_one_day_are_two_records_and_one_told_twice_is_one() -> None:
    def licence(to: str) -> str:
        return str(accepted("events", application=number(1), event="licensed", on="2018-01-02", to=to).record)

    assert licence("甲公司") != licence("乙公司")
    assert licence("甲公司") == licence("甲公司")


def test_an_event_may_be_of_a_mark_or_of_a_publication() -> None:
    assert accepted("events", mark_number="12345678", event="transferred", on="2018-01-02").key == "tm.CN.12345678"
    found = accepted("events", office="US", publication="10123456", kind_code="B2", event="granted", on="2018-01-02")
    assert found.key == "pub.US10123456B2"
    assert refused("events", mark_number="?", event="granted", on="2018-01-02") == "mark-number.form"
    assert refused("events", event="granted", on="2018-01-02") == "number.empty"


# citations and families


def test_a_citation_names_the_cited_publication_or_right_or_only_words() -> None:
    about = {"office": "US", "publication": "10123456", "kind_code": "B2"}
    found = accepted("citations", **about, cited_office="CN", cited_number="104282860", cited_kind_code="A")
    assert (found.key, found.cited) == ("pub.US10123456B2", "CN104282860A")
    assert accepted("citations", **about, cited_number="CN201410000001.6").cited == number(1)
    paper = accepted("citations", **about, text="Nature 1 (1869) 1", category="X")
    assert (paper.cited, paper.text) == ("", "Nature 1 (1869) 1")
    odd = accepted("citations", **about, cited_office="CN", cited_number="??")
    assert (odd.cited, odd.text, odd.doubts) == ("", "??", ("cited.unreadable",))
    assert refused("citations", **about) == "citation.empty"


def test_every_publication_of_a_right_is_a_member_of_its_family() -> None:
    first = accepted("families", application=number(1), publication="CN104282860A", family="1234")
    second = accepted("families", application=number(1), publication="CN104282860B", family="1234")
    assert first.key == second.key == number(1)
    assert first.record != second.record
    assert (first.scheme, first.publication) == ("docdb", "CN104282860A")
    assert refused("families", application=number(1)) == "family.missing"


# organisations and reference tables


def test_an_organisation_is_keyed_by_its_code_where_the_code_is_right() -> None:
    right = accepted("organisations", name="某厅", code="1134160073302996XP")
    assert (right.key, right.doubts) == ("org.1134160073302996XP", ())
    wrong = accepted("organisations", name="某厅", code="1134160073302996X0")
    assert (wrong.key, wrong.doubts) == ("org.某厅", ("uscc.broken",))
    assert accepted("organisations", name="某厅", code="F-17").code == "F-17"
    assert refused("organisations", code="F-17") == "name.missing"


def test_each_translation_of_a_name_that_a_list_gives_is_kept() -> None:
    rows = [accepted("organisations", name="某厂", name_en=english) for english in ("Some Works", "Some Factory")]
    assert rows[0].key == rows[1].key
    assert rows[0].record != rows[1].record


def test_an_entry_of_a_classification_knows_the_key_above() -> None:
    found = accepted("classes", scheme="ipc", edition="2026.01", symbol="A01B 1/02", level="5", parent="A01B1/00")
    assert (found.key, found.parent, found.level) == ("ipc:A01B1/02", "ipc:A01B1/00", 5)
    assert found.record == "ipc:A01B1/02@2026.01"
    assert accepted("classes", scheme="wipo", symbol="Range 1", level="1").doubts == ("class.unreadable",)
    assert refused("classes", scheme="ipc", symbol="A01B1/02", level="x") == "level.unreadable"


def test_a_code_of_a_concordance_may_have_several_rules() -> None:
    rows = [accepted("concordances", table="sei", code="1.1", rule=rule, include="H01M；H01L") for rule in "12"]
    assert rows[0].key == rows[1].key == "sei:1.1"
    assert rows[0].record != rows[1].record
    assert rows[0].include == ("H01M", "H01L")


def test_a_division_is_read_by_its_code_and_year() -> None:
    found = accepted("divisions", code="990101", name="东湖区", parent="990100", year="2020")
    assert (found.key, found.record, found.parent, found.level) == (
        "div.990101", "div.990101@2020", "990100", "county",
    )  # fmt: skip
    assert refused("divisions", code="9901", name="东湖区").startswith("division.")
    assert refused("divisions", code="990101") == "name.missing"
    assert accepted("divisions", code="990101", name="东湖区", parent="?").doubts == ("parent.unreadable",)


def test_a_figure_has_place_and_period_in_one_form() -> None:
    found = accepted(
        "statistics", dataset="d", measure="m", item="i", place="浙 江", period="2014年5月", value="1,234.5"
    )
    assert (found.place, found.place_raw, found.division) == ("浙江", "浙 江", "330000")
    assert (found.period, found.value) == ("2014-05", "1234.5")
    assert found.key == "d:m:i:浙江:2014-05"


@pytest.mark.parametrize(
    ("written", "value"), [("1,234.5", "1234.5"), ("-3", "-3"), ("1 000", "1000"), ("1.2e3", "1200"), (".5", "0.5")]
)
def test_figures_are_read_as_tables_write_them(written: str, value: str) -> None:
    fields = {"dataset": "d", "measure": "m", "item": "i", "place": "浙江", "period": "2014", "value": written}
    assert accepted("statistics", **fields).value == value


def test_a_place_of_no_closed_list_stays_as_written() -> None:
    found = accepted("statistics", dataset="d", measure="m", item="i", place="Japan", period="2014", value="1")
    assert (found.place, found.place_raw, found.division, found.doubts) == ("Japan", "Japan", "", ())


def test_a_place_that_the_table_could_not_settle_stays_open() -> None:
    found = accepted(
        "statistics", dataset="d", measure="m", item="i", place="X西", place_read="", division="",
        candidates=("江西", "山西"), repair="open", period="2014", value="1",
    )  # fmt: skip
    assert (found.place, found.candidates, found.doubts) == ("", ("江西", "山西"), ("place.open",))
    assert found.key == "d:m:i:?X西:2014"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"period": "第一季"}, "period.unreadable"),
        ({"period": "2014-13"}, "period.unreadable"),
        ({"value": "很多"}, "value.unreadable"),
        ({"value": "inf"}, "value.unreadable"),
        ({"value": "—"}, "value.missing"),
    ],
)
def test_a_figure_that_is_none_is_refused(changes: dict[str, str], rule: str) -> None:
    fields = {"dataset": "d", "measure": "m", "item": "i", "place": "浙江", "period": "2014", "value": "1", **changes}
    assert refused("statistics", **fields) == rule


def test_an_empty_cell_of_a_table_is_not_held_against_the_batch() -> None:
    assert "value.missing" in NOT_HELD
    assert set(NOT_HELD) <= set(REFUSALS)


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ("patents", {"application": number(1), "title": "灯", "applicants": "甲", "filing_date": "2014-05-06"}),
        ("marks", {"number": "1", "nice_class": "9", "applicants": "甲"}),
        ("indications", {"register": "CN", "number": "1", "name": "茶", "regime": "product"}),
        ("events", {"application": number(1), "event": "granted", "on": "2018-01-02"}),
        ("organisations", {"name": "甲"}),
    ],
)
def test_a_division_is_told_by_code_and_words_there_are_a_doubt(table: str, fields: dict[str, str]) -> None:
    assert accepted(table, **fields, division="990101").division == "990101"
    found = accepted(table, **fields, division="东湖区")
    assert (found.division, found.doubts) == ("", ("division.unreadable",))


# all of them

WRITTEN = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["2014-05-06", "0", number(1), "CN104282860A", "US", "12345678", "9", "甲;乙", "300万元", "质押"]),
)
PARTY = st.fixed_dictionaries({}, optional={"role": WRITTEN, "name": WRITTEN, "nice_class": WRITTEN, "goods": WRITTEN})
VALUES = WRITTEN | st.lists(WRITTEN, max_size=2) | st.lists(PARTY, max_size=2)
NAMES = [
    *("office", "application", "publication", "kind_code", "kind", "title", "abstract", "filing_date", "main_class"),
    *("publication_date", "grant_date", "ipc", "cpc", "applicants", "inventors", "agency", "parties", "address", "pct"),
    *("number", "text", "feature", "classes", "nice_class", "goods", "vienna", "register", "regime", "name", "names"),
    *("countries", "event", "on", "until", "mark_number", "amount", "currency", "from", "to", "cited_number", "family"),
    *("cited_office", "code", "scheme", "symbol", "level", "parent", "table", "rule", "include", "dataset", "measure"),
    *("item", "place", "period", "value"),
]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(TABLES)), st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=12))
def test_no_row_breaks_a_gate_and_every_doubt_and_refusal_has_its_sentence(table: str, fields: dict[str, Any]) -> None:
    outcome = GATE.check(RawRow("1", fields, dict(fields), table))
    if isinstance(outcome, Refused):
        assert outcome.rule
        assert outcome.text.zh
        assert outcome.text.en
    else:
        assert set(outcome.doubts) <= set(DOUBTS)
        assert outcome.key
        assert type(outcome).from_json(outcome.to_json()) == outcome
