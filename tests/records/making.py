"""Small records and workbooks that the tests of this wing make for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.model import PatentRecord
from zhiquan.records.corpus.model import applicants as parties
from zhiquan.rules.identifiers import ApplicationNumber, check_character, parse_application_number

HEADING = ("专利名称", "申请号", "申请人", "申请日", "主分类号", "摘要")


def number(serial: int, year: int = 2014, kind: int = 1) -> str:
    digits = f"{year}{kind}{serial:07d}"
    return f"CN{digits}.{check_character(digits)}"


def record(
    title: str = "一种装置",
    abstract: str = "",
    applicants: tuple[str, ...] = ("示例大学",),
    *,
    serial: int = 1,
    kind: int = 1,
    filed: date = date(2014, 5, 6),
    main_class: str = "",
    source: str = "test",
    vintage: date = date(2020, 1, 1),
    division: str = "990101",
) -> PatentRecord:
    key = number(serial, filed.year, kind)
    parsed = parse_application_number(key)
    assert isinstance(parsed, ApplicationNumber)
    scheme = "" if not main_class else "locarno" if main_class[0].isdecimal() else "ipc"
    return PatentRecord(
        record=key,
        key=key,
        source=source,
        batch="batch",
        vintage=vintage,
        raw_hash="00",
        number=key,
        standing="valid",
        application=key,
        kind=parsed.kind.value,
        title=title,
        abstract=abstract,
        parties=parties(*applicants),
        filing_date=filed,
        main_class=main_class,
        class_scheme=scheme,
        classes=(f"{scheme}:{main_class}",) if main_class else (),
        division=division,
    )


def row(serial: int = 1, **changes: object) -> tuple[object, ...]:
    """A row of the workbook's six columns; ``changes`` by heading."""
    values: dict[str, object] = {
        "专利名称": f"一种电池隔膜 {serial}",
        "申请号": number(serial),
        "申请人": "示例大学;示例公司",
        "申请日": "2014-05-06",
        "主分类号": "H01M10/0525",
        "摘要": "本发明公开了一种锂离子电池。",
    }
    values.update(changes)
    return tuple(values[name] for name in HEADING)


def workbook(path: Path, rows: Iterable[Sequence[object]], heading: Sequence[object] = HEADING) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("专利")
    sheet.append(list(heading))
    for cells in rows:
        sheet.append(list(cells))
    book.save(path)
    return path


class Rows:
    """A reader of made rows: ``count`` patents, each ``every``-th with a pledge; no file is looked at."""

    def __init__(self, count: int, every: int = 10, *, words: str = "本发明公开了一种锂离子电池。") -> None:
        self.count, self.every, self.words = count, every, words

    @property
    def key(self) -> str:
        return "made"

    def expected(self, path: Path) -> int | None:
        return None

    def rows(self, path: Path) -> Iterator[RawRow]:
        for serial in range(self.count):
            yield from self.told(serial)

    def told(self, serial: int) -> Iterator[RawRow]:
        fields: dict[str, Value] = {
            "application": number(serial),
            "title": f"一种电池隔膜 {serial}",
            "applicants": "示例大学;示例公司",
            "filing_date": "2014-05-06",
            "abstract": self.words,
        }
        yield RawRow(f"rows!{serial}", fields, {"序号": str(serial), **fields})
        if serial % self.every == 0:
            event: dict[str, Value] = {"application": number(serial), "event": "pledged", "on": "2018-01-02"}
            yield RawRow(f"rows!{serial} event", event, event, "events")
