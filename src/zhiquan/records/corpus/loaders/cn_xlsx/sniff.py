"""Is this file a workbook of ours? Decided by content, before anything large is unpacked."""

from __future__ import annotations

import zipfile
from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.loaders.cn_xlsx.read import first_heading, missing
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

LARGEST = 2 * 1024**3
"""Bytes of all parts unpacked; above it a workbook is not opened."""
HIGHEST_RATIO = 250
"""Unpacked to packed bytes of any part over a megabyte; real sheets stay well below 50."""
_SMALL = 1024**2
_WORKBOOK = "xl/workbook.xml"


def look(path: Path) -> Look:
    """Say whether the file is a workbook whose headings name number, title and filing date."""
    try:
        with zipfile.ZipFile(path) as parts:
            if _WORKBOOK not in parts.namelist():
                return Look(fits=False)
            sizes = [(part.file_size, part.compress_size) for part in parts.infolist()]
    except zipfile.BadZipFile:
        return Look(fits=False)
    except OSError as error:
        text = Text(f"无法读取 {path.name}：{error.strerror}。", f"{path.name} cannot be read: {error.strerror}.")
        raise Refusal("import.unreadable", text) from error
    if _is_bomb(sizes):
        text = Text(
            f"{path.name} 解压后过大，疑似压缩炸弹，未打开。",
            f"{path.name} unpacks to far more than a sheet; not opened.",
        )
        return Look(fits=False, nearly=text)
    return _headings(path)


def _is_bomb(sizes: list[tuple[int, int]]) -> bool:
    total = sum(unpacked for unpacked, _ in sizes)
    return total > LARGEST or any(
        unpacked > _SMALL and unpacked > HIGHEST_RATIO * max(packed, 1) for unpacked, packed in sizes
    )


def _headings(path: Path) -> Look:
    heading = first_heading(path)
    lacking = missing(heading)
    if not lacking:
        return Look(fits=True)
    seen = "、".join(heading)[:120] or "-"
    text = Text(
        f"{path.name} 缺少列：{'、'.join(lacking)}；表头为：{seen}。",
        f"{path.name} lacks the columns {', '.join(lacking)}; its headings are: {seen}.",
    )
    return Look(fits=False, nearly=text)
