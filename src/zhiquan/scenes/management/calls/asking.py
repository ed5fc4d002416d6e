"""What is asked of whoever publishes a call."""

from __future__ import annotations

from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.matters.schema import Matter
from zhiquan.office.rulebook.selectors import all_active
from zhiquan.rules.forms.asking import choice, choices, day, text
from zhiquan.rules.forms.fields import Field, FormRule
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

CALL = "call"
"""The register of calls, and the question of a matter's form that names one."""

RULES = (
    FormRule(
        key="closes-later",
        field="closes_on",
        holds="form.closes_on >= form.opens_on",
        message=Text("截止日不能早于开始日。", "It closes on the day it opens or later."),
    ),
)


def calling() -> dict[str, Matter]:
    """Return the matters in force today that take applications in calls: a check of theirs asks the register."""
    held = {version.code: matter_of(version) for version in all_active(today())}
    return {
        code: matter
        for code, matter in held.items()
        if any(use.params.get("register") == CALL for use in matter.checks)
    }


def questions(known: dict[str, Matter]) -> tuple[Field, ...]:
    """Return the questions of a call for one of these matters."""
    return (
        choice("matter", Text("申报事项", "Matter"), choices(**{code: matter.title for code, matter in known.items()})),
        text(
            "number",
            Text("申报批次", "Call"),
            max_length=40,
            help=Text(
                "申报单位据此填写，例如 2026-1；字母、数字、汉字和连字符。", "As applicants will write it: 2026-1."
            ),
        ),
        text("title", Text("通知标题", "Title of the notice"), max_length=120),
        text(
            "basis",
            Text("文号", "Document number"),
            max_length=60,
            help=Text("申报通知的发文字号。", "The number of the notice as a document."),
        ),
        day("opens_on", Text("开始受理", "Opens on")),
        day(
            "closes_on", Text("截止", "Closes on"), help=Text("当日仍受理。", "Applications are taken on that day too.")
        ),
        text("text", Text("通知正文", "Text"), max_length=8000),
        text(
            "ask_at",
            Text("咨询方式", "Where to ask"),
            max_length=200,
            required=False,
            help=Text("科室和办公电话，请勿写个人信息。", "Department and office telephone; no personal data."),
        ),
    )
