"""Bringing a table in by the pages, with JavaScript off: upload, confirm, check, import, report."""

from __future__ import annotations

import io
import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries
from tests.hall.files.daemon import MARK, clamd
from tests.portal.web.conftest import PASSWORD
from tests.records.corpus.loaders.heading_table.making import book
from tests.records.making import number

from zhiquan.office.access.models import User
from zhiquan.portal.demo import seed_people
from zhiquan.portal.imports import running, services
from zhiquan.portal.imports.models import ImportJob, State
from zhiquan.portal.imports.running import run_waiting
from zhiquan.portal.imports.sweeping import sweep
from zhiquan.records.lock import only_writer
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The statistics officer, with a lake and mappings of this test's own."""
    from zhiquan.settings.folders import DataFolder

    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path / "data").make())
    seed_people(PASSWORD)
    return client("tongji")


def client(username: str) -> Client:
    found = Client()
    found.force_login(User.objects.get(username=username))
    return found


def rows(count: int) -> list[tuple[object, ...]]:
    return [(n, number(n), f"灯 {n}", f"示例{n}有限公司", "2014-05-06") for n in range(1, count + 1)]


HEADING = ("序号", "号码", "专利名称", "谁", "申请日")


def table(tmp_path: Path, lines: list[tuple[object, ...]]) -> SimpleUploadedFile:
    path = book(tmp_path / "upload.xlsx", lines)
    return SimpleUploadedFile("七月 清单.xlsx", path.read_bytes())


def uploaded(officer: Client, tmp_path: Path, lines: list[tuple[object, ...]]) -> str:
    answer = officer.post("/imports/", {"table": table(tmp_path, lines)})
    assert answer.status_code == 302
    return str(answer["Location"])


