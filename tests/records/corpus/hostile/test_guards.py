"""Each guard is needed: with it taken away, a hostile file ends in something else."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.records.corpus.hostile.cases import CASES
from tests.records.corpus.hostile.ways import WAYS

from zhiquan.records.corpus.reading import cells, json, markup, table, tars, text, workbook, xml, zips
from zhiquan.records.corpus.reading.limits import Limits
from zhiquan.rules.refusal import Refusal

_FAR = 10**9
_WIDE_OPEN = Limits(total=_FAR, ratio=_FAR, free=_FAR, count=_FAR, depth=99, inner=_FAR)


def _as_named(name: str, _archive: str) -> str:
    return name


def _nothing(*_: object) -> None:
    """Guard against nothing."""


GUARDS: list[tuple[str, ModuleType | type[Any], str, Any]] = [
    ("zip-slip", zips, "checked", _as_named),
    ("zip-absolute", zips, "checked", _as_named),
    ("zip-turning", zips, "checked", _as_named),
    ("zip-encrypted", zips, "_ENCRYPTED", 0),
    ("tar-slip", tars, "checked", _as_named),
    ("tar-sparse", tars.tarfile, "GNUTYPE_SPARSE", b"?"),
    ("text-nul", text.Recoded, "_checked", lambda _self, data, _consumed=None: data),
    ("text-latin-as-chinese", text, "_LONE", text.re.compile(rb"(?!)")),
    ("xml-external", markup, "_refuse_entities", _nothing),
    ("xml-parameter", markup, "_refuse_entities", _nothing),
    ("xml-ebcdic", markup, "_ENCODINGS", {**markup._ENCODINGS, "cp037": "utf-8"}),
    ("xml-attributes", markup, "LONGEST_TAG", _FAR),
    ("xml-crowd", xml, "MOST_TAGS", _FAR),
    ("json-nan", json, "_no_number", lambda _word: 0),
    pytest.param("json-crowd", json, "MOST_TAGS", _FAR, marks=pytest.mark.long),
    ("csv-wide", table, "WIDEST", _FAR),
    ("csv-long-field", table, "LONGEST_FIELD", _FAR),
    ("xlsx-row-beyond", cells, "TALLEST", _FAR),
    ("xlsx-column", cells, "WIDEST", _FAR),
    ("xlsx-doctype", markup, "_refuse_entities", _nothing),
    ("xlsx-long-cell", workbook, "_BOOK_LIMITS", _WIDE_OPEN),
]


@pytest.mark.parametrize(
    ("key", "where", "name", "opened"), GUARDS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_without_its_guard_a_hostile_file_ends_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, where: Any, name: str, opened: Any
) -> None:
    case = next(case for case in CASES if case.key == key)
    path = tmp_path / "a.bin"
    path.write_bytes(case.make())
    assert _ends(case.way, path) == case.ends
    monkeypatch.setattr(where, name, opened)
    assert _ends(case.way, path) != case.ends


def _ends(way: str, path: Path) -> str:
    try:
        return "read " + "|".join(text_[:50] for text_ in WAYS[way](path))
    except Refusal as refusal:
        return refusal.code
