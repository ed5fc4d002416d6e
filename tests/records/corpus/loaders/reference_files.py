"""Small files of indications, statistics, divisions, classifications and firms, invented for these tests."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook

from zhiquan.records.corpus.places import mainland

YEARBOOK = ("province", "year", "chn_block4", "value", "units", "variables")


def text_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def sheet(path: Path, *rows: Sequence[object]) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def eambrosia(path: Path) -> Path:
    entry = {
        "giIdentifier": "EUGI1",
        "protectedNames": ["示例酒", "Shili Jiu"],
        "fileNumber": "PGI-CN-9001",
        "countries": ["CN"],
        "giType": "GI",
        "productType": "SPIRIT",
        "status": "registered",
        "euProtectionDate": "2021-03-01",
        "legalInstrument": {"text": "Official Journal L 1"},
        "removedFlag": False,
        "transcriptions": ["Shili"],
        "producerGroupName": "Shili\nProducers",
        "producerGroupAdress": None,
        "producerGroupCountry": "cn",
        "cnClassification": [{"cnTranslation": "22 - Beverages | 2208 - Spirits"}],
    }
    other = {
        **entry, "fileNumber": "PDO-XX-1", "giType": "PDO", "productType": "FOOD", "status": "applied",
        "removedFlag": True, "producerGroupName": None, "legalInstrument": None, "transcriptions": None,
        "countries": ["ZZ", "IT"],
    }  # fmt: skip
    return text_file(path, json.dumps([entry, other], ensure_ascii=False))


def gi_register_json(path: Path) -> Path:
    base = {
        "DEF_OriginalOrder": 1,
        "EA_ProductType": "Food",
        "EA_Name": "平原大梨 / Pingyuan Da Li",
        "EA_ProductCategory": "Class 1.6. Fruit",
        "EA_FileNumber": "PDO-CN-9002",
        "EA_Type": "Protected Designation of Origin (PDO)",
        "EA_Country": "Ireland, United Kingdom",
        "EA_Status": "Registered",
        "EA_LegalInstrument": "",
        "EA_ApplicationDate": "",
        "EA_DateRegistration": "31/12/1999",
        "EA_DatePublication": "32/12/1999",
    }
    drink = {**base, "EA_FileNumber": "PGI-IT-9003", "EA_Type": "Geographical indication (GI)", "EA_Country": "Italia"}
    rows = [base, {**drink, "EA_ProductType": "Aromatised wine"}, {**drink, "EA_FileNumber": "X", "EA_Type": "Other"}]
    return text_file(path, json.dumps(rows, ensure_ascii=False))


def gi_register_csv(path: Path) -> Path:
    return text_file(
        path,
        "Registered name,Class,Date of decision,Protection type,Country of origin,Date of original registration\n"
        "Example spirit / Beispielgeist,9. Fruit spirit,1 Jan 2021,Geographical indication (GI),"
        '"Germany, Nowhere",12/06/1989\n'
        ",,,,,\n"
        "1 to 1 of 1 products,,,,,\n",
    )


def yearbook(path: Path) -> Path:
    def figures(place: str, base: int) -> list[tuple[object, ...]]:
        return [(place, "2014", item, base + at, "件", code) for at, (item, code) in enumerate(_ITEMS)]

    whole = {name: 100 * (index + 1) for index, name in enumerate(mainland())}
    rows = [
        row
        for name, base in whole.items()
        for row in figures({"江西": "江两", "上海": "上   海"}.get(name, name), base)
    ]
    return sheet(path, YEARBOOK, *figures("全国", sum(whole.values())), *rows)


_ITEMS = (("合计", "v4_cg_zlsq_hj"), ("发明", "v4_cg_zlsq_fm"))


def hitech(path: Path) -> Path:
    return sheet(path, ("index", "year", "province", "num"), (1, 2018, "北京", 12), (2, 2018, "某地", 3))


def population(path: Path) -> Path:
    text = "# Source: example 10000 persons\r\nregion,2020,2019\r\nInnermongolia,2400,2410\r\nElsewhere,1,2\r\n"
    return text_file(path, text)


def divisions(path: Path) -> Path:
    text = 'code,name,cityCode,provinceCode\n990101,"东湖区",9901,99\n990102,西山区,9901,99\n'
    return text_file(path, text.replace("99", "43"))


def prefectures(path: Path) -> Path:
    heading = "year,admin_level,city_type,province_name,province_adcode,city_name,city_short_name,city_adcode\n"
    return text_file(path, heading + "2024,prefecture,prefecture_city,示例省,430000,示例市,示例,430100\n")


def ipc_text(path: Path) -> Path:
    lines = (
        "A\tHUMAN NECESSITIES", "A01\tAGRICULTURE", "A01B\tSOIL WORKING (planting A01C0005000000)",
        "A01B0003000000\tPloughs", "A01B0003000000\tPloughs with fixed shares", "A01B0003500000\tLong title",
        "      that goes on", "A01B0003505000\tDeep",
    )  # fmt: skip
    return text_file(path, "\n".join(lines) + "\n")


def cpc_titles(path: Path) -> Path:
    lines = ("A\t\tHUMAN NECESSITIES", "A01\t\tAGRICULTURE", "A01B\t\tSOIL WORKING", "A01B1/00\t0\tHand tools")
    return text_file(path, "\n".join(lines) + "\n")


def tree_archive(path: Path, files: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


RULE = "=" * 40
TREE = {
    "T/E/info.txt": f"Code: E\nLevel: section\nSection: 建筑\nTitle: 固定建筑物\n{RULE}\n",
    "T/E/E02/info.txt": f"Code: E02\nLevel: class\nTitle: 水利工程；\n基础\n\n附注\n注意事项\n{RULE}\n",
    "T/E/E02/E02D/info.txt": f"Code: E02D\nLevel: subclass\nTitle: 挖方\n{RULE}\n小类索引\n一般19/00\n",
    "T/E/E02/E02D/E02D19_00_a.txt": (
        f"Title: 保持干燥（板桩入 \nE02D5/02）\n\nCode: E02D19/00\n\n{RULE}\n\n"
        "E02D19/02 .\n限制地下水\nE02D19/04 ..\n用沉箱，\n例如充气的\n\nE02D19/06 2\n\n"
        "附注\nE02D5/02和E02D7/00组优先。\nE02D19/08 明 渠；排 水\n"
    ),
    "T/E/E02/E02D/E02D19_00_1.txt": f"Title: 1\n\nCode: E02D19/00\n\n{RULE}\n\n.\n水下的\n\nE02D21/02 错放的\n",
    "T/E/E02/E02D/E02D21_00_x.txt": f"Title: 索引行E02D23/00；E02D25/00\n\nCode: E02D21/00\n\n{RULE}\n",
    "T/E/E02/E02D/E02D21_00_y.txt": f"Title: 其他\n\nCode: E02D21/00\n\n{RULE}\n",
    "T/E/E02/E02D/E02D23_00_仅有名称.txt": "",
    "T/E/E02/E02D/没有号码.txt": "",
}


def ipc_tree(path: Path) -> Path:
    return tree_archive(path, TREE)


def nice(path: Path) -> Path:
    def node(symbol: str, kind: str, name: str, *children: object, remark: str = "") -> dict[str, object]:
        more = {"children": list(children)} if children else {}
        return {"id": symbol, "name": name, "type": kind, "remark": remark, **more}

    item = node("010001", "item", "样品 | 样本")
    groups = (
        node("0101", "group", "第一组", item, node("C010002", "item", "另一样品"), remark="各部分不类似"),
        node("0102", "group", "第二组", node("010001", "item", "样品")),
    )
    return text_file(path, json.dumps([node("01", "class", "化工原料", *groups)], ensure_ascii=False, indent=2))


def wipo_fields(path: Path) -> Path:
    lines = (
        "field_nr,sector,field_name,ipc",
        '1,Electrical engineering,"Machinery, energy",F21H%',
        '1,Electrical engineering,"Machinery, energy",H04N  21%',
        "2,Other,Else,A61K   8%",
    )
    return text_file(path, "\n".join(lines) + "\n")


def digital(path: Path) -> Path:
    text = (
        "field\tcode\tname_zh\tipc_include\tipc_exclude\tkeywords\tsource_page\n"
        '人工智能\t1.1\t"智能"芯片\tG06F3*;G06N*\tG06F3/01\t芯片;GPU\t21\n'
        "元宇宙\t1\t交互\tG06T*\t\t\t22\n"
    )
    return text_file(path, text)


def green(path: Path) -> Path:
    text = (
        "code\tname_zh\tcoverage\tipc_include\tipc_exclude\tsource_page\n"
        "1.1\t开采\t部分涉及\tE21F15/00*\t\t94\n1.1\t开采\t全部涉及\tE21C*\t\t94\n"
    )
    return text_file(path, text)


def new_three(path: Path) -> Path:
    text = (
        "code\trule_no\tname_zh\tipc_include\tipc_exclude\tkeywords\tkeywords_exclude\tsource_page\n"
        "1.1\t7\t整车\tB60K1*\t\t机动车\t燃料汽车\t5\n"
    )
    return text_file(path, text)


def firms(path: Path) -> Path:
    short, name, industry, region = (
        f"{what} in Ch" for what in ("Company Abb. Name", "Company Name", "Industry", "Region ")
    )
    both = "示例电池股份有限公司；示例（中国）电池有限公司"
    return sheet(
        path,
        ("No", short, name, industry, region, None, "Company Abb. Name", "Company Name"),
        (1, "示例", both, "电池", "辽宁>沈阳市", None, "SL", " Shili Battery Co. Ltd."),
        (2, "示例", "示例电池 股份有限公司", "电源", "辽宁>沈阳市", None, "SL", "Shili Cells Inc."),
        (3, "样品", "样品公司", "机械", "某地", None, "", "Sample"),
    )


def wipo_wide(path: Path) -> Path:
    lines = (
        "Intellectual property right :Patent,,,,,", "Indicator :5 - Patent grants by technology,,,,,", ",,,,,",
        "Office,Office Code,Origin,Technology,1980,1981", 'Africa,R1,Resident,"1 - Machinery, energy",93,',
        "Côte,CI,Non-Resident,Unknown,1,2",
    )  # fmt: skip
    return text_file(path, "\r".join(lines) + "\r", "cp1252")


def wipo_long(path: Path) -> Path:
    heading = (
        '"type","office","office_code","origin","technology_original","technology_number","technology","year","count"'
    )
    return text_file(path, f'{heading}\n"Region","Africa","R1","Resident","0 - Unknown",0,"Unknown","1980",93\n')


def applicants(path: Path) -> Path:
    rows = [
        (1, "CN", "SHILI BATTERY CO LTD", "COMPANY"),
        (2, "CN", "SHILI BATTERY CO LTD", "COMPANY"),
        (3, "CN", "Zhang, San", "INDIVIDUAL"),
        (4, "US", "SAMPLE UNIVERSITY", "UNIVERSITY"),
        (5, "CN", "SAMPLE UNIVERSITY", "UNIVERSITY"),
    ]
    columns = ("person_id", "person_ctry_code", "han_name", "psn_sector")
    pq.write_table(pa.table({name: [row[at] for row in rows] for at, name in enumerate(columns)}), path)
    return path


FILES: Mapping[str, tuple[str, Callable[[Path], Path]]] = {
    "eambrosia": ("eambrosia", eambrosia),
    "defra": ("gi-register-json", gi_register_json),
    "spirits": ("gi-register-csv", gi_register_csv),
    "yearbook": ("yearbook", yearbook),
    "hitech": ("yearbook", hitech),
    "population": ("population", population),
    "divisions": ("divisions-csv", divisions),
    "prefectures": ("divisions-csv", prefectures),
    "ipc-en": ("ipc-text", ipc_text),
    "ipc-zh": ("ipc-tree", ipc_tree),
    "cpc": ("cpc-titles", cpc_titles),
    "nice": ("nice-json", nice),
    "wipo-fields": ("wipo-fields", wipo_fields),
    "digital": ("concordance-tsv", digital),
    "green": ("concordance-tsv", green),
    "new-three": ("concordance-tsv", new_three),
    "firms": ("firm-list", firms),
    "applicants": ("patstat-parquet", applicants),
    "wipo-wide": ("wipo-statistics", wipo_wide),
    "wipo-long": ("wipo-statistics", wipo_long),
}
"""Name → the one loader that takes it, and its writer."""
