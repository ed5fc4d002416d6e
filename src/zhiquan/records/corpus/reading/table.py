"""Tables: rows of text out of separated values and workbooks, old and new."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from zhiquan.records.corpus.reading.limits import LONGEST_FIELD, LONGEST_LINE, MIB, WIDEST
from zhiquan.records.corpus.reading.refusing import damaged, name_of, too_large
from zhiquan.records.corpus.reading.text import decode
from zhiquan.records.corpus.reading.workbook import first_claim, xlsx_merges, xlsx_rows
from zhiquan.records.corpus.reading.xls import xls_rows

__all__ = ["csv_rows", "delimiter_of", "first_claim", "xls_rows", "xlsx_merges", "xlsx_rows"]

_DELIMITERS = "\t|;,"
_SAMPLE = 64 * 1024
_LOOKED_AT = 20


def csv_rows(
    stream: BinaryIO, delimiter: str | None = None, legacy: str | None = None, *, quoted: bool = True
) -> Iterator[tuple[int, list[str]]]:
    r"""Yield the line on which a row begins (from 1) and its cells; empty rows are passed over.

    ``delimiter`` is guessed among comma, semicolon, tab and bar when not given; without ``quoted`` quotation marks are
    letters like others. Quoted cells may hold line ends. ``Refusal`` on rows beyond the limits and open quotes.
    """
    name = name_of(stream)
    text = decode(stream, legacy)
    sample = text.read(_SAMPLE)
    source = _Lines(sample, text, name)
    csv.field_size_limit(LONGEST_FIELD)
    rows = csv.reader(
        source,
        delimiter=delimiter or delimiter_of(sample),
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        strict=quoted,
    )
    while True:
        begins = source.begin_row()
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise damaged(name, f"第 {begins} 行的引号或字段", f"quotes or fields from line {begins} on") from error
        if row is None:
            return
        if len(row) > WIDEST:
            raise too_large(name, f"第 {begins} 行超过 {WIDEST} 列", f"has more than {WIDEST} columns in line {begins}")
        if row:
            yield begins, row


def delimiter_of(sample: str) -> str:
    """Return the delimiter that the first lines have in common most often; a comma where none has any."""
    texts = [_unquoted(line) for line in sample.splitlines()[:_LOOKED_AT] if line.strip()]
    if len(texts) > 1 and len(sample) >= _SAMPLE:
        texts = texts[:-1]

    def score(sign: str) -> tuple[int, int]:
        counts = [text.count(sign) for text in texts]
        return (sum(count == counts[0] for count in counts) if counts and counts[0] else 0, counts[0] if counts else 0)

    best = max(reversed(_DELIMITERS), key=score)
    return best if score(best)[0] else ","


def _unquoted(line: str) -> str:
    return "".join(line.split('"')[::2])


class _Lines:
    """Lines for the csv reader that are neither endless nor together an endless row."""

    def __init__(self, sample: str, rest: TextIO, name: str) -> None:
        self._sample = io.StringIO(sample)
        self._rest = rest
        self._name = name
        self._number = 0
        self._size = 0

    def begin_row(self) -> int:
        """Start counting a row; return the number of its first line."""
        self._size = 0
        return self._number + 1

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._sample.readline()
        if not line.endswith("\n"):
            line += self._rest.readline(LONGEST_LINE + 1)
        if not line:
            raise StopIteration
        self._number += 1
        self._size += len(line)
        if self._size > LONGEST_LINE:
            most = LONGEST_LINE // MIB
            zh, en = (
                f"第 {self._number} 行处有超过 {most} MiB 的一行",
                f"a row beyond {most} MiB at line {self._number}",
            )
            raise damaged(self._name, zh, en)
        return line
