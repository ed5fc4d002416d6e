"""The list of refused rows: JSON lines with place, rule, sentence and the raw row."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from zhiquan.records.corpus.gates import Refused
from zhiquan.records.corpus.gates.common import plain


class RefusedRows:
    """Appends to ``path`` (none: counts nothing, writes nothing)."""

    def __init__(self, path: Path | None) -> None:
        self._file: IO[str] | None = path.open("a", encoding="utf-8", errors="backslashreplace") if path else None

    def add(self, refused: Refused) -> None:
        """Write one row."""
        if self._file:
            line = {
                "place": refused.row.place,
                "table": refused.row.table,
                "rule": refused.rule,
                "zh": refused.text.zh,
                "en": refused.text.en,
                "raw": refused.row.raw,
            }
            self._file.write(json.dumps(line, ensure_ascii=False, default=plain) + "\n")

    def settle(self) -> int:
        """Bring everything to the disk and return the file's length."""
        if not self._file:
            return 0
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._file.tell()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()
