"""Binding a volume: pages counted, catalogue written, everything set into one PDF with running page numbers."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyhanko.pdf_utils.reader import PdfFileReader

from zhiquan.hall.cases.models import Case
from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.letters.dossier.entries import Entry
from zhiquan.hall.letters.dossier.printable import IMAGES, bytes_of, pdf_of_sheet, sheet_for
from zhiquan.hall.letters.dossier.trying import pages_of
from zhiquan.hall.letters.rendering import letter_fonts
from zhiquan.hall.letters.rendering.pdf import SHEETS, compiler
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

MOST_PAGES = 3_000
"""Pages that one volume may have; beyond it the papers are handed over as files."""

NEWEST: Final = "2.0"
"""Version of the PDF that is written: pages of an older one can be set into it, of a newer one not."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry with its pages: a file in the folder of the binding, how many pages, of which kind."""

    entry: Entry
    name: str
    pages: int
    image: bool
    stood_in: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the catalogue: ``first`` and ``last`` are page numbers."""

    entry: Entry
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound volume."""

    pdf: bytes
    lines: tuple[Line, ...]

    @property
    def pages(self) -> int:
        """Numbered pages, without cover, catalogue and closing note."""
        return self.lines[-1].last if self.lines else 0


def bind(case: Case, entries: Sequence[Entry], cover: dict[str, Any], office: str) -> Bound:
    """Bind the entries under a cover; refused (``dossier.too-long``) beyond ``MOST_PAGES``."""
    with tempfile.TemporaryDirectory(prefix="zhiquan-dossier-") as made:
        folder = Path(made)
        leaves = _leaves(case, entries, folder, office)
        lines = _numbered(leaves)
        if lines and lines[-1].last > MOST_PAGES:
            raise Refusal("dossier.too-long", _LONG.format(pages=lines[-1].last, most=MOST_PAGES))
        for name in ("dossier.typ", "parts.typ"):
            shutil.copy(SHEETS / name, folder / name)
        told = {**cover, "lines": [_line(line) for line in lines], "leaves": [_told(leaf) for leaf in leaves]}
        told["stood_in"] = sum(leaf.stood_in for leaf in leaves)
        pdf = compiler(folder / "dossier.typ", folder, {"dossier": told}, letter_fonts()).compile(
            format="pdf", pdf_standards=NEWEST
        )
    if not isinstance(pdf, bytes):
        raise TypeError("the typesetter returned no single file")
    return Bound(pdf, lines)


def join(volumes: Sequence[bytes]) -> bytes:
    """Set several bound volumes one after another into one PDF, their pages as they are."""
    with tempfile.TemporaryDirectory(prefix="zhiquan-dossier-") as made:
        folder, lines = Path(made), ['#set page(paper: "a4", margin: 0pt)']
        for at, volume in enumerate(volumes):
            (folder / f"{at}.pdf").write_bytes(volume)
            pages = f"range(1, {page_count(volume) + 1})"
            lines.append(f'#for n in {pages} {{ page(image("{at}.pdf", page: n, width: 100%)) }}')
        (folder / "all.typ").write_text("\n".join(lines), "utf-8")
        pdf = compiler(folder / "all.typ", folder, {}, letter_fonts()).compile(format="pdf", pdf_standards=NEWEST)
    if not isinstance(pdf, bytes):
        raise TypeError("the typesetter returned no single file")
    return pdf


def _leaves(case: Case, entries: Sequence[Entry], folder: Path, office: str) -> list[Leaf]:
    """Return the entries with their pages; what was handed in and cannot be set in time is stood in for by a sheet."""
    handed = {at: entry.source for at, entry in enumerate(entries) if isinstance(entry.source, StoredFile)}
    names = {at: name for at, file in handed.items() if (name := _laid(folder, at, file))}
    pages = pages_of(folder, list(names.values()), MOST_PAGES)
    return [_leaf(case, entry, folder, at, office, pages) for at, entry in enumerate(entries)]


def _laid(folder: Path, at: int, file: StoredFile) -> str:
    """Lay a file that may have pages into the folder and return its name there; empty for what has none."""
    content = bytes_of(file) if file.kind in (*IMAGES, "pdf") else None
    if content is None:
        return ""
    name = f"{at}.{file.kind}"
    (folder / name).write_bytes(content)
    return name


def _leaf(case: Case, entry: Entry, folder: Path, at: int, office: str, pages: Mapping[str, int]) -> Leaf:
    if not isinstance(entry.source, StoredFile):
        return _pdf_leaf(entry, pdf_of_sheet(entry.source), folder, at, stood_in=False)
    name = f"{at}.{entry.source.kind}"
    if name in pages:
        return Leaf(entry, name, pages[name], image=entry.source.kind in IMAGES, stood_in=False)
    content = bytes_of(entry.source)
    return _pdf_leaf(entry, sheet_for(case, entry.source, content, office), folder, at, stood_in=True)


def _pdf_leaf(entry: Entry, content: bytes, folder: Path, at: int, *, stood_in: bool) -> Leaf:
    (folder / f"{at}.pdf").write_bytes(content)
    return Leaf(entry, f"{at}.pdf", page_count(content), image=False, stood_in=stood_in)


def page_count(pdf: bytes) -> int:
    """Return the pages of a PDF, 0 where it cannot be read."""
    try:
        return int(PdfFileReader(io.BytesIO(pdf), strict=False).root["/Pages"]["/Count"])
    except Exception:  # noqa: BLE001 - a hostile file can break the reader anywhere, and then has no pages
        return 0


def _numbered(leaves: Sequence[Leaf]) -> tuple[Line, ...]:
    lines, page = [], 1
    for leaf in leaves:
        lines.append(Line(leaf.entry, page, page + leaf.pages - 1))
        page += leaf.pages
    return tuple(lines)


def _line(line: Line) -> dict[str, Any]:
    entry = line.entry
    span = str(line.first) if line.first == line.last else f"{line.first}-{line.last}"
    held = set(letter_fonts().characters)
    title = "".join(sign if ord(sign) in held else "〓" for sign in entry.title)
    return {
        "number": entry.number,
        "author": entry.author,
        "title": title,
        "on": entry.on.strftime("%Y.%m.%d"),
        "pages": span,
        "note": entry.note,
    }


def _told(leaf: Leaf) -> dict[str, Any]:
    return {"name": leaf.name, "pages": leaf.pages, "image": leaf.image}


_LONG = Text(
    "本卷共 {pages} 页，超过 {most} 页，不能合成一份 PDF：请导出封存包，按文件移交。",
    "The volume has {pages} pages, more than {most}: export the sealed bundle and hand the files over instead.",
)
