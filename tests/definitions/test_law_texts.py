"""Trademark, penalty, credit, statistics, service families: what is called verified stands in the act's text."""

from __future__ import annotations

import re
import tarfile
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath

import pyarrow as pa
import pytest

from zhiquan.definitions.shelf import law_book
from zhiquan.rules.law import Bounds, Provision
from zhiquan.rules.law.citing import chinese_number

FAMILIES = (
    "trademark",
    "penalty",
    "olympic",
    "customs",
    "ecommerce",
    "credit",
    "agency",
    "overseas",
    "statistics",
    "government",
    "openness",
    "remedy",
    "security",
    "privacy",
)
DIGITS = "零一二三四五六七八九"
NO_NUMBER_BEFORE, NO_NUMBER_AFTER = f"(?<![{DIGITS}十百千万0-9])", f"(?![{DIGITS}十百千万0-9])"
ARTICLE = re.compile(r"^(?:\*\*)?第([零一二三四五六七八九十百]+)条(?:\*\*)?[\s\u3000]*(.*)")
CITED = re.compile(r"第(?P<article>[^条]+)条(?:第(?P<paragraph>[^款]+)款)?(?:第(?P<item>[^项]+)项)?")


@cache
def acts(folder: Path) -> dict[str, dict[int, list[str]]]:
    """Return the acts of the archives: file name → article → paragraphs, the items with their paragraph."""
    found = {}
    for archive in sorted(folder.glob("*.tar.zst")):
        with (
            pa.input_stream(str(archive), compression="zstd") as stream,
            tarfile.open(fileobj=stream, mode="r|") as tar,
        ):
            for member in tar:
                if member.isfile() and member.name.endswith(".md") and (content := tar.extractfile(member)):
                    found[PurePosixPath(member.name).name] = articles(content.read().decode("utf-8"))
    return found


def articles(text: str) -> dict[int, list[str]]:
    read: dict[int, list[str]] = {}
    paragraphs: list[str] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if head := ARTICLE.match(line):
            paragraphs = read[chinese_number(head[1])] = [head[2]]
        elif line.startswith("#"):
            paragraphs = []
        elif paragraphs and re.match(r"[（(][一二三四五六七八九十]+[）)]", line):
            paragraphs[-1] += f"\n{line}"
        else:
            paragraphs.append(line)
    return read


def in_chinese(number: int) -> str:
    if number >= 10_000:
        return f"{in_chinese(number // 10_000)}万" + (in_chinese(number % 10_000) if number % 10_000 else "")
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= unit:
            head = "" if number // unit == 1 and unit == 10 else DIGITS[number // unit]
            return f"{head}{sign}" + (in_chinese(number % unit) if number % unit else "")
    return DIGITS[number]


def spellings(p: Provision, number: int) -> list[str]:
    """Return patterns of the ways in which an act may write a number with its unit; 五日 is not found in 十五日."""
    ways = [in_chinese(number), str(number)]
    if number >= 10_000 and number % 10_000 == 0:
        ways.append(f"{number // 10_000}万")
    units = {
        "month": ["个月"], "year": ["年", "周年"], "working_day": ["日", "个工作日"], "calendar_day": ["日", "天"],
        "times": ["倍"], "cny": ["元"], "persons": ["人"], "count": ["次"],
    }  # fmt: skip
    if p.unit == "percent":
        return [rf"百分之{way}{NO_NUMBER_AFTER}" for way in ways]
    return [f"{NO_NUMBER_BEFORE}{way}{unit}" for way in ways for unit in units[str(p.unit)]]


def numbers(p: Provision) -> list[int]:
    if isinstance(p.value, int):
        return [p.value]
    bounds = (p.value.low, p.value.high) if isinstance(p.value, Bounds) else ()
    return [int(bound) for bound in bounds if bound is not None]


def cited(p: Provision, act: dict[int, list[str]]) -> list[str]:
    """Return the cited paragraphs; a KeyError or IndexError where there is no such article or paragraph."""
    parts = []
    for found in CITED.finditer(p.source.article):
        paragraphs = act[chinese_number(found["article"])]
        text = paragraphs[chinese_number(found["paragraph"]) - 1] if found["paragraph"] else "\n".join(paragraphs)
        if found["item"]:
            text = next(line for line in text.split("\n") if re.match(rf"[（(]{found['item']}[）)]", line))
        parts.append(text)
    return parts


# written in words of another kind: double, and two as 两
ODD = {"ecommerce.notice.bad-faith": "加倍", "penalty.officers": "不得少于两人"}


def faults(p: Provision, act: dict[int, list[str]]) -> list[str]:
    """Return what of a provision is not in the act."""
    try:
        parts = cited(p, act)
    except (KeyError, IndexError, StopIteration) as fault:
        return [f"{p.key}: {p.source.article} is not in the act ({fault!r})"]
    if not parts:
        return [f"{p.key}: {p.source.article} cites no article"]
    wrong = []
    for number in numbers(p):
        ways = [ODD[p.key]] if p.key in ODD else spellings(p, number)
        if not all(any(re.search(way, part) for way in ways) for part in parts):
            wrong.append(f"{p.key}: {ways} not in {p.source.article}")
    return wrong


def mine() -> list[Provision]:
    return [p for p in law_book() if p.key.split(".")[0] in FAMILIES]


@pytest.mark.realdata
def test_every_verified_provision_stands_in_the_article_it_cites(shared_data: Path) -> None:
    texts = acts(shared_data / "ip-law-zh")
    checked = [p for p in mine() if p.verified_in and p.verified_in.endswith(".md")]
    assert len(checked) > 250
    assert [fault for p in checked for fault in faults(p, texts[p.verified_in or ""])] == []


@pytest.mark.realdata
def test_a_wrong_article_number_or_value_would_be_seen(shared_data: Path) -> None:
    act = acts(shared_data / "ip-law-zh")["商标法(2019-04-23).md"]
    right = law_book().versions("trademark.opposition.window")[0]
    assert faults(right, act) == []
    assert faults(replace(right, value=2), act)
    review = law_book().versions("trademark.refusal.review.request")[0]
    assert faults(review, act) == []
    assert faults(replace(review, value=5), act), "五日 hides in 十五日"
    for article in ("第三十六条第一款", "第九十条", "第三十三条第二款"):
        assert faults(replace(right, source=replace(right.source, article=article)), act)


def test_what_is_not_verified_says_what_to_check() -> None:
    for p in mine():
        assert p.sure or p.note
        assert p.sure or p.verified_in is None


def test_sure_provisions_say_where_they_were_read() -> None:
    assert [p.key for p in mine() if p.sure and p.verified_in is None] == []
