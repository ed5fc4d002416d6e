"""The public calculators: what a page shows is what the rules find, and a wrong answer costs nothing typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.portal.web.calculators.days import day_of
from zhiquan.portal.web.calculators.months import MOST, months, touched
from zhiquan.portal.web.calculators.overview import TOOLS
from zhiquan.portal.web.calculators.working_days import _after
from zhiquan.rules.identifiers import PatentKind, repairs
from zhiquan.rules.law import Ledger, Limit, Pause, Unit, due, explain
from zhiquan.rules.law.annuity_table import History, annuity_table
from zhiquan.rules.law.reductions import Claims, Qualified
from zhiquan.rules.text import Text
from zhiquan.settings import now

pytestmark = pytest.mark.django_db
CALENDAR, BOOK = calendar(), law_book()


def asked(path: str, status: int = 200, language: str = "zh-hans", **answers: str) -> Any:
    answer = Client(headers={"accept-language": language}).get(path, answers)
    assert answer.status_code == status, answer.content.decode()
    return answer


def shown(path: str, status: int = 200, language: str = "zh-hans", **answers: str) -> str:
    return str(asked(path, status, language, **answers).content.decode())


@pytest.fixture
def in_november(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Today is 22 November 2026."""
    monkeypatch.setattr(now, "now", lambda: now.datetime(2026, 11, 22, 12, tzinfo=now.SHANGHAI))
    return


def test_every_tool_stands_on_the_overview_and_its_examples_have_an_answer() -> None:
    overview = shown("/tools/")
    for tool in TOOLS:
        path = f"/tools/{tool.name.removeprefix('tools.')}/"
        assert f'href="{path}"' in overview
        for example in tool.examples:
            assert "found" in asked(path, **example.answers).context, example.label


def test_the_annuity_table_is_the_one_of_the_rules() -> None:
    filed, granted = date(2012, 3, 30), date(2015, 6, 10)
    page = asked("/tools/annuity/", kind="invention", filed="2012-03-30", granted="2015-06-10")
    rows = annuity_table(PatentKind.INVENTION, filed, BOOK, CALENDAR, History(granted))
    assert [row for row, _ in page.context["found"]["rows"]] == list(rows)
    html = page.content.decode()
    # by hand: year 16 begins on 30 March 2027, a Tuesday; six months of grace; 8,000 yuan
    assert "2027年3月30日" in html
    assert "2027年9月30日" in html
    assert "8,000" in html
    assert "2015年3月30日" not in html, "nothing is due for the years before the grant"


def test_a_reduction_and_a_late_payment_are_told_line_by_line() -> None:
    answers = {"kind": "invention", "filed": "2012-03-30", "granted": "2015-06-10"}
    html = shown("/tools/annuity/", **answers, qualified="joint", paid="12 2023-07-08")
    history = History(date(2015, 6, 10), Claims(Qualified.JOINT), {12: date(2023, 7, 8)})
    row = annuity_table(PatentKind.INVENTION, date(2012, 3, 30), BOOK, CALENDAR, history)[8]
    # by hand: 30 % of 4,000 and a surcharge of 15 % of the full fee for the fourth month begun
    assert (row.year, row.amount, row.surcharge, row.days_late) == (12, Decimal(1200), Decimal(600), 100)
    assert "2023年7月8日缴，迟 100 天，滞纳金 600 元" in html
    assert "1,800" in html


def test_a_fee_never_paid_ends_the_right_and_nothing_is_owed_after_it() -> None:
    html = shown("/tools/annuity/", kind="design", filed="2018-05-08", paid="4 未缴")
    assert "权利自 2021年5月8日终止" in html
    assert html.count("权利已经终止，不再缴费") == 6


@pytest.mark.parametrize("line", ["twelve", "12 2023-02-30", "2023-07-08"])
def test_a_payment_that_cannot_be_read_is_named_and_kept(line: str) -> None:
    html = shown("/tools/annuity/", 422, kind="invention", filed="2012-03-30", paid=line)
    assert f"缴费“{line}”读不懂" in html
    assert f">{line}</textarea>" in html


def test_a_grant_before_the_filing_is_refused_with_its_sentence() -> None:
    assert "早于申请日" in shown("/tools/annuity/", 422, kind="invention", filed="2012-03-30", granted="2012-03-29")


def test_nothing_typed_is_lost_when_an_answer_is_missing() -> None:
    html = shown("/tools/annuity/", 422, kind="design", filed="", granted="2015-06-10")
    assert "请填写“申请日”" in html
    assert 'value="2015-06-10"' in html
    assert 'value="design" checked' in html


def test_five_working_days_across_the_spring_festival() -> None:
    html = shown("/tools/period/", start="2026-02-12", amount="5", unit="working_day", way="forward")
    # by hand: 13 February, 14 (make-up), holiday to the 23rd, then 24, 25, 26
    assert '<p class="result">2026年2月26日 ' in html
    ledger = Ledger(Text("期限", "The limit"), date(2026, 2, 12), Limit(5, Unit.WORKING_DAY), "")
    assert due(ledger, CALENDAR).on == date(2026, 2, 26)


