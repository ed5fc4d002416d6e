"""Records and hit lists of the German registers."""

from __future__ import annotations

from pathlib import Path

from tests.records.corpus.loaders.office_files import (
    DPMA_DESIGN,
    DPMA_DESIGN_HITS,
    DPMA_MARK_HITS,
    DPMA_PATENT,
    DPMA_PATENT_HITS,
    written,
)

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.dpma import read, sniff
from zhiquan.records.corpus.loaders.dpma.patents import symbol


def rows(tmp_path: Path, content: str) -> list[RawRow]:
    path = written(tmp_path / "d.xml", content)
    assert sniff.look(path).fits
    return list(read.rows(path))


def test_a_utility_model_is_one_and_its_publication_is_its_only_certain_event(tmp_path: Path) -> None:
    patent, published = rows(tmp_path, DPMA_PATENT)
    assert (patent.fields["application"], patent.fields["kind"]) == ("202020000001.5", "utility model")
    assert patent.fields["main_class"] == "B65D43/16"
    assert patent.fields["priorities"] == ["CN201910000001"]
    assert patent.fields["parties"] == [
        {"role": "applicant", "name": "Muster GmbH", "address": "89073 Ulm", "country": "DE"}
    ]
    assert (published.fields["event"], published.fields["code"]) == ("published", "R207")
    assert published.fields["on"] == "2020-02-06"


def test_padded_symbols_are_read_as_st_8_pads_them() -> None:
    assert symbol("H02K0016000000") == "H02K16/00"
    assert symbol("H01M0010052500") == "H01M10/0525"
    assert symbol("H01M 10/05") == "H01M 10/05"


def test_every_design_of_an_application_is_a_right_of_its_own(tmp_path: Path) -> None:
    designs = [row for row in rows(tmp_path, DPMA_DESIGN) if row.table == "patents"]
    assert [design.fields["application"] for design in designs] == ["40100001-0001", "40100001-0002"]
    assert {str(design.fields["main_class"]) for design in designs} == {"07-01"}
    assert {str(design.fields["filing_date"]) for design in designs} == {"2001-02-03"}
    assert designs[0].fields["priorities"] == ["CN 00300001"]
    assert designs[0].fields["parties"] == [{"role": "owner", "name": "Muster GmbH", "address": "Ulm", "country": "DE"}]


def test_an_entry_of_the_design_register_is_told_in_its_words(tmp_path: Path) -> None:
    _, entry, *_ = rows(tmp_path, DPMA_DESIGN)
    assert (entry.table, entry.fields["application"]) == ("events", "40100001-0001")
    assert (entry.fields["event"], entry.fields["text"], entry.fields["on"]) == ("other", "Term Extended", "2011-02-03")


def test_hit_lists_cut_name_place_and_country_from_the_end(tmp_path: Path) -> None:
    (only,) = rows(tmp_path, DPMA_PATENT_HITS)
    assert only.fields["application"] == "85 01 234.5"
    assert only.fields["ipc"] == ["A47G19/12"]
    assert only.fields["parties"] == [
        {"role": "applicant", "name": "Muster, Eva", "address": "89073 Ulm", "country": "DE"}
    ]
    (design,) = rows(tmp_path, DPMA_DESIGN_HITS)
    assert design.fields["parties"] == [{"role": "owner", "name": "Muster GmbH"}]


def test_a_mark_in_a_hit_list_has_its_classes_and_an_applicant_until_it_is_registered(tmp_path: Path) -> None:
    (only,) = rows(tmp_path, DPMA_MARK_HITS)
    assert (only.table, only.fields["number"], only.fields["feature"]) == ("marks", "302000001", "Combined")
    assert only.fields["classes"] == [{"nice_class": "21"}, {"nice_class": "30"}]
    assert only.fields["parties"][0]["role"] == "applicant"


def test_a_hit_list_of_somebody_else_is_not_taken(tmp_path: Path) -> None:
    assert not sniff.look(written(tmp_path / "d.xml", "<HitList><Hit/></HitList>")).fits
