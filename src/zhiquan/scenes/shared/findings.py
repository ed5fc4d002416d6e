"""A check over several rights: each is judged alone, the worst answer is the answer, and it names its rights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from zhiquan.hall.matters.ports import CheckContext, CheckOutcome, CheckResult
from zhiquan.records.corpus.model import PatentRecord
from zhiquan.rules.identifiers import ApplicationNumber, PatentKind, parse_application_number
from zhiquan.rules.text import Text
from zhiquan.scenes.shared import corpus

_ORDER = (CheckOutcome.FAIL, CheckOutcome.UNKNOWN, CheckOutcome.PASS)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one right."""

    outcome: CheckOutcome
    text: Text
    source: Text
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Right:
    """One right of the application: its number, its kind, and the record of it where the corpus holds one."""

    number: str
    kind: PatentKind
    record: PatentRecord | None

    @classmethod
    def of(cls, number: str, record: PatentRecord | None) -> Right:
        """Return the right of a canonical application number; ``ValueError`` for any other number."""
        return cls(number, _kind(number), record)

    @property
    def source(self) -> Text:
        """Return what to cite for the record."""
        if self.record is None:
            return _NO_RECORD
        return _CORPUS.format(source=self.record.source)

    @property
    def vintage(self) -> date | None:
        """Return the day the record speaks for."""
        return self.record.vintage if self.record else None


def rights_of(context: CheckContext) -> tuple[Right, ...]:
    """Return the rights of the form with their records; numbers in a form are canonical already."""
    records = corpus.open_corpus()
    return tuple(Right.of(number, records.get(number)) for number in context.form.get("rights", ()))


def _kind(number: str) -> PatentKind:
    parsed = parse_application_number(number)
    if not isinstance(parsed, ApplicationNumber):
        raise ValueError(f"{number!r} is not canonical: the form reads numbers before checks run")  # noqa: TRY004
    return parsed.kind


def each(key: str, context: CheckContext, judge: Callable[[Right], Finding]) -> CheckResult:
    """Judge every right and return the worst finding, with all rights that share it in the text."""
    found = [(right.number, judge(right)) for right in rights_of(context)]
    if not found:
        return CheckResult(key, CheckOutcome.UNKNOWN, _NO_RIGHTS, _FORM, context.on)
    worst = next(outcome for outcome in _ORDER if any(f.outcome is outcome for _, f in found))
    telling = [(number, finding) for number, finding in found if finding.outcome is worst]
    return CheckResult(
        key=key,
        outcome=worst,
        text=_joined(telling),
        source=telling[0][1].source,
        as_of=min((f.as_of for _, f in telling if f.as_of), default=None),
        evidence={number: {"outcome": f.outcome.value, "text": f.text.zh} for number, f in found},
    )


def _joined(found: list[tuple[str, Finding]]) -> Text:
    return Text(
        "；".join(f"{number}：{finding.text.zh}" for number, finding in found),
        "; ".join(f"{number}: {finding.text.en}" for number, finding in found),
    )


_NO_RIGHTS = Text("未填写专利号。", "No patent number was given.")
_FORM = Text("申请表", "The application form")
_CORPUS = Text("专利库（{source}）", "The corpus ({source})")
_NO_RECORD = Text("专利库（无此专利的记录）", "The corpus (no record of this patent)")