def test_a_stopped_limit_is_explained_as_the_rules_explain_it() -> None:
    page = asked(
        "/tools/period/", start="2026-01-19", amount="3", unit="month", way="forward", pauses="2026-02-02 至 2026-02-22"
    )
    found = page.context["found"]
    pause = Pause(date(2026, 2, 2), date(2026, 2, 22), Text("暂停", "stop"))
    # by hand: 19 April and twenty days more is 9 May, a make-up working day
    assert found["due"].on == date(2026, 5, 9)
    assert found["ledger"].pauses == (pause,)
    assert found["steps"] == explain(found["ledger"], CALENDAR)
    assert all(step.zh in page.content.decode() for step in found["steps"])


def test_an_open_stop_leaves_the_last_day_unknown() -> None:
    html = shown("/tools/period/", start="2026-01-19", amount="3", unit="month", way="forward", pauses="2026-02-02 至")
    assert "恢复后才能确定" in html


def test_a_limit_is_counted_back_to_an_earlier_working_day() -> None:
    # by hand: before Monday 12 October 2026 work Saturday 10 (make-up), Friday 9, Thursday 8
    html = shown("/tools/period/", start="2026-10-12", amount="3", unit="working_day", way="backward")
    assert '<p class="result">2026年10月8日 ' in html


def test_a_year_without_announced_days_off_is_marked_as_provisional() -> None:
    html = shown("/tools/period/", start="2030-02-12", amount="5", unit="working_day", way="forward")
    assert "暂定" in html[html.index('class="result"') :][:200]
    assert "尚未公布放假安排" in html


def test_years_before_the_calendar_are_not_called_future() -> None:
    first = min(CALENDAR.years)
    html = shown("/tools/working-days/", start=f"{first - 3}-03-02", to=f"{first - 3}-03-31")
    assert f"日历没有 {first} 年以前的放假安排" in html
    assert "尚未公布" not in html


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"amount": "2.5"}, "请填写整数"),
        ({"amount": "0"}, "不得小于 1"),
        ({"start": "1900-01-01"}, "不得小于 1985-01-01"),
        ({"unit": "hour"}, "请从所列选项中选择"),
        ({"pauses": "nonsense"}, "暂停“nonsense”读不懂"),
        ({"pauses": "2026-02-30 至 2026-03-01"}, "读不懂"),
        ({"pauses": "2026-03-10 至 2026-03-02"}, "结束"),
        ({"way": "backward", "pauses": "2026-03-02"}, "不能暂停"),
        ({"amount": "3000", "unit": "year"}, "超出范围"),
    ],
)
def test_a_wrong_limit_is_told_in_one_sentence(wrong: dict[str, str], sentence: str) -> None:
    answers = {"start": "2026-02-12", "amount": "5", "unit": "working_day", "way": "forward", **wrong}
    assert sentence in shown("/tools/period/", 422, **answers)


def test_a_limit_taken_from_the_book_cites_it_and_a_changed_one_does_not() -> None:
    answers = {"start": "2026-11-02", "unit": "month", "way": "forward", "law": "trademark.opposition.window"}
    assert "《商标法》（2019年修正）第三十三条" in shown("/tools/period/", amount="3", **answers)
    assert "《商标法》（2019年修正）第三十三条" not in shown("/tools/period/", amount="4", **answers)
    untouched = shown("/tools/period/", amount="3", unit="month", law=answers["law"])
    assert '<input type="hidden" name="law" value="trademark.opposition.window">' in untouched


def test_working_days_around_the_national_day() -> None:
    # by hand: 20 (make-up), 21–24, 28–30 September; 8, 9, 10 (make-up), 12 October
    page = asked("/tools/working-days/", start="2026-09-18", to="2026-10-12")
    found = page.context["found"]
    assert (found["number"], found["with_start"], found["calendar_days"], found["off"]) == (12, 13, 24, 12)
    assert "12 个工作日" in page.content.decode()
    counted = [cell.day for month in found["months"] for cell in month.cells if cell.counted]
    assert len(counted) == 12


def test_the_day_after_some_working_days_and_before_them() -> None:
    assert "2026年2月26日" in shown("/tools/working-days/", start="2026-02-12", days="5")
    assert "2026年10月8日" in shown("/tools/working-days/", start="2026-10-12", days="-3")
    for number in (-30, -1, 1, 30):
        day = _after(date(2026, 2, 12), number, CALENDAR)
        assert CALENDAR.is_working(day)
        first, last = sorted((date(2026, 2, 12), day))
        back = timedelta(days=number < 0)
        assert CALENDAR.working_days(first - back, last - back) == abs(number)


