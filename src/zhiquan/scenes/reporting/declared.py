"""Definitions that are one file each (plans, appraisals): found, read as a package for the rulebook, read back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from zhiquan.definitions import files
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.parsing import parsed
from zhiquan.office.rulebook.ports import Package
from zhiquan.office.rulebook.sources import digests, origin_of, place_of
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Declared(Generic[M]):
    """One kind of definition: its name in the rulebook, its folder, its model (with ``version``), and the refusals'
    prefix (``plans.unknown``: no such file, ``plans.file``: it is no such definition)."""

    kind: str
    folder: str
    model: type[M]
    unknown: Text

    def paths(self, region: Path) -> dict[str, Path]:
        """Return the file of every definition by its code; a region's own goes before a shipped one."""
        return {path.stem: path for path in files(self.folder, region=region)}

    def missing(self, code: str) -> NotFound:
        """Return the refusal of a code that there is not, or not for the one who asks."""
        return NotFound(f"{self.folder}.unknown", self.unknown.format(code=code))

    def package(self, code: str, region: Path) -> Package:
        """Read one definition as a package for the rulebook; the refusal names the first fault."""
        path = self.paths(region).get(code)
        if path is None:
            raise self.missing(code)
        found = parsed(self.model, path, place_of(path, region), f"{self.folder}.file")
        read = digests([path], region)
        resolved = {self.kind: found.model_dump(mode="json", by_alias=True, exclude_unset=True)}
        return Package(self.kind, code, str(found.version), resolved, files=read, origin=origin_of(read))  # type: ignore[attr-defined]

    def of(self, version: DefinitionVersion) -> M:
        """Return what a published version says; each is read once per process."""
        return self.model.model_validate(_resolved(version.pk, version.sha256)[self.kind])


@lru_cache(maxsize=64)
def _resolved(pk: int, sha256: str) -> dict[str, object]:
    found: dict[str, object] = DefinitionVersion.objects.get(pk=pk, sha256=sha256).resolved
    return found
