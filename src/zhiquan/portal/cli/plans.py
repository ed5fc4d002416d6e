"""``zhiquan plans``: prove and publish plans of the year, and show where their targets and tasks stand."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from zhiquan.portal.cli.proving import by_option, start_option, tell_faults
from zhiquan.portal.cli.shell import django_ready, emit_json, json_option, language, tr
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

if TYPE_CHECKING:
    from zhiquan.scenes.reporting.plans.selectors import PlanStatus, TargetStatus


@click.group(help=tr("工作要点：检查、发布，看目标和任务的进度。", "Plans of the year: prove, publish, status."))
def plans() -> None:
    """Plans."""


@plans.command(help=tr("检查工作要点定义；不给代码时检查全部。", "Prove plans; all when no code is given."))
@click.argument("codes", nargs=-1)
@json_option
def check(codes: tuple[str, ...], *, as_json: bool) -> None:
    """Print every fault with its place; exit 3 when there is one."""
    django_ready()
    from django.conf import settings

    from zhiquan.scenes.reporting.plans.files import plan_files

    found = {code: _faults(code) for code in codes or plan_files(settings.DATA.region)}
    tell_faults(found, as_json=as_json)


def _faults(code: str) -> list[Text]:
    from django.conf import settings

    from zhiquan.scenes.reporting.plans.files import package, prove
    from zhiquan.settings.now import today

    try:
        return list(prove(package(code, settings.DATA.region), today()))
    except Refusal as refusal:
        return [refusal.text]


@plans.command(help=tr("发布工作要点；已发布的相同版本不变。", "Publish plans; a version published stays as it is."))
@click.argument("codes", nargs=-1, required=True)
@start_option
@by_option
def publish(codes: tuple[str, ...], start: datetime | None, by: str) -> None:
    """Publish the plans named."""
    django_ready()
    from django.conf import settings

    from zhiquan.office.rulebook import services
    from zhiquan.scenes.reporting.plans.files import package
    from zhiquan.settings.now import today

    for code in codes:
        read = package(code, settings.DATA.region)
        version = services.publish(read, by=by, in_force_from=start.date() if start else today())
        click.echo(f"{code} {version.version} {version.in_force_from}")


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
