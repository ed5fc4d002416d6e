"""From the text of a work plan 工作要点 to a draft of its definition: tasks, units, due dates, targets.

Tasks are the numbered paragraphs (1. 2. 3. …) or the rows of a table with a column of tasks; targets are the figures
that the text means to reach, read as ``zhiquan audit`` reads them. A target of two parts that stand apart (超100亿元 in
the preamble, 增长20%以上 in a task) becomes one. What the text does not say (a lead unit, an indicator) stays open and
is named: a person completes the draft, and the plan is proved before it is published.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from zhiquan.insight.plans.targets import How
from zhiquan.insight.readings.audit import Audit
from zhiquan.insight.readings.model import Bound, Reading
from zhiquan.insight.readings.topics import vocabulary

_NUMBER = re.compile(r"(?<![\d.])(\d{1,2})[.、](?=\s*[\u4e00-\u9fff“《])")
_HEADING = re.compile(
    r"(?:^|(?<=[。\n；：:]))\s*(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))"
    r"([^。\n]{2,40}?)(?=\d{1,2}[.、]|\n|\(|$)"
)
_LEAD = re.compile(r"(?:牵头单位|牵头部门|责任单位|责任部门|责任科室|牵头)[:：]\s*([^;；。\n)）]+)")
_WITH = re.compile(r"(?:配合单位|配合部门|参与单位|协办单位|配合)[:：]\s*([^;；。\n)）]+)")
_MONTH = re.compile(r"(\d{1,2})月底(?:之)?前")
_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日(?:之)?前")
_QUARTER = re.compile(r"第?([一二三四])季度(?:末|结束)?前")
_COLUMNS = {"task": "任务|事项|内容", "lead": "牵头|责任", "with": "配合|协办|参与", "due": "时限|期限|时间"}
_DECEMBER, _LABEL = 12, 120
_SENSES = {Bound.OVER: How.MORE_THAN, Bound.AT_MOST: How.AT_MOST, Bound.BELOW: How.AT_MOST}


@dataclass(slots=True)
class DraftTask:
    """A task as the text has it; ``lead`` is empty where no unit is named; ``start`` and ``end`` in the folded text."""

    label: str
    lead: str
    cooperating: tuple[str, ...]
    due: date
    section: str
    start: int
    end: int
    targets: list[str] = field(default_factory=list)


@dataclass(slots=True)
class DraftTarget:
    """A target of an indicator; ``bound`` in the indicator's own unit, ``growth`` in per cent."""

    key: str
    indicator: str
    name: str
    bound: tuple[How, Decimal] | None = None
    growth: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """What was found; ``open_targets`` are aims that no indicator measures, in the text's words."""

    tasks: tuple[DraftTask, ...]
    targets: tuple[DraftTarget, ...]
    open_targets: tuple[str, ...]

    @property
    def without_lead(self) -> int:
        """How many tasks name no lead unit."""
        return sum(not task.lead for task in self.tasks)


def draft(found: Audit, year: int) -> PlanDraft:
    """Return the draft of a plan of a year from its text as read."""
    tasks = tuple(_of_table(found.folded, year)) or tuple(_numbered(found, year))
    targets: dict[str, DraftTarget] = {}
    open_targets: list[str] = []
    for one in found.readings:
        if one.target and (one.topic or one.rank):
            _take(one, tasks, targets, open_targets)
    return PlanDraft(tasks, tuple(targets.values()), tuple(dict.fromkeys(open_targets)))


# tasks


def _numbered(found: Audit, year: int) -> Iterator[DraftTask]:
    """Yield the paragraphs numbered 1, 2, 3 … in their order; a number out of turn is no task's."""
    text = found.folded
    starts: list[tuple[int, int]] = []
    for one in _NUMBER.finditer(text):
        left_out = any(gap.start <= one.start() < gap.end for gap in found.left_out)
        if not left_out and int(one[1]) == len(starts) + 1:
            starts.append((one.start(), one.end()))
    headings = [(one.start(), one[1].strip()) for one in _HEADING.finditer(text)]
    ends = [*(start for start, _ in starts[1:]), len(text)]
    for (start, body), end in zip(starts, ends, strict=True):
        stop = next((at for at, _ in headings if start < at < end), end)
        at = bisect_right([place for place, _ in headings], start) - 1
        yield _task(text[body:stop], headings[at][1] if at >= 0 else "", year, (start, stop))


def _task(body: str, section: str, year: int, place: tuple[int, int]) -> DraftTask:
    lead, others = _units(_LEAD, body), _units(_WITH, body)
    label = re.split(r"[。\n]", body.strip())[0][:_LABEL]
    return DraftTask(label, lead[0] if lead else "", (*lead[1:], *others), _due(body, year), section, *place)


def _units(pattern: re.Pattern[str], body: str) -> tuple[str, ...]:
    told = pattern.search(body)
    names = re.split(r"[、,，\s]+", told[1]) if told else ()
    return tuple(name for name in names if name)


