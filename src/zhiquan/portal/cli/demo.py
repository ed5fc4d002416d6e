"""``zhiquan demo``: a fictional city in a data folder of its own, and the site that shows it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

import zhiquan
from zhiquan.portal.cli.shell import django_ready, tr
from zhiquan.portal.demo.progress import growth, leave_small, plant
from zhiquan.rules.refusal import NotFound
from zhiquan.settings.folders import DataFolder, data_folder

PATENTS = 3_000
"""So many are there before the first page."""
CASES = 200
"""As many as these, too."""
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
def demo(port: int, host: str, extra: tuple[Path, ...], *, no_serve: bool, no_grow: bool) -> None:
    """Prepare what is missing and serve while the rest is made; a second start finds everything there."""
    os.environ.setdefault("ZHIQUAN_DATA", str(Path("var/demo").absolute()))
    os.environ["ZHIQUAN_DEMO"] = "1"
    os.environ["ZHIQUAN_DEMO_PASSWORD"] = PASSWORD
    os.environ.setdefault("ZHIQUAN_PUBLIC_URL", f"http://{host}:{port}")
    prepare(extra)
    if no_grow:
        leave_small(data_folder())
    if no_serve:
        return None if no_grow else _grow_now()
    from zhiquan.portal.cli.site import run_site

    people = tr("登录页列有各角色的账号，密码都是", "The login page lists the accounts; each has the password")
    click.echo(f"{people} {PASSWORD}")
    behind = None if no_grow or _whole() else _grow_behind()
    try:
        run_site(host, port, workers=2, threads=4)
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
        django_ready()
        _step(tr("其余数据", "The rest of the city"), lambda: grow(data_folder(), City(), today()))


def _whole() -> bool:
    how = growth(data_folder())
    return bool(how and how.whole)


def prepare(extra: tuple[Path, ...]) -> None:
    """Make the demo's data folder whole; what is there already is left as it is."""
    if not _as_left():
        _step(tr("数据库与事项", "Database and matters"), _make_ready)
    if growth(data_folder()) is None:
        _first_city(extra)
    elif extra:
        django_ready()
        _step(tr("自己的数据", "Your own data"), lambda: _own(extra))


def _first_city(extra: tuple[Path, ...]) -> None:
    """Make the small city that is there before the first page."""
    django_ready()
    from zhiquan.portal.demo import demo_pledges, enter_pledges, seed_people
    from zhiquan.portal.demo.appraisals import begin_the_appraisal
    from zhiquan.portal.demo.calls import open_calls
    from zhiquan.portal.demo.cases import open_cases
    from zhiquan.portal.demo.desk import fill_desk
    from zhiquan.portal.demo.market import keep_searches, open_market
    from zhiquan.portal.demo.plans import report_on_the_plan
    from zhiquan.portal.demo.returns import open_returns
    from zhiquan.scenes.reporting.services import refresh
    from zhiquan.settings.now import today

    day = today()
    _step(tr("人员与单位", "People and organisations"), lambda: seed_people(PASSWORD))
    _step(tr("专利数据与索引", "Patents and the index"), lambda: _records(extra))
    _step(tr("既往质押登记", "Past pledges"), lambda: enter_pledges(demo_pledges(day, PATENTS), day))
    _step(tr("在办案件", "Live cases"), lambda: (open_cases(day, PATENTS), fill_desk(day), open_calls(day)))
    _step(tr("各状态的办件", "Cases in all states"), lambda: _first_cases(day))
    _step(tr("交易", "Market"), lambda: (open_market(day), keep_searches(day)))
    _step(tr("填报", "Returns"), lambda: open_returns(day))
    _step(tr("工作要点", "Plan of the year"), lambda: report_on_the_plan(day))
    _step(tr("考核", "Appraisal"), lambda: begin_the_appraisal(day))
    _step(tr("指标", "Figures"), refresh)
    plant(data_folder())


def _first_cases(day: date) -> None:
    """Make the first cases of the many; the rest is made behind the site."""
    from zhiquan.portal.demo.city import City
    from zhiquan.portal.demo.crowd import seed_crowd
    from zhiquan.portal.demo.history import write_cases

    city = City()
    write_cases(seed_crowd(city, PASSWORD), replace(city, cases=CASES), day, lambda *_: None)


def _as_left() -> bool:
    """Whether this very program set the folder up before: a second start asks nothing more and need not load Django."""
    data = data_folder()
    mark = data.run / "ready"
    there = data.database.exists() and (data.root / "static").is_dir() and mark.exists()
    return there and mark.read_text("utf-8") == _program() and "ZHIQUAN_DATABASE_URL" not in os.environ


def _make_ready() -> None:
    from zhiquan.portal.cli.site import make_ready

    make_ready()
    mark = data_folder().run / "ready"
    mark.parent.mkdir(exist_ok=True)
    mark.write_text(_program(), "utf-8")


def _program() -> str:
    """Tell one state of the program from another: the moment of its newest file."""
    program = Path(zhiquan.__file__).parent
    return str(max(path.stat().st_mtime_ns for path in program.rglob("*") if "__pycache__" not in path.parts))


def _step(label: str, work: Callable[[], object]) -> None:
    click.echo(f"· {label} …", nl=not sys.stdout.isatty())
    work()
    if sys.stdout.isatty():
        click.echo(tr(" 完成", " done"))


def _records(extra: tuple[Path, ...]) -> None:
    from zhiquan.portal.demo import write_demo_lists, write_demo_workbook
    from zhiquan.portal.demo.growing import VINTAGE
    from zhiquan.records.corpus.importing import import_file

    folders = data_folder()
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / "示例市专利.xlsx"
        write_demo_workbook(workbook, PATENTS)
        import_file(workbook, folders.lake, source="示例市专利清单（虚构）", vintage=VINTAGE, division="990100")
        for path in write_demo_lists(Path(folder), PATENTS):
            import_file(path, folders.lake, source=f"{path.stem}（虚构）", vintage=VINTAGE, division="990100")
    _own(extra)


def _own(extra: tuple[Path, ...]) -> None:
    """Import somebody's own files, then bring the indexes up to what there is."""
    from zhiquan.portal.operations.building import build_indexes
    from zhiquan.records.corpus.importing import import_file
    from zhiquan.settings.now import today

    folders = data_folder()
    for path in extra:
        report = import_file(path, folders.lake, vintage=today())
        zh = f"  {report.file}：读取 {report.read} 行，接受 {report.accepted} 行，拒绝 {report.refused} 行"
        en = f"  {report.file}: {report.read} rows read, {report.accepted} accepted, {report.refused} refused"
        click.echo(tr(zh, en))
    if _behind(folders):
        build_indexes(folders)


def _behind(folders: DataFolder) -> bool:
    from zhiquan.records.search import status

    try:
        found = status(folders.lake, folders.index)
    except NotFound:
        return True
    return found.behind or not found.usable
