"""Sheets that are made for the dossier itself: the application as filed, the checks, the log of the handling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.cases.presenting import form_groups
from zhiquan.hall.cases.presenting_case import event_label
from zhiquan.hall.cases.presenting_notes import role_label
from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.letters.rendering import FORM, Block, Facts, LetterContent, Table
from zhiquan.hall.matters.letter_values import Rows, values_of_checks
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.settings.now import SHANGHAI

_BYTES = 1024


def sheet(case: Case, title: str, body: Sequence[Block], office: str) -> LetterContent:
    """Return a ruled sheet of the case; it is dated by the case, so that the same case gives the same bytes."""
    return LetterContent(
        title=title, recipient="", number="", body=tuple(body), office=office, dated=case.opened_on, code="",
        basis=case.number, kind=FORM,
        final=True,
    )  # fmt: skip


def form_sheet(
    case: Case, matter: Matter, snapshot: Snapshot, answers: Mapping[str, Any], office: str
) -> LetterContent:
    """Return what was filled in, section by section, and the list of papers handed in with it."""
    applicant = f"{snapshot.organisation['name']}（{snapshot.organisation.get('uscc', '')}）"
    body: list[Block] = [Facts((("提交人", applicant),))]
    for group in form_groups(matter, answers):
        plain = [(answer.label.zh, answer.shown.zh) for answer in group.answers if not _is_table(answer.value)]
        if plain:
            body.append(Facts(tuple(plain)))
        body += [_table(matter, answer.key, answer.value) for answer in group.answers if _is_table(answer.value)]
    return sheet(case, f"{matter.title.zh}申请（网上填报）", body, office)


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _table(matter: Matter, key: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    columns = next(field for field in matter.fields if field.key == key).columns
    head = tuple(column.label.zh for column in columns)
    return Table((head, *(tuple(str(row.get(column.key, "")) for column in columns) for row in rows)))


def checks_sheet(case: Case, matter: Matter, snapshot: Snapshot, office: str) -> LetterContent:
    """Return what each check found at the submission, with source and as-of date."""
    found: Rows = values_of_checks(matter, snapshot)
    rows = [(row["label"], row["outcome"], row["text"], row["source"]) for row in found]
    return sheet(case, "提交时自动核对结果", [Table((("核对项目", "结果", "说明", "来源和截至日"), *rows))], office)


def history_sheet(
    case: Case, matter: Matter, snapshot: Snapshot, rows: Sequence[CaseEvent], office: str
) -> LetterContent:
    """Return the log of the handling: each event with its day, who in which role, and its place in the chain."""
    lines = [
        (
            str(row.seq),
            row.acted_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
            event_label(matter, snapshot, row).zh,
            role_label(matter, row.role).zh if row.role else "",
            str(row.actor) if row.actor else "",
        )
        for row in rows
    ]
    return sheet(case, "办理经过", [Table((("序号", "时间", "事项", "岗位", "办理人"), *lines))], office)


def stand_in(case: Case, file: StoredFile, office: str, text: Sequence[str] = ()) -> LetterContent:
    """Return the sheet that stands for a file which cannot be printed: what it is, and its text if it has any."""
    size = f"{file.size / _BYTES:,.1f} KB（{file.size:,} 字节）"
    facts = (
        ("文件名", file.name),
        ("类型", file.kind.upper()),
        ("大小", size),
        ("SHA-256", " ".join(file.digest[at : at + 16] for at in range(0, len(file.digest), 16))),
    )
    why = "本件不能直接排印，电子原件随卷保存，以上述摘要为准。" + ("下列为其文字内容。" if text else "")
    return sheet(case, "电子材料登记页", [Facts(facts), why, *text], office)
