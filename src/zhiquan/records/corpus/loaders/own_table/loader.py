"""The loader of one table by one mapping, chosen by name or by the headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from zhiquan.records.corpus.loaders import Loader, Look, RawRow
from zhiquan.records.corpus.loaders.heading_table.shapes import heading_within
from zhiquan.records.corpus.loaders.heading_table.sheets import is_table, sheets
from zhiquan.records.corpus.loaders.own_table import read, sniff
from zhiquan.records.corpus.loaders.own_table.folder import mappings
from zhiquan.records.corpus.loaders.own_table.mapping import OwnMapping, fingerprint
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_SHEETS, _PATIENCE = 12, 5_000


@dataclass(frozen=True, slots=True)
class MappedLoader(Loader):
    """Reads a table by a mapping; ``mapping_digest`` keeps batches of one file under two mappings apart."""

    mapping: OwnMapping

    def look(self, path: Path) -> Look:
        """Say whether a sheet of the file has the headings that the mapping was made for."""
        return Look(fits=is_table(path) and self.mapping.fingerprint in fingerprints(path))

    def rows(self, path: Path) -> Iterator[RawRow]:
        """Stream the rows of the file."""
        yield from read.mapped_rows(path, self.mapping)

    @property
    def label(self) -> Text:
        """The mapping's name and shape."""
        shape = self.mapping.shape.label
        return Text(f"映射“{self.mapping.name}”（{shape.zh}）", f"mapping {self.mapping.name} ({shape.en})")

    @property
    def mapping_digest(self) -> str:
        """Return what changes with every change of the mapping."""
        return self.mapping.digest


def mapped_loader(mapping: OwnMapping) -> MappedLoader:
    """Return the loader that reads by a mapping; sources are named after it."""
    return MappedLoader(mapping.name, sniff, read, mapping)


def own_loader(path: Path, folder: Path) -> MappedLoader | None:
    """Return the loader of the saved mapping whose headings a file has, if there is one.

    A file that cannot be read as a table is nobody's own; the loader of its format says what is wrong with it.
    """
    saved = {mapping.fingerprint: mapping for mapping in mappings(folder)}
    try:
        seen = fingerprints(path) if saved and is_table(path) else []
    except Refusal:
        return None
    found = next((saved[one] for one in seen if one in saved), None)
    return mapped_loader(found) if found else None


def fingerprints(path: Path) -> list[str]:
    """Return the fingerprints of all rows of a file that may be headings."""
    found: dict[str, None] = {}
    for sheet in islice(sheets(path, _PATIENCE), _SHEETS):
        first = list(islice(sheet.rows, heading_within() + 1))
        found |= dict.fromkeys(fingerprint(names) for _, names in read.candidates(first) if sum(map(bool, names)) > 1)
    return list(found)
