"""Targets of the XML parser: rows of a sheet and shared strings of a workbook, without any tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from zhiquan.records.corpus.reading.limits import LONGEST_FIELD, MIB, TALLEST, WIDEST
from zhiquan.records.corpus.reading.refusing import damaged, hostile, too_large

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MOST_STRINGS = 8_000_000
"""Shared strings: about eight columns of different texts in a full sheet; each costs some 60 bytes beside its text."""
_CHINESE_DATES = frozenset(str(number) for number in (*range(27, 37), *range(50, 59)))
"""Formats that Chinese Excel keeps for dates without writing them down (ECMA-376 §18.8.30)."""
_LAST_DAY = 2_958_465
"""9999-12-31."""
_LEAP = 60
"""Excel believes in 1900-02-29; days before it are one off."""
_EXACT = 1e15
"""Up to here every whole number is exact in a cell."""


@dataclass(frozen=True, slots=True)
class Dates:
    """Which styles of cells are dates, and the day 0."""

    styles: frozenset[int]
    zero: date

    @classmethod
    def of(cls, styles: Sequence[str], formats: Mapping[str, str], *, late: bool) -> Dates:
        """Build from the format number of every style and the formats that the book writes down."""
        found = frozenset(at for at, number in enumerate(styles) if _is_date(number, formats))
        return cls(found, date(1904, 1, 1) if late else date(1899, 12, 30))

    def text(self, value: float) -> str:
        """Return a day number as ISO date, empty where it is none."""
        if not 1 <= value <= _LAST_DAY:
            return ""
        early = self.zero.year < 1900 and value < _LEAP  # noqa: PLR2004 - the two systems of days
        return (self.zero + timedelta(days=int(value) + early)).isoformat()


def _is_date(number: str, formats: Mapping[str, str]) -> bool:
    known = formats.get(number)
    if known is None and number.isdecimal():
        known = BUILTIN_FORMATS.get(int(number))
    return number in _CHINESE_DATES if known is None else bool(is_date_format(known))


def number_text(raw: str) -> str:
    """Return a number as a person would write it: whole numbers without a point or exponent."""
    try:
        value = float(raw)
    except ValueError:
        return raw
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return raw if raw.isdecimal() else repr(value)


class _Target:
    """What both targets share: text of the elements that are listened to, of bounded length."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._listening = False
        self._phonetic = 0
        self._text: list[str] = []
        self._size = 0

    def data(self, text: str) -> None:
        """Take text."""
        if self._listening:
            self._size += len(text)
            if self._size > LONGEST_FIELD:
                most = LONGEST_FIELD // MIB
                raise too_large(self._name, f"有超过 {most} MiB 的单元格", f"has a cell beyond {most} MiB")
            self._text.append(text)

    def comment(self, text: str) -> None:
        """Leave out."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Leave out."""

    def close(self) -> None:
        """End."""

    def _taken(self) -> str:
        text = "".join(self._text)
        self._text.clear()
        self._size = 0
        return text


class Strings(_Target):
    """Shared strings, without the reading aids that Japanese and Chinese books put beside them."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.strings: list[str] = []

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        local = tag.rpartition("}")[2]
        self._phonetic += local == "rPh"
        self._listening = local == "t" and not self._phonetic

    def end(self, tag: str) -> None:
        """End an element."""
        local = tag.rpartition("}")[2]
        self._phonetic -= local == "rPh"
        self._listening = False
        if local == "si":
            self.strings.append(self._taken())
            if len(self.strings) > _MOST_STRINGS:
                zh, en = f"有超过 {_MOST_STRINGS:,} 个不同文本", f"has more than {_MOST_STRINGS:,} texts"
                raise too_large(self._name, zh, en)

    def ready(self) -> Iterator[tuple[int, list[str]]]:
        """Return nothing: strings are no rows."""
        return iter(())


class Sheet(_Target):
    """Rows of a sheet."""

    def __init__(self, name: str, strings: Sequence[str], dates: Dates) -> None:
        super().__init__(name)
        self._strings = strings
        self._dates = dates
        self._rows: list[tuple[int, list[str]]] = []
        self._number = 0
        self._column = 0
        self._cells: list[str] = []
        self._kind = ""
        self._style = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        local = tag.rpartition("}")[2]
        if local == "row":
            self._begin_row(attributes.get("r", ""))
        elif local == "c":
            self._begin_cell(attributes)
        else:
            self._phonetic += local == "rPh"
            self._listening = local in ("v", "t") and not self._phonetic

    def end(self, tag: str) -> None:
        """End an element."""
        local = tag.rpartition("}")[2]
        self._listening = False
        if local == "c":
            self._end_cell(self._value(self._taken()).strip())
        elif local == "row":
            if self._cells:
                self._rows.append((self._number, self._cells))
        elif local == "rPh":
            self._phonetic -= 1

    def ready(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows that are complete."""
        rows, self._rows = self._rows, []
        return iter(rows)

    def _begin_row(self, given: str) -> None:
        number = int(given) if given.isdecimal() and len(given) <= 9 else self._number + 1  # noqa: PLR2004
        self._number = max(number, self._number + 1)
        if self._number > TALLEST or len(given) > 9:  # noqa: PLR2004 - more digits than any row number
            raise hostile(self._name, "的行号不可能存在", "has a row number that cannot be")
        self._cells = []
        self._column = 0

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._column = column_of(attributes.get("r", "")) or self._column + 1
        self._kind = attributes.get("t", "n")
        self._style = int(attributes.get("s", "0"))
        self._text.clear()
        self._size = 0

    def _end_cell(self, text: str) -> None:
        if not text:
            return
        if self._column > WIDEST:
            raise too_large(self._name, f"超过 {WIDEST} 列", f"has more than {WIDEST} columns")
        self._cells.extend([""] * (self._column - len(self._cells)))
        self._cells[self._column - 1] = text

    def _value(self, raw: str) -> str:
        match self._kind:
            case "s":
                return self._shared(raw)
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
            case "n" if raw:
                date_text = self._dates.text(float(raw)) if self._style in self._dates.styles else ""
                return date_text or number_text(raw)
            case "d":
                return raw.partition("T")[0]
            case _:
                return raw

    def _shared(self, raw: str) -> str:
        if not raw:
            return ""
        at = int(raw)
        if not 0 <= at < len(self._strings):
            raise damaged(self._name)
        return self._strings[at]


def column_of(place: str) -> int:
    """Return the column of a cell's place (``C7`` → 3), 0 where it has none."""
    column = 0
    for sign in place[:4]:
        at = _LETTERS.find(sign)
        if at < 0:
            break
        column = column * 26 + at + 1
    return column
