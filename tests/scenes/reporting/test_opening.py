"""A figure opens to exactly the rows it counts, as far as the viewer may see them."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook
from tests.scenes.reporting.conftest import NOW, STATISTICS, Enter, FilesLake, run_of

from zhiquan.hall.cases.services.counter import CHANNELS
from zhiquan.hall.cases.shelf import read_matter
from zhiquan.hall.matters.schema.actions import Outcome
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.definition import Counted, Indicator
from zhiquan.office.access.selectors import NOBODY, Actor
from zhiquan.office.registers.selectors import register_name
from zhiquan.records.corpus.entities.holders import BODY, ENTERPRISE, INDIVIDUAL, INSTITUTE, UNIVERSITY
from zhiquan.records.corpus.model import EventKind, Regime
from zhiquan.records.corpus.reckoned.rows import CLASSES
from zhiquan.records.search.describing import MARK_KINDS
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.scenes.reporting import opening
from zhiquan.scenes.reporting.listing import to_csv, to_xlsx
from zhiquan.scenes.reporting.models import FigureValue
from zhiquan.scenes.reporting.selectors import open_figure
from zhiquan.scenes.reporting.services import recompute
from zhiquan.scenes.reporting.sources.pledges import _kind


def choices_of(code: str) -> set[str]:
    """Return what a matter of contracts lets one choose as the kind of the contract."""
    fields = [field for section in read_matter(code).form.sections for field in section.fields]
    return {choice.key for field in fields if field.key in {"use", "kind"} for choice in field.choices}


@pytest.fixture
def two_pledges(enter: Enter, lake: FilesLake) -> None:
    enter("质1", rights=("CN202010000001.1", "CN202010000002.2"))
    enter("质2", division="990102", amount="1234.56", on=date(2026, 1, 8))
    recompute(NOW, lake)


def test_the_city_opens_to_the_entries_of_its_counties_and_their_sum(two_pledges: None) -> None:
    figure = open_figure("pledge.amount", "990100", "2026-03-ytd", STATISTICS)
    assert (figure.value, figure.shown) == (Decimal("3001234.56"), Decimal("300.12"))
    assert (figure.unit.label.zh, figure.unit.shown.zh) == ("元", "万元")
    assert sum(row.counts or 0 for row in figure.rows) == figure.value
    assert [row.values["case_number"] for row in figure.rows] == ["办质1", "办质2"]


def test_opening_takes_two_queries_however_many_rows(two_pledges: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        open_figure("pledge.amount", "990100", "2026-03-ytd", STATISTICS)


def test_a_month_opens_to_the_entries_of_that_month_only(two_pledges: None) -> None:
    figure = open_figure("pledge.assets", "990000", "2026-03", STATISTICS)
    assert [row.values["entry"] for row in figure.rows] == ["质1"]
    assert figure.value == 2


def test_a_figure_says_its_definition_its_data_and_how_far_they_reach(two_pledges: None) -> None:
    figure = open_figure("pledge.firms", "990100", "2026-03-ytd", NOBODY)
    assert figure.value == 1
    assert not figure.additive
    assert "去重" in figure.basis.zh
    assert figure.stand.lake_version == 1
    assert figure.stand.watermark.startswith("2026-03-20T09:30:00+08:00 ")
    assert figure.stand.computed_at == "2026-03-20T09:30:00+08:00"
    assert figure.stand.through == "2026-03"


def test_the_public_sees_the_rights_but_neither_the_parties_nor_the_single_amount(two_pledges: None) -> None:
    figure = open_figure("pledge.amount", "990100", "2026-03-ytd", NOBODY)
    for row in figure.rows:
        seen = {name for name, value in row.values.items() if value is not None}
        assert seen == {"division", "registered_on", "rights", "right_count", "right_kind"}
        assert row.counts is None
        assert not row.full


def test_an_officer_of_one_county_sees_the_parties_of_that_county_only(two_pledges: None) -> None:
    officer = Actor(2, "县统计员", STATISTICS.roles, ("990102",))
    figure = open_figure("pledge.deals", "990100", "2026-03-ytd", officer)
    assert [row.values["pledgor"] for row in figure.rows] == [None, "甲公司"]


def lose(lake: FilesLake, entry: str) -> None:
    """Take a row out of the newest version of the facts."""
    path = lake.table_files("pledge", lake.versions["pledge"])[0]
    rows = pq.read_table(path)
    pq.write_table(rows.filter(pc.not_equal(rows["entry"], entry)), path)


def test_a_lost_row_stops_the_figure_from_being_shown(two_pledges: None, lake: FilesLake) -> None:
    lose(lake, "质2")
    with pytest.raises(Refusal) as refused:
        open_figure("pledge.amount", "990100", "2026-03-ytd", STATISTICS)
    assert refused.value.code == "figures.differs"


def test_a_changed_value_stops_the_figure_from_being_shown(two_pledges: None) -> None:
    FigureValue.objects.filter(indicator="pledge.amount", division="990100").update(value="3001234.57")
    with pytest.raises(Refusal) as refused:
        open_figure("pledge.amount", "990100", "2026-03-ytd", NOBODY)
    assert refused.value.code == "figures.differs"


def test_without_the_proof_a_lost_row_would_pass_unseen(
    two_pledges: None, lake: FilesLake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_proved", lambda opened, counted: counted)
    lose(lake, "质2")
    assert open_figure("pledge.amount", "990100", "2026-03-ytd", STATISTICS).value == Decimal("3000000.00")


def test_a_place_where_nothing_happened_opens_to_zero_and_no_rows(two_pledges: None) -> None:
    figure = open_figure("pledge.deals", "990104", "2026-02", STATISTICS)
    assert (figure.value, figure.rows) == (0, ())


@pytest.mark.parametrize(
    ("indicator", "division", "period", "code"),
    [
        ("pledge.nothing", "990100", "2026-03", "figures.indicator"),
        ("pledge.deals", "110000", "2026-03", "figures.division"),
        ("pledge.deals", "990100", "2026-04", "figures.period-ahead"),
        ("pledge.deals", "990100", "2026-13", "figures.period"),
    ],
)
def test_what_there_is_not_is_refused_in_a_sentence(
    two_pledges: None, indicator: str, division: str, period: str, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        open_figure(indicator, division, period, NOBODY)
    assert refused.value.code == code


def test_before_the_first_computation_there_is_no_figure(db: None) -> None:
    with pytest.raises(NotFound):
        open_figure("pledge.deals", "990100", "2026-03", NOBODY)


def test_many_rows_come_page_by_page_and_each_page_is_proved_whole(enter: Enter, lake: FilesLake) -> None:
    for number in range(5):
        enter(f"质{number}")
    recompute(NOW, lake)
    first = open_figure("pledge.deals", "990101", "2026-03", STATISTICS, limit=3)
    second = open_figure("pledge.deals", "990101", "2026-03", STATISTICS, limit=3, after=first.next)
    keys = [row.values["entry"] for row in (*first.rows, *second.rows)]
    assert keys == ["质0", "质1", "质2", "质3", "质4"]
    assert (first.counted, second.counted, second.next) == (5, 5, "")


def test_an_older_run_keeps_the_rows_and_values_it_counted(enter: Enter, lake: FilesLake) -> None:
    enter("质1")
    entry = enter("质2")
    old = run_of(recompute(NOW, lake)).run
    entry.valid_to = date(2026, 3, 18)
    entry.save()
    enter("质3")
    new = run_of(recompute(NOW, lake)).run
    cell = {"indicator": "pledge.deals", "division": "990101", "period": "2026-03"}
    values = [FigureValue.objects.held_by(run).get(**cell).value for run in (old, new)]
    facts = [pq.read_table(lake.table_files("pledge", run.lake_version)[0]).to_pylist() for run in (old, new)]
    assert (values, [[row["entry"] for row in rows] for rows in facts]) == (
        ["2", "3"],
        [["质1", "质2"], ["质1", "质2", "质3"]],
    )
    assert [rows[1]["ended_on"] for rows in facts] == [None, date(2026, 3, 18)]


def test_a_run_stores_only_what_it_changes(enter: Enter, lake: FilesLake) -> None:
    enter("质1", on=date(2025, 2, 3))
    recompute(NOW, lake)
    before = FigureValue.objects.filter(view="pledge").count()
    enter("质2", division="990102")
    recompute(NOW, lake)
    counted = sum(one.code.startswith("pledge.") and bool(one.tests) for one in run_of_pledges())
    assert FigureValue.objects.filter(view="pledge").count() - before == 3 * 2 * counted


def run_of_pledges() -> tuple[Indicator, ...]:
    return catalogue().over("pledge")


CODES: dict[tuple[str, str], Collection[str]] = {
    ("patents", "kind"): tuple(PatentKind),
    ("patents", "holder_kind"): (UNIVERSITY, INSTITUTE, ENTERPRISE, BODY, INDIVIDUAL),
    ("patents", "digital"): ("yes", "no", "unknown"),
    ("high_value_classes", "class"): CLASSES,
    ("marks", "kind"): set(MARK_KINDS) - {""},
    ("indications", "regime"): tuple(Regime),
    ("deals", "kind"): (EventKind.TRANSFERRED, EventKind.LICENSED),
    ("deals", "giver_kind"): (UNIVERSITY, INSTITUTE, ENTERPRISE, BODY, INDIVIDUAL),
    ("pledge", "right_kind"): {_kind(["tm.CN.1"]), _kind(["CN1"]), _kind(["tm.CN.1", "CN1"])},
    ("cases", "channel"): {"online", *CHANNELS},
    ("cases", "outcome"): tuple(Outcome),
    ("cases", "rated"): ("yes", "no"),
    ("cases", "satisfied"): ("yes", "no"),
}
"""Every column of a view that the sources fill with codes, and all codes that they can write."""


def test_every_code_that_a_view_may_hold_has_a_word_in_both_languages() -> None:
    views = catalogue().views
    contracts = choices_of("licence-filing") | choices_of("transfer-filing")
    for (view, name), codes in {**CODES, ("trades", "kind"): contracts}.items():
        words = views[view].column(name).values
        assert set(words) == {str(code) for code in codes}, (view, name)
    every = [(view.name, column.name, word) for view in views.values() for column in view.columns
             for word in column.values.values()]  # fmt: skip
    assert [one for one in every if one[2].zh == one[2].en or not one[2].en] == []
    assert {one.value: one.label for one in PatentKind} == dict(views["patents"].column("kind").values)
    assert {one.value: one.label for one in Regime} == dict(views["indications"].column("regime").values)


def test_a_text_column_without_words_is_written_by_people_not_by_code() -> None:
    free = {
        "entry", "key", "number", "title", "text", "name", "pledgor", "pledgee", "holder", "party", "giver", "taker",
        "uscc", "pledgor_uscc", "pledgee_uscc", "holder_code", "party_code", "giver_code", "taker_code", "deal",
    }  # fmt: skip
    coded = {column.name for view in catalogue().views.values() for column in view.columns
             if column.type in {"text", "texts"} and not column.values and not column.names}  # fmt: skip
    assert coded <= free


def test_every_register_that_an_indicator_counts_has_a_name() -> None:
    asked = [one.source for one in catalogue() if isinstance(one.source, Counted)]
    where = [each for one in asked for each in one.where if each.column == "register"]
    codes = {code for each in where for code in ([each.value] if isinstance(each.value, str) else each.value)}
    assert len(codes) > 20
    assert [code for code in codes if register_name(code).zh == code] == []


def test_the_rows_say_place_and_kind_in_words_and_withheld_codes_have_none(two_pledges: None) -> None:
    staff = open_figure("pledge.deals", "990101", "2026-03", STATISTICS)
    public = open_figure("pledge.deals", "990101", "2026-03", NOBODY)
    assert {name: [word.zh for word in words] for name, words in staff.rows[0].words.items()} == {
        "division": ["东湖区"], "right_kind": ["专利"], "currency": ["人民币"],
    }  # fmt: skip
    assert set(public.rows[0].words) == {"division", "right_kind"}
    assert public.withheld == len(public.columns) - 5
    assert staff.withheld == 0


def test_a_workbook_of_rows_holds_words_numbers_and_days(two_pledges: None) -> None:
    figure = open_figure("pledge.deals", "990101", "2026-03", STATISTICS)
    sheet = load_workbook(io.BytesIO(b"".join(to_xlsx(figure, "en")))).active
    assert sheet is not None
    heading, row = (list(one) for one in sheet.iter_rows(values_only=True))
    told = dict(zip(heading, row, strict=True))
    assert (told["Kind of rights"], told["Amount"], told["Number of rights"]) == ("Patents", 3_000_000, 2)
    assert told["Registered on"] == datetime(2026, 3, 5)  # noqa: DTZ001 - a day in a spreadsheet has no zone


def test_the_file_of_rows_holds_what_the_viewer_sees_and_runs_no_formula(enter: Enter, lake: FilesLake) -> None:
    enter("质1", pledgor="=cmd()", rights=("CN202010000001.1", "CN202010000002.2"))
    recompute(datetime.fromisoformat("2026-03-20T10:00:00+08:00"), lake)
    staff = to_csv(open_figure("pledge.deals", "990101", "2026-03", STATISTICS), "zh")
    public = to_csv(open_figure("pledge.deals", "990101", "2026-03", NOBODY), "en")
    assert staff.startswith("\ufeff登记号,办件编号")
    assert ",'=cmd()," in staff
    assert "CN202010000001.1; CN202010000002.2" in public
    assert "cmd" not in public
    assert "3000000" not in public


@pytest.mark.parametrize(
    ("value", "written"),
    [(Decimal("-3.50"), "-3.50"), (-2, "-2"), (-0.5, "-0.5"), (None, ""), (date(2026, 1, 2), "2026-01-02"),
     (["=a", "b"], "'=a; b"), ("=1+1", "'=1+1")],
)  # fmt: skip
def test_in_a_table_a_number_stays_a_number_also_below_zero_and_a_text_is_no_formula(
    two_pledges: None, value: object, written: str
) -> None:
    figure = open_figure("pledge.deals", "990101", "2026-03", STATISTICS)
    first = figure.columns[0].name
    row = replace(figure.rows[0], values={**figure.rows[0].values, first: value}, words={})
    told = next(csv.reader(io.StringIO(to_csv(replace(figure, rows=(row,)), "zh").splitlines()[1])))
    assert told[0] == written
