"""Drawings: what is drawn is what is counted."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from zhiquan.hall.matters.diagram import HEIGHT, Way, draw
from zhiquan.portal.web.templatetags.drawings import Bar, meter, percent, ranked_bars, term_bar, trend
from zhiquan.portal.web.templatetags.zq import day, due_in, number
from zhiquan.rules.text import Text


def label(text: str) -> Text:
    return Text(text, text)


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_a_share_never_leaves_its_bar(part: float, whole: float) -> None:
    assert 0 <= float(percent(part, whole)[:-1]) <= 100


def test_bars_are_ranked_from_zero_and_the_largest_fills_the_width() -> None:
    drawn = ranked_bars([Bar("b", 10, "10"), Bar("a", 40, "40"), Bar("c", 0, "0")], "x")["bars"]
    assert [(bar.label, width) for bar, width in drawn] == [("a", "100.00%"), ("b", "25.00%"), ("c", "0.00%")]


def test_a_trend_keeps_the_order_of_its_points_and_its_zero() -> None:
    line = trend([Bar("1", 0, "0"), Bar("2", 5, "5"), Bar("3", 10, "10")], "x")["line"]
    assert line == "16.67,40.00 50.00,22.00 83.33,4.00"


def test_a_trend_of_nothing_draws_nothing() -> None:
    assert trend([], "x")["area"] == ""


def test_the_day_looked_at_stands_where_it_lies_in_the_term() -> None:
    start = date(2020, 1, 1)
    drawn = term_bar(start, start + timedelta(days=100), start + timedelta(days=25))
    assert (drawn["at"], drawn["over"]) == ("25.00%", False)
    assert term_bar(start, start + timedelta(days=100), start + timedelta(days=101))["over"]


def test_a_used_up_clock_is_full() -> None:
    assert meter(7, 5, "overdue")["width"] == "100.00%"


STATES = [("a", label("一"), False), ("b", label("二"), False), ("c", label("三"), True), ("d", label("四"), True)]
WAYS = [Way("a", "b", label("下")), Way("b", "a", label("回")), Way("b", "c", label("完")), Way("a", "a", label("留"))]


def test_a_flow_draws_every_state_once_and_steps_downwards() -> None:
    flow = draw(STATES, WAYS, "a", "zh")
    rows = {node.key: node.y for node in flow.nodes}
    assert set(rows) == {"a", "b", "c", "d"}
    assert rows["a"] < rows["b"] < rows["c"]
    assert rows["d"] >= rows["c"], "a state that nothing leads to stands last"
    assert len(flow.edges) == 3, "an action that stays in its state is no line"


def test_boxes_of_a_row_do_not_overlap_and_stay_inside_the_picture() -> None:
    many = [("a", label("一"), False), *((str(i), label("很长的状态名称" * 2), True) for i in range(5))]
    flow = draw(many, [Way("a", str(i), label("去")) for i in range(5)], "a", "zh")
    row = sorted((node for node in flow.nodes if node.key != "a"), key=lambda node: node.x)
    assert all(left.right < right.x for left, right in pairwise(row))
    assert all(node.x >= 0 and node.right <= flow.width and node.y + HEIGHT <= flow.height for node in flow.nodes)


def test_days_and_numbers_are_written_as_people_write_them() -> None:
    assert day(date(2026, 11, 2)) == "2026年11月2日"
    assert (number(33057), number(None)) == ("33,057", "—")
    assert due_in(date(2026, 11, 5), date(2026, 11, 2)) == "3 天后到期"
    assert due_in(date(2026, 11, 1), date(2026, 11, 2)) == "已过 1 天"
    assert due_in(date(2026, 11, 2), date(2026, 11, 2)) == "今天到期"
