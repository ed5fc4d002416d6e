"""Files that were handed in are tried in a process that is ended in time, so that none stops a dossier."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from tests.hall.letters.samples import with_body

from zhiquan.hall.letters.dossier import trying
from zhiquan.hall.letters.dossier.trying import pages_of
from zhiquan.hall.letters.rendering import render_pdf

PAGE = render_pdf(with_body("正文。"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "1.pdf").write_bytes(PAGE)
    (tmp_path / "2.pdf").write_bytes(PAGE[:90])
    (tmp_path / "3.png").write_bytes(b"\x89PNG no picture")
    return tmp_path


def test_what_is_broken_is_left_out_and_the_others_stand(folder: Path) -> None:
    assert pages_of(folder, ["1.pdf"], 10) == {"1.pdf": 2}
    assert pages_of(folder, ["1.pdf", "2.pdf", "3.png"], 10) == {"1.pdf": 2}
    assert pages_of(folder, [], 10) == {}


def test_more_pages_than_a_volume_has_are_left_out(folder: Path) -> None:
    assert pages_of(folder, ["1.pdf"], 0) == {}


@pytest.mark.long
def test_one_that_never_comes_to_an_end_is_left_out_in_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "SECONDS", 10.0)
    os.mkfifo(folder / "4.pdf")  # reading it waits for ever
    begun = time.monotonic()
    assert pages_of(folder, ["1.pdf", "4.pdf"], 10) == {"1.pdf": 2}
    assert time.monotonic() - begun < 60
