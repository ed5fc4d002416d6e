"""A letter to look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from zhiquan.hall.letters.rendering import LetterContent, Table

LETTER = LetterContent(
    title="专利权质押登记通知书",
    recipient="东湖精密仪器有限公司、示例商业银行",
    number="示知〔2026〕1号",
    body=(
        "你单位提交的专利权质押登记申请收悉。经审查，准予登记，质权自2026年11月20日起设立。",
        Table((("专利号", "名称"), ("CN201420789305.0", "恒温装置"), ("CN85102475.1", "传感器"))),
        "特此通知。",
    ),
    office="示例市知识产权局",
    dated=date(2026, 11, 20),
    code="7K2MWQ9TXA4C",
    verify_url="https://ip.example/verify/7K2MWQ9TXA4C/",
    basis="ZYDJ-990101-2026-000123",
)
DRAFT = replace(LETTER, number="", code="", verify_url="")


def with_body(*paragraphs: str) -> LetterContent:
    return replace(LETTER, body=paragraphs)
