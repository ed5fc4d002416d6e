"""The PDF of a letter: typeset on the sheet of its kind, ``sheets/<kind>.typ``, as PDF/A-2b."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo

import segno
import typst

from zhiquan.hall.letters.rendering.content import Block, LetterContent, Table
from zhiquan.hall.letters.rendering.fonts import LetterFonts, letter_fonts, system_fonts

SHEETS = Path(__file__).parent / "sheets"
NOTICE = "扫描二维码或在核验网址输入验证码，可核对本文书的真伪；以带有电子签名的 PDF 文件为准。"
_SHANGHAI = ZoneInfo("Asia/Shanghai")


def render_pdf(content: LetterContent, fonts: LetterFonts | None = None) -> bytes:
    """Typeset a letter; a character that no font holds refuses it first. The same letter gives the same bytes."""
    chosen = fonts or letter_fonts()
    chosen.require(content)
    dated = int(datetime.combine(content.dated, time(), _SHANGHAI).timestamp())
    made = sheet(content, chosen).compile(format="pdf", pdf_standards="a-2b", timestamp=dated)
    if not isinstance(made, bytes):
        raise TypeError("the typesetter returned no single file")
    return made


def sheet(content: LetterContent, fonts: LetterFonts) -> typst.Compiler:
    """Return the typesetter with the sheet and the letter as its data."""
    return compiler(SHEETS / f"{content.kind}.typ", SHEETS, {"letter": _sheet_data(content)}, fonts)


def compiler(source: Path, root: Path, inputs: Mapping[str, Any], fonts: LetterFonts) -> typst.Compiler:
    """Return the typesetter with a sheet and its data, each input as JSON; nothing of it is read as markup."""
    told = {name: json.dumps(value, ensure_ascii=False) for name, value in inputs.items()}
    return typst.Compiler(
        source,
        root=root,
        font_paths=system_fonts(),
        ignore_system_fonts=True,
        sys_inputs={**told, "fonts": json.dumps({"body": fonts.body, "title": fonts.title})},
    )


def verification_lines(content: LetterContent) -> tuple[tuple[str, str], ...]:
    """Return the labelled lines of the verification block, those that the letter has."""
    code = "-".join(content.code[at : at + 4] for at in range(0, len(content.code), 4))
    lines = (("验证码", code), ("核验网址", content.verify_url), ("办件编号", content.basis))
    return tuple((label, value) for label, value in lines if value)


def cn_date(content: LetterContent) -> str:
    """Return 成文日期 in Arabic numerals without leading zeros, as the standard asks."""
    return cn_day(content.dated)


def cn_day(day: date | None) -> str:
    """Return a day as letters write it; a day that is not known yet leaves room to write it."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "　　年　　月　　日"


def column_widths(table: Table) -> tuple[float, ...]:
    """Return the shares of the columns: no number is ever broken, the rest of the line goes to the longer texts."""
    columns = list(zip(*table.rows, strict=True))
    least = [max(map(_unbreakable, column)) + _PADDING for column in columns]
    wanted = [min(16.0, max(map(_width, column))) + _PADDING for column in columns]
    more = [max(0.1, wish - floor) for wish, floor in zip(wanted, least, strict=True)]
    spare = max(0.0, _LINE - sum(least))
    return tuple(floor + spare * part / sum(more) for floor, part in zip(least, more, strict=True))


_LINE = 156 / 25.4 * 72 / 12
"""Width of the type area in characters of a table's size, 12 pt."""
_PADDING = 1.0


def _width(text: str) -> float:
    return sum(1.0 if east_asian_width(character) in "WF" else 0.6 for character in text)


def _unbreakable(text: str) -> float:
    """Width of the longest run that a line may not break: a number, a Latin word, or three Chinese characters."""
    runs = re.split(r"(?<=[\u2e80-\U0003ffff])|\s", text)
    return max([min(3.0, _width(text)), *map(_width, runs)])


def _sheet_data(content: LetterContent) -> dict[str, Any]:
    opinions = [{"label": o.label, "text": o.text, "name": o.name, "on": cn_day(o.on)} for o in content.opinions]
    return content.to_json() | {
        "body": [_block_data(block) for block in content.body],
        "opinions": opinions,
        "dated_cn": cn_date(content),
        "issued": content.issued,
        "verification": verification_lines(content),
        "notice": NOTICE,
        "qr": _qr(content.verify_url) if content.verify_url else "",
    }


def _block_data(block: Block) -> Any:
    if isinstance(block, str):
        return block
    return {"kind": type(block).__name__.lower(), "rows": block.rows} | (
        {"widths": column_widths(block)} if isinstance(block, Table) else {}
    )


def _qr(url: str) -> str:
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, border=1)
    return drawn.getvalue().decode()