def _due(body: str, year: int) -> date:
    """Return the last day that a task names; the year's end where it names none."""
    if told := _DAY.search(body):
        month, day = int(told[1]), int(told[2])
        try:
            return date(year, month, day)
        except ValueError:
            return date(year, 12, 31)
    months = [int(one[1]) for one in _MONTH.finditer(body)]
    months += [3 * ("一二三四".index(one[1]) + 1) for one in _QUARTER.finditer(body)]
    month = max((month for month in months if 1 <= month < _DECEMBER), default=_DECEMBER)
    return date.fromordinal(date(year + month // _DECEMBER, month % _DECEMBER + 1, 1).toordinal() - 1)


def _of_table(text: str, year: int) -> Iterator[DraftTask]:
    """Yield the rows of a table whose head names a column of tasks and one of lead units."""
    columns: dict[str, int] = {}
    at = 0
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        cells = [cell.strip() for cell in line.split("\t")]
        if head := _head(cells):
            columns = head
        elif columns and len(cells) > max(columns.values()) and cells[columns["task"]]:
            told = {name: cells[place] for name, place in columns.items()}
            units = re.split(r"[、,，\s]+", told["lead"])
            others = tuple(one for one in re.split(r"[、,，\s]+", told.get("with", "")) if one)
            due = _due(f"{told.get('due', '')}前" if "前" not in told.get("due", "") else told["due"], year)
            yield DraftTask(told["task"][:_LABEL], units[0], (*units[1:], *others), due, "", start, at)


def _head(cells: list[str]) -> dict[str, int]:
    found = {
        name: next((place for place, cell in enumerate(cells) if re.search(words, cell)), -1)
        for name, words in _COLUMNS.items()
    }
    held = {name: place for name, place in found.items() if place >= 0}
    short = all(len(cell) <= len("牵头单位（责任科室）") for cell in cells)
    return held if short and {"task", "lead"} <= set(held) and len(set(held.values())) == len(held) else {}


# targets


def _take(one: Reading, tasks: Iterable[DraftTask], targets: dict[str, DraftTarget], open_targets: list[str]) -> None:
    """Enter a reading as a target of its indicator and of the task it stands in; what nothing measures stays open."""
    indicator = _indicator(one, targets)
    growth = next((change.amount for change in one.growth if change.quantity.unit == "%"), None)
    if not indicator or (one.value is None and growth is None):
        if one.rank or one.topic == "milestone":
            open_targets.append(one.name)
        elif one.quantity is not None and one.value is not None:
            open_targets.append(f"{one.name}{one.quantity.shown}")
        return
    target = targets.setdefault(indicator, DraftTarget(f"t{len(targets) + 1}", indicator, one.name))
    if one.value is not None and one.quantity is not None and target.bound is None:
        target.bound = (_SENSES.get(one.quantity.bound, How.AT_LEAST), one.value)
    target.growth = target.growth if growth is None else growth
    home = next((task for task in tasks if task.start <= one.start < task.end), None)
    if home and not any(target.key in task.targets for task in tasks):
        home.targets.append(target.key)


def _indicator(one: Reading, targets: Mapping[str, DraftTarget]) -> str:
    """Return the indicator that measures a reading's topic in its unit; nothing where that cannot be told.

    A growth alone belongs to the topic's indicator that is a target already, else to the amount of what is called one
    (质押融资额), else to the only one.
    """
    topic = vocabulary().topics.get(one.topic)
    held: Mapping[str, str] = dict(topic.held) if topic else {}
    if one.quantity is not None:
        return held.get(one.quantity.unit, "")
    if aimed := [code for code in held.values() if code in targets]:
        return aimed[0]
    if one.name.endswith("额") and "元" in held:
        return held["元"]
    return next(iter(held.values())) if len(set(held.values())) == 1 else ""


def as_definition(found: PlanDraft, code: str, division: str, year: int, title: str) -> dict[str, Any]:
    """Return the draft in the shape of a plan's file; a lead unit that the text does not name is left empty."""
    sections: dict[str, list[dict[str, Any]]] = {}
    for number, task in enumerate(found.tasks, 1):
        sections.setdefault(task.section or title, []).append(_task_entry(number, task))
    return {
        "code": code,
        "version": f"{year}.1",
        "title": _both(title),
        "about": _both(title),
        "division": division,
        "year": year,
        "targets": [_target_entry(one) for one in found.targets],
        "sections": [{"label": _both(label), "tasks": tasks} for label, tasks in sections.items()],
    }


def _task_entry(number: int, task: DraftTask) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "key": f"task_{number:02}",
        "label": _both(task.label),
        "lead": {"department": task.lead},
        "due": task.due,
        "evidence": _both("待确认"),
    }
    if task.cooperating:
        entry["with"] = [{"department": name} for name in task.cooperating]
    return entry | ({"targets": task.targets} if task.targets else {})


def _target_entry(one: DraftTarget) -> dict[str, Any]:
    entry: dict[str, Any] = {"key": one.key, "indicator": one.indicator}
    if one.bound:
        value = one.bound[1]
        entry["bound"] = {"how": one.bound[0].value, "value": int(value) if value == int(value) else float(value)}
    return entry | ({"growth": float(one.growth)} if one.growth is not None else {})


def _both(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}
