"""Generated files, one writer for each format: the same for the same size; what they tell is made up."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.search.corpus import records
from openpyxl import Workbook

from zhiquan.records.corpus.model import PatentRecord

HEADINGS = ("申请号", "公开（公告）号", "专利名称", "申请人", "申请日", "公开（公告）日", "IPC分类号", "摘要")

LENS = (
    "Jurisdiction,Kind,Display Key,Lens ID,Publication Date,Publication Year,Application Number,Title,Abstract,"
    "Applicants,Simple Family Members,Simple Family Size,NPL Citations\n"
)
GOOGLE = (
    "search URL:,https://example.org/\nid,title,assignee,inventor/author,priority date,filing/creation date,"
    "publication date,grant date,result link,representative figure link\n"
)


def _cells(record: PatentRecord, serial: int) -> tuple[str, ...]:
    filed = record.filing_date.isoformat() if record.filing_date else ""
    classes = ";".join(one.partition(":")[2] for one in record.classes)
    publication = f"CN1{10_000_000 + serial:08}A"
    return (
        record.number,
        publication,
        record.title,
        ";".join(record.applicants),
        filed,
        "2024-01-02",
        classes,
        record.abstract,
    )


def chinese_xlsx(path: Path, size: int) -> None:
    """Write a workbook as Chinese databases export it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("专利")
    sheet.append(list(HEADINGS))
    for serial, record in enumerate(records(size)):
        sheet.append(list(_cells(record, serial)))
    book.save(path)


