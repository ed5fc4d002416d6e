"""The lists that provinces and platforms send each month: what each kind tells."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.records.corpus.loaders.heading_table.making import book, only, told
from tests.records.making import number

from zhiquan.rules.refusal import Refusal

RIGHT, OTHER = number(1), number(2)


def test_a_list_of_valid_patents_says_so_of_every_row(tmp_path: Path) -> None:
    heading = ("序号", "专利号", "专利名称", "专利权人", "申请日", "授权公告日")
    lines = [("示例市有效专利清单（截至2026年6月）",), heading,
             (1, "ZL" + RIGHT[2:], "灯", "甲公司", "2014.05.06", "2015.01.07")]  # fmt: skip
    row = only(book(tmp_path / "a.xlsx", lines), "patents")
    assert row.fields == {
        "application": "ZL" + RIGHT[2:],
        "title": "灯",
        "owners": "甲公司",
        "filing_date": "2014-05-06",
        "grant_date": "2015-01-07",
        "status": "有效",
    }


def test_a_transfer_has_sides_day_and_register_number(tmp_path: Path) -> None:
    heading = ("序号", "申请号", "专利名称", "转让人", "受让人", "转让生效日", "合同登记号", "转让金额（万元）")
    lines = [heading, (1, RIGHT, "灯", "甲大学、张三", "乙公司", "2026-03-05", "2026990000012", 12.5)]
    row = only(book(tmp_path / "a.xlsx", lines), "events")
    assert row.fields == {
        "application": RIGHT,
        "event": "transferred",
        "on": "2026-03-05",
        "from": "甲大学;张三",
        "to": "乙公司",
        "number": "2026990000012",
        "amount": "125000",
        "currency": "CNY",
    }


def test_a_licence_runs_until_the_end_of_its_period_and_may_be_ended_earlier(tmp_path: Path) -> None:
    heading = ("专利号", "许可人", "被许可人", "许可种类", "备案号", "备案日期", "许可期限", "许可使用费", "备案注销日")
    lines = [heading, (RIGHT, "甲大学", "乙公司", "普通许可", "X2026990000001", "2026年3月5日",
                       "2026.01.01至2029.12.31", "10万美元", "2026-09-01")]  # fmt: skip
    granted, ended = told(book(tmp_path / "a.xlsx", lines))
    assert granted.fields == {
        "application": RIGHT,
        "event": "licensed",
        "on": "2026-03-05",
        "until": "2029-12-31",
        "text": "普通许可",
        "number": "X2026990000001",
        "from": "甲大学",
        "to": "乙公司",
        "amount": "100000",
        "currency": "USD",
    }
    assert (ended.fields["event"], ended.fields["on"], ended.fields["number"]) == (
        "licence_ended",
        "2026-09-01",
        "X2026990000001",
    )


def test_a_pledge_of_several_patents_is_an_event_of_each(tmp_path: Path) -> None:
    heading = ("登记号", "专利号", "出质人", "质权人", "登记日", "质押金额（万元）", "备注")
    lines = [heading, ("Y2026990000001", f"{RIGHT}、{OTHER}", "甲公司", "示例银行", 20260305, 500, "")]
    rows = told(book(tmp_path / "a.xlsx", lines))
    assert [row.fields["application"] for row in rows] == [RIGHT, OTHER]
    assert {row.fields["number"] for row in rows} == {"Y2026990000001"}
    assert {row.fields["amount"] for row in rows} == {"5000000"}
    assert {row.fields["event"] for row in rows} == {"pledged"}
    assert {row.place for row in rows} == {"Sheet1!2"}


def test_a_pledge_of_marks_names_them_by_their_numbers(tmp_path: Path) -> None:
    lines = [("商标注册号", "出质人", "质权人", "质押登记日"), ("12345678", "甲公司", "示例银行", "2026-03-05")]
    row = only(book(tmp_path / "a.xlsx", lines), "events")
    assert (row.fields["mark_number"], row.fields["event"]) == ("12345678", "pledged")


def test_a_list_of_marks_tells_class_groups_goods_and_term(tmp_path: Path) -> None:
    heading = (
        "申请/注册号",
        "商标名称",
        "国际分类",
        "类似群",
        "商品/服务",
        "申请人",
        "注册公告日期",
        "专用权期限",
        "商标状态",
    )
    lines = [heading, ("12345678", "雷神山", "第5类", "0501、0502", "药品；消毒剂", "甲公司", "2019-01-21",
                       "2019年01月21日至2029年01月20日", "注册")]  # fmt: skip
    row = only(book(tmp_path / "a.xlsx", lines), "marks")
    assert row.fields == {
        "number": "12345678",
        "office": "CN",
        "text": "雷神山",
        "nice_class": "5",
        "groups": "0501;0502",
        "goods": "药品；消毒剂",
        "applicants": "甲公司",
        "registration_date": "2019-01-21",
        "expires_on": "2029-01-20",
        "status": "注册",
    }


def test_a_mark_in_several_classes_has_each_with_its_groups(tmp_path: Path) -> None:
    lines = [("注册号", "商标名称", "类别", "类似群", "注册人"), ("1", "山", "9,35", "0901;3503", "甲公司")]
    row = only(book(tmp_path / "a.xlsx", lines), "marks")
    assert row.fields["classes"] == [{"nice_class": "9", "groups": ["0901"]}, {"nice_class": "35", "groups": ["3503"]}]


@pytest.mark.parametrize(
    ("heading", "given", "caption", "regime"),
    [
        ("保护公告号", "国家知识产权局公告第500号", "地理标志产品名录", "product"),
        ("登记证书编号", "AGI2010-03-00123", "名录", "agricultural"),
        ("商标注册号", "7654321", "地理标志证明商标清单", "certification_mark"),
        ("商标注册号", "7654321", "地理标志集体商标清单", "collective_mark"),
    ],
)
def test_the_three_regimes_of_geographical_indications(
    tmp_path: Path, heading: str, given: str, caption: str, regime: str
) -> None:
    names = ("产品名称", heading, "申请机构", "产地范围", "专用标志使用企业")
    lines = [(caption,), names, ("示例大枣", given, "示例县枣业协会", "示例县城关镇", "甲公司、乙公司")]
    row = only(book(tmp_path / "a.xlsx", lines), "indications")
    announced = {"number": f"{given} 示例大枣", "basis": given} if regime == "product" else {"number": given}
    assert row.fields == {
        "register": "CN",
        "countries": "CN",
        **announced,
        "name": "示例大枣",
        "regime": regime,
        "area": "示例县城关镇",
        "applicants": "示例县枣业协会",
        "users": "甲公司;乙公司",
    }


def test_a_directory_of_organisations(tmp_path: Path) -> None:
    lines = [
        ("企业名称", "统一社会信用代码", "所属行业", "注册地址"),
        ("甲公司", "91110000000000000X", "软件", "示例路 1 号"),
    ]
    row = only(book(tmp_path / "a.xlsx", lines), "organisations")
    assert row.fields == {"name": "甲公司", "code": "91110000000000000X", "industry": "软件", "area": "示例路 1 号"}


def test_credit_codes_beside_applicants_make_parties_of_them(tmp_path: Path) -> None:
    heading = ("申请号", "名称", "申请人", "统一社会信用代码", "发明人", "地址", "代理机构")
    lines = [heading, (RIGHT, "灯", "甲公司;乙公司", "C1;C2", "丙", "示例路", "示例代理事务所 11111")]
    row = only(book(tmp_path / "a.xlsx", lines), "patents")
    assert row.fields["parties"] == [
        {"role": "applicant", "name": "甲公司", "code": "C1", "address": "示例路"},
        {"role": "applicant", "name": "乙公司", "code": "C2"},
        {"role": "inventor", "name": "丙"},
        {"role": "agency", "name": "示例代理事务所"},
    ]
    assert "applicants" not in row.fields


FULL = ("公开（公告）号", "公开（公告）日", "申请号", "申请日", "标题（中文）", "标题（英文）", "申请（专利权）人",
        "当前权利人", "发明人", "IPC", "法律状态", "摘要（中文）", "代理机构", "国家/地区")  # fmt: skip
TOLD = ("CN104282860A", "2015-01-14", RIGHT, "2014-05-06", "灯", "Lamp", "甲公司 | 乙公司", "丙公司", "丁; 戊",
        "H01M10/0525; 26-05", "有效", "一种灯。", "示例代理事务所 11111", "中国")  # fmt: skip


def test_a_commercial_export_with_its_usual_columns(tmp_path: Path) -> None:
    row = only(book(tmp_path / "a.xlsx", [FULL, TOLD]), "patents")
    assert row.fields["publication"] == "CN104282860A"
    assert row.fields["title_en"] == "Lamp"
    assert row.fields["applicants"] == "甲公司;乙公司"
    assert row.fields["owners"] == "丙公司"
    assert (row.fields["ipc"], row.fields["locarno"]) == ("H01M10/0525", "26-05")
    assert row.fields["office"] == "CN"


def test_a_commercial_export_also_tells_of_deals_where_its_row_has_any(tmp_path: Path) -> None:
    heading = (
        *FULL,
        "转让人",
        "受让人",
        "转让执行日",
        "出质人",
        "质权人",
        "质押登记日",
        "授权公告号",
        "授权公告日",
        "引证专利",
    )
    lines = [
        heading,
        (*TOLD, "甲公司; 丙公司", "丙公司; 丁公司", "2019-01-02; 2021-03-04", "", "", "", "CN104282860B", "2017-01-04",
         "CN101234567A; US2010123456A1"),
        (*TOLD[:2], OTHER, *TOLD[3:], "", "", "", "甲公司", "示例银行", "2022-02-02", "", "", ""),
    ]  # fmt: skip
    rows = told(book(tmp_path / "a.xlsx", lines))
    first = [(row.table, row.fields) for row in rows if row.place.endswith("!2")]
    assert [table for table, _ in first] == ["patents", "events", "citations", "citations", "events", "events"]
    assert (first[1][1]["event"], first[1][1]["number"]) == ("granted", "CN104282860B")
    assert [fields["text"] for table, fields in first if table == "citations"] == ["CN101234567A", "US2010123456A1"]
    deals = [(fields["on"], fields["from"], fields["to"]) for _, fields in first[4:]]
    assert deals == [("2019-01-02", "甲公司", "丙公司"), ("2021-03-04", "丙公司", "丁公司")]
    second = [row.fields["event"] for row in rows if row.place.endswith("!3") and row.table == "events"]
    assert second == ["pledged"]


def test_headings_that_fit_two_kinds_of_list_are_refused_with_both_names(tmp_path: Path) -> None:
    lines = [("申请号", "让与人", "受让人", "登记日"), (RIGHT, "甲", "乙", "2026-03-05")]
    with pytest.raises(Refusal) as refusal:
        told(book(tmp_path / "a.xlsx", lines))
    assert refusal.value.code == "import.ambiguous"
    assert "transfers" in refusal.value.text.zh
    assert "licences" in refusal.value.text.zh
    assert "--mapping" in refusal.value.text.en


def test_a_word_in_caption_or_sheet_decides_between_them(tmp_path: Path) -> None:
    lines = [("申请号", "让与人", "受让人", "登记日"), (RIGHT, "甲", "乙", "2026-03-05")]
    row = only(book(tmp_path / "a.xlsx", [("专利实施许可合同备案表",), *lines]), "events")
    assert row.fields["event"] == "licensed"
    row = only(book(tmp_path / "b.xlsx", lines, title="转让"), "events")
    assert row.fields["event"] == "transferred"


def test_headings_in_two_rows_are_read_together(tmp_path: Path) -> None:
    lines = [
        ("专利号", "出质人", None, "质权人", "登记日期"),
        (None, "名称", "统一社会信用代码", "名称", None),
        (RIGHT, "甲公司", "C1", "示例银行", "2026-03-05"),
    ]
    path = book(tmp_path / "a.xlsx", lines, merged=("B1:C1", "A1:A2", "E1:E2"))
    row = only(path, "events")
    assert (row.fields["from"], row.fields["to"], row.fields["on"]) == ("甲公司", "示例银行", "2026-03-05")


def test_totals_repeated_headings_and_remarks_are_set_aside_each_with_its_rule(tmp_path: Path) -> None:
    heading = ("序号", "专利号", "专利名称", "申请人", "申请日")
    lines = [
        heading,
        (1, RIGHT, "灯", "甲", "2014-05-06"),
        heading,
        (2, OTHER, "合计算器", "甲", "2014-05-06"),
        ("合计", None, "2 件", None, None),
        ("注：数据截至2026年6月。",),
        ("填表人：某某",),
    ]
    rows = told(book(tmp_path / "a.xlsx", lines))
    assert [(row.place, row.table, row.fields.get("rule", "")) for row in rows] == [
        ("Sheet1!2", "patents", ""),
        ("Sheet1!3", "aside", "row.heading"),
        ("Sheet1!4", "patents", ""),
        ("Sheet1!5", "aside", "row.total"),
        ("Sheet1!6", "aside", "row.remark"),
        ("Sheet1!7", "aside", "row.remark"),
    ]


def test_a_row_that_is_neither_is_left_to_the_gates(tmp_path: Path) -> None:
    lines = [("专利号", "专利名称", "申请人"), (None, "灯", None), (RIGHT, "总计重量的秤", "甲")]
    assert [row.table for row in told(book(tmp_path / "a.xlsx", lines))] == ["patents", "patents"]


def test_cells_merged_downwards_hold_for_all_their_rows(tmp_path: Path) -> None:
    lines = [
        ("质押登记清单",),
        ("登记号", "专利号", "出质人", "质权人", "登记日"),
        ("Y1", number(1), "甲公司", "示例银行", "2026-03-05"),
        (None, number(2), None, None, None),
        (None, number(3), None, None, None),
        ("Y2", number(4), "乙公司", "示例银行", "2026-03-06"),
        ("Y3", number(5), None, "示例银行", "2026-03-07"),
    ]
    path = book(tmp_path / "a.xlsx", lines, merged=("A1:E1", "A3:A5", "C3:C5", "D3:D5", "E3:E5"))
    found = [(row.fields["number"], row.fields.get("from", ""), row.fields["on"]) for row in told(path)]
    assert found == [("Y1", "甲公司", "2026-03-05")] * 3 + [("Y2", "乙公司", "2026-03-06"), ("Y3", "", "2026-03-07")]


def test_a_cell_merged_over_more_rows_than_there_are_is_no_endless_row(tmp_path: Path) -> None:
    lines = [("登记号", "专利号", "出质人", "质权人", "登记日"), ("Y1", number(1), "甲", "乙", "2026-03-05")]
    path = book(tmp_path / "a.xlsx", lines, merged=("A2:A3", "C2:C9"))
    claimed = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(claimed, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"A2:A3", b"A2:A1048576"))
    assert [row.fields["number"] for row in told(claimed)] == ["Y1"]
