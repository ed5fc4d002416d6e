"""The whole way in a browser: a file becomes records, a right a pledge, a pledge a figure that opens to its row."""

from __future__ import annotations

import random
import re
import tarfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import zstandard
from playwright.sync_api import expect
from tests.browser.chromium import PICTURES
from tests.thread.conftest import Source
from tests.thread.people import Cast, Person, paper

from zhiquan.office.access.models import Organisation
from zhiquan.portal.demo.organisations import make_uscc
from zhiquan.settings.now import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRM = "山东共达电声股份有限公司"
BANK = ("示例商业银行东湖支行", "91990101MA00000000")


def test_a_pledge_goes_from_the_imported_file_to_the_row_behind_the_figure(
    cast: Cast, owner: Organisation, source: Source, command: Any, tmp_path: Path
) -> None:
    _found_by_search(cast["public"], source.right)
    number, secret = _applied(cast["qiye"], owner, source.right, tmp_path)
    _supplemented(cast, number, tmp_path)
    cast["chuangkou"].act(number, "accept")
    cast["chengban"].act(number, "forward", {"opinion": "材料齐全，登记簿副本与填报一致。"})
    result = {"result": "registered", "registration_number": "Y2026990000001", "registered_on": today().isoformat()}
    cast["chengban"].act(number, "take_result", result)
    code = _letter_signed(cast, number)
    cast["chuangkou"].act(number, "deliver")
    _progress_says_closed(cast["public"], number, secret)
    _letter_verified(cast, number, code, tmp_path)
    _shown_in_the_rights_file(cast["public"], source.right)
    command("work", "--once")
    _figure_opens_to_the_row(cast, number, source.right)


def _found_by_search(public: Person, right: str) -> None:
    page = public.visit("/search/")
    page.fill("main [name=q]", right)
    page.press("main [name=q]", "Enter")
    expect(page.locator("main")).to_contain_text(right)
    page = public.visit(f"/rights/{right}/")
    expect(page.locator("main")).to_contain_text("法律状态未知")
    expect(page.locator("main")).to_contain_text("来源不含法律状态")


def _answers(owner: Organisation, right: str) -> dict[str, str]:
    return {
        "rights": right,
        "pledgor": owner.name,
        "pledgor_uscc": owner.uscc,
        "pledgee": BANK[0],
        "pledgee_uscc": owner.uscc,
        "contact": "林晓禾",
        "phone": "0000-0000000",
        "contract": "示例质字2026第1号",
        "signed_on": (today() - timedelta(days=3)).isoformat(),
        "amount": "3000000",
        "debt_from": today().isoformat(),
        "debt_to": (today() + timedelta(days=365)).isoformat(),
    }


def _filled_in(applicant: Person, owner: Organisation, right: str) -> None:
    page = applicant.visit("/hall/pledge/")
    page.select_option("[name=organisation]", label=owner.name)
    page.get_by_role("button", name="开始申请").click()
    for name, value in _answers(owner, right).items():
        page.fill(f"[name='{name}']", value)
    for name in ("co_owned", "valued"):
        page.check(f"[name='{name}'][value='no']")
    for box in page.locator("[name=contract_items]").all():
        box.check()
    page.click("button[value=next]")
    expect(page).to_have_url(re.compile("/materials/$"))


def _with_papers(applicant: Person, folder: Path, *materials: str) -> None:
    for material in materials:
        applicant.page.set_input_files(f"[name='material.{material}']", paper(folder, material))
    applicant.page.click("button[value=next]")
    expect(applicant.page).to_have_url(re.compile("/check/$"))


def _applied(applicant: Person, owner: Organisation, right: str, folder: Path) -> tuple[str, str]:
    _filled_in(applicant, owner, right)
    _with_papers(applicant, folder, "application", "contract", "identity")
    page = applicant.page
    submit = page.get_by_role("button", name="提交申请")
    expect(page.locator(".error-summary")).to_contain_text("专利登记簿副本")
    expect(submit).to_be_disabled()
    page.get_by_role("link", name="补材料").click()
    _with_papers(applicant, folder, "register-copy")
    submit.click()
    expect(page).to_have_url(re.compile("/cases/ZYDJ-"))
    found = re.search(r"ZYDJ-\d{4}-\d{6}", page.url)
    assert found
    return found[0], page.locator(".secret").inner_text().strip()


