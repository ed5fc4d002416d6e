"""The pages stay light and need nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from tests.portal.web.conftest import TEMPLATES

LIMIT = 300 * 1024
STATIC = TEMPLATES.parent / "static" / "zhiquan"


def assets() -> list[Path]:
    base = (TEMPLATES / "base.html").read_text("utf-8")
    names = {*re.findall(r"\{% static '([^']+)'", base), "zhiquan/icons.svg", "zhiquan/crackle.svg"}
    return [Path(str(finders.find(name))) for name in names]


def test_all_styles_scripts_and_pictures_of_a_page_weigh_under_three_hundred_kilobytes() -> None:
    assert sum(path.stat().st_size for path in assets()) + 40 * 1024 < LIMIT, "forty for the page itself"


def test_nothing_is_fetched_from_another_site() -> None:
    for path in STATIC.glob("*.css"):
        assert not re.search(r"url\(\s*[\"']?(https?:)?//|@import", path.read_text("utf-8")), path.name


def test_colours_come_from_the_tokens_alone() -> None:
    for name in ("base.css", "components.css", "pages.css"):
        assert not re.findall(r"#[0-9a-fA-F]{3,8}\b", (STATIC / name).read_text("utf-8")), name


def test_every_token_that_a_style_uses_exists() -> None:
    tokens = set(re.findall(r"(--[\w-]+):", (STATIC / "tokens.css").read_text("utf-8")))
    for path in STATIC.glob("*.css"):
        assert set(re.findall(r"var\((--[\w-]+)", path.read_text("utf-8"))) <= tokens, path.name