def chinese_csv(path: Path, size: int) -> None:
    """Write the same as text in GB18030."""
    with path.open("w", encoding="gb18030", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        writer.writerows(_cells(record, serial) for serial, record in enumerate(records(size)))


def lens_csv(path: Path, size: int) -> None:
    """Write an export of The Lens: patents, families and literature cited, three tables of one file."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        stream.write(LENS)
        for serial, record in enumerate(records(size)):
            key = f"US {10_000_000 + serial} B2"
            told = [record.title, record.abstract, ";;".join(record.applicants), f"{key};;AU {serial} A1", 2]
            writer.writerow(["US", "B2", key, serial, "2016-01-05", 2016, "", *told, f"Doe: book {serial}"])


def google_csv(path: Path, size: int) -> None:
    """Write a result list of Google Patents: numbers, titles, names and dates."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        stream.write(GOOGLE)
        for serial, record in enumerate(records(size)):
            told = [record.title, ", ".join(record.applicants), "张三, 李四", "2014-01-02", "2014-01-02", "2016-08-24"]
            writer.writerow([f"CN-{104_000_000 + serial}-B", *told, "2016-08-24", f"https://example.org/{serial}", ""])


def _grants(size: int) -> Iterator[str]:
    for serial, record in enumerate(records(size)):
        classes = "".join(
            f"<classification-ipcr><section>{symbol[0]}</section><class>{symbol[1:3]}</class><subclass>{symbol[3]}"
            f"</subclass><main-group>{symbol[4:].partition('/')[0]}</main-group><subgroup>{symbol.partition('/')[2]}"
            "</subgroup></classification-ipcr>"
            for symbol in (one.partition(":")[2] for one in record.classes)
        )
        names = "".join(
            f'<us-applicant sequence="{at:03}" app-type="applicant"><addressbook><orgname>{name}</orgname><address>'
            "<city>Example</city><country>CN</country></address></addressbook></us-applicant>"
            for at, name in enumerate(record.applicants)
        )
        yield (
            '<?xml version="1.0" encoding="UTF-8"?>\n<us-patent-grant lang="EN"><us-bibliographic-data-grant>'
            f"<publication-reference><document-id><country>US</country><doc-number>{10_000_000 + serial}</doc-number>"
            "<kind>B2</kind><date>20200107</date></document-id></publication-reference><application-reference "
            'appl-type="utility"><document-id><country>US</country>'
            f"<doc-number>{16_000_000 + serial % 999_999}</doc-number><date>20180305</date></document-id>"
            f"</application-reference><classifications-ipcr>{classes}"
            f"</classifications-ipcr><invention-title>{record.title}</invention-title><us-parties><us-applicants>{names}"
            f"</us-applicants></us-parties></us-bibliographic-data-grant><abstract><p>{record.abstract}</p></abstract>"
            f"<claims><claim><claim-text>1. {record.abstract}</claim-text></claim></claims></us-patent-grant>\n"
        )


def uspto_xml(path: Path, size: int) -> None:
    """Write grants glued together, packed, as the weekly files of the United States office are."""
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as stream:
        stream.writelines(_grants(size))


def marks_st96(path: Path, size: int) -> None:
    """Write trademarks in ST.96 with one class and one event each."""
    spaces = "http://www.wipo.int/standards/XMLSchema/ST96"
    with path.open("w", encoding="utf-8") as stream:
        stream.write(
            f'<?xml version="1.0"?><tmk:TrademarkTransaction xmlns:com="{spaces}/Common"'
            f' xmlns:tmk="{spaces}/Trademark"><tmk:TrademarkBag>'
        )
        for serial, record in enumerate(records(size)):
            stream.write(
                "<tmk:Trademark><com:RegistrationOfficeCode>US</com:RegistrationOfficeCode><com:ApplicationNumber>"
                f"<com:ApplicationNumberText>{88_000_000 + serial}</com:ApplicationNumberText></com:ApplicationNumber>"
                "<tmk:ApplicationDate>2019-01-02</tmk:ApplicationDate><tmk:MarkRepresentation><tmk:MarkReproduction>"
                f"<tmk:WordMarkSpecification><tmk:MarkVerbalElementText>{record.title[4:10]}</tmk:MarkVerbalElementText>"
                "</tmk:WordMarkSpecification></tmk:MarkReproduction></tmk:MarkRepresentation><tmk:GoodsServicesBag>"
                "<tmk:GoodsServices><tmk:ClassDescriptionBag><tmk:ClassDescription>"
                f"<tmk:ClassNumber>{serial % 45 + 1:03}</tmk:ClassNumber><tmk:GoodsServicesDescriptionText>"
                f"{record.abstract[:60]}</tmk:GoodsServicesDescriptionText></tmk:ClassDescription>"
                "</tmk:ClassDescriptionBag></tmk:GoodsServices></tmk:GoodsServicesBag><tmk:MarkEventBag><tmk:MarkEvent>"
                "<tmk:NationalMarkEvent><tmk:MarkEventCode>PUBOA</tmk:MarkEventCode></tmk:NationalMarkEvent>"
                "<tmk:MarkEventDate>2019-09-03</tmk:MarkEventDate></tmk:MarkEvent></tmk:MarkEventBag></tmk:Trademark>"
            )
        stream.write("</tmk:TrademarkBag></tmk:TrademarkTransaction>")


def indications_json(path: Path, size: int) -> None:
    """Write an answer of the EU's register of geographical indications."""
    entry = {
        "countries": ["CN"], "giType": "GI", "productType": "SPIRIT", "status": "registered", "removedFlag": False,
        "euProtectionDate": "2021-03-01", "legalInstrument": None, "transcriptions": ["Shili"],
        "producerGroupName": "Shili", "producerGroupCountry": "cn",
    }  # fmt: skip
    entries = [
        {"giIdentifier": f"EUGI{at}", "protectedNames": [record.title], "fileNumber": f"PGI-CN-{at:05}", **entry}
        for at, record in enumerate(records(size))
    ]
    path.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")


FORMATS: Mapping[str, tuple[str, Callable[[Path, int], None]]] = {
    "chinese-xlsx": ("xlsx", chinese_xlsx),
    "chinese-csv": ("csv", chinese_csv),
    "lens-csv": ("csv", lens_csv),
    "google-csv": ("csv", google_csv),
    "uspto-xml": ("xml.gz", uspto_xml),
    "marks-st96": ("xml", marks_st96),
    "indications-json": ("json", indications_json),
}
"""Name → ending and writer."""
