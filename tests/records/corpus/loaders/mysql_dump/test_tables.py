"""The tables of a dump: patents with numbers or without, figures by place or year, events beside the patents."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhiquan.records.corpus.loaders import ASIDE, RawRow
from zhiquan.records.corpus.loaders.mysql_dump import read, sniff


def rows(tmp_path: Path, text: str, encoding: str = "utf-8") -> list[RawRow]:
    path = tmp_path / "dump.bin"
    path.write_bytes(text.encode(encoding))
    assert sniff.look(path).fits
    return list(read.rows(path))


def table(name: str, *columns: str) -> str:
    return f"-- MySQL dump\nDROP TABLE IF EXISTS `{name}`;\nCREATE TABLE `{name}` (" + ", ".join(columns) + ");\n"


WIDE = table(
    "专利总表",
    *(
        f"`{name}` varchar(255)"
        for name in (
            "申请日", "公开日", "授权公告日", "申请人", "发明人", "申请号", "公开号", "授权公告号", "专利类型",
            "专利名称", "申请摘要", "申请人地址", "法律状态", "主分类号", "分类号", "国省代码",
            "失效日期", "非专利引证", "实质审查日",
        )
    ),
)  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_a_wide_chinese_table_tells_patents_events_and_literature(tmp_path: Path, encoding: str) -> None:
    text = WIDE + (
        "INSERT INTO `专利总表` VALUES (20140102,20140827,20160824,'示例公司','张三;李四',"
        "'CN201410000001.0','CN104000001A','CN104000001B','发明公开;发明授权','一种示例装置','摘要',"
        "'100000示例省示例市','有权-审定授权','H01M10/05','H01M10/05','河南(41)',0,'某某.示例学报,2014.',20140930);\n"
    )
    patent, *others = rows(tmp_path, text, encoding)
    assert patent.fields["application"] == "CN201410000001.0"
    assert (patent.fields["filing_date"], patent.fields["grant_date"]) == ("2014-01-02", "2016-08-24")
    assert (patent.fields["division"], patent.fields["applicants"]) == ("410000", "示例公司")
    assert patent.raw["国省代码"] == "河南(41)"
    told = [(row.table, row.fields.get("event"), row.fields.get("on")) for row in others]
    assert told == [
        ("events", "granted", "2016-08-24"),
        ("events", "examination", "2014-09-30"),
        ("citations", None, None),
    ]
    assert all(row.fields["application"] == "CN201410000001.0" for row in others)


def test_days_of_events_are_events_and_counts_of_them_are_none(tmp_path: Path) -> None:
    columns = (
        "`申请号` text",
        "`专利名称` text",
        "`转让日期` text",
        "`专利转移次数` int",
        "`质押日期` text",
        "`质押次数` int",
    )
    text = table("t", *columns) + "INSERT INTO t VALUES ('CN201410000001.0','甲','20190102;20210304',2,'',0);"
    _, *events = rows(tmp_path, text)
    assert [(row.fields["event"], row.fields["on"]) for row in events] == [
        ("transferred", "2019-01-02"),
        ("transferred", "2021-03-04"),
    ]


def test_zeros_are_no_dates(tmp_path: Path) -> None:
    text = WIDE + (
        "INSERT INTO `专利总表` VALUES (20230523,20230815,0,'示例公司','张三','CN201410000001.0',"
        "'CN104000001A','','发明公开','一种示例装置','','','','','','',0,'',0);\n"
    )
    (patent,) = rows(tmp_path, text)
    assert "grant_date" not in patent.fields


def test_a_table_in_pinyin_without_numbers_is_read_by_names_and_remarks(tmp_path: Path) -> None:
    text = table(
        "patent_info", "`id` int", "`title` varchar(9) COMMENT '专利名称'", "`famingren` varchar(9) COMMENT '发明人'",
        "`quanren` varchar(9) COMMENT '申请人'", "`c5` varchar(9) COMMENT '申请日'", "`keyword` varchar(9)",
    )  # fmt: skip
    (patent,) = rows(
        tmp_path, text + "INSERT INTO patent_info VALUES (1,'一种装置','张三;;李四','甲;乙','2022-04-02','灯');"
    )
    assert patent.table == "patents"
    assert patent.fields == {
        "title": "一种装置",
        "filing_date": "2022-04-02",
        "applicants": "甲;乙",
        "inventors": "张三;李四",
    }


def test_figures_by_place_and_by_year_are_statistics(tmp_path: Path) -> None:
    text = table("province_patent", "`province` varchar(9)", "`nums` int")
    text += "INSERT INTO province_patent VALUES ('示例省', 12);\n"
    text += table("train", "`year` int", "`nums` double COMMENT '万件'") + "INSERT INTO train VALUES (1985, 0.1);\n"
    place, year = rows(tmp_path, text)
    assert (place.table, year.table) == ("statistics", "statistics")
    assert place.fields == {"dataset": "province_patent", "measure": "nums", "place": "示例省", "value": "12"}
    assert year.fields == {"dataset": "train", "measure": "万件", "period": "1985", "value": "0.1"}


def test_a_total_without_a_year_stands_as_of_the_month_of_the_dump(tmp_path: Path) -> None:
    text = "/*\n Navicat\n\n Date: 02/07/2025 12:01:13\n*/\n" + table(
        "province_patent", "`province` text", "`nums` int"
    )
    (row,) = rows(tmp_path, text + "INSERT INTO province_patent VALUES ('示例省', 12);\n")
    assert row.fields["period"] == "2025-07"


def test_a_table_of_something_else_is_set_aside_once(tmp_path: Path) -> None:
    text = table("users", "`id` int", "`name` text") + "INSERT INTO users VALUES (1,'a'),(2,'b');\n"
    (row,) = rows(tmp_path, text)
    assert (row.table, row.fields, row.place) == (ASIDE, {"rule": "sheet.unknown"}, "users")


def test_a_row_with_other_columns_than_declared_says_nothing(tmp_path: Path) -> None:
    (row,) = rows(
        tmp_path, table("patent", "`申请号` text", "`名称` text") + "INSERT INTO patent VALUES ('1','a','b');"
    )
    assert (row.fields, row.raw) == ({}, {"0": "1", "1": "a", "2": "b"})


@pytest.mark.parametrize(
    ("content", "fits"),
    [
        (b"/*\n Navicat\n*/\nSET NAMES utf8mb4;\nCREATE TABLE `t` (`a` int);\n", True),
        (b"INSERT INTO t VALUES (1);", True),
        (b"SET NAMES utf8;\n", False),
        (b"CREATE VIEW v AS SELECT 1;", False),
        (b"title,INSERT INTO\n1,2\n", False),
        (b"", False),
        (b"PK\x03\x04broken", False),
    ],
)
def test_dumps_are_told_by_content(tmp_path: Path, content: bytes, fits: bool) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert sniff.look(path).fits is fits
