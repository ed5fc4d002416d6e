"""Returns on the pages: filled row by row or by workbook, reviewed, signed, opened down to the row, restated."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook
from tests.office.returns.conftest import CITY, COUNTIES, EAST, PROVINCE, TRAINING, WEST, Office
from tests.office.returns.conftest import office as office  # noqa: PLC0414 - a fixture

from zhiquan.office.access.models import User
from zhiquan.office.returns.definition import Return
from zhiquan.office.returns.files import package, return_files
from zhiquan.office.returns.models import Round, Sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def client(name: str) -> Client:
    signed_in = Client()
    signed_in.force_login(User.objects.get(username=name))
    return signed_in


def cells(rows: list[dict[str, str]]) -> dict[str, str]:
    return {f"r{at}.{key}": value for at, row in enumerate(rows) for key, value in row.items()}


def html(answer: Any) -> str:
    return str(answer.content.decode())


def posted(name: str, sheet: Sheet, **more: str) -> Any:
    sheet.refresh_from_db()
    return client(name).post(f"/returns/sheets/{sheet.pk}/", {"version": str(sheet.version), **more})


def test_a_round_is_opened_filled_sent_back_urged_and_signed_on_the_pages(office: Office) -> None:
    answer = client("province").post("/returns/", {"what": f"trainings@{PROVINCE}", "period": "2026-09"})
    round_ = Round.objects.get()
    assert answer["Location"] == f"/returns/{round_.pk}/"
    east, west = office.sheet(round_, EAST), office.sheet(round_, WEST)
    assert "东湖区" in html(client(f"clerk-{EAST}").get("/returns/"))
    posted(f"clerk-{EAST}", east, go="submit", **cells([TRAINING]))
    posted("city", east, go="send-back", reason="人数与签到表不符")
    assert "人数与签到表不符" in html(client(f"clerk-{EAST}").get(f"/returns/sheets/{east.pk}/"))
    posted(f"clerk-{EAST}", east, go="submit", **cells([{**TRAINING, "#": "1", "persons": "75"}]))
    posted("city", east, go="accept")
    posted("city", west, go="urge")
    assert "催报" in html(client(f"clerk-{WEST}").get(f"/returns/sheets/{west.pk}/"))
    for county in COUNTIES[1:]:
        posted(f"clerk-{county}", office.sheet(round_, county), go="nil")
        posted("city", office.sheet(round_, county), go="accept")
    posted("city", office.sheet(round_, CITY), go="submit")
    posted("province", office.sheet(round_, CITY), go="accept")
    client("province").post(f"/returns/{round_.pk}/", {"go": "lock"})
    client("head").post(f"/returns/{round_.pk}/", {"go": "sign"})
    opened = html(client("head").get(f"/returns/{round_.pk}/persons/{PROVINCE}/"))
    assert "专利转化培训" in opened
    assert re.search(r"核定值<b>75</b>", opened)


def test_a_correction_after_signing_shows_both_values(office: Office) -> None:
    round_ = office.opened()
    office.collected(round_, {EAST: [TRAINING]})
    office.signed(round_)
    sheet = office.sheet(round_, EAST)
    there = f"/returns/sheets/{sheet.pk}/lines/1/"
    assert client("city").get(there).status_code == 302, "only who steers the round corrects it"
    opened = html(client("province").get(there))
    assert 'value="80"' in opened
    assert 'name="revision" value="1"' in opened
    wrong = client("province").post(
        there, {**cells([{**TRAINING, "persons": "八"}]), "reason": "复核", "revision": "1"}
    )
    assert wrong.status_code == 422
    assert 'value="八"' in html(wrong)
    client("province").post(there, {**cells([{**TRAINING, "persons": "60"}]), "reason": "复核", "revision": "1"})
    late = client("province").post(there, {**cells([{**TRAINING, "persons": "70"}]), "reason": "复核", "revision": "1"})
    assert (late.status_code, 'value="60"' in html(late)) == (422, True), "what a colleague corrected is shown"
    shown = html(client("province").get(f"/returns/{round_.pk}/"))
    assert re.search(r">80</a><br><span class=\"badge unknown\">修订 60<", shown)
    assert "复核" in shown


def test_what_is_wrong_stands_in_its_cell_and_what_was_typed_stays(office: Office) -> None:
    sheet = office.sheet(office.opened(), EAST)
    answer = posted(f"clerk-{EAST}", sheet, go="submit", **cells([{**TRAINING, "persons": "八十"}]))
    assert answer.status_code == 422
    shown = html(answer)
    assert 'value="八十"' in shown
    assert "请填写数字" in shown
    assert office.sheet(sheet.round, EAST).state == Sheet.State.OPEN


def test_a_draft_is_seen_by_its_own_place_only(office: Office) -> None:
    sheet = office.sheet(office.opened(), EAST)
    posted(f"clerk-{EAST}", sheet, go="save", **cells([TRAINING]))
    assert "专利转化培训" in html(client(f"clerk-{EAST}").get(f"/returns/sheets/{sheet.pk}/"))
    assert "专利转化培训" not in html(client("city").get(f"/returns/sheets/{sheet.pk}/"))
    book = client("city").get(f"/returns/sheets/{sheet.pk}/sheet.xlsx").content
    assert load_workbook(io.BytesIO(book))["填报"].max_row == 1


def test_pages_of_others_are_not_there(office: Office) -> None:
    round_ = office.opened()
    other = office.sheet(round_, WEST)
    User.objects.create_user(username="nobody")
    paths = (f"/returns/sheets/{other.pk}/", f"/returns/sheets/{other.pk}/sheet.xlsx", "/returns/0/")
    assert {client(f"clerk-{EAST}").get(path).status_code for path in paths} == {404}
    assert client(f"clerk-{EAST}").get(f"/returns/{round_.pk}/sessions/{WEST}/").status_code == 404
    for path in ("/returns/", f"/returns/{round_.pk}/", *paths):
        assert client("nobody").get(path).status_code == 404
        assert Client().get(path)["Location"].startswith("/account/login/")


def book_of(sheet: Sheet, name: str) -> Workbook:
    return load_workbook(io.BytesIO(client(name).get(f"/returns/sheets/{sheet.pk}/sheet.xlsx").content))


def brought(book: Workbook, sheet: Sheet, name: str) -> Any:
    out = io.BytesIO()
    book.save(out)
    given = SimpleUploadedFile("填报.xlsx", out.getvalue(), XLSX)
    sent = {"workbook": given, "version": shown(sheet, name)}
    return client(name).post(f"/returns/sheets/{sheet.pk}/upload/", sent, follow=True)


def shown(sheet: Sheet, name: str) -> str:
    """The version in the form that takes a workbook, as somebody's page has it now."""
    page = html(client(name).get(f"/returns/sheets/{sheet.pk}/"))
    found = re.search(r'upload/".*?name="version" value="([0-9]+)"', page)
    assert found, "the form says nothing of the version"
    return found[1]


