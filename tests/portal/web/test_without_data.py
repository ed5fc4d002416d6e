"""A site that was just set up: every page says what is not there yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.test import Client

from zhiquan.settings.folders import DataFolder


def test_a_site_without_data_says_so_on_every_page(db: None, tmp_path: Path, settings: Any) -> None:
    settings.DATA = DataFolder(tmp_path).make()
    said = {"/": "本站刚刚建立", "/search/": "还没有建立索引", "/hall/": "还没有开通的事项", "/figures/": "还没有算出"}
    for path, sentence in said.items():
        page = Client().get(path)
        assert page.status_code == 200, path
        assert sentence in page.content.decode(), path
    assert Client().get("/search/?q=装置").status_code == 404
