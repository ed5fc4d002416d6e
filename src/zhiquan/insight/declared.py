"""What a plan of the year and an appraisal have in common as files: whose they are, for which year, and faults told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from zhiquan.insight.figures.views import Strict
from zhiquan.rules.text import Text

Division = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{5}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}\.[0-9]{1,3}$")]


class Declared(Strict):
    """A file of a place for a year; one that does not hold together is refused with its first fault."""

    code: Code
    version: Version
    title: Text
    about: Text
    division: Division
    year: int = Field(ge=1985, le=2200)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if fault := next(self.faults(), None):
            raise ValueError(fault)
        return self

    def faults(self) -> Iterator[str]:
        """Yield what its parts say against each other."""
        yield from ()


def twice(name: str, keys: Iterable[str]) -> Iterator[str]:
    """Yield a fault for each key that is given to more than one ``name``."""
    given = list(keys)
    yield from (f"the {name} {key!r} is given twice" for key in sorted({k for k in given if given.count(k) > 1}))