def test_a_workbook_does_not_go_over_what_a_colleague_typed_since_the_page_was_opened(office: Office) -> None:
    sheet, clerk = office.sheet(office.opened(), EAST), f"clerk-{EAST}"
    page, book, out = shown(sheet, clerk), book_of(sheet, clerk), io.BytesIO()
    book.save(out)
    posted(clerk, sheet, go="save", **cells([TRAINING]))
    for version in ({"version": page}, {}, {"version": "9" * 5000}):
        given = SimpleUploadedFile("填报.xlsx", out.getvalue(), XLSX)
        sent = {"workbook": given, **version}
        answer = client(clerk).post(f"/returns/sheets/{sheet.pk}/upload/", sent, follow=True)
        assert "又被改过" in html(answer)
    sheet.refresh_from_db()
    assert [row["cells"]["title"] for row in sheet.typed] == ["专利转化培训"]


def test_a_workbook_goes_out_comes_back_filled_and_goes_out_again_with_its_faults_marked(office: Office) -> None:
    sheet, clerk = office.sheet(office.opened(), EAST), f"clerk-{EAST}"
    book = book_of(sheet, clerk)
    rows = book["填报"]
    assert [cell.value for cell in rows[1]][1:4] == ["日期 *", "培训名称 *", "类别 *"]
    rows.append([None, "2026-09-08", "甲", "高价值专利", "市局", 80, 30, "现场", None])
    rows.append([None, "2026年9月9日", "=乙", "没有的类别", "市局", 2000, None, "现场", None])
    rows["C3"].data_type = "s"
    assert "已读入 2 行" in html(brought(book, sheet, clerk))
    again = book_of(sheet, clerk)["填报"]
    assert again["D3"].fill.fgColor.rgb.endswith("FFC7CE")
    assert "请从所列选项中选择" in again["D3"].comment.text
    assert again["D2"].value == "高价值专利"
    again["D3"].value = "商标品牌"
    assert "已读入 2 行" in html(brought(again.parent, sheet, clerk))
    third = book_of(sheet, clerk)["填报"]
    assert third["F3"].fill.fgColor.rgb.endswith("FFEB9C"), "2,000 persons on site are doubtful, not wrong"
    assert (third["C3"].value, third["C3"].data_type) == ("=乙", "s"), "what begins like a formula stays a text"
    posted(clerk, sheet, go="submit", **cells([{**TRAINING, "title": "甲"}]))
    assert office.sheet(sheet.round, EAST).state == Sheet.State.SUBMITTED


