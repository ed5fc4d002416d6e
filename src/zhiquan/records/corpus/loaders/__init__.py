"""Loaders: a format is a folder here with ``sniff.py`` and ``read.py``; adding one needs no change elsewhere.

``sniff.look(path) -> Look`` says by content whether a file is of the format, ``read.rows(path) -> Iterator[RawRow]``
streams it, ``read.expected(path) -> int | None`` says about how many rows there are, ``read.LABEL`` names the format.
One file may tell of several tables (a patent, its citations and its legal events): each row says which.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

ASIDE = "aside"
"""``table`` of a row that is no record and is told all the same: ``fields`` hold the ``rule`` that says why (a row of
totals, headings repeated, a remark, a sheet without known headings). It is counted, never held against the batch."""

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"
"""What a field holds before the gates: text as written, several values, or a structure such as a party."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as the file holds it: where it stands, what it tells in the names of the model, every column as it was.

    ``table`` is the table of ``corpus.model.TABLES`` that the row tells of; ``fields`` are named as that record's
    fields (and as ``corpus.gates.<table>`` lists beside them), values still as the source writes them: the gates read
    numbers, dates, names and symbols. A field the source does not have is left out or empty.
    """

    place: str
    fields: Mapping[str, Value]
    raw: Mapping[str, Value]
    table: str = "patents"


@dataclass(frozen=True, slots=True)
class Look:
    """Whether a file is of a format; ``nearly`` says why not when it looked like it."""

    fits: bool
    nearly: Text | None = None


@dataclass(frozen=True, slots=True)
class Loader:
    """One format."""

    key: str
    sniffer: ModuleType
    reader: ModuleType

    def __reduce__(self) -> tuple[Callable[[str], Loader], tuple[str]]:
        """Go to another process by name: modules are loaded there."""
        return loader_named, (self.key,)

    def look(self, path: Path) -> Look:
        """Say whether the file is of this format."""
        found = self.sniffer.look(path)
        if not isinstance(found, Look):
            raise TypeError(f"{self.key}: look() returned {found!r}")
        return found

    def rows(self, path: Path) -> Iterator[RawRow]:
        """Stream the rows of the file."""
        yield from self.reader.rows(path)

    def expected(self, path: Path) -> int | None:
        """Return about how many rows there are, when the file says so."""
        number = self.reader.expected(path)
        return None if number is None else int(number)

    @property
    def is_general(self) -> bool:
        """Whether it reads tables of any origin, by their headings."""
        return bool(getattr(self.sniffer, "GENERAL", False))

    @property
    def label(self) -> Text:
        """The format's name."""
        label = self.reader.LABEL
        return label if isinstance(label, Text) else Text(self.key, self.key)


def loaders() -> Iterator[Loader]:
    """Yield every loader there is, by name."""
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda item: item.name):
        if module.ispkg:
            yield loader_named(module.name)


def loader_named(name: str) -> Loader:
    """Return a loader by its key; ``ModuleNotFoundError`` where there is none."""
    inside = f"{__name__}.{name.replace('-', '_')}"
    sniffer, reader = (importlib.import_module(f"{inside}.{part}") for part in ("sniff", "read"))
    return Loader(name.replace("_", "-"), sniffer, reader)


def loader_for(path: Path) -> Loader:
    """Return the loader of a file, by its content; ``Refusal`` says what it looked like.

    Loaders of tables in general (``GENERAL`` in their ``sniff``) are asked last.
    """
    if not path.is_file():
        raise NotFound("import.no-file", Text(f"没有文件 {path}。", f"There is no file {path}."))
    known = sorted(loaders(), key=lambda loader: loader.is_general)
    nearly: Text | None = None
    for loader in known:
        look = loader.look(path)
        if look.fits:
            return loader
        nearly = (look.nearly or nearly) if loader.is_general else (nearly or look.nearly)
    if nearly:
        raise Refusal("import.not-usable", nearly)
    text = Text(
        f"{path.name} 不是可导入的格式；可导入的格式见 zhiquan corpus formats，"
        "自有表格请先用 zhiquan mapping guess 建立映射。",
        f"{path.name} is of no known format: zhiquan corpus formats lists those that are, and for a table of your own"
        " make a mapping with zhiquan mapping guess.",
    )
    raise Refusal("import.unknown-format", text)
