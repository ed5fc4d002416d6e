"""``zhiquan demo``: a fictional city in a data folder of its own, and the site that shows it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

import zhiquan
from zhiquan.portal.cli.shell import django_ready, tr
from zhiquan.rules.refusal import NotFound
from zhiquan.settings.folders import DataFolder, data_folder

PATENTS = 3_000
"""So many are there before the first page."""
PASSWORD = "zhiquan-demo"  # noqa: S105 - printed on the demo's own login page


@click.command(help=tr("生成虚构城市的演示数据并启动网站。", "Fill a fictional city and start the site."))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option(
    "--with",
    "extra",
    multiple=True,
    type=click.Path(path_type=Path),
    help=tr("同时导入自己的数据文件，可重复", "Also import a file of your own; may be repeated"),
)
@click.option("--no-serve", is_flag=True, help=tr("只准备数据，不启动", "Prepare the data only"))
@click.option("--no-grow", is_flag=True, help=tr("只要最初的小城市", "Only the small city that is there at first"))
@click.pass_context
def demo(ctx: click.Context, port: int, host: str, extra: tuple[Path, ...], *, no_serve: bool, no_grow: bool) -> None:
    """Prepare what is missing and serve while the rest is made; a second start finds everything there."""
    os.environ.setdefault("ZHIQUAN_DATA", str(Path("var/demo").absolute()))
    os.environ["ZHIQUAN_DEMO"] = "1"
    os.environ["ZHIQUAN_DEMO_PASSWORD"] = PASSWORD
    os.environ.setdefault("ZHIQUAN_PUBLIC_URL", f"http://{host}:{port}")
    prepare(extra)
    if no_serve:
        return None if no_grow else _grow_now()
    from zhiquan.portal.cli.site import serve

    people = tr("登录页列有各角色的账号，密码都是", "The login page lists the accounts; each has the password")
    click.echo(f"{people} {PASSWORD}")
    behind = None if no_grow or _whole() else _grow_behind()
    try:
        ctx.invoke(serve, host=host, port=port, workers=2, threads=4)
    finally:
        if behind:
            behind.terminate()


def _grow_behind() -> subprocess.Popen[bytes]:
    said = tr("其余数据在后台生成，页面上方有进度", "The rest is made behind you; pages say how far it is")
    click.echo(said)
    return subprocess.Popen([sys.executable, "-m", "zhiquan.portal.demo.growing"])


def _grow_now() -> None:
    from zhiquan.portal.demo.city import City
    from zhiquan.portal.demo.growing import grow
    from zhiquan.settings.now import today

    if not _whole():
        _step(tr("其余数据", "The rest of the city"), lambda: grow(data_folder(), City(), today()))


def _whole() -> bool:
    from zhiquan.portal.demo.progress import growth

    how = growth(data_folder())
    return bool(how and how.whole)


def prepare(extra: tuple[Path, ...]) -> None:
    """Make the demo's data folder whole; what is there already is left as it is."""
    _step(tr("数据库与事项", "Database and matters"), _ready)
    from zhiquan.portal.demo import demo_pledges, enter_pledges, seed_people
    from zhiquan.portal.demo.appraisals import begin_the_appraisal
    from zhiquan.portal.demo.calls import open_calls
    from zhiquan.portal.demo.cases import open_cases
    from zhiquan.portal.demo.desk import fill_desk
    from zhiquan.portal.demo.market import keep_searches, open_market
    from zhiquan.portal.demo.plans import report_on_the_plan
    from zhiquan.portal.demo.progress import growth, plant
    from zhiquan.portal.demo.returns import open_returns
    from zhiquan.scenes.reporting.services import refresh
    from zhiquan.settings.now import today

    day = today()
    if growth(data_folder()) is not None:
        if extra:
            _step(tr("自己的数据", "Your own data"), lambda: _own(extra, day))
        return
    _step(tr("人员与单位", "People and organisations"), lambda: seed_people(PASSWORD))
    _step(tr("专利数据与索引", "Patents and the index"), lambda: _records(extra, day))
    _step(tr("既往质押登记", "Past pledges"), lambda: enter_pledges(demo_pledges(day, PATENTS), day))
    _step(tr("在办案件", "Live cases"), lambda: (open_cases(day, PATENTS), fill_desk(day), open_calls(day)))
    _step(tr("交易", "Market"), lambda: (open_market(day), keep_searches(day)))
    _step(tr("填报", "Returns"), lambda: open_returns(day))
    _step(tr("工作要点", "Plan of the year"), lambda: report_on_the_plan(day))
    _step(tr("考核", "Appraisal"), lambda: begin_the_appraisal(day))
    _step(tr("指标", "Figures"), refresh)
    plant(data_folder())


def _ready() -> None:
    """Set up, unless this very program did so before: a second start is quick, a changed program is set up anew."""
    from zhiquan.portal.cli.site import make_ready

    data = data_folder()
    program = Path(zhiquan.__file__).parent
    newest = str(max(path.stat().st_mtime_ns for path in program.rglob("*") if "__pycache__" not in path.parts))
    mark = data.run / "ready"
    if mark.exists() and mark.read_text("utf-8") == newest and (data.root / "static").is_dir():
        django_ready()
        return
    make_ready()
    mark.parent.mkdir(exist_ok=True)
    mark.write_text(newest, "utf-8")


def _step(label: str, work: Callable[[], object]) -> None:
    click.echo(f"· {label} …", nl=not sys.stdout.isatty())
    work()
    if sys.stdout.isatty():
        click.echo(tr(" 完成", " done"))


def _records(extra: tuple[Path, ...], day: date) -> None:
    from zhiquan.portal.demo import write_demo_lists, write_demo_workbook
    from zhiquan.portal.demo.growing import VINTAGE
    from zhiquan.records.corpus.importing import import_file

    folders = data_folder()
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / "示例市专利.xlsx"
        write_demo_workbook(workbook, PATENTS)
        import_file(workbook, folders.lake, source="demo", vintage=VINTAGE, division="990100")
        for path in write_demo_lists(Path(folder), PATENTS):
            import_file(path, folders.lake, source=f"demo:{path.stem}", vintage=VINTAGE, division="990100")
    _own(extra, day)


def _own(extra: tuple[Path, ...], day: date) -> None:
    """Import somebody's own files, then bring the indexes up to what there is."""
    from zhiquan.portal.operations.building import build_indexes
    from zhiquan.records.corpus.importing import import_file

    folders = data_folder()
    for path in extra:
        import_file(path, folders.lake, vintage=day)
    if _behind(folders):
        build_indexes(folders)


def _behind(folders: DataFolder) -> bool:
    from zhiquan.records.search import status

    try:
        found = status(folders.lake, folders.index)
    except NotFound:
        return True
    return found.behind or not found.usable
