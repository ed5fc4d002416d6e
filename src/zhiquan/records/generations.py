"""Generations of something built from the lake: built beside, made current by a pointer file, opened by following it.

A folder holds one sub-folder per generation and ``current``, the name of the one to read. A generation is complete
before the pointer moves and is never written again; a build that dies leaves the old pointer and a folder that the
next build removes. The generation before the current one stays: a reader may just be opening it.
"""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhiquan.records.durable import durable
from zhiquan.records.lock import only_writer
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text

_POINTER = "current"
_FACTS = "generation.json"


@dataclass(frozen=True, slots=True)
class Generations:
    """The generations below ``root``; ``what`` names the thing and ``build`` the command that makes one, for people."""

    root: Path
    what: Text
    build: str

    def current(self) -> Path:
        """Return the folder to read; ``NotFound`` ``generation.none`` when nothing was built."""
        try:
            return self.root / (self.root / _POINTER).read_text("utf-8").strip()
        except FileNotFoundError:
            text = Text("还没有{what}，请先运行 {build}。", "There is no {what} yet; run {build} first.")
            raise NotFound("generation.none", text.format(what=self.what, build=self.build)) from None

    @contextmanager
    def building(self, prefix: str) -> Iterator[Building]:
        """Give a new folder to fill; it becomes current when the block ends well and said its facts.

        ``Conflict`` ``records.busy`` when another build is running.
        """
        with only_writer(self.root / ".lock", self.what):
            self._sweep()
            made = Building(self.root / f"{prefix}-{uuid.uuid4().hex[:8]}")
            made.folder.mkdir()
            yield made
            durable(made.folder / _FACTS, json.dumps(made.facts))
            durable(self.root / _POINTER, made.folder.name)

    def _sweep(self) -> None:
        folders = sorted((path for path in self.root.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
        try:
            kept = {self.current().name}
        except NotFound:
            kept = set()
        finished = [path for path in folders if path.name not in kept and (path / _FACTS).exists()]
        kept.update(path.name for path in finished[-1:])
        for path in folders:
            if path.name not in kept:
                shutil.rmtree(path)


@dataclass(slots=True)
class Building:
    """A generation being filled: ``facts`` are written beside it when it is complete."""

    folder: Path
    facts: dict[str, Any] | None = None


def facts(folder: Path) -> dict[str, Any]:
    """Return what the builder said of a complete generation."""
    told: dict[str, Any] = json.loads((folder / _FACTS).read_text("utf-8"))
    return told