def test_lines_keep_their_numbers_through_a_workbook(office: Office) -> None:
    round_ = office.opened()
    sheet = office.fill(round_, EAST, [{**TRAINING, "title": name} for name in ("甲", "乙")])
    posted("city", sheet, go="send-back", reason="乙的人数不对")
    book = book_of(sheet, f"clerk-{EAST}")
    rows = book["填报"]
    assert [rows.cell(row=at, column=1).value for at in (2, 3)] == [1, 2]
    rows.delete_rows(2)
    rows["F2"].value = "20"
    brought(book, sheet, f"clerk-{EAST}")
    sheet.refresh_from_db()
    assert [(row["line"], row["cells"]["persons"]) for row in sheet.typed] == [(2, "20")]


@pytest.mark.parametrize("change", ["another sheet", "heading", "no book", "nothing"])
def test_a_workbook_that_is_not_this_sheets_is_refused_and_the_draft_stays(office: Office, change: str) -> None:
    round_ = office.opened()
    sheet, clerk = office.sheet(round_, EAST), f"clerk-{EAST}"
    posted(clerk, sheet, go="save", **cells([TRAINING]))
    place = WEST if change == "another sheet" else EAST
    book = book_of(office.sheet(round_, place), f"clerk-{place}")
    if change == "heading":
        book["填报"]["C1"].value = "名字"
    if change == "no book":
        given = SimpleUploadedFile("填报.xlsx", b"PK\x03\x04 not a book", XLSX)
        answer = client(clerk).post(f"/returns/sheets/{sheet.pk}/upload/", {"workbook": given}, follow=True)
    elif change == "nothing":
        answer = client(clerk).post(f"/returns/sheets/{sheet.pk}/upload/", follow=True)
    else:
        answer = brought(book, sheet, clerk)
    assert 'class="toast error"' in html(answer)
    assert "已读入" not in html(answer)
    sheet.refresh_from_db()
    assert sheet.typed[0]["cells"]["title"] == "专利转化培训"


def test_a_sheet_of_more_rows_than_a_form_commonly_has_is_handed_in_from_the_page(office: Office) -> None:
    sheet, clerk = office.sheet(office.opened(), EAST), f"clerk-{EAST}"
    rows = [{**TRAINING, "#": "", "title": f"第{n}场"} for n in range(120)]
    assert posted(clerk, sheet, go="submit", **cells(rows)).status_code == 302
    assert office.sheet(sheet.round, EAST).rows.count() == 120


@pytest.mark.parametrize("code", sorted(return_files(settings.DATA.region)))
def test_the_fullest_sheet_of_every_return_fits_into_one_form(code: str) -> None:
    held = Return.model_validate(package(code, settings.DATA.region).resolved["return"])
    assert held.most_rows * (len(held.columns) + 1) + 10 <= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
