"""How events that do not move a case read in its history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhiquan.hall.matters.letters import day_in_words
from zhiquan.hall.matters.schema import Matter
from zhiquan.office.access.models import User
from zhiquan.office.access.roles import Role
from zhiquan.rules.text import Text

NOTED = {
    "assigned": Text("分办给{person}（{role}）", "Given to {person} ({role})"),
    "recused": Text("{person}回避：{reason}", "{person} recused: {reason}"),
    "linked": Text("关联办件 {number}", "Linked with case {number}"),
    "tagged": Text("列入“{tag}”", "Put under “{tag}”"),
    "told": Text("{told}（到期日 {due_on}）", "{told} (last day {due_on})"),
    "recounted": Text("日历调整，到期日重新计算：{moves}", "Counted anew after a change of the calendar: {moves}"),
    "reissued": Text("重新发放查询码", "A new secret was given out"),
    "erased": Text("个人信息已删除：{reason}", "Personal answers were erased: {reason}"),
    "rated": Text("评价：{grade}", "Rated: {grade}"),
    "called_back": Text("回访：{answer}", "Called back: {answer}"),
    "replaced": Text("更正：第 {seq} 条记录重新登记，{reason}", "Corrected: event {seq} recorded anew, {reason}"),
    "voided": Text("更正：撤销第 {seq} 条记录，{reason}", "Corrected: event {seq} taken back, {reason}"),
}
"""Kind of event → its line."""

TOLD = {
    "reminder": Text("发出期限提醒", "Reminded of a time limit"),
    "overdue": Text("发出逾期提醒", "Told that a time limit has passed"),
    "ended": Text("期间届满", "A period has ended"),
    "expiry": Text("期限届满，系统自动办理", "A time limit has passed; the program took the step that follows"),
}
"""What the program told, by kind of duty."""

GRADE_LABELS = {
    5: Text("非常满意", "very satisfied"),
    4: Text("满意", "satisfied"),
    3: Text("基本满意", "fairly satisfied"),
    2: Text("不满意", "dissatisfied"),
    1: Text("非常不满意", "very dissatisfied"),
}
"""The five grades 好差评."""


def noted(matter: Matter, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the lines name: persons by name, roles, grades and clocks by label, days in words, the rest as it
    stands.
    """
    told = dict(data)
    if "user" in data:
        told["person"] = str(User.objects.filter(pk=data["user"]).first() or data["user"])
    if "role" in data:
        told["role"] = Role(data["role"]).label
    if "grade" in data:
        told["grade"] = GRADE_LABELS[data["grade"]]
    if "kind" in data:
        told["told"] = TOLD[data["kind"]]
    if "moves" in data:
        moves = [_move(matter, move) for move in data["moves"]]
        told["moves"] = Text("；".join(move.zh for move in moves), "; ".join(move.en for move in moves))
    if "due_on" in data:
        told["due_on"] = _in_words(data["due_on"])
    return told


def _move(matter: Matter, move: Mapping[str, Any]) -> Text:
    """Return which last day moved from where to where: ``clock`` reads ``key``, ``key/subject``, or ``…~promised``."""
    clock = matter.clock(move["clock"].partition("~")[0].partition("/")[0])
    return _MOVE.format(clock=clock.label, was=_in_words(move["was"]), now=_in_words(move["now"]))


def _in_words(on: str | None) -> Text:
    return day_in_words(date.fromisoformat(on)) if on else Text("—", "—")


_MOVE = Text("{clock} {was} → {now}", "{clock} {was} → {now}")


def role_label(matter: Matter, role: str) -> Text:
    """Return a role's name: of the office, of a party of the matter, or of the program itself."""
    party = next((use.label for use in matter.parties if use.key == role), None)
    return party or Role(role).label
