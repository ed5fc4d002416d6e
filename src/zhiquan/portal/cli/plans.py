"""``zhiquan plans``: prove and publish plans of the year, and show where their targets and tasks stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import yaml

from zhiquan.portal.cli.declared import check_command, publish_command
from zhiquan.portal.cli.shell import django_ready, emit_json, json_option, language, tr
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

if TYPE_CHECKING:
    from zhiquan.scenes.reporting.plans.selectors import PlanStatus, TargetStatus


@click.group(help=tr("工作要点：检查、发布，看目标和任务的进度。", "Plans of the year: prove, publish, status."))
def plans() -> None:
    """Plans."""


def _declared() -> tuple[Any, Any]:
    from zhiquan.scenes.reporting.plans.files import PLANS, prove

    return PLANS, prove


plans.add_command(check_command(_declared))
plans.add_command(publish_command(_declared))


@plans.command(help=tr("现行工作要点的任务和目标进度。", "Where tasks and targets of the plans in force stand."))
@json_option
def status(*, as_json: bool) -> None:
    """Print every plan in force with the light of each task and target."""
    django_ready()
    from zhiquan.office.rulebook.selectors import all_active
    from zhiquan.scenes.reporting.plans.files import PLAN, plan_of
    from zhiquan.scenes.reporting.plans.selectors import HeldPlan, status_of
    from zhiquan.settings.now import today

    held = [HeldPlan(version, plan_of(version)) for version in all_active(today(), kind=PLAN)]
    found = [status_of(one, today()) for one in held]
    if as_json:
        emit_json([_json(one) for one in found])
        return
    for one in found:
        _print(one)
    if not found:
        click.echo(tr("还没有发布工作要点。", "No plan was published yet."))


def _print(one: PlanStatus) -> None:
    click.echo(f"{one.held.plan.title.say(language())} ({one.held.version.version})")
    for task in one.tasks.values():
        done = f" {task.latest.percent}%" if task.latest else ""
        click.echo(f"  [{task.light.label.say(language())}]{done} {task.task.label.say(language())}")
        for target in task.targets:
            value = target.measured.seen.value if target.measured else None
            name, light = target.indicator.label.say(language()), target.light.label.say(language())
            click.echo(f"    [{light}] {name}: {'—' if value is None else value}")


def _json(one: PlanStatus) -> dict[str, Any]:
    tasks = [
        {
            "task": task.task.key,
            "light": task.light,
            "percent": task.latest.percent if task.latest else None,
            "waiting": len(task.waiting),
            "targets": [_target(target) for target in task.targets],
        }
        for task in one.tasks.values()
    ]
    loose = [_target(target) for target in one.targets]
    return {"code": one.held.plan.code, "version": one.held.version.version, "tasks": tasks, "targets": loose}


def _target(target: TargetStatus) -> dict[str, Any]:
    seen = target.measured.seen if target.measured else None
    return {
        "target": target.target.key,
        "indicator": target.indicator.code,
        "light": target.light,
        "value": seen.value if seen else None,
        "same_period": seen.same if seen else None,
        "year_before": seen.whole if seen else None,
        "missing": target.year.missing if target.year else None,
        "forecast": target.forecast.span,
    }


@plans.command("import", help=tr("由文本（txt、docx）生成草稿，待人确认。", "Draft a plan from a text."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--code", required=True, help=tr("工作要点代码，即文件名。", "The plan's code: the name of its file."))
@click.option("--year", required=True, type=click.IntRange(1985, 2200), help=tr("年度。", "The plan's year."))
@click.option("--division", required=True, help=tr("行政区划代码。", "The division's code."))
@click.option("--title", default="", help=tr("标题；不给时取文件名。", "The title; the file's name without it."))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help=tr("写到此文件。", "Write to this file."))
def import_(file: Path, code: str, year: int, division: str, title: str, out: Path | None) -> None:
    """Write the draft (to the region's plans without ``--out``) and say what is still open; never over another file."""
    django_ready()
    from django.conf import settings

    from zhiquan.insight.plans.drafting import as_definition, draft
    from zhiquan.insight.readings.audit import audit
    from zhiquan.insight.readings.files import text_of

    found = draft(audit(text_of(file.read_bytes(), file.name)), year)
    path = out or settings.DATA.region / "plans" / f"{code}.yaml"
    if not found.tasks:
        raise Refusal("plans.no-tasks", _NO_TASKS)
    if path.exists():
        raise Refusal("plans.there", _THERE.format(path=path))
    entry = as_definition(found, code, division, year, title or file.stem)
    path.parent.mkdir(parents=True, exist_ok=True)
    notes = [tr("由文本生成的草稿，请逐项确认后检查、发布。", "A draft from a text: confirm each line, then publish.")]
    notes += [tr(f"未对应指标的目标：{name}", f"Measured by no indicator: {name}") for name in found.open_targets]
    written = yaml.safe_dump(entry, allow_unicode=True, sort_keys=False, width=200)
    path.write_text("".join(f"# {note}\n" for note in notes) + written, "utf-8")
    tasks, targets = len(found.tasks), len(found.targets)
    click.echo(tr(f"{path}：{tasks} 项任务，{targets} 个目标", f"{path}: {tasks} tasks, {targets} targets"))
    for note in notes[1:]:
        click.echo(note)
    if found.without_lead:
        count = found.without_lead
        click.echo(tr(f"{count} 项任务没有写明牵头单位，请补填。", f"{count} tasks name no lead unit; fill it in."))


_NO_TASKS = Text(
    "没有读到任务：任务应以 1. 2. 3. 编号，或在含“任务”“牵头单位”两列的表中。",
    "No tasks were found: number them 1. 2. 3., or give a table with columns 任务 and 牵头单位.",
)
_THERE = Text("文件 {path} 已存在，请换一个代码或用 --out。", "{path} is there already; choose another code or --out.")
