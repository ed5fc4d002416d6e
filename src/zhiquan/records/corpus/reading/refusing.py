"""The refusals of this layer, and the errors of the libraries below it turned into them."""

from __future__ import annotations

import contextlib
import csv
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

import zstandard

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_LONGEST = 80

DAMAGED = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    zstandard.ZstdError,
    struct.error,
    csv.Error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
    RecursionError,
    NotImplementedError,
    RuntimeError,
)
"""What the libraries raise on damaged input."""


def shown(name: str) -> str:
    """Return a file's or member's name fit for a sentence: its last part, without control characters, not long."""
    clean = "".join(sign if sign.isprintable() else "?" for sign in name)
    return clean if len(clean) <= _LONGEST else f"{clean[:60]}…{clean[-15:]}"


def name_of(stream: Any, default: str = "") -> str:
    """Return the name of what a stream reads, as far as it knows; ``default`` otherwise."""
    name = getattr(stream, "name", "")
    return shown(PurePath(name).name) if isinstance(name, str) and name else default


def damaged(name: str, zh: str = "", en: str = "") -> Refusal:
    """Return the refusal of a file that is cut or broken; ``zh``/``en`` say where or how."""
    what_zh = f"（{zh}）" if zh else ""
    what_en = f" ({en})" if en else ""
    return Refusal(
        "import.unreadable",
        Text(
            f"{name or '文件'} 已损坏或不完整{what_zh}，请重新导出或重新下载。",
            f"{name or 'The file'} is damaged or incomplete{what_en}; export or download it again.",
        ),
    )


def hostile(name: str, zh: str, en: str) -> Refusal:
    """Return the refusal of a file that no honest program writes."""
    return Refusal(
        "import.hostile",
        Text(
            f"{name or '文件'} {zh}，未打开；请向提供者核实文件来源。",
            f"{name or 'The file'} {en}, so it was not opened; ask its provider where it comes from.",
        ),
    )


def too_large(name: str, zh: str, en: str) -> Refusal:
    """Return the refusal of a file that goes beyond a limit; ``zh``/``en`` say which."""
    return Refusal(
        "import.too-large",
        Text(
            f"{name or '文件'} {zh}，请拆分后再导入。",
            f"{name or 'The file'} {en}; split it and import the parts.",
        ),
    )


@contextlib.contextmanager
def refusing(name: str) -> Iterator[None]:
    """Turn whatever a library raises on damaged input into the refusal of the file called ``name``."""
    try:
        yield
    except DAMAGED as error:
        raise damaged(name) from error
