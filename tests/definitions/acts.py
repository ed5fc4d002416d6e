"""The acts' texts of the real data: articles and paragraphs, and whether a value stands in them."""

from __future__ import annotations

import re
import tarfile
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyarrow as pa

from zhiquan.rules.law import Bounds, Bracket, Measure, Provision, Unit
from zhiquan.rules.law.citing import chinese_number

NUMERAL = "[〇零一二两三四五六七八九十百千]+"
CITED = re.compile(rf"第(?P<article>{NUMERAL})条(?P<rest>(?:之{NUMERAL}|第{NUMERAL}[款项目])*)|(?P<only>第{NUMERAL}款)")
HEAD = re.compile(rf"^第(?P<number>{NUMERAL})条(?:之{NUMERAL})?[\s　]", re.MULTILINE)
ITEM = re.compile(rf"^[（(]{NUMERAL}[）)]")
ALONE = "〇零一二两三四五六七八九十百千万0-9.．"
WORDS = {
    Unit.WORKING_DAY: "(?:个?工作日|日|天)",
    Unit.CALENDAR_DAY: "(?:日|天)",
    Unit.HOUR: "(?:个?小时)",
    Unit.MONTH: "(?:个月)",
    Unit.YEAR: "(?:年|周年)",
    Measure.TIMES: "倍",
    Measure.CNY: "元",
    Measure.COUNT: "(?:件|项|次|个|万件|人)?",
    Measure.PERSONS: "(?:名|人|位)",
    Measure.POINTS: "分",
}
"""How the acts write a unit after its number."""


@cache
def texts(folder: Path) -> dict[str, str]:
    """Return the acts, file name → text with digits and letters in their narrow form."""
    found = {}
    for archive in sorted(folder.glob("*.tar.zst")):
        with (
            pa.input_stream(archive, compression="zstd") as stream,
            tarfile.open(fileobj=stream, mode="r|") as tar,
        ):
            for member in tar:
                content = tar.extractfile(member) if member.isfile() else None
                if content and member.name.endswith(".md"):
                    found[Path(member.name).name] = _narrow(content.read().decode())
    return found


def _narrow(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", sign) if sign.isalnum() or sign == "％" else sign for sign in text)


def articles(text: str) -> dict[int, str]:
    """Cut an act into its articles, number → text without the heading."""
    text = re.sub(r"^#+ .*$", "", text.replace("**", ""), flags=re.MULTILINE)
    heads = list(HEAD.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)][: len(heads)]
    return {chinese_number(h["number"]): text[h.end() : end] for h, end in zip(heads, ends, strict=True)}


def paragraphs(article: str) -> list[str]:
    """Cut an article into its paragraphs 款; the items 项 belong to the paragraph before them."""
    found: list[str] = []
    for line in (line.strip() for line in article.splitlines()):
        if found and ITEM.match(line):
            found[-1] += f"\n{line}"
        elif line:
            found.append(line)
    return found


def cited(provision: Provision, text: str) -> Iterator[str]:
    """Yield the places of an act that a provision cites; a place that does not exist is a ``LookupError``."""
    all_articles, article = articles(text), 0
    parts = list(CITED.finditer(provision.source.article))
    if not parts:
        raise LookupError(f"{provision.source.article} names no article")
    for part in parts:
        article = chinese_number(part["article"]) if part["article"] else article
        if article not in all_articles:
            raise LookupError(f"no article {article}")
        place = re.search(rf"第({NUMERAL})款", part["rest"] or part["only"] or "")
        yield _paragraph(all_articles[article], chinese_number(place[1])) if place else all_articles[article]


def _paragraph(article: str, number: int) -> str:
    found = paragraphs(article)
    if not 1 <= number <= len(found):
        raise LookupError(f"no paragraph {number}")
    return found[number - 1]


def numbers(provision: Provision) -> set[Decimal]:
    """Return the numbers a provision rules; nothing for texts and for what is due at once."""
    match provision.value:
        case int() as number:
            found = {Decimal(number)}
        case Bounds() as bounds:
            found = {bound for bound in (bounds.low, bounds.high) if bound is not None}
        case rows:
            found = {row.amount for row in rows if isinstance(row, Bracket)}
    return found - {Decimal(0)}


def stands(number: Decimal, unit: Unit | Measure, text: str) -> bool:
    """Say whether a number stands in a text with its unit, in Chinese or in digits."""
    if unit is Unit.HALF_MONTH:
        whole = int(number) // 2
        return any(f"{written}个半月" in text for written in _written(Decimal(whole)))
    if unit is Measure.PERCENT:
        in_words = "|".join(map(re.escape, _written(number)))
        share = r"一半|1倍|一倍" if number == 100 else "(?!)"
        return bool(re.search(rf"百分之(?:{in_words})(?![{ALONE}])|(?<![0-9.]){number:f}%|{share}", text))
    said = list(_written(number))
    if unit is Measure.CNY and number % 10_000 == 0:
        said += [f"{written}万" for written in _written(number / 10_000)]
    if unit is Measure.COUNT and number % 10_000 == 0:
        said += [f"{written}万" for written in _written(number / 10_000)]
    either = "|".join(map(re.escape, said))
    doubled = unit is Measure.TIMES and number == 2 and "加倍" in text
    return doubled or bool(re.search(rf"(?<![{ALONE}])(?:{either})(?:以上|以下)?(?:{WORDS[unit]})", text))


def _written(number: Decimal) -> Iterator[str]:
    yield f"{number:f}"
    if number == number.to_integral_value() and 0 < number < 10_000:
        yield from _chinese(int(number))


def _chinese(number: int) -> Iterator[str]:
    signs, said, gap = "零一二三四五六七八九", "", False
    for value, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, value)
        if digit:
            said += ("零" if gap and said else "") + signs[digit] + name
            gap = False
        else:
            gap = bool(said)
    said = said.rstrip("零")
    yield said
    if said.startswith("一十"):
        yield said[1:]
    if said == "二":
        yield "两"
    if said.startswith(("二千", "二百")):
        yield "两" + said[1:]
