"""``zhiquan right``: one right as it stands on a day, with the provisions behind every date."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from zhiquan.definitions.shelf import law_book
from zhiquan.portal.cli.shell import emit_json, json_option, language, tr
from zhiquan.portal.dossier.file import RightFile, right_file
from zhiquan.records.corpus.keys import key_as_typed
from zhiquan.records.search import open_index
from zhiquan.rules.identifiers import Broken
from zhiquan.rules.law import AnnuityLine, Provision
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.folders import data_folder
from zhiquan.settings.now import today


@click.command(
    help=tr("查看一件专利：著录、期限、年费、法律状态。", "Show one right: record, term, annuities, legal status.")
)
@click.argument("number")
@click.option(
    "--on", "on", type=click.DateTime(["%Y-%m-%d"]), help=tr("截至哪一天，默认今天", "As of which day; default today")
)
@json_option
def right(number: str, on: datetime | None, *, as_json: bool) -> None:
    """Print the file of one right."""
    day: date = on.date() if on else today()
    found = _file(number, day)
    if as_json:
        emit_json(_document(found))
        return
    _show(found)


def _file(number: str, on: date) -> RightFile:
    key = key_as_typed(number)
    if isinstance(key, Broken):
        raise Refusal(f"number.{key.rule}", key.text)
    folders = data_folder()
    record = open_index(folders.index).get(key)
    if record is None:
        missing = Text(
            "没有号码为 {0} 的记录；可能尚未导入。", "There is no record of {0}; it may not have been imported."
        )
        raise NotFound("right.unknown", Text(missing.zh.format(key), missing.en.format(key)))
    return right_file(record, on, law_book(folders.region))


def _document(found: RightFile) -> dict[str, Any]:
    """Return the file as JSON values, every provision as what can be cited of it."""
    term = found.term
    return {
        "key": found.record.key,
        "on": found.on,
        "record": found.record,
        "kind": found.kind_label,
        "status": found.status,
        "term": term and {"expires_on": term.expires_on, "certain": term.certain, "caveat": term.caveat,
                          "provision": _cited(term.provision)},
        "annuities": [
            {"year": line.year, "due_on": line.due_on, "grace_until": line.grace_until, "amount": line.amount,
             "currency": "CNY", "provision": _cited(line.provision)}
            for line in found.annuities
        ],
        "doubts": found.doubts,
        "gaps": found.gaps,
    }  # fmt: skip


def _cited(provision: Provision) -> dict[str, Any]:
    source = provision.source
    return {"key": provision.key, "from": provision.valid_from, "act": source.act, "article": source.article,
            "sure": provision.sure}  # fmt: skip


def _show(found: RightFile) -> None:
    record = found.record
    say = language()
    click.echo(f"{record.key}  {found.kind_label.say(say)}  {record.title}")
    _line(tr("申请人", "Applicants"), tr("、", "; ").join(record.applicants))
    _line(tr("申请日", "Filed"), str(record.filing_date or "—"))
    _line(tr("主分类号", "Main class"), record.main_class)
    _line(tr("数据", "Data"), tr("{0}，截至 {1}", "{0}, as of {1}").format(record.source, record.vintage))
    for doubt in found.doubts:
        _line(tr("存疑", "Doubt"), doubt.say(say))
    _line(tr("法律状态", "Legal status"), f"{found.status.label.say(say)} — {found.status.reason.say(say)}")
    if found.term:
        _line(tr("期满终止日", "Term ends"), f"{found.term.expires_on}  {_cite(found.term.provision)}")
        if found.term.caveat:
            _line("", found.term.caveat.say(say))
    for gap in found.gaps:
        _line(tr("未知", "Unknown"), gap.say(say))
    if found.annuities:
        click.echo(
            tr(
                "年费（依法应缴，不表示已缴；授权当年以前的年度无需缴纳）：",
                "Annuities (due by law, not what was paid; years before the year of grant cost nothing):",
            )
        )
    upcoming = found.next_annuity
    for line in found.annuities:
        _annuity(line, upcoming=line == upcoming)


def _annuity(line: AnnuityLine, *, upcoming: bool) -> None:
    mark = "→" if upcoming else " "
    due = tr("{0} 前缴，宽限至 {1}", "due {0}, grace until {1}").format(line.due_on, line.grace_until)
    year = tr("第 {0} 年", "year {0}").format(line.year)
    click.echo(f" {mark} {year}  {due}  {line.amount} {tr('元', 'CNY')}  {_cite(line.provision)}")


def _cite(provision: Provision) -> str:
    return f"[{provision.source.text().say(language())}]"


def _line(label: str, value: str) -> None:
    click.echo(f"  {label}: {value}" if label else f"  {value}")
