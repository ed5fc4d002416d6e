"""Real answers of the European, United States and German offices: facts read by hand from each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from zhiquan.records.corpus.loaders import RawRow, loader_for, loaders
from zhiquan.rules.refusal import Refusal

pytestmark = pytest.mark.realdata

HELD: Mapping[str, tuple[str, dict[str, int]]] = {
    "epo-ops-xml/family/family_input.xml": ("epo-family", {"families": 6}),
    "epo-ops-xml/legal/example_1.xml": ("epo-family", {"families": 1, "events": 50}),
    "epo-ops-xml/legal/example_2.xml": ("epo-family", {"families": 1, "events": 51}),
    "epo-ops-xml/legal/example_3.xml": ("epo-family", {"families": 1, "events": 14}),
    "epo-ops-xml/published/biblio_example.xml": ("epo-docdb", {"patents": 1, "families": 1, "citations": 99}),
    "epo-ops-xml/published/biblio_example_2.xml": ("epo-docdb", {"patents": 1, "families": 1, "citations": 2}),
    "epo-ops-xml/published/biblio_example_3.xml": ("epo-docdb", {"patents": 1, "families": 1}),
    "epo-ops-xml/published/biblio_example_4.xml": ("epo-docdb", {"patents": 1, "families": 1, "citations": 6}),
    "epo-ops-xml/published/claims_example.xml": ("epo-docdb", {"patents": 1}),
    "epo-ops-xml/published/claims_example_2.xml": ("epo-docdb", {"patents": 1}),
    "epo-ops-xml/published/ep1000000_abstract_result.xml": ("epo-docdb", {"patents": 1}),
    "epo-ops-xml/published/ep1000000_full_cycle_result.xml": (
        "epo-docdb",
        {"patents": 2, "families": 2, "citations": 3},
    ),
    "epo-ops-xml/published/full_cycle_example.xml": ("epo-docdb", {"patents": 2, "families": 2, "citations": 3}),
    "epo-ops-xml/published/search_example.xml": ("epo-docdb", {"families": 15}),
    "epo-ops-xml/published/expected/ep1000000_abstract_result.xml": ("epo-docdb", {"patents": 1}),
    "epo-ops-xml/published/expected/ep1000000_biblio_result.xml": (
        "epo-docdb",
        {"patents": 1, "families": 1, "citations": 3},
    ),
    "epo-ops-xml/published/expected/ep1000000_claims_result.xml": ("epo-docdb", {"patents": 1}),
    "epo-ops-xml/published/expected/ep1000000_full_cycle_result.xml": (
        "epo-docdb",
        {"patents": 2, "families": 2, "citations": 3},
    ),
    "epo-ops-xml/published/expected/search_result.xml": ("epo-docdb", {"families": 100}),
    "trademark-xml/sn76044902.xml": ("mark-st66", {"marks": 1, "events": 32}),
    "trademark-xml/rn2178784-ST-961_D3.xml": ("mark-st96", {"marks": 1, "events": 34}),
    "dpma-xml/trademark_info.xml": ("mark-st66", {"marks": 1, "events": 6}),
    "dpma-xml/trademark_search.xml": ("dpma", {"marks": 3}),
    "dpma-xml/patent_info.xml": ("dpma", {"patents": 1, "events": 5}),
    "dpma-xml/patent_search.xml": ("dpma", {"patents": 3}),
    "dpma-xml/design_info.xml": ("dpma", {"patents": 1, "events": 2}),
    "dpma-xml/design_search.xml": ("dpma", {"patents": 3}),
    "uspto-json/ppubs_biblio_20231031.json.gz": ("uspto-json", {"patents": 129, "citations": 7_206}),
    "uspto-json/odp_application.json": ("uspto-json", {"patents": 1, "events": 47}),
    "uspto-json/odp_search.json": ("uspto-json", {"patents": 9, "aside": 16}),
    "uspto-json/odp_documents.json": ("uspto-json", {"events": 117}),
    "uspto-json/assignment_1.xml": ("uspto-assignments", {"events": 5}),
    "uspto-json/assignment_2.xml": ("uspto-assignments", {"events": 1}),
    "uspto-json/assignment_3.xml": ("uspto-assignments", {"events": 379}),
}
"""File → its loader and its rows by table; counted in the files as elements, entries and properties."""
HOLD_NOTHING = (
    "epo-ops-xml/published/description_example.xml",
    "epo-ops-xml/published/expected/ep1000000_description_result.xml",
    "epo-ops-xml/published/image_example.xml",
    # the set's own results of reading, in JSON although named .xml: no answer of the office
    "epo-ops-xml/published/ep1000000_description_result.xml",
    "epo-ops-xml/published/search_result.xml",
)


def rows(shared_data: Path, name: str) -> list[RawRow]:
    path = shared_data / name
    return list(loader_for(path).rows(path))


def of(found: list[RawRow], table: str) -> list[dict[str, Any]]:
    return [dict(row.fields) for row in found if row.table == table]


def test_every_file_is_accounted_for(shared_data: Path) -> None:
    folders = {name.split("/", maxsplit=1)[0] for name in HELD}
    there = {path for folder in folders for path in (shared_data / folder).rglob("*") if path.is_file()}
    told = {str(path.relative_to(shared_data)) for path in there if path.name != "README.md"}
    assert told == {*HELD, *HOLD_NOTHING}


@pytest.mark.parametrize("name", HELD)
def test_every_row_of_every_file_is_read(shared_data: Path, name: str) -> None:
    key, tables = HELD[name]
    assert [loader.key for loader in loaders() if loader.look(shared_data / name).fits] == [key]
    assert Counter(row.table for row in rows(shared_data, name)) == tables


@pytest.mark.parametrize("name", HOLD_NOTHING)
def test_what_holds_nothing_to_import_is_refused(shared_data: Path, name: str) -> None:
    with pytest.raises(Refusal):
        loader_for(shared_data / name)


def test_the_steerable_catheter_and_its_ninety_nine_citations(shared_data: Path) -> None:
    found = rows(shared_data, "epo-ops-xml/published/biblio_example.xml")
    (patent,) = of(found, "patents")
    assert patent["title"] == "Bi-directional steerable catheter control handle"
    assert (patent["application"], patent["publication"], patent["kind_code"]) == ("11023667", "20060142694", "A1")
    assert (patent["filing_date"], patent["publication_date"]) == ("2004-12-28", "2006-06-29")
    assert patent["parties"][0]["name"] == "ST. JUDE MEDICAL, ATRIAL FIBRILLATION DIVISION, INC"
    assert (patent["main_class"], patent["family"]) == ("A61M31/00", "35840242")
    assert patent["priorities"] == ["US20040023667"]
    citations = of(found, "citations")
    assert citations[0]["text"] == "US5277199A, DUBOIS THOMAS C [US], et al, 1994-01-11"
    assert {citation["by"] for citation in citations} == {"examiner"}


def test_a_japanese_publication_without_title_and_parties_keeps_its_numbers(shared_data: Path) -> None:
    (patent,) = of(rows(shared_data, "epo-ops-xml/published/biblio_example_2.xml"), "patents")
    assert (patent["office"], patent["application"], patent["publication"]) == ("JP", "2005505120", "2005533465")
    assert (patent["title"], patent["abstract"], patent["parties"]) == ("", "", [])
    assert patent["priorities"] == ["US20020396363P", "US20020291320", "WO2003US21714"]
    assert (len(patent["ipc"]), len(patent["cpc"])) == (9, 17)


def test_six_spellings_of_three_inventors_are_three(shared_data: Path) -> None:
    (patent,) = of(rows(shared_data, "epo-ops-xml/published/biblio_example_3.xml"), "patents")
    named = [(party["role"], party["name"]) for party in patent["parties"]]
    assert named == [
        ("applicant", "PRIMUS GREEN ENERGY INC"),
        ("applicant", "BLUESCAPE CLEAN FUELS, LLC"),
        ("inventor", "FANG, HOWARD L"),
        ("inventor", "QIN, MEIFANG"),
        ("inventor", "BEN-REUVEN, MOSHE"),
    ]


def test_the_application_and_the_patent_ep1000000_are_one_right(shared_data: Path) -> None:
    found = rows(shared_data, "epo-ops-xml/published/full_cycle_example.xml")
    first, second = of(found, "patents")
    assert first["application"] == second["application"] == "99203729"
    assert (first["kind_code"], second["kind_code"]) == ("A1", "B1")
    assert (first["publication_date"], second["publication_date"]) == ("2000-05-17", "2003-02-12")
    assert first["title"] == "Apparatus for manufacturing green bricks for the brick manufacturing industry"
    assert first["parties"][0] == {
        "role": "applicant",
        "name": "BEHEERMAATSCHAPPIJ DE BOER NIJMEGEN B.V",
        "country": "NL",
    }
    cited = [(one["cited_office"], one["cited_number"], one["category"]) for one in of(found, "citations")]
    assert cited == [("DE", "3546191", "A"), ("EP", "0680812", "A"), ("NL", "9400663", "A")]


def test_first_claims_end_before_the_second(shared_data: Path) -> None:
    (bricks,) = of(rows(shared_data, "epo-ops-xml/published/claims_example.xml"), "patents")
    assert bricks["claim"].startswith("Apparatus for manufacturing green bricks from clay")
    assert bricks["claim"].endswith("formed on at least one side of the green bricks.")
    (browser,) = of(rows(shared_data, "epo-ops-xml/published/claims_example_2.xml"), "patents")
    assert (browser["office"], browser["publication"]) == ("WO", "2009085664")
    assert browser["claim"].endswith("the user action and an output of the relevancy algorithm.")


def test_the_family_of_the_green_bricks(shared_data: Path) -> None:
    members = of(rows(shared_data, "epo-ops-xml/family/family_input.xml"), "families")
    assert {member["family"] for member in members} == {"19768124"}
    assert [(one["office"], one["application"], one["publication"], one["kind_code"]) for one in members] == [
        ("EP", "99203729", "1000000", "A1"),
        ("EP", "99203729", "1000000", "B1"),
        ("AT", "99203729", "232441", "T"),
        ("DE", "69905327", "69905327", "D1"),
        ("NL", "1010536", "1010536", "C2"),
        ("US", "", "6093011", "A"),  # 20685698 in DOCDB: the series code is nobody's guess
    ]


def test_the_european_patent_lapses_state_by_state_and_fees_are_paid(shared_data: Path) -> None:
    events = of(rows(shared_data, "epo-ops-xml/legal/example_2.xml"), "events")
    assert Counter(event["event"] for event in events) == {"other": 46, "fee_paid": 3, "examination": 2}
    assert Counter(event["code"] for event in events)["PG25"] == 19
    ceased = next(event for event in events if event["code"] == "GBPC")
    assert (ceased["event"], ceased["on"], ceased["published_on"]) == ("other", "2010-11-08", "2011-07-27")
    assert ceased["text"].endswith("; Influence: -")
    belgian = next(event for event in events if event["code"] == "BERE")
    assert belgian["parties"] == [{"role": "owner", "name": "BEHEERMAATSCHAPPIJ *DE BOER NIJMEGEN B.V."}]
    assert [event["on"] for event in events if event["event"] == "fee_paid"] == ["2009-11-30"] * 3


def test_three_assignments_do_three_different_things(shared_data: Path) -> None:
    events = of(rows(shared_data, "epo-ops-xml/legal/example_3.xml"), "events")
    assert {event["application"] for event in events} == {"15919370"}
    told = [(one["event"], one["on"], one["number"]) for one in events if one["code"] == "AS"]
    assert told == [
        ("transferred", "2018-03-14", "045210/0369"),
        ("changed", "2014-12-04", "045829/0888"),
        ("pledged", "2020-08-06", "053520/0064"),
    ]
    assert [party["name"] for party in events[0]["parties"]] == [
        "GETZLAF, DONALD",
        "DEVLIN, DAVID",
        "BRADEN, DOUGLAS",
        "NCS OILFIELD SERVICES CANADA, INC., CANADA",
    ]


def test_python_the_mark(shared_data: Path) -> None:
    found = rows(shared_data, "trademark-xml/sn76044902.xml")
    (mark,) = of(found, "marks")
    assert (mark["number"], mark["registration"], mark["text"]) == ("76044902", "2824281", "PYTHON")
    assert (mark["filing_date"], mark["publication_date"], mark["registration_date"]) == (
        "2000-05-09",
        "2003-12-30",
        "2004-03-23",
    )
    assert [(one["nice_class"], one["status"]) for one in mark["classes"]] == [("09", "ACTIVE"), ("42", "ACTIVE")]
    assert [(party["role"], party["name"]) for party in mark["parties"]] == [
        ("owner", "PYTHON SOFTWARE FOUNDATION"),
        ("applicant", "Corporation for National Research Initiatives"),
        ("agent", "Leanne Stendell"),
    ]
    assert mark["parties"][0]["address"].startswith("P.O. Box 37, Wolfeboro Falls")
    assigned = of(found, "events")[-1]
    assert (assigned["event"], assigned["on"], assigned["published_on"], assigned["number"]) == (
        "transferred",
        "2003-08-06",
        "2003-10-21",
        "2849/0875",
    )


def test_java_the_mark(shared_data: Path) -> None:
    found = rows(shared_data, "trademark-xml/rn2178784-ST-961_D3.xml")
    (mark,) = of(found, "marks")
    assert (mark["number"], mark["registration"], mark["text"]) == ("74631225", "2178784", "JAVA")
    assert (mark["filing_date"], mark["registration_date"]) == ("1995-02-07", "1998-08-04")
    assert [(party["role"], party["name"]) for party in mark["parties"]] == [
        ("owner", "Oracle America, Inc."),
        ("applicant", "Sun Microsystems, Inc."),
        ("agent", "Andrew Roppel"),
    ]
    events = of(found, "events")
    assert (events[-1]["event"], events[-1]["on"], events[-1]["number"]) == ("changed", "2010-02-15", "4191/0383")
    assert [event["on"] for event in events if event["event"] == "granted"] == ["1998-08-04"]


def test_the_tobacco_mark_passes_from_the_partnership_to_the_company(shared_data: Path) -> None:
    found = rows(shared_data, "dpma-xml/trademark_info.xml")
    (mark,) = of(found, "marks")
    assert (mark["number"], mark["expires_on"], mark["status"]) == ("919224", "2014-01-31", "Akte vernichtet")
    kinds = {event["code"]: (event["event"], event["on"]) for event in of(found, "events")}
    assert kinds["Umschreibung"] == ("transferred", "2003-01-16")
    assert kinds["Loeschung Inhaber"] == ("ceased", "2014-02-01")
    transfer = next(event for event in of(found, "events") if event["event"] == "transferred")
    assert [(party["role"], party["name"]) for party in transfer["parties"]] == [
        ("from", "Joh. Wilh. von Eicken GmbH & Co."),
        ("to", "Joh. Wilh. von Eicken GmbH"),
    ]
    listed = of(rows(shared_data, "dpma-xml/trademark_search.xml"), "marks")
    assert [one["number"] for one in listed] == ["919224", "928819", "929831"]
    assert [one["feature"] for one in listed] == ["Word", "Word", "Combined"]


def test_german_patents_and_designs(shared_data: Path) -> None:
    found = rows(shared_data, "dpma-xml/patent_info.xml")
    (patent,) = of(found, "patents")
    assert (patent["application"], patent["publication"], patent["kind_code"]) == ("10027360.2", "10027360", "A1")
    assert (patent["main_class"], patent["priorities"]) == ("H02K16/00", ["JP11158010"])
    assert [event["code"] for event in of(found, "events")] == ["R000", "R004", "R119", "R079", "R200"]
    assert of(found, "events")[-1]["event"] == "published"
    hits = of(rows(shared_data, "dpma-xml/patent_search.xml"), "patents")
    assert [hit["application"] for hit in hits] == ["82 33 714.4", "83 03 227.4", "83 08 408.8"]
    assert hits[2]["ipc"] == ["B60L3/00", "H01R13/703"]
    chair = rows(shared_data, "dpma-xml/design_info.xml")
    (design,) = of(chair, "patents")
    assert (design["application"], design["title"], design["main_class"]) == ("M8800174-0001", "Stuhl", "06-01")
    assert [(event["event"], event["on"]) for event in of(chair, "events")] == [
        ("granted", "1988-09-15"),
        ("expired", "1994-02-01"),
    ]
    ovens = of(rows(shared_data, "dpma-xml/design_search.xml"), "patents")
    assert ovens[0]["parties"][0] == {
        "role": "owner",
        "name": "Samsung Electronics Co., Ltd.",
        "address": "Suwon-si Gyeonggi-do",
        "country": "KR",
    }


def test_the_patents_of_one_tuesday(shared_data: Path) -> None:
    found = rows(shared_data, "uspto-json/ppubs_biblio_20231031.json.gz")
    patents = of(found, "patents")
    assert len({patent["publication"] for patent in patents}) == 129
    assert {patent["grant_date"] for patent in patents} == {"2023-10-31"}
    assert sum(any(party["role"] == "owner" for party in patent["parties"]) for patent in patents) == 116
    first, last = patents[0], patents[-1]
    assert (first["publication"], first["application"], first["title"]) == (
        "11803561",
        "14/231597",
        "Approximation query",
    )
    assert first["parties"][-1] == {"role": "inventor", "name": "Hurst, William Nathan John"}
    assert (last["publication"], last["parties"][0]["name"]) == ("11803718", "Scandit AG")
    assert sum(one["publication"] == "11803718" for one in of(found, "citations")) == 118


def test_an_abandoned_application_and_its_assignment(shared_data: Path) -> None:
    found = rows(shared_data, "uspto-json/odp_application.json")
    (application,) = of(found, "patents")
    assert (application["application"], application["publication"]) == ("15123456", "20170071586")
    assert (application["pct"], application["priorities"]) == ("PCT/US2015/027322", ["61983088"])
    events = of(found, "events")
    assert Counter(event["event"] for event in events) == {
        "other": 43,
        "examination": 1,
        "published": 1,
        "withdrawn": 1,
        "transferred": 1,
    }
    assert [event["on"] for event in events if event["event"] == "withdrawn"] == ["2018-10-02"]
    assert (events[-1]["on"], events[-1]["published_on"], events[-1]["number"]) == (
        "2018-09-23",
        "2018-10-25",
        "047305/0442",
    )


def test_a_well_service_pledges_its_patents_and_is_released(shared_data: Path) -> None:
    events = of(rows(shared_data, "uspto-json/assignment_3.xml"), "events")
    assert Counter(event["event"] for event in events) == {"pledged": 290, "pledge_ended": 88, "transferred": 1}
    assert Counter(event["number"] for event in events) == {
        "057434/0429": 85,
        "049107/0392": 44,
        "049109/0610": 44,
        "049110/0319": 44,
        "049111/0583": 44,
        "048041/0605": 39,
        "048818/0520": 39,
        "049342/0819": 39,
        "032861/0806": 1,
    }
    released = next(event for event in events if event["number"] == "049109/0610")
    assert [(party["role"], party["name"]) for party in released["parties"]] == [
        ("from", "U.S. BANK NATIONAL ASSOCIATION"),
        ("to", "U.S. WELL SERVICES, LLC"),
    ]
    (inverter,) = of(rows(shared_data, "uspto-json/assignment_2.xml"), "events")
    assert (inverter["application"], inverter["on"]) == ("15334090", "2017-08-28")
    assert len(inverter["parties"]) == 6
