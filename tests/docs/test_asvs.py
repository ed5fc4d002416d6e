"""The table of ASVS 5.0.0: whole at levels 1 and 2, honest in its counts, and no link of it leads nowhere."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from functools import cache

import pytest
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from tests.docs.kept import DOCS, ROOT, held_equal, table

from zhiquan.definitions import read_yaml

PAGE = DOCS / "security" / "asvs.md"
LEVELS = {1: 70, 2: 183}
"""Requirements of the standard at each level, as its own introduction counts them."""


class Answer(StrEnum):
    MET, PARTLY, NOT, NA = "met", "partly", "not", "na"


class Requirement(BaseModel):
    model_config = ConfigDict(extra="forbid")

    level: int
    is_: Answer = Field(alias="is")
    asks: str
    by: tuple[str, ...] = ()
    why: str = ""


SAID = {Answer.MET: "met", Answer.PARTLY: "partly", Answer.NOT: "**not met**", Answer.NA: "does not apply"}
HEAD = """# ASVS 5.0.0, levels 1 and 2

Made from `asvs.yaml`. The numbers are those of the OWASP Application Security Verification Standard 5.0.0; what each
asks is put in our own few words, the standard itself is what counts. Filled in by those who wrote the program; nobody
else has verified it yet. Files and tests named here exist: a test holds that.

"""


@cache
def chapters() -> dict[str, dict[str, Requirement]]:
    raw = read_yaml(DOCS / "security" / "asvs.yaml")
    return TypeAdapter(dict[str, dict[str, Requirement]]).validate_python(raw)


def every() -> dict[str, Requirement]:
    return {number: one for rows in chapters().values() for number, one in rows.items()}


def test_every_requirement_of_both_levels_is_answered_once() -> None:
    assert Counter(one.level for one in every().values()) == LEVELS
    for chapter, rows in chapters().items():
        assert all(f"V{number.partition('.')[0]}" == chapter.partition(" ")[0] for number in rows), chapter


def test_what_is_met_is_shown_and_what_is_not_says_why() -> None:
    for number, one in every().items():
        assert one.by or one.is_ in {Answer.NOT, Answer.NA}, f"{number}: nothing shows it"
        assert one.why or one.is_ is Answer.MET, f"{number}: say why"


def test_every_file_and_test_that_the_table_names_exists() -> None:
    gone = [f"{number}: {link}" for number, one in every().items() for link in one.by if not exists(link)]
    assert gone == []


@pytest.mark.parametrize("link", ["tests/docs/test_asvs.py::test_nothing", "src/zhiquan/nowhere.py"])
def test_a_link_to_nothing_is_seen(link: str) -> None:
    assert not exists(link)


def exists(link: str) -> bool:
    path, _, name = link.partition("::")
    file = ROOT / path
    return file.is_file() and (not name or bool(re.search(rf"^def {name}\(", file.read_text("utf-8"), re.MULTILINE)))


def test_the_page_of_the_table_is_made_from_it(request: pytest.FixtureRequest) -> None:
    held_equal(request, PAGE, HEAD + counts() + "".join(chapter(name, rows) for name, rows in chapters().items()))


def counts() -> str:
    rows = []
    for level in LEVELS:
        found = Counter(one.is_ for one in every().values() if one.level == level)
        rows.append([str(level), *(str(found[answer]) for answer in Answer), str(sum(found.values()))])
    total = Counter(one.is_ for one in every().values())
    rows.append(["both", *(str(total[answer]) for answer in Answer), str(len(every()))])
    return table(["level", "met", "partly", "not met", "does not apply", "all"], rows)


def chapter(name: str, rows: dict[str, Requirement]) -> str:
    if all(one.is_ is Answer.NA for one in rows.values()):
        return f"\n## {name}\n\nDoes not apply ({len(rows)} requirements): {next(iter(rows.values())).why}.\n"
    cells = [
        [number, str(one.level), one.asks, SAID[one.is_], one.why, "<br>".join(map(shown, one.by))]
        for number, one in rows.items()
    ]
    return f"\n## {name}\n\n" + table(["", "level", "asks", "is", "why", "shown by"], cells)


def shown(link: str) -> str:
    path, _, name = link.partition("::")
    return f"`{path}`" + (f" {name.removeprefix('test_').replace('_', ' ')}" if name else "")