def answers(html: str) -> dict[str, str]:
    """Return what a browser would post: the form's values as they stand."""
    found = dict(re.findall(r'<input (?:type="date" )?id="[^"]+" name="([^"]+)" value="([^"]*)"', html))
    for name, inside in re.findall(r'<select id="[^"]+" name="([^"]+)".*?>(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        found[name] = chosen[1] if chosen else ""
    if hidden := re.search(r'name="checked" value="([0-9a-f]+)"', html):
        found["checked"] = hidden[1]
    return found


def test_a_table_goes_from_upload_to_report(officer: Client, tmp_path: Path) -> None:
    bad = (9, "CN201410000001.9", "错号", "甲公司", "2014-05-06")
    place = uploaded(officer, tmp_path, [HEADING, *rows(40), bad, ("合计", None, 41)])
    page = officer.get(place).content.decode()
    assert "42 个取值中" not in page
    assert "41 个取值中 40 个是校验位正确的申请号" in page
    assert "“专利名称”是已知表头" in page
    asked = answers(page)
    assert (asked["column.1"], asked["column.2"], asked["column.4"]) == ("application", "title", "filing_date")
    assert asked["division"] == "990100"

    checked = officer.post(place, {**asked, "go": "check"}).content.decode()
    assert "已检查整张表" in checked
    assert "合计行" in checked
    assert ImportJob.objects.get().state == State.DRAFT
    assert not list((settings.DATA.lake).glob("*"))

    sent = officer.post(place, {**answers(checked), "go": "import", "keep": "1"}, follow=True)
    assert "等待后台开始" in sent.content.decode()
    assert 'hx-trigger="every 2s"' in sent.content.decode()
    assert run_waiting() == 1
    assert officer.get(f"{place}progress/")["HX-Refresh"] == "true"

    report = officer.get(place).content.decode()
    assert "整批未导入" not in report
    job = ImportJob.objects.get()
    assert (job.report["read"], job.report["accepted"], job.report["refused"]) == (42, 40, 2)
    assert job.report["tables"][0]["table"] == "patents"
    sheet = load_workbook(io.BytesIO(officer.get(f"{place}refused.xlsx").content)).active
    assert sheet is not None
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert lines[0] == ["位置", "未导入的原因", *HEADING]
    assert lines[1][0] == "Sheet1!42"
    assert lines[1][3] == "CN201410000001.9"
    assert "40" in officer.get("/imports/").content.decode()


def test_the_next_table_with_the_same_headings_is_filled_in_by_the_saved_mapping(
    officer: Client, tmp_path: Path
) -> None:
    place = uploaded(officer, tmp_path, [HEADING, *rows(3)])
    asked = {**answers(officer.get(place).content.decode()), "column.3": "owners", "name": "月报"}
    checked = officer.post(place, {**asked, "go": "check"}).content.decode()
    officer.post(place, {**answers(checked), "go": "import", "keep": "1"})
    assert "月报" in officer.get("/imports/").content.decode()
    again = answers(officer.get(uploaded(officer, tmp_path, [HEADING, *rows(4)])).content.decode())
    assert (again["column.3"], again["name"]) == ("owners", "月报")


def test_whoever_does_not_want_the_mapping_kept_is_not_asked_again(officer: Client, tmp_path: Path) -> None:
    place = uploaded(officer, tmp_path, [HEADING, *rows(3)])
    page = officer.get(place).content.decode()
    assert 'name="keep" value="1" checked' in page
    checked = officer.post(place, {**answers(page), "go": "check"}).content.decode()
    assert 'name="keep" value="1" checked' not in checked
    officer.post(place, {**answers(checked), "go": "import"})
    assert ImportJob.objects.get().state == State.QUEUED
    assert not settings.DATA.mappings.exists()


def test_what_was_changed_after_the_check_is_checked_again_and_not_imported(officer: Client, tmp_path: Path) -> None:
    place = uploaded(officer, tmp_path, [HEADING, *rows(3)])
    checked = officer.post(place, {**answers(officer.get(place).content.decode()), "go": "check"}).content.decode()
    changed = {**answers(checked), "column.3": "inventors", "go": "import"}
    assert "检查结果" in officer.post(place, changed).content.decode()
    assert ImportJob.objects.get().state == State.DRAFT


def test_another_kind_of_list_is_guessed_anew(officer: Client, tmp_path: Path) -> None:
    lines = [("申请号", "让与人", "受让人", "登记日"), (number(1), "甲", "乙", "2026-03-05")]
    place = uploaded(officer, tmp_path, lines)
    page = officer.get(place).content.decode()
    assert "无法确定，请核对" in page
    anew = officer.post(place, {**answers(page), "shape": "licences", "go": "guess"}).content.decode()
    assert answers(anew)["column.2"] == "to"
    assert "被许可" in anew


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"column.1": ""}, "专利清单还需要"),
        ({"column.3": "title"}, "两列对应同一字段"),
        ({"vintage": "2099-01-01"}, "数据截止日不能晚于今天"),
        ({"vintage": "x"}, "请写明数据截止日"),
        ({"division": "110000"}, "不是您负责的行政区划代码"),
        ({"name": "../x"}, "名称只用"),
    ],
)
def test_what_stands_in_the_way_is_said_and_nothing_typed_is_lost(
    officer: Client, tmp_path: Path, change: dict[str, str], said: str
) -> None:
    place = uploaded(officer, tmp_path, [HEADING, *rows(3)])
    asked = {**answers(officer.get(place).content.decode()), "source": "我的来源", **change}
    answer = officer.post(place, {**asked, "go": "check"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert 'value="我的来源"' in page


def test_a_batch_with_too_many_wrong_rows_cannot_be_imported(officer: Client, tmp_path: Path) -> None:
    wrong = [(n, f"CN20141000000{n}.9", "错号", "甲公司", "2014-05-06") for n in range(1, 4)]
    place = uploaded(officer, tmp_path, [HEADING, *rows(4), *wrong])
    asked = answers(officer.get(place).content.decode())
    named = {"column.1": "application", "column.2": "title", "shape": "patents"}
    page = officer.post(place, {**asked, **named, "go": "check"}).content.decode()
    assert "整批不会导入" in page
    assert 'value="import"' not in page


def test_a_batch_that_is_refused_by_the_worker_tells_why(officer: Client, tmp_path: Path, settings: Any) -> None:
    wrong = [(n, f"CN20141000000{n}.9", "错号", "甲公司", "2014-05-06") for n in range(1, 4)]
    place = uploaded(officer, tmp_path, [HEADING, *rows(4), *wrong])
    ImportJob.objects.update(state=State.QUEUED, mapping=mapping())
    assert run_waiting() == 1
    page = officer.get(place).content.decode()
    assert "整批未导入" in page
    assert "超过允许的 5.0%" in page
    assert "下载未导入的行" in page


def test_a_table_that_no_longer_has_its_headings_ends_with_the_sentence(officer: Client, tmp_path: Path) -> None:
    place = uploaded(officer, tmp_path, [HEADING, *rows(2)])
    changed = {**mapping(), "columns": {**COLUMNS, "没有": "abstract"}, "headings": [*HEADING, "没有"]}
    ImportJob.objects.update(state=State.QUEUED, mapping=changed)
    assert run_waiting() == 1
    assert "缺少列：没有" in officer.get(place).content.decode()


COLUMNS = {"号码": "application", "专利名称": "title", "谁": "applicants", "申请日": "filing_date"}


def mapping() -> dict[str, Any]:
    return {"name": "m", "shape": "patents", "columns": COLUMNS, "headings": list(HEADING)}


@pytest.mark.parametrize("content", [b"", b"words only", b"%PDF-1.7 a,b", b"PK\x03\x04 broken, a"])
def test_what_is_no_table_is_refused_and_not_kept(officer: Client, content: bytes) -> None:
    answer = officer.post("/imports/", {"table": SimpleUploadedFile("x.csv", content)}, follow=True)
    assert "toast error" in answer.content.decode()
    assert not ImportJob.objects.exists()
    assert not settings.DATA.uploads.exists()


def test_a_table_that_is_too_large_is_refused(officer: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "LIMIT", 1_000)
    answer = officer.post("/imports/", {"table": table(tmp_path, [HEADING, *rows(3)])}, follow=True)
    assert "请在服务器上用 zhiquan import 导入" in answer.content.decode()
    assert not ImportJob.objects.exists()


def test_a_cell_of_a_stranger_never_becomes_a_formula(officer: Client, tmp_path: Path) -> None:
    trap = (9, "=1+1", "灯", "甲公司", "2014-05-06")
    path = tmp_path / "a.csv"
    path.write_text("\n".join(",".join(map(str, line)) for line in [HEADING, *rows(30), trap]), "utf-8")
    answer = officer.post("/imports/", {"table": SimpleUploadedFile("a.csv", path.read_bytes())})
    ImportJob.objects.update(state=State.QUEUED, mapping=mapping())
    run_waiting()
    content = officer.get(f"{answer['Location']}refused.xlsx").content
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    cell = sheet.cell(row=2, column=4)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize(("username", "status"), [("", 302), ("qiye", 404), ("chengban", 404), ("tongji", 200)])
def test_only_those_who_may_bring_data_in_see_the_pages(
    officer: Client, tmp_path: Path, username: str, status: int
) -> None:
    place = uploaded(officer, tmp_path, [HEADING, *rows(3)])
    who = client(username) if username else Client()
    for path in ("/imports/", place, f"{place}progress/", f"{place}refused.xlsx"):
        assert who.get(path).status_code == status, path
    if username:
        assert ('href="/imports/"' in who.get("/").content.decode()) == (username == "tongji")


def test_an_import_waits_while_another_program_writes_the_lake(officer: Client, tmp_path: Path) -> None:
    place = uploaded(officer, tmp_path, [HEADING, *rows(3)])
    ImportJob.objects.update(state=State.QUEUED, mapping=mapping())
    with only_writer(settings.DATA.lake / ".lock", Text("数据湖", "the lake")):
        assert run_waiting() == 0
    job = ImportJob.objects.get()
    assert (job.waits, job.attempts) == (True, 0)
    assert run_waiting() == 1
    assert "已导入" in officer.get(place).content.decode()


def test_an_import_that_ended_with_its_worker_is_taken_up_again_but_not_for_ever(
    officer: Client, tmp_path: Path
) -> None:
    place = uploaded(officer, tmp_path, [HEADING, *rows(3)])
    ImportJob.objects.update(state=State.RUNNING, mapping=mapping(), attempts=running.MOST_ATTEMPTS - 1)
    assert run_waiting() == 1
    assert ImportJob.objects.get().state == State.DONE
    ImportJob.objects.update(state=State.RUNNING, attempts=running.MOST_ATTEMPTS)
    assert run_waiting() == 1
    assert "导入多次中断" in officer.get(place).content.decode()


def test_a_fault_of_the_program_ends_the_import_and_not_the_worker(
    officer: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = uploaded(officer, tmp_path, [HEADING, *rows(3)])
    ImportJob.objects.update(state=State.QUEUED, mapping=mapping())
    monkeypatch.setattr(running, "import_file", lambda *_args, **_named: 1 / 0)
    assert run_waiting() == 1
    assert "程序出错" in officer.get(place).content.decode()


def test_the_same_table_again_changes_nothing_and_says_so(officer: Client, tmp_path: Path) -> None:
    content = table(tmp_path, [HEADING, *rows(3)]).read()
    for _ in range(2):
        place = officer.post("/imports/", {"table": SimpleUploadedFile("a.xlsx", content)})["Location"]
        ImportJob.objects.filter(state=State.DRAFT).update(state=State.QUEUED, mapping=mapping(), source="s")
        run_waiting()
    assert "早已导入" in officer.get(place).content.decode()


def test_the_list_takes_few_queries_however_many_uploads_there_are(
    officer: Client, tmp_path: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        uploaded(officer, tmp_path, [HEADING, *rows(2)])
    with django_assert_max_num_queries(6):
        officer.get("/imports/")


def test_a_second_click_hands_the_table_over_once(officer: Client, tmp_path: Path) -> None:
    place = uploaded(officer, tmp_path, [HEADING, *rows(3)])
    checked = officer.post(place, {**answers(officer.get(place).content.decode()), "go": "check"}).content.decode()
    sent = {**answers(checked), "go": "import"}
    assert officer.post(place, sent).status_code == officer.post(place, sent).status_code == 302
    assert run_waiting() == 1
    assert run_waiting() == 0
    assert officer.get("/imports/999/").status_code == 404


def aged(folder: Path) -> None:
    """Let an upload's folder be as old as can be."""
    os.utime(folder, (0, 0))


def test_uploads_are_kept_for_their_time_and_while_the_worker_needs_them(
    officer: Client, tmp_path: Path, settings: Any
) -> None:
    jobs = []
    for state in (State.DONE, State.QUEUED, State.DRAFT, State.DONE):
        place = uploaded(officer, tmp_path, [HEADING, *rows(3)])
        jobs.append(ImportJob.objects.get(pk=int(place.split("/")[2])))
        ImportJob.objects.filter(pk=jobs[-1].pk).update(state=state, at=now() - timedelta(days=91))
        aged(jobs[-1].folder)
    ImportJob.objects.filter(pk=jobs[3].pk).update(at=now() - timedelta(days=89))
    stray = jobs[0].folder.parent / "999"
    stray.mkdir()
    aged(stray)
    assert sweep() == 3
    assert [job.path.exists() for job in jobs] == [False, True, False, True]
    assert not stray.exists()
    assert officer.get(f"/imports/{jobs[0].pk}/").status_code == 200  # the report stays
    swept = officer.get(f"/imports/{jobs[2].pk}/")
    assert swept.status_code == 422
    assert "超过保存期限" in swept.content.decode()


def test_a_table_in_which_the_scanner_finds_something_is_not_kept(
    officer: Client, tmp_path: Path, settings: Any
) -> None:
    with clamd() as daemon:
        settings.SCANNER = daemon.url
        lines = "\n".join(["专利号,专利名称,申请人", *(f"{number(n)},灯,{MARK.decode()}" for n in range(1, 5))])
        stopped = officer.post("/imports/", {"table": SimpleUploadedFile("a.csv", lines.encode())}, follow=True)
        assert "病毒扫描拦截" in stopped.content.decode()
    waits = officer.post("/imports/", {"table": SimpleUploadedFile("a.csv", lines.encode())}, follow=True)
    assert "没有应答" in waits.content.decode()
    assert not ImportJob.objects.exists()
