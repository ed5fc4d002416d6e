"""Columns of an index of marks as files: written once, then mapped into memory, so that only what is asked is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from zhiquan.records.marks.columns import Columns
from zhiquan.records.marks.packed import Postings, Texts

VERSION = 1
"""Raised whenever the columns or what is made of a mark's words change: marks of another version are built again."""

_FLAT = ("masks", "han_lengths", "core_lengths", "latin_lengths", "spelt")
_TEXTS = ("texts", "numbers", "groups", "statuses", "keys")
_POSTINGS = ("chars", "latin")


def write_columns(columns: Columns, folder: Path) -> None:
    """Write the columns of one index into a folder that is there and empty."""
    for name in _FLAT:
        _save(folder, name, getattr(columns, name))
    for name in _TEXTS:
        texts: Texts = getattr(columns, name)
        _save(folder, f"{name}.content", texts.content)
        _save(folder, f"{name}.ends", texts.ends)
    for name in _POSTINGS:
        postings: Postings = getattr(columns, name)
        _save(folder, f"{name}.starts", postings.starts)
        _save(folder, f"{name}.marks", postings.marks)
        tokens = "\n".join(postings.tokens)
        (folder / f"{name}.tokens").write_bytes(tokens.encode("utf-8", "surrogatepass"))
    (folder / "without_words").write_text(str(columns.without_words), "utf-8")


def read_columns(folder: Path) -> Columns:
    """Map the columns of a folder into memory; ``OSError`` or ``ValueError`` when one is missing or damaged."""
    read: dict[str, Any] = {name: _load(folder, name) for name in _FLAT}
    read |= {name: Texts(_load(folder, f"{name}.content"), _load(folder, f"{name}.ends")) for name in _TEXTS}
    for name in _POSTINGS:
        tokens = (folder / f"{name}.tokens").read_bytes().decode("utf-8", "surrogatepass")
        places = {token: at for at, token in enumerate(tokens.split("\n"))} if tokens else {}
        read[name] = Postings(places, _load(folder, f"{name}.starts"), _load(folder, f"{name}.marks"))
    return Columns(**read, without_words=int((folder / "without_words").read_text("utf-8")))


def _save(folder: Path, name: str, values: Any) -> None:
    np.save(folder / f"{name}.npy", values, allow_pickle=False)


def _load(folder: Path, name: str) -> Any:
    path = folder / f"{name}.npy"
    try:
        return np.load(path, mmap_mode="r", allow_pickle=False)
    except ValueError:
        values = np.load(path, allow_pickle=False)  # a column without entries cannot be mapped
        if values.size:
            raise
        return values
