"""Whatever the README and the guides count is counted again from the program."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

import pytest
from tests.docs.kept import DOCS, ROOT

from zhiquan.definitions.shelf import law_book
from zhiquan.hall.cases import shelf
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.readings.checks.registry import CHECKS
from zhiquan.office.returns.files import return_files
from zhiquan.portal.demo.city import City
from zhiquan.records.corpus.loaders import loaders

SHIPPED = ROOT / "src" / "zhiquan" / "nowhere"
"""The folder of a region that has nothing of its own: only what ships is counted."""
MATTERS = 47
"""Matters of the whole chain that are named as the aim; the program cannot count those that it does not have."""
WORDS = {"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16}
WORDS |= {"十": 10, "十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15, "十六": 16}
PLACE = re.compile(r"N:([a-z]+)")

CLAIMS: Mapping[str, tuple[str, ...]] = {
    "README.md": (
        "N:matters matters as files",
        "N:missing of the N:aim matters",
        "N:returns returns 填报",
        "N:formats formats of patents",
        "N:indicators indicators, a cockpit",
        r"N:checks checks\)",
        "N:provisions provisions with dates",
        "N:sure of them compared with the act's text and N:unsure marked",
        "a fictional city of N:patents patents",
    ),
    "README.zh.md": (
        "N:matters个事项，均为文件",
        "N:aim 个事项中的 N:missing 个",
        "N:returns张三级填报表",
        "N:formats 种格式",
        "N:indicators 项指标、驾驶舱",
        "N:checks 项检查）",
        "N:provisions 条规定",
        "其中 N:sure 条已与法律原文核对，N:unsure 条标明待核对",
    ),
    "docs/guide/api.md": ("in N:operations operations:",),
}


@cache
def counted() -> dict[str, int]:
    """Return what the program has of everything that a document counts."""
    sure = Counter(provision.sure for provision in law_book())
    paths = json.loads((DOCS / "reference" / "openapi.json").read_text("utf-8"))["paths"].values()
    matters = len(shelf.codes())
    return {
        "matters": matters,
        "missing": MATTERS - matters,
        "aim": MATTERS,
        "returns": len(return_files(SHIPPED)),
        "formats": len(list(loaders())),
        "indicators": len(list(catalogue(SHIPPED))),
        "checks": len(CHECKS),
        "provisions": sure.total(),
        "sure": sure[True],
        "unsure": sure[False],
        "patents": City().patents,
        "operations": sum(method in {"get", "post", "put", "patch", "delete"} for path in paths for method in path),
    }


def pattern(claim: str) -> str:
    """Return the expression that finds a claim with its numbers, each in figures or in a word."""
    return PLACE.sub(r"(?P<\1>[\\d,]+|[a-z]+|[一二三四五六七八九十]+)", claim)


def number(said: str) -> int:
    """Read a number in figures or in a word."""
    return WORDS.get(said) or int(said.replace(",", ""))


def wrong(text: str, claims: tuple[str, ...]) -> dict[str, tuple[int | None, int]]:
    """Return by what is counted the number that a text says, and the program's, where they differ or none is said."""
    found = {}
    for claim in claims:
        said = re.search(pattern(claim), text)
        for what in PLACE.findall(claim):
            told = number(said[what]) if said else None
            if told != counted()[what]:
                found[what] = told, counted()[what]
    return found


@pytest.mark.parametrize("page", CLAIMS)
def test_every_number_that_a_document_counts_is_the_programs(page: str) -> None:
    assert wrong((ROOT / page).read_text("utf-8"), CLAIMS[page]) == {}


@pytest.mark.parametrize("page", CLAIMS)
def test_a_number_that_is_wrong_or_was_taken_out_is_seen(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    for claim in CLAIMS[page]:
        other = re.sub(pattern(claim), lambda said: said[0].replace(said[1], "9,999", 1), text)
        assert wrong(other, (claim,)), claim
        assert wrong(re.sub(pattern(claim), "", text), (claim,)), claim
