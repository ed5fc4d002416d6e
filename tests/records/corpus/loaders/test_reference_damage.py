"""Damaged and foreign content: every loader of reference files answers with rows or with a refusal, never otherwise."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records.corpus.loaders.reference_files import FILES, text_file

from zhiquan.records.corpus.gates import Gate, Origin
from zhiquan.records.corpus.loaders import Loader, RawRow, loaders
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.now import today

OWN = sorted({key for key, _ in FILES.values()})


@cache
def content(name: str) -> bytes:
    with TemporaryDirectory() as folder:
        return FILES[name][1](Path(folder) / "file").read_bytes()


def answered(loader: Loader, data: bytes) -> None:
    """Sniff and read; the gates take whatever comes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(data)
        gate = Gate(Origin("test", "b", "", today()))
        with contextlib.suppress(Refusal):
            loader.look(path)
            for row in _some(loader.rows(path)):
                gate.check(row)


def _some(rows: Iterator[RawRow]) -> Iterator[RawRow]:
    for count, row in enumerate(rows):
        if count == 500:
            return
        yield row


def loader(key: str) -> Loader:
    return next(one for one in loaders() if one.key == key)


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_damaged_file_gives_rows_or_a_refusal(name: str, data: st.DataObject) -> None:
    whole = content(name)
    start = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 40))
    put_in = data.draw(st.binary(max_size=12) | st.sampled_from([b"", b"\n", b"\t", b",", b'"', b"\x00", b"[", b"{}"]))
    answered(loader(FILES[name][0]), whole[:start] + put_in + whole[start + length :])


@pytest.mark.parametrize("name", FILES)
@given(cut=st.integers(0, 4_000))
@settings(max_examples=15, deadline=None)
def test_a_file_cut_short_gives_rows_or_a_refusal(name: str, cut: int) -> None:
    answered(loader(FILES[name][0]), content(name)[:cut])


@pytest.mark.parametrize("key", OWN)
@pytest.mark.parametrize("name", FILES)
def test_the_file_of_another_loader_gives_rows_or_a_refusal(key: str, name: str) -> None:
    answered(loader(key), content(name))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NAMED = {
    "eambrosia": ("protectedNames", "countries", "legalInstrument", "cnClassification", "giType", "transcriptions"),
    "gi-register-json": ("EA_Name", "EA_Type", "EA_Country", "EA_DateRegistration"),
    "nice-json": ("id", "name", "type", "children", "remark"),
}


@pytest.mark.parametrize("key", NAMED)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_json_of_another_shape_gives_rows_or_a_refusal(key: str, data: st.DataObject) -> None:
    entry = data.draw(st.dictionaries(st.sampled_from(NAMED[key]), JSON) | JSON)
    answered(loader(key), json.dumps([entry, entry]).encode())


@pytest.mark.parametrize("key", NAMED)
@pytest.mark.parametrize("depth", [10, 300, 900, 5_000])
def test_json_nested_deep_gives_rows_or_a_refusal(key: str, depth: int) -> None:
    name = NAMED[key][0]
    child = "children" if key == "nice-json" else name
    answered(loader(key), b"[" + f'{{"{name}": "01", "{child}": ['.encode() * depth + b"]}" * depth + b"]")


def test_a_table_of_one_endless_line_is_not_ours(tmp_path: Path) -> None:
    path = text_file(tmp_path / "x", "code,name," * 10_000)
    assert [one.key for one in loaders() if one.key in OWN and one.look(path).fits] == []
