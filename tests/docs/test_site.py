"""The navigation of the documents' site: every page stands in it once, and everything in it is a page."""

from __future__ import annotations

import re
from collections import Counter

from tests.docs.kept import DOCS, ROOT

NAV = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[2]


def test_every_document_stands_in_the_navigation_once() -> None:
    named = Counter(re.findall(r"([\w/-]+\.md)$", NAV, re.MULTILINE))
    pages = {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")}
    assert named.keys() == pages
    assert max(named.values()) == 1


def test_the_site_asks_nothing_of_another_site() -> None:
    assert "font: false" in (ROOT / "mkdocs.yml").read_text("utf-8")
