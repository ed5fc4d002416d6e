"""Where a definition lies: shipped with the program, or the region's own in its data folder, which goes before it.

A region's own matter of the code of a shipped one stands in its place, whole; a region's own shape or letter changes
nothing of a shipped matter's version unless it is published anew under another version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from zhiquan.definitions import SHIPPED
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text

SHIPPED_ORIGIN, REGION_ORIGIN = "shipped", "region"
MATTERS, DEFINITION = "matters", "definition.yaml"
LONGEST_CODE = 40
"""Characters of a matter's code at most; it is one name of a folder, never a path."""


@dataclass(frozen=True, slots=True)
class Source:
    """The folder of one matter: whose it is, and whether it stands in the place of a shipped one."""

    code: str
    folder: Path
    own: bool
    overrides: bool

    @property
    def definition(self) -> Path:
        """The definition itself."""
        return self.folder / DEFINITION


def matter_codes(region: Path) -> tuple[str, ...]:
    """Return the codes of all matters that lie as files, shipped and the region's own."""
    found = {path.parent.name for root in (SHIPPED, region) for path in (root / MATTERS).glob(f"*/{DEFINITION}")}
    return tuple(sorted(found))


def source(code: str, region: Path, *, own: bool = True) -> Source:
    """Return where a matter lies: the region's own first, or (``own=False``) the shipped one whatever the region has.

    Refuses (NotFound) ``matters.unknown``.
    """
    if len(code) > LONGEST_CODE or Path(code).name != code:
        raise NotFound("matters.unknown", _UNKNOWN.format(code=code[:LONGEST_CODE]))
    shipped, local = (root / MATTERS / code for root in (SHIPPED, region))
    is_shipped, is_local = ((folder / DEFINITION).is_file() for folder in (shipped, local))
    if own and is_local:
        return Source(code, local, own=True, overrides=is_shipped)
    if is_shipped:
        return Source(code, shipped, own=False, overrides=False)
    raise NotFound("matters.unknown", _UNKNOWN.format(code=code))


def shape_file(name: str, region: Path, *, own: bool = True) -> Path | None:
    """Return the file of a shape, the region's own first; None when there is none."""
    roots = (region, SHIPPED) if own else (SHIPPED,)
    found = (root / "shapes" / f"{name}.yaml" for root in roots)
    return next((path for path in found if path.is_file()), None)


def place_of(path: Path, region: Path) -> str:
    """Return how a file is called in sentences: ``region/matters/…`` in the data folder, ``shipped/matters/…`` else."""
    if path.is_relative_to(region):
        return f"{REGION_ORIGIN}/{path.relative_to(region).as_posix()}"
    return f"{SHIPPED_ORIGIN}/{path.relative_to(SHIPPED).as_posix()}"


def origin_of(places: Iterable[str]) -> str:
    """Return whose a definition is: the region's as soon as one of its files is."""
    own = any(place.startswith(f"{REGION_ORIGIN}/") for place in places)
    return REGION_ORIGIN if own else SHIPPED_ORIGIN


def digests(paths: Iterable[Path], region: Path) -> dict[str, str]:
    """Return the SHA-256 of the bytes of each file, by its place."""
    return {place_of(path, region): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(paths)}


_UNKNOWN = Text("没有代码为“{code}”的事项。", "There is no matter with the code “{code}”.")
