"""A version of a matter by the word a person gives for it: a number, or the files as they lie."""

from __future__ import annotations

from datetime import date

from zhiquan.hall.cases.shelf import package
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.ports import Package
from zhiquan.office.rulebook.selectors import active, get_version


def version_called(code: str, word: str, on: date) -> Package | DefinitionVersion:
    """Return a version: ``files`` as they lie (the region's own first), ``shipped`` as it ships, ``now`` in force.

    Any other word is the number of a published version. Refuses (NotFound) what is not there.
    """
    match word:
        case "files":
            return package(code)
        case "shipped":
            return package(code, own=False)
        case "now":
            return active(code, on)
        case _:
            return get_version(code, word)