def _supplemented(cast: Cast, number: str, folder: Path) -> None:
    clerk = cast["chuangkou"]
    clerk.act(number, "supplement", {"items": "请补充质权人营业执照复印件。"})
    expect(clerk.page.locator("main")).to_contain_text("待申请人补正")
    applicant = cast["qiye"]
    applicant.visit(f"/cases/{number}/")
    applicant.take("answer_supplement", {"note": "已补充。"}, {"identity": paper(folder, "licence")})
    clerk.visit(f"/desk/cases/{number}/")
    expect(clerk.page.locator("#do-supplement")).to_have_count(0)


def _letter_signed(cast: Cast, number: str) -> str:
    examiner = cast["chengban"]
    page = examiner.visit(f"/desk/cases/{number}/")
    page.get_by_role("button", name="拟稿").click()
    letter = re.search(r"/letters/\d+/", page.url)
    assert letter
    cast["shenhe"].visit(letter[0]).get_by_role("button", name="审核通过").click()
    head = cast["qianfa"].visit(letter[0])
    head.get_by_role("button", name="签发并盖章").click()
    return head.locator("a.mono").inner_text().strip()


def _progress_says_closed(public: Person, number: str, secret: str) -> None:
    page = public.visit("/progress/")
    page.fill("[name=number]", number)
    page.fill("[name=secret]", secret)
    page.press("[name=secret]", "Enter")
    expect(page.locator("main")).to_contain_text("已办结")


