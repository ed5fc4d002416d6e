"""Damaged files of patent offices: read as far as they say something, or refused in a sentence, never anything else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.records.corpus.loaders.office_files import FILES

from zhiquan.records.corpus.loaders import Loader, loaders
from zhiquan.rules.refusal import Refusal

_PIECES = re.compile(rb"<[^<>]+>|[^<>,{}\[\]:]+|[,{}\[\]:]")
_LOADERS = {loader.key: loader for loader in loaders()}
_QUIETLY = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


def survives(loader: Loader, path: Path) -> bool:
    """Whether the file was read; a refusal is the only other end."""
    try:
        loader.look(path)
        for row in loader.rows(path):
            assert row.place
            assert row.table
    except Refusal:
        return False
    return True


@pytest.mark.parametrize("name", FILES)
@_QUIETLY
@given(share=st.floats(0, 0.999))
def test_a_file_that_ends_too_early_is_refused(tmp_path: Path, name: str, share: float) -> None:
    key, write = FILES[name]
    path = write(tmp_path / "f")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert share == 0 or int(len(whole) * share) == 0 or not survives(_LOADERS[key], path)


@pytest.mark.parametrize("name", FILES)
@_QUIETLY
@given(data=st.data())
def test_pieces_lost_or_exchanged_raise_nothing_but_a_refusal(tmp_path: Path, name: str, data: st.DataObject) -> None:
    key, write = FILES[name]
    path = write(tmp_path / "f")
    pieces = _PIECES.findall(path.read_bytes())
    at = st.integers(0, len(pieces) - 1)
    for _ in range(data.draw(st.integers(1, 4))):
        first, second = data.draw(at), data.draw(at)
        if data.draw(st.booleans()):
            pieces[first], pieces[second] = pieces[second], pieces[first]
        else:
            pieces[first] = b""
    path.write_bytes(b"".join(pieces))
    survives(_LOADERS[key], path)


@pytest.mark.parametrize("name", FILES)
@_QUIETLY
@given(data=st.data())
def test_elements_emptied_leave_rows_without_what_they_told(tmp_path: Path, name: str, data: st.DataObject) -> None:
    """Well-formed, but any elements' or values' texts are gone: every such file is read."""
    key, write = FILES[name]
    path = write(tmp_path / "f")
    texts = re.compile(rb">[^<>]+<" if path.read_bytes().startswith(b"<") else rb'(?<=: )"[^"]*"')
    kept = data.draw(st.lists(st.booleans(), min_size=5, max_size=40))
    count = iter(range(10_000))

    def emptied(found: re.Match[bytes]) -> bytes:
        stays = kept[next(count) % len(kept)]
        return found[0] if stays else (b"><" if found[0].startswith(b">") else b'""')

    path.write_bytes(texts.sub(emptied, path.read_bytes()))
    assert survives(_LOADERS[key], path)
