"""The pages of the first hour, read as what they are: sentences that somebody follows at a browser.

A numbered step says in Chinese what is done and seen; what it says in bold or as code is always one of these:

=========================================  ======================================
``打开 `/address/` ``                        go to an address of the site
``按 **name**``, ``按第一个 **name**``         press a link, a button, a heading that unfolds
``按 **words** 一行的 **name**``              press it in the first row that has these words
``在 **label** 填 `value` ``                 type into a field; ``选`` chooses, ``传`` hands in a file
``在第 2 行的 **label** 填 `value` ``          the same in a line of a grid
``勾选 **label**``                           tick a box
``在 **heading** 下面``                       what follows is meant of this part of the page
``**words**``                              these words can be read on the page
``![…](….png)``                            the picture of the page as it is now
=========================================  ======================================

Nothing else may stand in bold or as code in a step, so that no word of it goes untried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.docs.kept import DOCS

PAGES = sorted((DOCS / "first-hour").glob("[!i]*.md"))
_VERBS = {"填": "fill", "选": "choose", "传": "hand in"}
_ENGLISH = re.compile(r"^ *\*(?!\*).*?(?<!\*)\*$", re.MULTILINE | re.DOTALL)
_SAID = re.compile(
    r"打开\s*`(?P<open>[^`]+)`"
    r"|在\s*\*\*(?P<under>[^*]+)\*\*\s*下面"
    r"|在(?:第\s*(?P<line>\d+)\s*行的)?\s*\*\*(?P<field>[^*]+)\*\*\s*(?P<verb>[填选传])\s*`(?P<value>[^`]+)`"
    r"|按\s*\*\*(?P<row>[^*]+)\*\*\s*一行的\s*\*\*(?P<there>[^*]+)\*\*"
    r"|按(?P<first>第一个)?\s*\*\*(?P<press>[^*]+)\*\*"
    r"|勾选\s*\*\*(?P<tick>[^*]+)\*\*"
    r"|!\[[^\]]*\]\((?P<picture>[^)]+)\)"
    r"|\*\*(?P<see>[^*]+)\*\*"
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that a step says: a verb, what it is about, and for a field what goes into it."""

    verb: str
    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A numbered step of a page, for the account that the page named last."""

    account: str
    number: int
    text: str
    deeds: tuple[Deed, ...]


def steps(text: str) -> Iterator[Step]:
    """Yield the steps of a page; ValueError where a step says something in bold or as code that nobody can do."""
    account = ""
    for part in re.split(r"^(?=\d+\. |账号)", text, flags=re.MULTILINE):
        if part.startswith("账号"):
            account = part.split("`")[1]
        elif number := re.match(r"\d+", part):
            told = _of_this_step(part)
            yield Step(account, int(number.group()), told, tuple(deeds(told)))


def _of_this_step(part: str) -> str:
    """Return the step without what follows its indented lines, and without the English in italics."""
    first, *rest = _ENGLISH.sub("", part).split("\n")
    own = [first]
    for line in rest:
        if line and not line.startswith("   "):
            break
        own.append(line.strip())
    return " ".join(own)


def deeds(told: str) -> Iterator[Deed]:
    """Yield what the sentences of a step say, in their order."""
    left = _SAID.sub("", told)
    if "`" in left or "**" in left:
        raise ValueError(f"neither done nor seen: {left}")
    for said in _SAID.finditer(told):
        if said["field"]:
            line = f" {said['line']}" if said["line"] else ""
            yield Deed(_VERBS[said["verb"]], said["field"] + line, said["value"])
        elif said["row"]:
            yield Deed("press in row", said["there"], said["row"])
        elif said["first"]:
            yield Deed("press first", said["press"])
        else:
            verb = next(name for name in ("open", "under", "press", "tick", "picture", "see") if said[name])
            yield Deed(verb, said[verb])


def pictures(page: Path) -> list[Path]:
    """Return the pictures that a page shows."""
    return [(page.parent / name).resolve() for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text("utf-8"))]
