"""The fictional city: well-formed, the same every time, and taken in by the real importer."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from zhiquan.definitions.divisions import divisions
from zhiquan.portal.demo import demo_organisations, demo_patents, write_demo_workbook
from zhiquan.portal.demo.organisations import demo_banks
from zhiquan.portal.demo.patents import UNTIL
from zhiquan.records.corpus.importing import import_file
from zhiquan.rules.identifiers import (
    ApplicationNumber,
    ClassSymbol,
    PatentKind,
    Standing,
    Uscc,
    parse_application_number,
    parse_class_symbol,
    parse_uscc,
)

MANY = demo_patents(1_500)


def test_the_importer_takes_every_good_row_and_refuses_every_wrong_one(tmp_path: Path) -> None:
    written = write_demo_workbook(tmp_path / "city.xlsx", 600)
    report = import_file(written.path, tmp_path / "lake", vintage=UNTIL, division="990100")
    assert (report.read, report.accepted, report.refused) == (604, 600, 4)
    assert written.wrong == 4
    assert len(report.by_reason) >= 4


def test_the_same_seed_writes_the_same_bytes_so_that_a_second_import_changes_nothing(tmp_path: Path) -> None:
    first = write_demo_workbook(tmp_path / "a.xlsx", 50)
    second = write_demo_workbook(tmp_path / "b.xlsx", 50)
    other = write_demo_workbook(tmp_path / "c.xlsx", 50, seed=7)
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.path.read_bytes() != other.path.read_bytes()


def test_numbers_are_right_unique_and_written_in_the_three_forms_of_exports() -> None:
    forms: Counter[tuple[int, Standing]] = Counter()
    for patent in MANY:
        number = parse_application_number(patent.written)
        assert isinstance(number, ApplicationNumber)
        assert (number.canonical, number.kind) == (patent.key, patent.kind)
        forms[len(number.digits), number.standing] += 1
    assert set(forms) == {(8, Standing.UNCHECKED), (8, Standing.VALID), (12, Standing.VALID)}
    assert len({patent.key for patent in MANY}) == len(MANY)


def test_no_number_is_one_that_was_ever_given_out() -> None:
    assert all(patent.key[2:].partition(".")[0][5 if len(patent.key) > 12 else 3] == "9" for patent in MANY)


def test_every_class_can_be_read_and_designs_have_the_designs_classification() -> None:
    for patent in MANY:
        symbol = parse_class_symbol(patent.wording.main_class)
        assert isinstance(symbol, ClassSymbol)
        assert symbol.scheme == ("locarno" if patent.kind is PatentKind.DESIGN else "ipc")


def test_a_utility_model_is_a_device_and_never_a_method() -> None:
    models = [patent.wording for patent in MANY if patent.kind is PatentKind.UTILITY_MODEL]
    assert models
    assert not [text.title for text in models if "方法" in text.title]
    assert all(text.abstract.startswith("本实用新型公开了") for text in models)


def test_some_inventions_have_a_utility_model_of_the_same_day_and_applicant() -> None:
    kinds: dict[object, set[PatentKind]] = {}
    for patent in MANY:
        kinds.setdefault((patent.applicants, patent.filed_on, patent.wording.title), set()).add(patent.kind)
    assert sum({PatentKind.INVENTION, PatentKind.UTILITY_MODEL} <= found for found in kinds.values()) >= 3


def test_nothing_is_filed_at_a_weekend_before_the_law_or_after_the_last_day() -> None:
    assert all(patent.filed_on.weekday() < 5 for patent in MANY)
    assert date(1985, 4, 1) <= min(patent.filed_on for patent in MANY)
    assert max(patent.filed_on for patent in MANY) <= UNTIL


def test_organisations_have_codes_of_their_own_that_hold_and_lie_in_the_city() -> None:
    everybody = (*demo_organisations(), *demo_banks())
    assert all(isinstance(parse_uscc(one.uscc), Uscc) for one in everybody)
    assert len({one.uscc for one in everybody}) == len({one.name for one in everybody}) == len(everybody)
    assert {one.division for one in everybody} <= set(divisions())
