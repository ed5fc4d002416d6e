"""What all shapes share: lengths, bounds, and how answers read the rooms' views."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Path, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from zhiquan.portal.api.cursors import LONGEST

LARGEST_ID = 2**63 - 1
Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]
FileId = Annotated[int, Field(ge=1, le=LARGEST_ID, strict=True)]
Version = Annotated[int, Field(ge=0, le=LARGEST_ID, strict=True)]
CaseNumber = Annotated[str, Path(max_length=40, examples=["ZYDJ-2026-000001"])]
Code = Annotated[str, Path(max_length=60)]
Division = Annotated[
    str, Query(pattern=r"^[0-9]{6}$", description="GB/T 2260 行政区划代码 · Division code of GB/T 2260")
]
Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=LONGEST, description="上一页的 next · next of the page before")]


def _day(value: object) -> object:
    """Take a day as it is written, never a number of seconds that happens to be read as one."""
    if isinstance(value, str) and len(value) != len("2026-11-22"):
        raise ValueError("a day reads 2026-11-22")
    return value


Day = Annotated[date, BeforeValidator(_day)]


class Shape(BaseModel):
    """An answer, read from the attributes of a view."""

    model_config = ConfigDict(from_attributes=True)


class Given(BaseModel):
    """A body: nothing beside what is declared."""

    model_config = ConfigDict(extra="forbid")
