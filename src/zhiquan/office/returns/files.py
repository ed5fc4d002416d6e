"""Reading the returns that lie as files, shipped or the region's own, and proving them before they are published."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from zhiquan.definitions import files
from zhiquan.office.returns.definition import ROW, Return
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.parsing import parsed
from zhiquan.office.rulebook.ports import Package
from zhiquan.office.rulebook.sources import digests, origin_of, place_of
from zhiquan.rules.expressions import compile_expression
from zhiquan.rules.forms.answers import computed
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

RETURN = "return"
"""The kind of the returns in the rulebook."""
FOLDER = "returns"


def return_files(region: Path) -> dict[str, Path]:
    """Return the file of every return by its code (the name of the file); a region's own goes before a shipped one."""
    return {path.stem: path for path in files(FOLDER, region=region)}


def package(code: str, region: Path) -> Package:
    """Read one return as a package for the rulebook.

    Refuses ``returns.unknown`` (no such file), ``returns.file`` (it is no return; the sentence names the first fault).
    """
    path = return_files(region).get(code)
    if path is None:
        raise NotFound("returns.unknown", _UNKNOWN.format(code=code))
    definition = parsed(Return, path, place_of(path, region), "returns.file")
    read = digests([path], region)
    resolved = {"return": _json(definition)}
    return Package(RETURN, code, definition.version, resolved, files=read, origin=origin_of(read))


def prove(package: Package, on: date) -> tuple[Text, ...]:
    """Prove that every condition of a return can be asked of a row, the empty one among them (port of the rulebook)."""
    del on
    definition = Return.model_validate(package.resolved["return"])
    empty = {ROW: computed(definition.columns, {})}
    faults = []
    named = [(rule.key, rule.holds) for rule in definition.rules]
    named += [(hint.key, hint.holds) for hint in definition.hints]
    named += [(measure.key, measure.where) for measure in definition.measures if measure.where]
    for key, condition in named:
        try:
            compile_expression(condition, frozenset({ROW})).holds(empty)
        except Refusal as refusal:
            faults.append(Text(f"{key}：{refusal.text.zh}", f"{key}: {refusal.text.en}"))
    return tuple(faults)


def return_of(version: DefinitionVersion) -> Return:
    """Return what a published version says; each is read once per process."""
    return _by(version.pk, version.sha256)


@lru_cache(maxsize=256)
def _by(pk: int, sha256: str) -> Return:
    version = DefinitionVersion.objects.get(pk=pk, sha256=sha256)
    return Return.model_validate(version.resolved["return"])


def _json(definition: Return) -> dict[str, Any]:
    """Return exactly what the file says, as JSON values; sets in a fixed order, what it leaves to defaults left out."""
    raw: dict[str, Any] = definition.model_dump(mode="json", exclude_unset=True)
    return {key: sorted(value) if key in {"fills", "reviews"} else value for key, value in raw.items()}


_UNKNOWN = Text("没有代码为“{code}”的填报表。", "There is no return with the code “{code}”.")