def _letter_verified(cast: Cast, number: str, code: str, folder: Path) -> None:
    applicant = cast["qiye"].visit(f"/cases/{number}/")
    with applicant.expect_download() as download:
        applicant.get_by_role("link", name="PDF").click()
    pdf = folder / "letter.pdf"
    download.value.save_as(pdf)
    page = cast["public"].visit(f"/verify/{code}/")
    expect(page.locator("main")).to_contain_text("专利权质押登记结果通知书")
    page = cast["public"].visit("/verify/")
    page.set_input_files("[name=file]", pdf)
    page.locator("form:has([name=file]) button").click()
    expect(page.locator("main")).to_contain_text("专利权质押登记结果通知书")
    forged = folder / "forged.pdf"
    content = bytearray(pdf.read_bytes())
    content[len(content) // 2] ^= 1
    forged.write_bytes(content)
    page = cast["public"].visit("/verify/")
    page.set_input_files("[name=file]", forged)
    page.locator("form:has([name=file]) button").click()
    expect(page.locator("main")).not_to_contain_text("专利权质押登记结果通知书")


def _shown_in_the_rights_file(public: Person, right: str) -> None:
    page = public.visit(f"/rights/{right}/")
    expect(page.locator("main")).to_contain_text("Y2026990000001")


def _figure_opens_to_the_row(cast: Cast, number: str, right: str) -> None:
    officer = cast["tongji"]
    page = officer.visit("/figures/")
    page.get_by_role("link", name="质押融资额").first.click()
    page.locator("table a", has_text="300").first.click()
    expect(page.locator("main")).to_contain_text("300")
    expect(page.locator("main")).to_contain_text(right)
    expect(page.locator("main")).to_contain_text(number)


@pytest.mark.long
@pytest.mark.realdata
def test_the_whole_way_on_a_citys_own_list_with_the_lists_of_firms_beside_it(
    shared_data: Path, cast: Cast, owner: Organisation, source: Source, command: Any, tmp_path: Path
) -> None:
    """The documented run on real input; pictures are kept where ``ZHIQUAN_PICTURES`` names a folder."""
    lists = _lists_of(shared_data / "cn-patentscope-firms/wipo_data.tar.zst", "山东", tmp_path)
    command("import", str(lists), "--vintage", "2017-12-31", "--source", "patentscope")
    command("index", "build")
    code = make_uscc("91", "990102", random.Random(2))
    Organisation.objects.create(name=FIRM, uscc=code, division="990102")
    number, secret = _applied(cast["qiye"], owner, source.right, tmp_path)
    _seen(cast["qiye"], "1-applied")
    cast["chuangkou"].act(number, "accept")
    cast["chengban"].act(number, "forward", {"opinion": "材料齐全，登记簿副本与填报一致。"})
    result = {"result": "registered", "registration_number": "Y2026990000001", "registered_on": today().isoformat()}
    cast["chengban"].act(number, "take_result", result)
    letter = _letter_signed(cast, number)
    cast["chuangkou"].act(number, "deliver")
    _seen(cast["chuangkou"], "2-delivered")
    _progress_says_closed(cast["public"], number, secret)
    _letter_verified(cast, number, letter, tmp_path)
    command("work", "--once")
    _figure_opens_to_the_row(cast, number, source.right)
    _seen(cast["tongji"], "3-figure-opened")
    _found_in_both_lists(cast["public"], owner, code)


def _lists_of(archive: Path, names: str, folder: Path) -> Path:
    """Write the lists of the firms whose names hold a word as an archive of their own."""
    path = folder / "firms.tar"
    with (
        archive.open("rb") as packed,
        zstandard.ZstdDecompressor().stream_reader(packed) as content,
        tarfile.open(fileobj=content, mode="r|") as held,
        tarfile.open(path, "w") as taken,
    ):
        for member in held:
            if member.isfile() and names in member.name:
                taken.addfile(member, held.extractfile(member))
    return path


def _found_in_both_lists(public: Person, owner: Organisation, code: str) -> None:
    """A search finds what either list brought in, and each organisation's file shows what names it."""
    page = public.visit(f"/search/?q={owner.name}")
    expect(page.locator("main")).to_contain_text(owner.name)
    page = public.visit(f"/search/?q={FIRM}")
    expect(page.locator("main")).to_contain_text(FIRM)
    _seen(public, "4-firm-found")
    for name, uscc in ((owner.name, owner.uscc), (FIRM, code)):
        page = public.visit(f"/organisations/{uscc}/")
        expect(page.locator("main")).to_contain_text(name)
        expect(page.locator("main a[href^='/rights/']").first).to_be_visible()
        _seen(public, f"5-organisation-{uscc[2:8]}")
    page.locator("main a[href^='/rights/']").first.click()
    expect(page.locator("main")).to_contain_text(FIRM)
    _seen(public, "6-right-of-the-firm")


def _seen(person: Person, name: str) -> None:
    """Keep a picture of what somebody sees, where pictures are asked for."""
    if PICTURES:
        size = person.page.viewport_size or {"width": 0}
        person.page.screenshot(path=Path(PICTURES) / f"{name}-{size['width']}.png", full_page=True)


@pytest.mark.long
@pytest.mark.realdata
def test_a_pledge_of_an_expired_utility_model_is_refused_at_the_pre_check(
    shared_data: Path, cast: Cast, owner: Organisation, tmp_path: Path
) -> None:
    applicant = cast["qiye"]
    _filled_in(applicant, owner, "CN201420789305.0")
    _with_papers(applicant, tmp_path, "application", "contract", "identity", "register-copy")
    expect(applicant.page.locator("main")).to_contain_text("2024-12-15")
    expect(applicant.page.get_by_role("button", name="提交申请")).to_be_disabled()


@pytest.mark.long
@pytest.mark.realdata
def test_a_pledge_of_a_right_of_unknown_status_asks_for_the_register_copy(
    shared_data: Path, cast: Cast, owner: Organisation, tmp_path: Path
) -> None:
    applicant = cast["qiye"]
    _filled_in(applicant, owner, "CN201510711276.5")
    _with_papers(applicant, tmp_path, "application", "contract", "identity")
    expect(applicant.page.locator(".error-summary")).to_contain_text("专利登记簿副本")
    expect(applicant.page.locator("main")).to_contain_text("来源不含法律状态")
