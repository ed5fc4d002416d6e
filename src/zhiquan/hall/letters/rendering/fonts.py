"""The fonts of letters, and the check that they hold every character before anything is issued.

Without it a missing font or character prints as a box and nobody is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import typst
from fontTools.ttLib import TTFont

from zhiquan.hall.letters.rendering.content import LetterContent
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

BODY = ("FZFangSong-Z02", "FangSong", "FangSong_GB2312", "STFangsong", "Noto Serif CJK SC", "Source Han Serif SC")
"""Body 仿宋, the fonts of the standard first; Song serifs stand in where they are not installed."""
TITLE = ("FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S", "Noto Serif CJK SC", "Source Han Serif SC")
"""Title and head 小标宋; the bold Song serif stands in."""
PACKAGE = "fonts-noto-cjk"
LINE_END = "\n"
"""Parts the lines of a value in a form; it is no character to print."""


@dataclass(frozen=True, slots=True)
class LetterFonts:
    """The families a letter is set in, in order, and the characters that all its chains can print."""

    body: tuple[str, ...]
    title: tuple[str, ...]
    characters: frozenset[int]

    def require(self, content: LetterContent) -> None:
        """Refuse a letter with a character that no font holds; the sentence names it and where it stands."""
        for place, text in content.texts():
            for character in text:
                if ord(character) not in self.characters and character != LINE_END:
                    raise _unprintable(character, place)


def _unprintable(character: str, place: str) -> Refusal:
    code = f"U+{ord(character):04X}"
    shown = f"“{character}”（{code}）" if character.isprintable() else code
    return Refusal(
        "letters.character",
        Text(
            f"{place}中的字符 {shown} 不在已安装的字体中，文书不能出具：请更正该字，或安装含有该字的字体。",
            f"The character {shown} is in none of the installed fonts, so the letter cannot be issued: "
            "correct it or install a font that has it.",
        ),
    )


def choose_fonts(fonts: typst.Fonts) -> LetterFonts:
    """Choose from the fonts that the typesetter itself finds; refuse when none is Chinese."""
    families = set(fonts.families())
    body = tuple(name for name in BODY if name in families)
    title = tuple(name for name in TITLE if name in families)
    if not body or not title:
        raise Refusal(
            "letters.no-font",
            Text(
                f"本机没有中文字体，文书不能出具：请安装 Debian 软件包 {PACKAGE} 后重试。",
                f"No Chinese font is installed, so no letter can be issued: install the Debian package {PACKAGE}.",
            ),
        )
    return LetterFonts(body, title, _held(fonts, body) & _held(fonts, title))


def _held(fonts: typst.Fonts, families: Iterable[str]) -> frozenset[int]:
    """Return the code points that at least one family holds in every weight that is installed."""
    held: set[int] = set()
    for family in families:
        faces = {(font.path, font.index) for font in fonts.fonts() if font.family == family and font.path}
        held |= set.intersection(*(_cmap(path, index) for path, index in faces if path))
    return frozenset(held)


@cache
def _cmap(path: str, index: int) -> set[int]:
    with TTFont(path, fontNumber=index, lazy=True) as font:
        return set(font.getBestCmap())


@cache
def system_fonts() -> typst.Fonts:
    """Find the installed fonts once per process (0.2 s)."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)


@cache
def letter_fonts() -> LetterFonts:
    """Return the fonts of this machine's letters; read once per process."""
    return choose_fonts(system_fonts())