@pytest.mark.parametrize(
    ("wrong", "sentence"), [({"to": "2026-01-01"}, "请对调"), ({"days": "0"}, "不为零"), ({"days": "1.5"}, "整数")]
)
def test_days_that_cannot_be_counted_are_told(wrong: dict[str, str], sentence: str) -> None:
    assert sentence in shown("/tools/working-days/", 422, start="2026-02-12", **wrong)


def test_the_calendar_marks_days_off_and_make_up_days() -> None:
    february = months(date(2026, 2, 10), date(2026, 2, 26), CALENDAR, CALENDAR.is_working)[0]
    kinds = {cell.day.day: cell.kind for cell in february.cells}
    assert (kinds[14], kinds[17], kinds[8], kinds[10]) == ("make-up", "off", "weekend", "working")
    assert february.notes[1].zh == "15至23日春节放假"
    assert [cell.day.day for cell in february.cells if cell.end] == [10, 26]
    # the first of February 2026 is a Sunday: it ends the first row, the second day begins the next one
    assert [(cell.x, cell.y) for cell in february.cells[:2]] == [(6 * 36, 22), (0, 54)]


def test_a_long_span_draws_its_first_year_and_says_so() -> None:
    page = asked("/tools/working-days/", start="2024-01-01", to="2026-06-30")
    assert len(page.context["found"]["months"]) == MOST < touched(date(2024, 1, 1), date(2026, 6, 30))
    assert "只画出前十二个月" in page.content.decode()


@pytest.mark.usefixtures("in_november")
@pytest.mark.parametrize(
    ("published", "last", "article"),
    [
        ("2026-10-13", "2027年1月13日", "第三十三条"),
        ("2026-12-27", "2027年3月29日", "第三十三条"),  # three months later is a Saturday
        ("2026-12-31", "2027年3月31日", "第三十三条"),
        ("2027-01-01", "2027年3月1日", "第三十六条"),
        ("2027-01-06", "2027年3月8日", "第三十六条"),  # two months later is a Saturday
    ],
)
def test_the_publication_selects_the_law_of_the_opposition(published: str, last: str, article: str) -> None:
    html = shown("/tools/opposition/", published=published)
    assert f'<p class="result">{last} ' in html
    assert article in html[html.index('<dl class="facts">') :][:400]


@pytest.mark.usefixtures("in_november")
def test_a_window_that_has_closed_says_so() -> None:
    assert "已经过了" in shown("/tools/opposition/", published="2026-03-13")
    assert "已经过了" not in shown("/tools/opposition/", published="2026-10-13")


def test_a_publication_before_the_book_is_refused_with_its_sentence() -> None:
    assert "没有在 CN 施行的版本" in shown("/tools/opposition/", 422, published="2001-10-13")


def test_numbers_are_told_right_unchecked_wrong_and_unknown() -> None:
    page = asked("/tools/number/", q="CN201420789305.0\n201420789305\nCN201420783905.0, hello\nG01L3/00")
    assert [one.look for one in page.context["found"]["checked"]] == ["pass", "unknown", "fail", "unknown", "plain"]
    assert page.context["found"]["wrong"] == 1


def test_repairs_are_candidates_of_the_rules_and_never_a_choice() -> None:
    page = asked("/tools/number/", q="CN201420783905.0")
    candidates = page.context["found"]["checked"][0].candidates
    wanted = [repair.canonical for repair in repairs("CN201420783905.0")]
    assert [one.canonical for one in candidates] == wanted[: len(candidates)]
    assert candidates[0].canonical == "CN201420789305.0"
    assert "不要照抄" in page.content.decode()


def test_too_many_numbers_are_refused_and_kept() -> None:
    numbers = [f"2014207893{n:02}" for n in range(51)]
    html = shown("/tools/number/", 422, q="\n".join(numbers))
    assert "一次最多核对 50 个号码，您填了 51 个" in html
    assert all(number in html for number in numbers)
    assert "found" in asked("/tools/number/", q="\n".join(numbers[:50])).context


def test_what_is_typed_is_never_markup() -> None:
    for path, name in (("number", "q"), ("annuity", "filed"), ("period", "start")):
        answer = Client().get(f"/tools/{path}/", {name: "<script>alert(1)</script>"})
        assert "<script>alert" not in answer.content.decode()


def test_an_answer_reads_in_english() -> None:
    html = shown("/tools/period/", language="en", start="2026-02-12", amount="5", unit="working_day", way="forward")
    assert "26 February 2026" in html
    assert "1. The limit runs from 12 February 2026" in html


@pytest.mark.parametrize(
    ("text", "day"), [("2026-3-2", date(2026, 3, 2)), ("2026.03.02", date(2026, 3, 2)), ("2026/2/30", None)]
)
def test_a_day_inside_a_line_is_read_or_not_a_day(text: str, day: date | None) -> None:
    assert day_of(text) == day
