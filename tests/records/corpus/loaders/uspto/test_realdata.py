"""Every real file of the United States office there is, compared with what a person reads in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from zhiquan.records.corpus.loaders import RawRow, loader_for

pytestmark = pytest.mark.realdata


@dataclass(frozen=True)
class Facts:
    """What stands in one file, read by a person."""

    file: str
    key: str
    application: str
    publication: str
    title: str
    filed: str
    out: str
    classes: tuple[str, ...]
    inventors: int
    first_inventor: str
    owner: str
    patents_cited: int
    texts_cited: int
    claim: str
    first_cited: str = ""
    last_cited: str = ""
    priorities: tuple[str, ...] = ()
    by: dict[str, int] = field(default_factory=dict)
    published_before: str = ""


FILES = [
    Facts(
        "greenbook/US03932709.greenbook", "uspto-greenbook", "05449155", "3932709 A", "Electronic business telephone",
        "1974-03-07", "1976-01-13", ("H04M11/00",), 2, "Don G. Hoff", "General Teletronics Incorporated", 9, 0,
        "1. An electronic communications terminal comprising: a. keyboard means for entry of numeric information",
        "US 3518629 Frankel 1970-06", "US 3760121 Nissim 1973-09",
    ),
    Facts(
        "greenbook/US03937375.greenbook", "uspto-greenbook", "05518454", "3937375 A",
        "Bumper support for a boat loader",
        "1974-10-29", "1976-02-10", ("B60R9/00",), 1, "Everette E. Daniels", "", 5, 0,
        "1. In a bumper support for a boat loader, the combination of a pair of spaced apart bumper traps, one end",
        "US 2542907 Dayton et al. 1951-02", "US 3702197 Sellers 1972-11",
    ),
    Facts(
        "pap/US20010000044A1.xml", "uspto-pap", "09342866", "20010000044 A1",
        "Systems and Methods For Transacting Business Over A Global Communications Network Such As The Internet",
        "1999-06-29", "2001-03-15", ("G06F17/60",), 1, "Mr. Wayne W Lin", "", 0, 0,
        "1.A method of doing business over a global communications network comprising the steps: communicating to",
    ),
    Facts(
        "pap/US20010009014A1.xml", "uspto-pap", "09777392", "20010009014 A1",
        "Facilitating real-time, multi-point communications over the internet",
        "2001-02-05", "2001-07-19", ("G06F15/16",), 2, "James A. Savage III", "", 0, 0,
        "1. A method for facilitating communication between a plurality of clients on a network, comprising: receiving",
        priorities=("US 60128037",),
    ),
    Facts(
        "sgml/US06336130.xml", "uspto-sgml", "09413215", "6336130 B1",
        "Arrangement for improving availability of services in a communication system",
        "1999-10-05", "2002-01-01", ("G06F15/16", "G06F13/00"), 1, "Thanh Van Do",
        "Telefonaktiebolaget LM Ericsson (publ)", 6, 3,
        "1. An arrangement in a network including a plurality of mobile terminals and a plurality of fixed terminals",
        "US 5825759 A Liu 1998-10",
        "Telektronikk, vol. 90, No. 2, 1994, Norway, T. Handegåard, “The TINA Consortium”.",
        ("NO 971605",), {"examiner": 5, "other": 4},
    ),
    Facts(
        "sgml/US06337117.xml", "uspto-sgml", "09343526", "6337117 B1", "Optical memory device",
        "1999-06-30", "2002-01-08", ("B32B3/02",), 5, "Shinya Maenosono", "Mitsubishi Chemical Corporation", 2, 0,
        "1. An optical memory device comprising: a luminous material comprising luminous nanoparticles which increase",
        "US 5422489 A Bhargava 1995-06", "US 5456961 A Iida 1995-10",
        ("JP 10-186098", "JP 10-252239", "JP 10-261333", "JP 10-326339"), {"examiner": 2},
    ),
    Facts(
        "xml2004/US06859910.xml", "uspto-xml", "09832323", "6859910 B2",
        "Methods and systems for transactional tunneling",
        "2001-04-10", "2005-02-22", ("G06F15/00", "G06F17/00", "G06F17/21", "G06F17/24"), 1, "John Charles Croy",
        "Bluestreak.com", 8, 0,
        "1. A method of executing an electronic transaction, comprising: establishing a persistent connection to",
        "US 5793966 A Amstein et al. 1998-08", "US 20030208684 A1 Camacho et al. 2003-11",
        ("US 60195933",), {"examiner": 8}, "2001-11-01",
    ),
    Facts(
        "xml2006/US07272630B2.xml", "uspto-xml", "10991571", "7272630 B2",
        "Locating potentially identical objects across multiple computers based on stochastic partitioning of workload",
        "2004-11-18", "2007-09-18", ("G06F15/13",), 4, "John R. Douceur", "Microsoft Corporation", 78, 38,
        "1. A method implemented in a computer, the method comprising: generating an imprint identification code for",
        "US 5202982 A Gramlich et al. 1993-04",
        "Ferbrache, “A Pathology of Computer Viruse”, Springer-Verlag London Limited, 1992, pp. 1-6.",
        (), {"examiner": 5, "other": 111}, "2005-05-05",
    ),
    Facts(
        "xml2014/US08926509.xml", "uspto-xml", "12134151", "8926509 B2",
        "Wireless physiological sensor patches and systems",
        "2008-06-05", "2015-01-06",
        ("A61B5/00", "A61B5/0205", "A61B5/0404", "A61B5/11", "H04L29/08", "G06F19/00", "H04W88/00", "H04W52/00",
         "H04W84/00", "A61B5/021", "A61B5/024", "A61B5/0476", "A61B5/0488", "A61B5/145"),
        5, "Surendar Magar", "Hmicro, Inc.", 130, 30,
        "1. A system for measuring physiological signals, comprising: (a) a patch-ASIC chip adapted for incorporation",
        "US 4313443 A Frosch et al. 1982-02", "Office action dated Apr. 25, 2014 for U.S. Appl. No. 12/193,865.",
        ("US 60968023",), {"examiner": 14, "applicant": 146}, "2009-02-26",
    ),
    Facts(
        "xml2014/US08927118.xml", "uspto-xml", "13349377", "8927118 B2",
        "Material for organic electroluminescence device and organic electroluminescence device using the same",
        "2012-01-12", "2015-01-06",
        ("H05B33/14", "C07D495/04", "C07D307/91", "C07D487/04", "C07D493/04", "C07D519/00", "C09K11/06", "H01L51/00",
         "H01L51/50"),
        5, "Tomoki Kato", "Idemitsu Kosan Co., Ltd.", 76, 28,
        "1. A material for an organic electroluminescence device represented by the formula (5): wherein: X5 and X6",
        "US 5843607 A Hu et al. 1998-12", "U.S. Appl. No. 13/632,174, filed Oct. 1, 2012, Kato, et al.",
        ("JP 2008-148514",), {"examiner": 4, "applicant": 100}, "2012-05-03",
    ),
    Facts(
        "xmlApp2004/US20050004974A1.xml", "uspto-xml", "10687244", "20050004974 A1", "Device model agent",
        "2003-10-16", "2005-01-06", ("G06F15/16",), 12, "Naveen Sharma", "Xerox Corporation", 0, 0,
        "1. A device model agent (DMA) comprising: at least one device API through which the agent communicates with",
        priorities=("US 60319622", "US 60319623", "US 60319624", "US 60319625"),
    ),
]  # fmt: skip


def _read(path: Path) -> tuple[str, dict[str, list[RawRow]]]:
    loader = loader_for(path)
    tables: dict[str, list[RawRow]] = {"patents": [], "citations": [], "events": []}
    for row in loader.rows(path):
        tables[row.table].append(row)
    return loader.key, tables


def _names(row: RawRow, role: str) -> list[str]:
    return [party["name"] for party in row.fields["parties"] if party["role"] == role]  # type: ignore[index, misc]


@pytest.mark.parametrize("facts", FILES, ids=lambda facts: facts.publication)
def test_a_real_document_says_what_stands_in_it(shared_data: Path, facts: Facts) -> None:
    key, tables = _read(shared_data / "uspto-xml" / facts.file)
    (patent,) = tables["patents"]
    read = patent.fields
    assert (key, read["application"]) == (facts.key, facts.application)
    assert f"{read['publication']} {read['kind_code']}" == facts.publication
    assert (read["title"], read["filing_date"], read["publication_date"]) == (facts.title, facts.filed, facts.out)
    assert tuple(read["ipc"]) == facts.classes
    assert read["main_class"] == facts.classes[0]
    assert len(_names(patent, "inventor")) == facts.inventors
    assert _names(patent, "inventor")[0] == facts.first_inventor
    assert "".join(_names(patent, "owner")) == facts.owner
    assert str(read["claim"]).startswith(facts.claim)
    assert tuple(read["priorities"]) == facts.priorities


@pytest.mark.parametrize("facts", FILES, ids=lambda facts: facts.publication)
def test_it_cites_what_it_lists_and_tells_when_it_came_out(shared_data: Path, facts: Facts) -> None:
    _, tables = _read(shared_data / "uspto-xml" / facts.file)
    cited = [row.fields for row in tables["citations"]]
    documents = [one for one in cited if one.get("cited_number")]
    assert (len(documents), len(cited) - len(documents)) == (facts.patents_cited, facts.texts_cited)
    if cited:
        assert (cited[0]["text"], cited[-1]["text"]) == (facts.first_cited, facts.last_cited)
    if facts.by:
        assert Counter(str(one["by"]) for one in cited) == facts.by
    events = [(str(row.fields["event"]), str(row.fields["on"])) for row in tables["events"]]
    out = "published" if facts.publication.endswith("A1") else "granted"
    before = [("published", facts.published_before)] if facts.published_before else []
    assert events == [(out, facts.out), *before]


def test_a_bulk_file_of_2023_with_two_designs(shared_data: Path) -> None:
    """Three grants in one file, abridged by who made the excerpt: without their claims."""
    key, tables = _read(shared_data / "uspto-xml" / "bulk2023" / "ipgb20230404_wk14.zip")
    assert key == "uspto-xml"
    told = [
        (row.place, row.fields["application"], row.fields["title"], row.fields["main_class"], row.fields["kind"])
        for row in tables["patents"]
    ]
    assert told == [
        ("ipgb20230404.xml#1 D982278", "29832268", "Support undergarment", "02-01", "design"),
        ("ipgb20230404.xml#2 D982279", "29801361", "Garment", "02-02", "design"),
        (
            "ipgb20230404.xml#3 11617590",
            "16361657",
            "Arthroscopic tunnel guide for rotator cuff repair",
            "A61B17/17",
            "utility",
        ),
    ]
    assert [len(_names(row, "inventor")) for row in tables["patents"]] == [3, 1, 4]
    drill = tables["patents"][2].fields
    assert drill["ipc"] == ["A61B17/17", "A61B17/16"]
    assert drill["cpc"] == [
        "A61B17/1764", "A61B17/1631", "A61B17/1642", "A61B17/1684", "A61B17/17", "A61B17/1778",
    ]  # fmt: skip
    assert len(str(drill["abstract"])) == 310
    by = Counter(str(row.fields["by"]) for row in tables["citations"])
    assert by == {"examiner": 67, "applicant": 12}
    literature = [row for row in tables["citations"] if not row.fields.get("cited_number")]
    assert (len(tables["citations"]), len(literature)) == (79, 6)
    assert [str(row.fields["number"]) for row in tables["events"]] == [
        "USD982278S1", "USD982279S1", "US11617590B2", "US20190298394A1",
    ]  # fmt: skip
