"""No document leads nowhere: links between pages, pictures, anchors, and the files and tests that they name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.docs.kept import DOCS, ROOT

PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
NAMED = re.compile(r"`((?:src|tests|docs|tools|requirements)/[\w./-]+\.\w+)`")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as the site and the repository's pages make them."""
    heads = re.findall(r"^#+ (.+)$", FENCED.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def broken(page: Path, text: str) -> list[str]:
    """Return the links of a text, as it stands in a page, that lead nowhere."""
    found = []
    for link in (first or second for first, second in LINK.findall(FENCED.sub("", text))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            found.append(link)
    return found + [name for name in NAMED.findall(text) if not (ROOT / name).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    assert broken(page, page.read_text("utf-8")) == []


@pytest.mark.parametrize("text", ["[x](nowhere.md)", "[x](README.md#nowhere)", "`tests/nothing.py`", "![x](no.png)"])
def test_a_link_that_leads_nowhere_is_seen(text: str) -> None:
    assert broken(ROOT / "README.md", text)


def test_no_page_links_to_another_site_s_script_or_picture() -> None:
    for page in PAGES:
        assert not re.search(r"!\[[^\]]*\]\(https?:|<script|<img src=\"https?:", page.read_text("utf-8")), page
